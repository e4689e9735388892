"""Colours stand in one file, and the two ways into the dark theme show the same ones."""

import re
from pathlib import Path

STYLES = Path(__file__).parents[2] / "static" / "css"
HEX = re.compile(r"#[0-9a-fA-F]{3,8}\b(?=[\s;,)])")


def test_only_the_tokens_name_colours():
    for path in STYLES.glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert path.name == "tokens.css" or not HEX.findall(text), path.name


def test_dark_by_choice_is_dark_by_device():
    blocks = re.findall(r"\{([^{}]*--bg:[^{}]*)\}", (STYLES / "tokens.css").read_text(encoding="utf-8"))
    light, *dark = [[line.strip() for line in block.strip().splitlines()] for block in blocks]

    assert len(dark) == 2
    assert dark[0] == dark[1] != light
