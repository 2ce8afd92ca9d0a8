"""How long the text of an asset holds before somebody must look at it again (domain: 3.6)."""

from panya.features.assets.models import Asset, AssetType

USUAL, LAW_DEPENDENT = 12, 6


def months_held(number: int) -> int:
    """A year; what depends on a law or a rule half a year."""
    return LAW_DEPENDENT if Asset.objects.filter(pk=number, type=AssetType.RULE).exists() else USUAL
