"""What every page must know about the look."""

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

THEME_COOKIE_NAME = "panya-theme"
THEMES = {
    "auto": _("ตามเครื่องของฉัน"),
    "light": _("สว่าง"),
    "dark": _("มืด"),
    "contrast": _("ความต่างสีสูง"),
    "gray": _("ขาวดำ"),
}


def look(request: HttpRequest) -> dict[str, object]:
    """The theme kept in the cookie and the themes there are, the language, and the words in the search box."""
    theme = request.COOKIES.get(THEME_COOKIE_NAME, "")
    return {
        "theme": theme if theme in THEMES else "auto",
        "themes": THEMES,
        "LANGUAGE_CODE": get_language(),
        "search_words": request.GET.get("q", ""),
    }
