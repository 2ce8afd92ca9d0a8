"""The structured parts of an asset's text: they lie in `Revision.structured` and are approved with it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class LegalRef:
    """A law that the asset rests on, and where in it."""

    law: str
    section: str = ""
    about: str = ""


@dataclass(frozen=True)
class Parts:
    """When to use it, what to do step by step, what to beware of, which laws it rests on; and its English title."""

    situation: str = ""
    steps: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    legal_refs: tuple[LegalRef, ...] = ()
    title_en: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it stands in the revision; parts without words are left out."""
        laws = [{"law": ref.law, "section": ref.section, "about": ref.about} for ref in self.legal_refs]
        parts = {
            "situation": self.situation,
            "steps": list(self.steps),
            "cautions": list(self.cautions),
            "legal_refs": laws,
            "title_en": self.title_en,
        }
        return {name: part for name, part in parts.items() if part}


def parts_of(structured: dict[str, Any]) -> Parts:
    """Read the parts of a revision."""
    return Parts(
        situation=structured.get("situation", ""),
        steps=tuple(structured.get("steps", ())),
        cautions=tuple(structured.get("cautions", ())),
        legal_refs=tuple(LegalRef(**ref) for ref in structured.get("legal_refs", ())),
        title_en=structured.get("title_en", ""),
    )
