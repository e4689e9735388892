"""The commands `opendti indexset import` and `assign`: a decision's file into index-set files."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from opendti.scoring import loading, trees

from .writing import CommandError, as_json, out, write

if TYPE_CHECKING:
    from opendti.decision_files.reading import Reading, SetReading

_KINDS = {
    "text": "văn bản chữ", "markdown": "Markdown", "tabbed": "bảng ngăn bằng Tab", "html": "HTML",
    "docx": "DOCX", "pdf": "PDF",
}  # fmt: skip
_MOST_CODES = 12


def import_document(arguments: argparse.Namespace) -> int:
    """Writes the sets of a decision and tells what was read; raises CommandError and then leaves nothing."""
    from opendti.decision_files import reporting  # noqa: PLC0415 - it loads what reads PDF

    reading = _read(arguments.document)
    sets = _chosen(reading, arguments.annex)
    files = _targets(sets, arguments.out)
    texts = {path: trees.write(each.tree, head=_head(reading, arguments.document)) for path, each in files}
    if arguments.report:
        texts[arguments.report] = as_json(reporting.report(reading)) + "\n"
    _write_all(texts, inputs=[arguments.document], force=arguments.force)
    out("\n".join([*_document_lines(reading), *(line for file in files for line in _set_lines(*file))]))
    if arguments.report:
        out(f"Báo cáo: {arguments.report}")
    return 0


def assign(arguments: argparse.Namespace) -> int:
    """Writes a set with the appraisers of an annex; raises CommandError and then leaves nothing."""
    from opendti.decision_files import assignments, reporting  # noqa: PLC0415 - it loads what reads PDF

    reading = _read(arguments.document)
    if not reading.assignments:
        problem = "không có bảng phân công thẩm định. Nhập tệp có bảng ghi chỉ số và đơn vị thẩm định"
        raise CommandError(f"{arguments.document}: {problem}")
    tree = _tree(arguments.index_set)
    own = assignments.of_level(reading.assignments, str(tree.get("level", "")))
    if not own:
        levels = ", ".join(dict.fromkeys(each.level for each in reading.assignments))
        problem = (
            f"phân công cho cấp {levels}, còn {arguments.index_set} là bộ chỉ số cấp {tree.get('level')}"
        )
        raise CommandError(f"{arguments.document}: {problem}. Chọn bộ chỉ số cùng cấp")
    done, found = assignments.assign(tree, reading.assignments)
    doubts = [*reading.doubts, *assignments.doubts(own), *found]
    texts = {arguments.out: trees.write(done, head=_head(reading, arguments.document))}
    if arguments.report:
        listed = [{"code": each.code, "at": each.at, "message": each.message} for each in doubts]
        texts[arguments.report] = as_json(reporting.report(reading) | {"assigning": listed}) + "\n"
    _write_all(texts, inputs=[arguments.document, arguments.index_set], force=arguments.force)
    changed = sum(one != other for one, other in zip(_appraisers(tree), _appraisers(done), strict=True))
    out(f"{arguments.out}: đã phân công, {changed} mục đổi đơn vị thẩm định.")
    out(
        "\n".join(
            ["Cần xem:", *(f"  {line}" for line in reporting.told(doubts))]
            if doubts
            else ["Không có gì cần xem."]
        )
    )
    return 0


def _appraisers(tree: trees.Tree) -> list[object]:
    return [each.get("appraisers") for each in (*trees.items(tree, "general"), *trees.components(tree))]


# -- Reading --------------------------------------------------------------------------------------


def _read(path: Path) -> Reading:
    from opendti.decision_files import reading  # noqa: PLC0415 - it loads what reads PDF
    from opendti.decision_files.document import DecisionFileError  # noqa: PLC0415 - as above

    try:
        return reading.read(path.read_bytes(), name=str(path))
    except DecisionFileError as wrong:
        raise CommandError(str(wrong)) from None
    except FileNotFoundError:
        raise CommandError(f"{path}: không có tệp này. Kiểm tra lại đường dẫn") from None
    except OSError as wrong:
        raise CommandError(f"{path}: không đọc được ({wrong.strerror or wrong})") from None


def _tree(path: Path) -> trees.Tree:
    try:
        return trees.parse(loading.text_of(path), name=str(path))
    except loading.IndexSetError as wrong:
        raise CommandError(str(wrong)) from None
    except FileNotFoundError:
        raise CommandError(f"{path}: không có tệp này. Kiểm tra lại đường dẫn") from None
    except OSError as wrong:
        raise CommandError(f"{path}: không đọc được ({wrong.strerror or wrong})") from None


def _chosen(reading: Reading, annex: str | None) -> Sequence[SetReading]:
    """The sets to write: all, or those of one annex or level."""
    if annex is None:
        return reading.sets
    names = {f"{_annex(each)}": each for each in reading.sets}
    wanted = annex.casefold().strip()
    chosen = [each for each in reading.sets if wanted in (_annex(each).casefold(), _slug(each))]
    if not chosen:
        raise CommandError(
            f"{reading.name}: không có bộ chỉ số ở “{annex}”. Chọn một trong: {', '.join(names)}"
        )
    return chosen


def _annex(each: SetReading) -> str:
    decision = each.tree.get("decision")
    named = decision.get("annex") if isinstance(decision, dict) else None
    return str(named or _slug(each))


def _slug(each: SetReading) -> str:
    return str(each.tree["code"]).rpartition("/")[2]


def _targets(sets: Sequence[SetReading], path: Path) -> list[tuple[Path, SetReading]]:
    """Where each set goes: a document with several sets writes SET-so.yaml and SET-huyen.yaml."""
    if len(sets) == 1:
        return [(path, sets[0])]
    return [(path.with_name(f"{path.stem}-{_slug(each)}{path.suffix}"), each) for each in sets]


# -- Writing and telling --------------------------------------------------------------------------


def _write_all(texts: dict[Path, str], *, inputs: Sequence[Path], force: bool) -> None:
    """Writes all files or none: what was new is taken away again when a later one cannot be written."""
    there = [str(path) for path in texts if path.exists()]
    if there and not force:
        raise CommandError(
            f"{', '.join(there)}: đã có, không ghi đè. Chọn tên khác, hoặc thêm --force để ghi đè"
        )
    new = [path for path in texts if not path.exists()]
    done: list[Path] = []
    try:
        for path, text in texts.items():
            write(path, text, inputs=inputs)
            done.append(path)
    except CommandError:
        for path in set(done) & set(new):
            path.unlink(missing_ok=True)
        raise


def _head(reading: Reading, path: Path) -> str:
    decision = reading.identity
    named = " ".join(str(decision[key]) for key in ("number", "title") if decision.get(key))
    return (
        f"Nhập bằng opendti indexset import từ {path.name}{f': {named}' if named else ''}.\n"
        "Mục có review là mục cần người xem: đối chiếu với văn bản, sửa rồi bỏ review."
    )


def _document_lines(reading: Reading) -> list[str]:
    from opendti.decision_files import reporting  # noqa: PLC0415 - it loads what reads PDF

    decision = reading.identity
    named = f"{decision.get('number', 'văn bản không ghi số')}, {decision.get('title', 'không có trích yếu')}"
    lines = [f"{reading.name} ({_KINDS[reading.kind]}): {named}"]
    if len(reading.sets) > 1:
        lines.append(f"Văn bản có {len(reading.sets)} bộ chỉ số, ghi mỗi bộ một tệp.")
    if reading.proposals:
        lines.append(
            f"{len(reading.proposals)} điều về đợt đánh giá (hạn, kỳ số liệu, công bố …), xem trong báo cáo."
        )
    return [*lines, *(f"  {line}" for line in reporting.told(reading.doubts))]


def _set_lines(path: Path, each: SetReading) -> list[str]:
    from opendti.decision_files import reporting  # noqa: PLC0415 - it loads what reads PDF

    counted = reporting.counts(each)
    is_frame = each.tree.get("status") == "frame"
    points = f", {each.tree['max']} điểm" if each.tree.get("max") else ""
    kind = " (bộ khung)" if is_frame else ""
    lines = [f"{path}: {each.tree['code']}, {counted['components']} chỉ số{points}{kind}"]
    waiting = [component.code for component in each.components if component.reasons]
    more = " …" if len(waiting) > _MOST_CODES else ""
    listed = f": {', '.join(waiting[:_MOST_CODES])}{more}" if waiting else ""
    lines.append(f"  Chắc chắn {counted['sure']}, cần người xem {counted['to_review']}{listed}")
    review = each.tree.get("review")
    lines += [f"  Cần người xem: {reason}" for reason in (review if isinstance(review, list) else [])]
    return [*lines, *(f"  {line}" for line in reporting.inconsistencies(each))]
