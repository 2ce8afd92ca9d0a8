from django.utils.translation import gettext_lazy as _

from panya.shared.content.kinds import ItemKind, register

KIND = "note"

register(ItemKind(KIND, _("บันทึก"), "note"))
