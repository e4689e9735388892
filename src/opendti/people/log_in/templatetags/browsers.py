"""What a browser calls itself, in words somebody recognises their own machine by."""

from __future__ import annotations

from django import template

register = template.Library()

# The first that fits: browsers name each other, and Edge and Cốc Cốc call themselves Chrome too.
_BROWSERS = (
    ("Edg", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_MACHINES = (
    ("Android", "điện thoại Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "máy Windows"),
    ("Macintosh", "máy Mac"),
    ("Linux", "máy Linux"),
)


@register.filter
def browser_words(agent: str) -> str:
    """`Chrome, máy Windows`; what it says itself where nothing is recognised."""
    found = [next((words for sign, words in signs if sign in agent), "") for signs in (_BROWSERS, _MACHINES)]
    return ", ".join(filter(None, found)) or agent or "Không rõ"
