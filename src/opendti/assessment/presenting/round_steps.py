"""What a step of a round asks before it is taken: what will happen, and what is still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from opendti.assessment.queries.rounds_pages import Board
from opendti.assessment.workflow import Step
from opendti.scoring import rounding

MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class StepDialog:
    """A step's button and its dialog. `asks` names the fields that it needs besides."""

    name: str
    label: str
    url_name: str
    title: str
    text: str
    is_primary: bool = True
    lead: str = ""
    warning: str = ""
    named: list[str] = field(default_factory=list)
    unnamed: int = 0
    asks: str = ""


def dialog_of(step: Step, boards: Sequence[Board]) -> StepDialog:
    """The dialog of a step that moves the round on; KeyError for any other."""
    return _DIALOGS[step.name](step, boards)


def _open(step: Step, boards: Sequence[Board]) -> StepDialog:
    units = sum(len(board.units) for board in boards)
    return StepDialog(
        name=step.name,
        label=step.label,
        url_name="assessment:open-round",
        title=f"Mở đợt đánh giá cho {units} đơn vị?",
        text="Các đơn vị nhập phiếu được ngay. Bộ chỉ số, danh sách đơn vị và phân công thẩm định của đợt "
        "không sửa được nữa; chỉ số chưa phân công giao cho đơn vị nêu trong quyết định.",
    )


def _close(step: Step, boards: Sequence[Board]) -> StepDialog:
    late = [unit for board in boards for unit in board.units if unit.sheet.submitted_at is None]
    names = [unit.sheet.unit_called for unit in late]
    return StepDialog(
        name=step.name,
        label=step.label,
        url_name="assessment:close-self-assessment",
        title=f"Đóng tự đánh giá khi {len(late)} phiếu chưa gửi?" if late else "Đóng tự đánh giá?",
        text="Các đơn vị không sửa phiếu được nữa; đơn vị thẩm định bắt đầu làm việc.",
        lead=f"{len(late)} phiếu chưa gửi." if late else "",
        warning="Số đã nhập được giữ như đang có và ghi “chưa gửi”; phần chưa nhập tính là không có số liệu."
        if late
        else "",
        named=names[:MOST_NAMED],
        unnamed=len(names[MOST_NAMED:]),
    )


def _compute(step: Step, boards: Sequence[Board]) -> StepDialog:
    left = sum(board.left for board in boards)
    by_agency: Counter[str] = Counter()
    for board in boards:
        by_agency.update({line.organisation.called: line.left for line in board.agencies})
    names = [
        f"{name}: {rounding.figure(Fraction(count))}" for name, count in by_agency.most_common() if count
    ]
    places = f"{rounding.figure(Fraction(left))} lượt chưa kết luận"
    return StepDialog(
        name=step.name,
        label=step.label,
        url_name="results:compute",
        title=f"Đóng thẩm định khi {places}?" if left else "Đóng thẩm định và tính kết quả?",
        text="Người thẩm định không sửa được nữa. Điểm và hạng được tính ngay; chỉ những người theo dõi "
        "đợt ở cơ quan tổ chức thấy cho tới khi công bố.",
        lead=f"{places}." if left else "",
        warning="Các lượt này tính theo số liệu của chính đơn vị và được đánh dấu trong kết quả."
        if left
        else "",
        named=names[:MOST_NAMED],
        unnamed=len(names[MOST_NAMED:]),
    )


def _reopen(step: Step, boards: Sequence[Board]) -> StepDialog:  # noqa: ARG001
    return StepDialog(
        name=step.name,
        label=step.label,
        url_name="results:reopen",
        title="Mở lại thẩm định?",
        text="Kết quả vừa tính không dùng nữa. Các kết luận vẫn giữ nguyên; người thẩm định sửa tiếp được, "
        "rồi tính lại kết quả.",
        is_primary=False,
        asks="reason",
    )


def _publish(step: Step, boards: Sequence[Board]) -> StepDialog:
    units = sum(len(board.units) for board in boards)
    return StepDialog(
        name=step.name,
        label=step.label,
        url_name="results:publish",
        title="Công bố kết quả?",
        text=f"Xếp hạng và điểm của {units} đơn vị hiện trên cổng công khai. Kết quả đã công bố không sửa; "
        "sai sót được đính chính bằng bản mới.",
        asks="decision",
    )


_DIALOGS = {
    "open": _open,
    "close_self_assessment": _close,
    "compute": _compute,
    "reopen_appraisal": _reopen,
    "publish": _publish,
}
