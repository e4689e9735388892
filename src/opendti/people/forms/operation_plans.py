"""The plan that the fields of each operation stand for; raises Invalid with the field's name."""

from __future__ import annotations

from functools import partial

from opendti.common.refusals import Invalid
from opendti.people import plans
from opendti.people.actions.reorganising import Make
from opendti.people.plans import Unit

from .fields import Reader
from .operation_fields import OLD_WAY, OTHERS, PARTS


def _unit(reader: Reader, suffix: str = "") -> Unit:
    name, code = reader.text(f"name{suffix}"), reader.text(f"code{suffix}").lower()
    short = reader.text("short_name") if not suffix else ""
    order = reader.order() if not suffix else 0
    return Unit(code, name, short, reader.text("level"), reader.parent(), order, suffix)


def merge(reader: Reader, key: int | None) -> Make:
    others = [reader.unit_or_none(f"other_{number}") for number in range(1, OTHERS + 1)]
    sources = tuple(dict.fromkeys(each for each in (key, *others) if each is not None))
    is_new = reader.given.get("way") != OLD_WAY
    into = _unit(reader) if is_new else reader.unit("into", "cơ quan được tiếp tục")
    name = "" if is_new else reader.text("name")
    make = partial(plans.merge, sources=sources, terms=reader.terms(), into=into, name=name)
    return partial(make, carries_people=reader.checked("carries_people"))


def split(reader: Reader, key: int | None) -> Make:
    filled = [n for n in range(1, PARTS + 1) if reader.text(f"name_{n}") or reader.text(f"code_{n}")]
    parts = tuple(_unit(reader, f"_{number}") for number in filled)
    heir = int(heirs) if (heirs := reader.given.get("heir", "1")).isdigit() else 1
    ends = reader.checked("ends")
    if ends and heir not in filled:
        raise Invalid(f"Cơ quan mới {heir} chưa được nhập. Chọn cơ quan mới khác, hoặc nhập nó.", "heir")
    make = partial(plans.split, key=_key(key), terms=reader.terms(), parts=parts, ends=ends)
    return partial(
        make, heir=filled.index(heir) if ends else 0, carries_people=reader.checked("carries_people")
    )


def dissolve(reader: Reader, key: int | None) -> Make:
    heir, under = reader.unit_or_none("heir"), reader.unit_or_none("children_to")
    make = partial(plans.dissolve, key=_key(key), terms=reader.terms(), heir=heir, children_to=under)
    return partial(make, carries_people=reader.checked("carries_people"))


def rename(reader: Reader, key: int | None) -> Make:
    make = partial(plans.rename, key=_key(key), terms=reader.terms(), name=reader.text("name"))
    return partial(make, short_name=reader.text("short_name"), level=reader.text("level"))


def move(reader: Reader, key: int | None) -> Make:
    return partial(plans.move, key=_key(key), terms=reader.terms(), parent=reader.parent())


def found(reader: Reader, _key: int | None) -> Make:
    return partial(plans.found, unit=_unit(reader), terms=reader.terms())


def _key(key: int | None) -> int:
    assert key is not None, "the operation is about an organisation"  # noqa: S101
    return key
