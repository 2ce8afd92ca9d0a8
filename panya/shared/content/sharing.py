"""How a record shows itself where its address is pasted: in LINE, in other networks, in search engines."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString

from panya.shared.content.file_links import file_address
from panya.shared.content.html import data_block
from panya.shared.content.models import Item
from panya.shared.content.queries import first_picture_of

SITE_PICTURE = "ui/card.png"
SITE_PICTURE_SIZE = (1200, 630)


@dataclass(frozen=True)
class Card:
    """What others show of a record that everybody may read."""

    url: str
    picture: str
    width: int
    height: int
    # The picture of the site is wide; one of a text is shown small.
    is_site_picture: bool
    data: SafeString


def share_card(item: Item, more: dict[str, Any] | None = None) -> Card:
    """Whole addresses, the first picture of the text (else that of the site), and `more` that schema.org knows."""
    url = f"{settings.PANYA_URL}{item.get_absolute_url()}"
    found = first_picture_of(item.published) if item.published else None
    picture = file_address(found.public_id) if found else static(SITE_PICTURE)
    width, height = (found.width, found.height) if found else SITE_PICTURE_SIZE
    return Card(url, f"{settings.PANYA_URL}{picture}", width, height, found is None, _data(item, url, more or {}))


def _data(item: Item, url: str, more: dict[str, Any]) -> SafeString:
    """The facts as schema.org words them."""
    moments = {"datePublished": item.published_at, "dateModified": item.edited_at}
    facts = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": item.title,
        "description": item.summary,
        "inLanguage": item.language,
        "url": url,
        **{name: moment.isoformat(timespec="seconds") for name, moment in moments.items() if moment},
        "author": {"@type": "Person", "name": item.author_shown},
        "publisher": {"@type": "Organization", "name": item.unit.name},
        "identifier": str(item.number),
        **more,
    }
    return data_block(facts)
