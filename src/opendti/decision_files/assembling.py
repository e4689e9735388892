"""The tree of one set, put together from what its tables, its structure table and the decision say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from . import agency_names, applying, components, general, outline, printed_values, proposals, structure
from .components import ComponentReading
from .doubt import Doubt
from .identity import Identity
from .outline import Main, Outline
from .set_sources import SetSource
from .structure import Structure

Tree = dict[str, object]

ROUNDING_NOTE = (
    "Văn bản không nói làm tròn. Điểm và phần trăm tính bằng phân số; chỉ khi hiện ra mới làm tròn một lần "
    "đến 2 chữ số thập phân, từ 5 trở lên thì tăng. Xếp hạng theo giá trị chưa làm tròn."
)
NO_GROUPS = "Văn bản không chia nhóm chỉ số; cả bộ để trong một nhóm."
NO_MAIN_POINTS = "Văn bản không in điểm của chỉ số chính; lấy tổng điểm các chỉ số thành phần."
UNKNOWN = "(văn bản không ghi)"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetReading:
    """A set as read: its tree, each component beside the document's own cells, what looks wrong."""

    tree: Tree
    components: tuple[ComponentReading, ...]
    doubts: tuple[Doubt, ...]


def assembled(source: SetSource, *, identity: Identity, body: Sequence[str]) -> SetReading:
    """The set of a source that lists scored components."""
    found = outline.outline(source.listing)
    stated = structure.read(source.structure) if source.structure else Structure()
    items = [general.tree(node) for node in found.general]
    annex = source.annex.name or "Văn bản"
    numbers = general.numbers(items)
    readings = {
        top.code: components.read(top, annex=annex, numbers=numbers)
        for main in found.mains
        for top in main.components
    }
    mains = [
        _main(main, stated, [readings[top.code][0].item for top in main.components]) for main in found.mains
    ]
    mains = [main for main in mains if main["components"]]
    groups = _groups(mains, found, stated)
    tree = _head(source, identity, body) | _whole(found, stated, groups)
    tree["agencies"] = agency_names.merged(_printed_names(items, readings), applying.official_names(body))
    tree |= {"general": items, "groups": groups}
    review = [*_unread(identity), *_strays(found)]
    if source.level is None:
        review.append("Không thấy văn bản nói bộ chỉ số này của cấp nào.")
    if review:
        tree["review"] = review
    listed = tuple(each for top in readings.values() for each in top)
    return SetReading(tree=_filled(tree), components=listed, doubts=(*found.doubts, *_skipped(found)))


def _head(source: SetSource, identity: Identity, body: Sequence[str]) -> Tree:
    level = source.level
    decision = identity.tree(source.annex.name or "Văn bản")
    for key in ("number", "authority", "place", "title"):
        decision.setdefault(key, UNKNOWN)
    return {
        "format": "1",
        "code": f"{identity.slug}/{level.slug if level else 'bo-chi-so'}",
        "title": source.title or identity.title or UNKNOWN,
        "level": level.word if level else "chưa rõ",
        "year": identity.year,
        "decision": decision,
        "applies_to": applying.applies_to(body, level),
        "rounding": {"places": "2", "note": ROUNDING_NOTE},
        "exclusion_clause": proposals.exclusion_clause(body),
    }


def _filled(tree: Tree) -> Tree:
    """The tree without empty values."""
    return {key: value for key, value in tree.items() if value not in ("", [], {}, None)}


def _unread(identity: Identity) -> list[str]:
    missing = identity.missing
    return [f"Văn bản không ghi {', '.join(missing)}."] if missing else []


def _strays(found: Outline) -> list[str]:
    cells = (" | ".join(filter(None, (cell for _, cell in row.printed))) for row in found.strays)
    return [f"Có hàng không thuộc chỉ số nào, chưa dùng vào đâu: “{said}”." for said in cells]


# -- Main indexes and groups ----------------------------------------------------------------------


