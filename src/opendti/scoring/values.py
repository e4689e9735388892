"""The values of an index-set file: how each kind of text is read, refused or turned exact."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, PlainValidator, WithJsonSchema

from . import formula, quantities, rounding


def _exact(value: object) -> Fraction:
    return quantities.exact(value if isinstance(value, str) else repr(value))


def _share(value: Fraction) -> Fraction:
    if not 0 <= value <= 1:
        raise ValueError("phần điểm phải từ 0 đến 1 (viết 1/2, 70% hoặc 1)")
    return value


def _not_negative(value: Fraction) -> Fraction:
    if value < 0:
        raise ValueError("điểm không được âm")
    return value


def _formula(value: object) -> formula.Formula:
    if not isinstance(value, str):
        raise ValueError("công thức phải là chữ, ví dụ a / b")
    return formula.parse(value)


def _condition(value: object) -> formula.Formula:
    if not isinstance(value, str):
        raise ValueError("điều kiện phải là chữ, ví dụ b = 0")
    return formula.parse_condition(value)


def _day(value: object) -> date:
    return quantities.day(str(value))


def _whole(value: object) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", str(value)):
        raise ValueError(f"“{value}” không phải số nguyên không âm")
    return int(str(value))


def _year(value: object) -> int:
    if not re.fullmatch(r"[12][0-9]{3}", str(value)):
        raise ValueError(f"“{value}” không phải năm. Viết đủ bốn chữ số, ví dụ 2024")
    return int(str(value))


def _places(value: object) -> int:
    places = _whole(value)
    if places > rounding.MAX_PLACES:
        raise ValueError(f"làm tròn nhiều nhất {rounding.MAX_PLACES} chữ số thập phân")
    return places


def _text(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern})


_NUMBER = _text(r"^[+-]?\d+(\.\d+)?(/\d+)?%?$")

Exact = Annotated[Fraction, PlainValidator(_exact), _NUMBER]
Share = Annotated[Fraction, PlainValidator(_exact), AfterValidator(_share), _NUMBER]
Points = Annotated[Fraction, PlainValidator(_exact), AfterValidator(_not_negative), _NUMBER]
Expression = Annotated[formula.Formula, PlainValidator(_formula), _text(".+")]
Condition = Annotated[formula.Formula, PlainValidator(_condition), _text(".+")]
Day = Annotated[date, PlainValidator(_day), _text(r"^(\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4})$")]
Whole = Annotated[int, PlainValidator(_whole), _text(r"^\d+$")]
Year = Annotated[int, PlainValidator(_year), _text(r"^[12][0-9]{3}$")]
Places = Annotated[int, PlainValidator(_places), _text(r"^\d+$")]
Text = Annotated[str, Field(min_length=1)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Letter = Annotated[str, Field(pattern=r"^[a-z]$")]
DayMonth = Annotated[str, Field(pattern=r"^[0-9]{2}/[0-9]{2}$")]
Code = Annotated[str, Field(pattern=r"^[0-9A-Z]+(\.[0-9A-Z]+)*$")]

STRICT = ConfigDict(extra="forbid")
