from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("files", "0002_words_of_files"),
    ]

    operations = [
        migrations.AddField(
            model_name="filereading",
            name="reader",
            field=models.PositiveSmallIntegerField(default=1),
        ),
    ]
