"""Build `src/opendti/common/fonts/`: Tinos for printed documents (SIL Open Font License 1.1).

Tinos has the widths of Times New Roman, which Decree 30/2020 asks for, and all Vietnamese letters. Regular,
bold and italic are cut down to Latin, Vietnamese and the signs of formulas and lists.

How to run (on Debian or Ubuntu, with Python and the package below; about five seconds):

    pip install fonttools==4.68.0
    python tools/build_print_fonts.py

The outcome is committed: nobody needs this script to run the software.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

PACKAGE = "fonts-croscore"
STYLES = ("Regular", "Bold", "Italic")
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180)]
VIETNAMESE = [0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x300, 0x30A), 0x323, *range(0x1EA0, 0x1EFA), 0x20AB]
SIGNS = [ord(sign) for sign in "‐‑–—‘’‚“”„†‡•…‰′″‹›€№™←↑→↓−∕√∞≈≠≤≥■□▪○●"]

TARGET = Path(__file__).resolve().parent.parent / "src" / "opendti" / "common" / "fonts"


def unpack(into: Path) -> Path:
    """Return the folder of the package's files, fetched with apt."""
    subprocess.run(["apt-get", "download", "-qq", PACKAGE], cwd=into, check=True)
    archive = next(into.glob(f"{PACKAGE}_*.deb"))
    subprocess.run(["dpkg-deb", "-x", archive, into / "files"], check=True)
    return into / "files" / "usr" / "share"


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        files = unpack(Path(folder))
        for style in STYLES:
            font = TTFont(
                files / "fonts" / "truetype" / "croscore" / f"Tinos-{style}.ttf", recalcTimestamp=False
            )
            subsetter = Subsetter(
                Options(layout_features=["kern", "mark", "ccmp"], hinting=False, name_IDs=["*"])
            )
            subsetter.populate(unicodes=[*LATIN, *VIETNAMESE, *SIGNS])
            subsetter.subset(font)
            font.save(TARGET / f"Tinos-{style}.ttf")
        shutil.copyfile(files / "doc" / PACKAGE / "copyright", TARGET / "COPYRIGHT.txt")
    for file in sorted(TARGET.iterdir()):
        print(f"{file.stat().st_size:>7}  {file.name}")


if __name__ == "__main__":
    main()
