import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="AuditEntry",
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
                (
                    "at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now),
                ),
                ("actor_name", models.CharField(blank=True, max_length=300)),
                ("verb", models.CharField(max_length=100)),
                ("object_kind", models.CharField(max_length=100)),
                ("object_id", models.CharField(max_length=100)),
                (
                    "before",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        null=True,
                    ),
                ),
                (
                    "after",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        null=True,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "address",
                    models.CharField(blank=True, help_text="masked", max_length=40),
                ),
                ("sequence", models.BigIntegerField(null=True, unique=True)),
                (
                    "previous_hash",
                    models.CharField(blank=True, default="", max_length=64),
                ),
                ("hash", models.CharField(blank=True, default="", max_length=64)),
                (
                    "actor",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["object_kind", "object_id"], name="audit_object"),
                    models.Index(
                        condition=models.Q(("sequence", None)),
                        fields=["at"],
                        name="audit_unsealed",
                    ),
                ],
            },
        ),
    ]
