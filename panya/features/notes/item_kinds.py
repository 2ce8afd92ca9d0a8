from django.utils.translation import pgettext_lazy

from panya.shared.content.kinds import ItemKind, register

KIND = "note"

register(ItemKind(KIND, pgettext_lazy("kind of record", "บันทึก"), "note"))
