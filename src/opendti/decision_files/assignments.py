"""Who appraises which component, as annexes of plans assign it, and such an annex put onto a set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from opendti.scoring import trees
from opendti.scoring.doubts import natural_order

from . import agency_names, annexes, codes, printed_values
from .doubt import Doubt
from .outline import Outline
from .rows import FieldTable

Tree = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What one agency appraises on one level: codes of components, `I.n` for general items.

    `declared` is how many the document says there are; `is_default` gives the agency all that is
    assigned to nobody (“Các chỉ số còn lại”). `level` is "" where the document names none.
    """

    level: str
    agency: str
    codes: tuple[str, ...]
    declared: int | None = None
    is_default: bool = False
    place: str


def of_items(outline: Outline, *, level: str, place: str) -> list[Assignment]:
    """The assignments of a table that names the agency at each item, one for each agency."""
    found: dict[str, list[str]] = {}
    nodes = [*outline.general, *outline.nodes]
    for node in nodes:
        for name in agency_names.appraisers(node.row.cell("appraiser")).names:
            found.setdefault(name, []).append(node.code)
    listed = [
        Assignment(level=level, agency=agency, codes=tuple(given), place=place)
        for agency, given in found.items()
    ]
    rest = agency_names.appraisers(outline.rest.cell("appraiser")).names if outline.rest else ()
    return listed + [
        Assignment(level=level, agency=agency, codes=(), is_default=True, place=place) for agency in rest
    ]


def of_shares(table: FieldTable, *, place: str, level: str) -> list[Assignment]:
    """The assignments of a table that gives each agency lists of codes, a list for each level."""
    columns = [number for number, role in enumerate(table.columns) if role == "agency_codes"]
    named = next(n for n, role in enumerate(table.columns) if role in ("agency", "appraiser"))
    found = []
    for row in table.lines:
        agency = " ".join(row[named].split())
        for column in columns if agency and not printed_values.is_total(agency) else ():
            own = annexes.level(table.headings[column])
            is_counted = column and table.columns[column - 1] == "agency_count"
            declared = printed_values.count(row[column - 1]) if is_counted else None
            listed = tuple(codes.listed(row[column]))
            if listed or declared not in (None, "0"):
                found.append(
                    Assignment(
                        level=own.word if own else level, agency=agency, codes=listed, place=place,
                        declared=int(declared) if declared is not None else None,
                    )
                )  # fmt: skip
    return found


def doubts(assignments: Sequence[Assignment]) -> Iterator[Doubt]:
    """Yield what looks wrong in an annex on its own: a count, a code twice, two agencies for one code."""
    for each in assignments:
        where = f"{each.agency}, cấp {each.level}" if each.level else each.agency
        if each.declared is not None and each.declared != len(each.codes):
            message = f"{where}: văn bản ghi {each.declared} chỉ số, còn liệt kê {len(each.codes)}."
            yield Doubt(code="agency-count-mismatch", at="", message=message)
        for code, times in Counter(each.codes).items():
            if times > 1:
                yield Doubt(code="assigned-twice", at=code, message=f"{where}: mã {code} ghi {times} lần.")
    for level in dict.fromkeys(each.level for each in assignments):
        for code, names in _agencies_of(each for each in assignments if each.level == level).items():
            if len(names) > 1:
                message = (
                    f"Chỉ số {code}{f' cấp {level}' if level else ''} giao cho {len(names)} cơ quan: "
                    f"{', '.join(names)}."
                )
                yield Doubt(code="shared-component", at=code, message=message)


def _agencies_of(assignments: Iterable[Assignment]) -> dict[str, list[str]]:
    """The agencies of each code, codes in their natural order."""
    found: dict[str, list[str]] = {}
    for each in assignments:
        for code in dict.fromkeys(each.codes):
            found.setdefault(code, []).append(each.agency)
    return dict(sorted(found.items(), key=lambda pair: natural_order(pair[0])))


def of_level(assignments: Sequence[Assignment], level: str) -> list[Assignment]:
    """The assignments that concern a level: its own, or all where the annex names no level."""
    own = [each for each in assignments if each.level == level]
    return own or [replace(each) for each in assignments if not each.level]


def components(assignments: Sequence[Assignment]) -> list[Tree]:
    """The main indexes of a frame that knows only codes and who appraises them."""
    mains: dict[str, list[object]] = {}
    for code, names in _agencies_of(assignments).items():
        mains.setdefault(code.split(".")[0], []).append({"code": code, "appraisers": names})
    return [{"code": code, "components": listed} for code, listed in mains.items()]


def agencies(assignments: Sequence[Assignment], official: Sequence[str]) -> list[Tree]:
    """The agencies of a frame, each with how many components the document says it appraises."""
    merged = agency_names.merged([each.agency for each in assignments], official)
    for agency in merged:
        names = agency_names.spellings(agency)
        stated = [each.declared for each in assignments if each.agency in names and each.declared is not None]
        if stated:
            agency["declared"] = {"components": str(sum(stated))}
    return merged


def assign(
    tree: Tree, assignments: Sequence[Assignment], official: Sequence[str] = ()
) -> tuple[Tree, list[Doubt]]:
    """The set with the appraisers of the annex, and what does not fit together; `tree` stays as it is."""
    done = deepcopy(tree)
    own = of_level(assignments, str(done.get("level", "")))
    given = _agencies_of(own)
    default = [each.agency for each in own if each.is_default]
    found: list[Doubt] = []
    items = {str(item.get("code")): item for item in (*trees.items(done, "general"), *trees.components(done))}
    for code in given:
        if code not in items:
            message = (
                f"Văn bản phân công giao mã {code} cho {', '.join(given[code])}, bộ chỉ số không có mã này."
            )
            found.append(Doubt(code="unknown-code", at=code, message=message))
    for component in trees.components(done):
        code = str(component.get("code"))
        names = given.get(code) or ([] if _has_assigned_parts(component, given) else default)
        if names:
            _give(component, names)
        elif not component.get("parts") and not _has_assigned_parent(code, given):
            message = f"Văn bản phân công không giao chỉ số {code} cho ai; giữ đơn vị thẩm định cũ."
            found.append(Doubt(code="unassigned", at=code, message=message))
    for item in trees.items(done, "general"):
        if str(item.get("code")) in given:
            _give(item, given[str(item["code"])])
    _add_agencies(done, [*(name for names in given.values() for name in names), *default], official)
    return done, found


def _give(item: Tree, names: list[str]) -> None:
    if item.get("appraisers") != names:
        item.pop("appraisers_printed", None)
    item["appraisers"] = [*names]


def _has_assigned_parts(component: Tree, given: dict[str, list[str]]) -> bool:
    return any(str(part.get("code")) in given for part in trees.items(component, "parts"))


def _has_assigned_parent(code: str, given: dict[str, list[str]]) -> bool:
    return code.rpartition(".")[0] in given


def _add_agencies(tree: Tree, names: Iterable[str], official: Sequence[str]) -> None:
    known = trees.items(tree, "agencies")
    printed = [name for agency in known for name in agency_names.spellings(agency)]
    new = [name for name in dict.fromkeys(names) if name not in printed]
    for name in new:
        fitting = next((each for each in known if agency_names.same(str(each["name"]), name)), None)
        if fitting is not None:
            fitting["printed"] = [*agency_names.spellings(fitting)[1:], name]
        else:
            known += agency_names.merged([name], official)
    if known:
        tree["agencies"] = known
