"""How a note shows itself where its address is pasted: in LINE, in other networks, in search engines."""

from dataclasses import dataclass

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString

from panya.shared.content.file_links import file_address, pictures_in
from panya.shared.content.html import data_block
from panya.shared.content.models import Item

SITE_PICTURE = "ui/card.png"


@dataclass(frozen=True)
class Card:
    """What others show of a note that everybody may read."""

    url: str
    picture: str
    # The picture of the site is wide and its size is known; one of a note is shown small.
    is_site_picture: bool
    data: SafeString


def card_of_note(item: Item) -> Card:
    """Whole addresses, and the first picture of the text that everybody sees, else the picture of the site."""
    url = f"{settings.PANYA_URL}{item.get_absolute_url()}"
    pictures = pictures_in(item.published.body_html) if item.published else []
    picture = file_address(pictures[0]) if pictures else static(SITE_PICTURE)
    return Card(url, f"{settings.PANYA_URL}{picture}", not pictures, _data(item, url))


def _data(item: Item, url: str) -> SafeString:
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
    }
    return data_block(facts)
