from panya.features.assets.models.asset import Asset, AssetType, Contributor, ContributorRole, KnowledgeForm
from panya.features.assets.models.change import AccessChange, ChangeState, EditSuggestion
from panya.features.assets.models.wanted import Wanted, WantedState

__all__ = [
    "AccessChange",
    "Asset",
    "AssetType",
    "ChangeState",
    "Contributor",
    "ContributorRole",
    "EditSuggestion",
    "KnowledgeForm",
    "Wanted",
    "WantedState",
]
