"""How values look on pages: icons, states as colour with shape and word, moments as 12:34. In every template."""

import re
from datetime import datetime
from functools import cache, lru_cache

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.translation import get_language_info

register = template.Library()

ICON_DIR = settings.BASE_DIR / "static" / "vendor" / "lucide"
SHAPES = {
    "correct": "circle-check",
    "partly": "contrast",
    "wrong": "circle-x",
    "unsure": "circle-question-mark",
    "processing": "loader-circle",
    "neutral": "circle-dashed",
}


@cache
def _drawing(name: str) -> SafeString:
    """The inside of an icon's <svg>. A file of ours, so it is safe; a name that is not there raises."""
    svg = (ICON_DIR / f"{name}.svg").read_text()
    return mark_safe(re.sub(r"\s+", " ", svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]).strip())


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, size: int = 16, label: str = "") -> SafeString:
    """An icon of lucide, 16, 20 or 32 px. Without a label it is decoration beside a word."""
    hint = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon icon--{}" data-icon="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        ' stroke-linecap="round" stroke-linejoin="round" {}>{}</svg>',
        size,
        name,
        hint,
        _drawing(name),
    )


@register.simple_tag
def pill(tone: str, word: object) -> SafeString:
    """A state as colour, shape and word. `tone` is a key of SHAPES."""
    return format_html('<span class="pill" data-tone="{}">{}{}</span>', tone, icon(SHAPES[tone]), word)


@register.simple_tag
def tone_icon(tone: str, size: int = 16) -> SafeString:
    """The shape of a tone alone, for places that write the word themselves."""
    return icon(SHAPES[tone], size)


@register.filter
def clock(seconds: float | None) -> str:
    """Seconds in a recording as 12:34 or 1:02:03; empty where the moment is unknown."""
    if seconds is None:
        return ""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


@register.filter
def ago(moment: datetime) -> str:
    """How long ago, by its largest unit: "just now", "3 hours ago"."""
    since = timesince(moment, depth=1)
    return "just now" if since.startswith("0") else f"{since} ago"


@register.filter
def language_name(code: str) -> str:
    """A language by its English name; by its code where it has none here."""
    try:
        return str(get_language_info(code)["name"])
    except KeyError:
        return code


@register.filter
def points(number: float) -> str:
    """Points as one writes them: 2, 0.5, 1.25."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


@register.filter
def percent(fraction: float) -> str:
    """0.625 as "62 %", which no line breaks. Rounded down, so that nothing claims to be whole before it is."""
    return f"{int(fraction * 100)}\N{NO-BREAK SPACE}%"
