"""Signs of Markdown, bits of HTML and of LaTeX that converters leave inside a text."""

from __future__ import annotations

import html
import re

_LINE_TAGS = re.compile(r"</?(?:p|ul|ol|div|br)\b[^<>]*>", re.IGNORECASE)
_LIST_ITEM = re.compile(r"<li\b[^<>]*>\s*(?P<mark>[-–+*•]\s)?", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:b|i|u|s|em|strong|span|font|sub|sup|small|big|a|li|table|tbody|thead|tr|td|th|h[1-6]|center|o:p|img|mark)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"<(https?://[^<>\s]+|[\w.+-]+@[\w.-]+)>")
_LATEX = re.compile(r"\$([^$\n]{1,200})\$")
_LATEX_TEXT = re.compile(r"\\(?:text|mathrm|textbf|mathbf|operatorname)\s*\{([^{}]*)\}")
_LATEX_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_LATEX_SIGNS = {
    r"\times": "×", r"\cdot": "*", r"\div": "/", r"\geq": "≥", r"\ge": "≥", r"\leq": "≤", r"\le": "≤",
    r"\%": "%", r"\left": "", r"\right": "", r"\quad": " ", r"\,": " ", r"\ ": " ",
}  # fmt: skip
_STRONG = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_EMPHASIS = re.compile(r"(?<![\w*\\)])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*(])")
_ESCAPE = re.compile(r"\\([-\\`*_{}\[\]()#+.!|<>~$&])")


def without_tags(text: str) -> str:
    """The text with a line break for each <p>, <ul> and <br>, "- " for <li>, and no other known tag.

    “<100%” is no tag and stays; entities such as &nbsp; become what they stand for.
    """
    if "<" in text:
        text = _LIST_ITEM.sub(lambda found: "\n" + (found["mark"] or "- "), text)
        text = _TAG.sub("", _LINE_TAGS.sub("\n", text))
        text = _ADDRESS.sub(r"\1", text)
    return html.unescape(text) if "&" in text else text


def without_latex(text: str) -> str:
    r"""The text with formulas such as “$1/2 * \text{Điểm}$” as one would type them."""
    return _LATEX.sub(_formula, text) if "$" in text else text


def _formula(found: re.Match[str]) -> str:
    inside = found.group(1)
    if not re.search(r"[=\\/*+<>]", inside):
        return found.group()
    inside = _LATEX_TEXT.sub(r"\1", inside)
    inside = _LATEX_FRACTION.sub(lambda parts: f"{_term(parts[1])}/{_term(parts[2])}", inside)
    for sign, plain in _LATEX_SIGNS.items():
        inside = inside.replace(sign, plain)
    return inside


def _term(text: str) -> str:
    """A part of a fraction, in parentheses if it is a sum or the like."""
    text = text.strip()
    return f"({text})" if re.search(r"[-+*/×]", text) and not re.fullmatch(r"\([^()]*\)", text) else text


def without_emphasis(text: str) -> str:
    """The text without Markdown's bold, italics and backslashes; a * between factors stays."""
    if "*" in text or "__" in text:
        text = text.replace("****", "**\n**")
        text = _EMPHASIS.sub(r"\1", _STRONG.sub("", text))
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text
