from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.CreateModel(
            name="Schedule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True)),
                ("every", models.PositiveIntegerField(help_text="seconds")),
                ("next_at", models.DateTimeField()),
                ("last_at", models.DateTimeField(null=True)),
                ("last_error", models.TextField(blank=True, default="")),
            ],
        ),
    ]
