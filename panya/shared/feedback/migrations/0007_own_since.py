from django.db import migrations
from django.db.models import Exists, F, OuterRef, Q


def mark_own(apps, schema_editor):
    """Uses by who became author, owner or co-editor after them: from now on the row says so."""
    use = apps.get_model("feedback", "UseRecord")
    co_editors = apps.get_model("content", "Item").co_editors.through.objects
    co_edited = co_editors.filter(item=OuterRef("item"), user=OuterRef("by"))
    own = use.objects.filter(Q(by=F("item__author")) | Q(by=F("item__owner")) | Exists(co_edited), is_own=False)
    use.objects.filter(pk__in=list(own.values_list("pk", flat=True))).update(is_own=True)


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0006_counted_by_day"),
        ("content", "0008_row_number_and_newest"),
    ]

    operations = [migrations.RunPython(mark_own, migrations.RunPython.noop)]