def _main(main: Main, stated: Structure, listed: list[Tree]) -> Tree:
    known = next((each for each in stated.mains if each.code == main.code), None)
    printed = printed_values.points(main.row.cell("max")) if main.row else None
    found: Tree = {
        "code": main.code,
        "title": main.title or (known.title if known else f"Chỉ số chính {main.code}"),
    }
    found["max"] = printed or _sum(listed)
    if known and known.declared:
        found["declared"] = dict(known.declared)
    notes = [] if printed else [NO_MAIN_POINTS]
    if main.row is None:
        notes.append("Bảng không có hàng của chỉ số chính này.")
    if notes:
        found["note"] = " ".join(notes)
    found["components"] = listed
    return found


def _sum(items: Sequence[Tree]) -> str:
    total = sum((Fraction(str(item["max"])) for item in items), Fraction(0))
    return str(total) if total.denominator == 1 else _decimal(total)


def _decimal(total: Fraction) -> str:
    """A sum of printed points as a decimal number; they have few places, so it ends."""
    places = next(n for n in range(1, 20) if (total * 10**n).denominator == 1)
    whole, part = divmod(int(total * 10**places), 10**places)
    return f"{whole}.{part:0{places}}"


def _groups(mains: list[Tree], found: Outline, stated: Structure) -> list[Tree]:
    """The groups as the list or the structure table names them, otherwise one for the whole set."""
    heads = {code: (title, row) for code, title, row in found.groups}
    of_main = {main.code: main.group for main in found.mains if main.group}
    declared = {each.code: each.declared for each in stated.groups}
    titles = {code: title for code, (title, _) in heads.items()} or {
        each.code: each.title for each in stated.groups
    }
    if not heads:
        of_main = {each.code: each.group for each in stated.mains if each.group}
    if not titles or any(str(main["code"]) not in of_main for main in mains):
        code, title = found.section or ("I", "Các chỉ số")
        whole: Tree = {"code": code, "title": title, "max": _sum(mains)}
        return [whole | ({} if found.section else {"note": NO_GROUPS}) | {"main_indexes": mains}]
    groups = []
    for code, title in titles.items():
        inside = [main for main in mains if of_main[str(main["code"])] == code]
        if not inside:
            continue
        row = heads[code][1] if code in heads else None
        printed = printed_values.points(row.cell("max")) if row else None
        group: Tree = {
            "code": code,
            "title": title,
            "max": printed or str(declared.get(code, {}).get("points") or _sum(inside)),
        }
        if declared.get(code):
            group["declared"] = dict(declared[code])
        group["main_indexes"] = inside
        groups.append(group)
    return groups


def _whole(found: Outline, stated: Structure, groups: list[Tree]) -> Tree:
    printed = printed_values.points(found.total.cell("max")) if found.total else None
    points = printed or stated.total.get("points") or _sum(groups)
    return {"max": str(points), "declared": dict(stated.total)}


# -- Agencies and order ---------------------------------------------------------------------------


def _printed_names(items: Sequence[Tree], readings: dict[str, list[ComponentReading]]) -> list[str]:
    """Every agency the set names, in the order of the document."""
    names: list[object] = []
    for item in (*items, *(each.item for top in readings.values() for each in top)):
        for key in ("appraisers", "suppliers"):
            value = item.get(key)
            names += value if isinstance(value, list) else []
        names.append(item.get("supplier"))
        figures = item.get("figures")
        for figure in figures if isinstance(figures, list) else []:
            names.append(figure.get("supplier"))
    return [str(name) for name in names if name]


def _skipped(found: Outline) -> list[Doubt]:
    """A doubt for each number that is left out between two components that follow each other."""
    doubts = []
    for main in found.mains:
        last = 0
        for node in main.components:
            step = node.code.split(".")[-1]
            if step.isdigit() and int(step) > last + 1:
                message = (
                    f"Mã nhảy từ {main.code}.{last} đến {node.code}; có thể văn bản bỏ số hoặc một hàng "
                    "chưa đọc được."
                )
                doubts.append(Doubt(code="code-gap", at=node.code, message=message))
            last = int(step) if step.isdigit() else last
    return doubts
