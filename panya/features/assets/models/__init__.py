from panya.features.assets.models.asset import Asset, AssetType, Contributor, ContributorRole, KnowledgeForm
from panya.features.assets.models.change import (
    AccessChange,
    AccessConsent,
    ChangeState,
    ConsentRole,
    EditSuggestion,
)
from panya.features.assets.models.wanted import Wanted, WantedState

__all__ = [
    "AccessChange",
    "AccessConsent",
    "Asset",
    "AssetType",
    "ChangeState",
    "ConsentRole",
    "Contributor",
    "ContributorRole",
    "EditSuggestion",
    "KnowledgeForm",
    "Wanted",
    "WantedState",
]
