from django.utils.translation import pgettext_lazy

from panya.features.assets.freshness import months_held
from panya.shared.content.kinds import ItemKind, register

KIND = "asset"

register(ItemKind(KIND, pgettext_lazy("kind of record", "องค์ความรู้"), "asset", True, months_held))
