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


TEXT_COOKIE_NAME = "panya-text"
TEXT_SIZES = {
    "normal": _("ปกติ"),
    "large": _("ใหญ่"),
    "larger": _("ใหญ่ขึ้น"),
    "largest": _("ใหญ่สองเท่า"),
}


def look(request: HttpRequest) -> dict[str, object]:
    """Theme and text size kept in cookies and what there is to choose, the language, the words in the search box."""
    theme = request.COOKIES.get(THEME_COOKIE_NAME, "")
    text_size = request.COOKIES.get(TEXT_COOKIE_NAME, "")
    return {
        "theme": theme if theme in THEMES else "auto",
        "themes": THEMES,
        "text_size": text_size if text_size in TEXT_SIZES else "normal",
        "text_sizes": TEXT_SIZES,
        "LANGUAGE_CODE": get_language(),
        "search_words": request.GET.get("q", ""),
    }
