"""Build `static/fonts/` from the published packages of Be Vietnam Pro (SIL Open Font License 1.1).

Two families come out, in weights 400, 500 and 600:

* Be Vietnam Pro: the web subsets of `@fontsource/be-vietnam-pro`, copied as they are.
* BVP Tab: a small family made here from the full font. Be Vietnam Pro has no tabular figures (its `1` is 385
  units wide, its `4` is 710, and the `tnum` feature is empty), so numbers under each other do not line up;
  and the packaged Latin subset drops ≥ ≤ ≈ ≠. BVP Tab puts the ten digits on one width and has the signs our
  formulas and tables need. Arrows do not exist in the font at all; they are drawn here with the stroke of the
  font's own minus sign.

How to run (needs Node's `npm` and Python with the two packages below; about five seconds):

    pip install fonttools==4.68.0 brotli==1.2.1
    python tools/build_fonts.py

The outcome is committed: nobody needs this script to run the software.
"""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools.misc.transform import Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

WEB_PACKAGE = "@fontsource/be-vietnam-pro@5.3.0"
FULL_PACKAGE = "@expo-google-fonts/be-vietnam-pro@0.4.1"
WEIGHTS = {400: "400Regular", 500: "500Medium", 600: "600SemiBold"}
SUBSETS = ("latin", "latin-ext", "vietnamese")

DIGITS = "0123456789"
SIGNS = ".,%+−–/=()×÷≥≤≈≠½"
ARROWS = "←↑→↓"
DIGIT_WIDTH = 648
# The widest digit, 4, would touch its neighbour in a column of fours; ink wider than this is narrowed to it.
WIDEST_INK = 604

TARGET = Path(__file__).resolve().parent.parent / "static" / "fonts"


def unpack(package: str, into: Path) -> Path:
    """Return the folder of `package`, fetched with the registry the local npm is set up for."""
    packed = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=into, check=True, capture_output=True, text=True
    ).stdout.split()[-1]
    folder = into / packed.removesuffix(".tgz")
    with tarfile.open(into / packed) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def put_digits_on_one_width(font: TTFont) -> None:
    """Centre the ink of each digit in `DIGIT_WIDTH` units."""
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    for digit in DIGITS:
        name = names[ord(digit)]
        bounds = BoundsPen(glyphs)
        glyphs[name].draw(bounds)
        left, _, right, _ = bounds.bounds
        narrowing = min(1.0, WIDEST_INK / (right - left))
        offset = (DIGIT_WIDTH - (right - left) * narrowing) / 2
        pen = TTGlyphPen(None)
        centring = Transform().translate(offset, 0).scale(narrowing, 1).translate(-left, 0)
        glyphs[name].draw(TransformPen(pen, centring))
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = (DIGIT_WIDTH, round(offset))


def draw_arrows(font: TTFont) -> None:
    """Add the four arrows, as thick as the minus sign and on its height."""
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    bounds = BoundsPen(glyphs)
    glyphs[names[ord("−")]].draw(bounds)
    _, low, _, high = bounds.bounds
    half, axis = (high - low) / 2, (high + low) / 2
    reach, tip, slant = 300.0, 210.0, half * 2**0.5
    # Pointing right, around the origin, clockwise as TrueType wants it: shaft and head in one outline.
    outline = [
        (-reach, half),
        (reach - slant - half, half),
        (reach - tip - slant / 2, tip - slant / 2),
        (reach - tip, tip),
        (reach, 0.0),
        (reach - tip, -tip),
        (reach - tip - slant / 2, -(tip - slant / 2)),
        (reach - slant - half, -half),
        (-reach, -half),
    ]
    turns = {"→": (1, 0), "←": (-1, 0), "↑": (0, 1), "↓": (0, -1)}
    for character, (cos, sin) in turns.items():
        pen = TTGlyphPen(None)
        width = 720 if sin == 0 else 560
        for step, (x, y) in enumerate(outline):
            point = (round(x * cos - y * sin + width / 2), round(x * sin + y * cos + axis))
            pen.lineTo(point) if step else pen.moveTo(point)
        pen.closePath()
        name = f"uni{ord(character):04X}"
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = (width, min(p[0] for p in font["glyf"][name].coordinates))
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(character)] = name


def build_tab(source: Path, weight: int, target: Path) -> None:
    """Write the BVP Tab of one weight, made from the full font `source`."""
    # Timestamps are kept from the source so that the same packages give the same bytes.
    font = TTFont(source, recalcTimestamp=False)
    options = Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[0, 13, 14])
    subsetter = Subsetter(options)
    subsetter.populate(text=DIGITS + SIGNS)
    subsetter.subset(font)
    put_digits_on_one_width(font)
    draw_arrows(font)
    style = {400: "Regular", 500: "Medium", 600: "SemiBold"}[weight]
    for name_id, text in {1: "BVP Tab", 2: style, 4: f"BVP Tab {style}", 6: f"BVPTab-{style}"}.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font.flavor = "woff2"
    font.save(target)


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        web, full = unpack(WEB_PACKAGE, Path(folder)), unpack(FULL_PACKAGE, Path(folder))
        for weight, full_name in WEIGHTS.items():
            for subset in SUBSETS:
                name = f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
                shutil.copyfile(web / "files" / name, TARGET / name.replace("-normal", ""))
            source = full / full_name / f"BeVietnamPro_{full_name}.ttf"
            build_tab(source, weight, TARGET / f"bvp-tab-{weight}.woff2")
        shutil.copyfile(web / "LICENSE", TARGET / "OFL.txt")
    for file in sorted(TARGET.iterdir()):
        print(f"{file.stat().st_size:>7}  {file.name}")


if __name__ == "__main__":
    main()
