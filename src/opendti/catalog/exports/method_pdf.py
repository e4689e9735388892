"""The method of an index set as a PDF in the look of official documents (Decree 30/2020)."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import typst
from django.utils import timezone

from opendti.catalog.presenting.method import Method

_HERE = Path(__file__).resolve().parent
_FONTS = _HERE.parents[1] / "common" / "fonts"


def method_pdf(method: Method) -> bytes:
    """The PDF. The texts reach the template as data, so that nothing in them is taken for markup."""
    printed_on = timezone.localdate().strftime("%d/%m/%Y")
    data = json.dumps({**asdict(method), "printed_on": printed_on}, ensure_ascii=False)
    made: bytes = typst.compile(
        str(_HERE / "method.typ"),
        root=str(_HERE),
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": data},
    )
    return made
