"""Tags and filters of every page; a builtin, so templates need no `load`."""

import datetime
import zlib
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from panya.base.thai.clusters import truncate
from panya.base.thai.dates import Language, Style, format_date, format_datetime, format_month, to_bangkok
from panya.base.thai.words import held_together
from panya.base.ui.icons import ICONS

register = template.Library()


@register.simple_block_tag(takes_context=True)
def component(context: template.Context, content: str, component_name: str, **values: Any) -> str:
    """Draw templates/ui/components/NAME.html; it sees only `content` and the values it is given."""
    return _draw(context, f"components/{component_name}.html", content=content, **values)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small line drawing beside a word; readers of the page by ear do not meet it."""
    shape = mark_safe(ICONS[name])
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', shape)


@register.simple_tag(takes_context=True)
def drawing(context: template.Context, name: str) -> str:
    """A larger line drawing for an empty place (templates/ui/drawings/)."""
    return _draw(context, f"drawings/{name}.svg")


@register.simple_tag(takes_context=True)
def field(context: template.Context, bound: BoundField) -> str:
    """Label, hint, error and input of one form field."""
    return _draw(context, "forms/field.html", field=bound)


@register.simple_tag
def options(widget: dict[str, Any]) -> SafeString:
    """What a list offers, in its groups; without a template for each option, of which a list of units has a hundred."""
    return mark_safe("\n".join(_options_of(*group) for group in widget["optgroups"]))


@register.inclusion_tag("ui/forms/errors.html")
def form_errors(form: BaseForm, focus: bool = True, title: str = "") -> dict[str, Any]:
    """What must be mended, first on the page and read out first; each line is a link to its field."""
    return {"form": form, "focus": focus, "title": title, "fields": [bound for bound in form if bound.errors]}


@register.filter
def thai_date(value: datetime.date | None) -> str:
    """The day in full, in the era of the page: 22 พฤษภาคม 2549."""
    return _day(value, "long")


@register.filter
def short_date(value: datetime.date | None) -> str:
    """The day in short, in the era of the page: 22 พ.ค. 2549."""
    return _day(value, "medium")


@register.filter
def thai_month(value: datetime.date) -> str:
    """The month and year, in the era of the page: พฤษภาคม 2549."""
    return format_month(value, _language())


@register.filter
def thai_datetime(value: datetime.datetime | None) -> str:
    """The day and the Bangkok time, in the era of the page."""
    return format_datetime(value, "long", _language()) if value else ""


@register.simple_tag
def when(value: datetime.date | None, style: str = "long") -> SafeString | str:
    """A time element: the day (style long or medium), or with style `time` the day and the time."""
    if not value:
        return ""
    shown = thai_datetime(value) if style == "time" and isinstance(value, datetime.datetime) else _day(value, style)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)


@register.simple_tag
def whole_static(path: str) -> str:
    """The address of a static file with the site before it, as other sites need it."""
    return f"{settings.PANYA_URL}{static(path)}"


@register.filter
def truncate_thai(value: object, length: int) -> str:
    """At most so many characters, never cut inside a Thai cluster."""
    return truncate(str(value), length)


@register.filter
def hold_words(value: object) -> str:
    """The text with its Thai words held together, for narrow lines that nobody copies.

    Not for running text: held compounds leave ragged lines there, and who copies it would take the joiners along.
    """
    return held_together(str(value))


@register.filter
def initial(name: object) -> str:
    """The first letter that can stand alone: a leading vowel gives way to its consonant."""
    return next((letter for letter in str(name) if letter.isalpha() and letter not in "เแโใไ"), "?")


@register.filter
def dye(name: object) -> int:
    """Which of the four vats colours what stands for this name; always the same one."""
    return zlib.crc32(str(name).encode()) % 4


def _draw(context: template.Context, name: str, /, **values: Any) -> SafeString:
    """One of our templates, which sees only these values."""
    assert context.template is not None  # noqa: S101  it is set while a page is drawn
    drawn = context.template.engine.get_template(f"ui/{name}")
    return mark_safe(drawn.render(context.new(values)).strip())


def _options_of(name: str | None, options: list[dict[str, Any]], _place: int) -> str:
    lines = "\n".join(map(_option, options))
    return format_html('<optgroup label="{}">{}</optgroup>', name, mark_safe(lines)) if name else lines


def _option(option: dict[str, Any]) -> str:
    # Not `format_html`, which takes five times as long for a hundred of them.
    attributes = flatatt(option["attrs"]) if option["attrs"] else ""
    value, label = conditional_escape(option["value"]), conditional_escape(option["label"])
    return f'<option value="{value}"{attributes}>{label}</option>'


def _day(value: datetime.date | None, style: str) -> str:
    if not value:
        return ""
    day = to_bangkok(value).date() if isinstance(value, datetime.datetime) else value
    written: Style = "medium" if style == "medium" else "long"
    return format_date(day, written, _language())


def _language() -> Language:
    return "en" if (get_language() or "th").startswith("en") else "th"
