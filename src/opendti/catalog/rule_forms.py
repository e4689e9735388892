"""The rule forms as the editor offers them: a name, what it is for, and the fields of its dialog.

The fields are those of `scoring.forms`; a form that is missing here could not be edited, which a test
sees to. Values are text, as in the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count, zip_longest

from django.http import QueryDict

from opendti.scoring.trees import Tree

from .typed_numbers import formula, held, shown


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a rule. `choices` are pairs of value and words; a field without them is typed."""

    key: str
    label: str
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class RuleForm:
    """A form: its single values, and the list it may have under `list_key`, one column per field."""

    key: str
    name: str
    help: str
    fields: tuple[Field, ...] = ()
    list_key: str = ""
    list_label: str = ""
    columns: tuple[Field, ...] = ()


Posted = QueryDict
"""What a browser sent."""


_OF = Field("of", "Giá trị", "Công thức với các chữ ở bảng số liệu, ví dụ a / b hoặc (c + d) / (a + b).")
_ZERO = Field(
    "when_zero",
    "Khi mẫu số bằng 0",
    "Chỉ chọn khi quyết định nói rõ.",
    (("", "Quyết định không nói (0 điểm, gắn cờ)"), ("full", "Điểm tối đa"), ("none", "0 điểm")),
)
_WORTH = Field("worth", "Phần điểm", "Phần của điểm tối đa: 1, 1/2, 70%, 0.")
_LABEL = Field("label", "Lời của quyết định", is_wide=True)
_AT_LEAST = Field("at_least", "Từ (kể cả mốc)", "Số hoặc phần trăm: 10, 80%, 0,25%.")

FORMS: tuple[RuleForm, ...] = (
    RuleForm(
        "levels",
        "Chọn một mức",
        "Đơn vị chọn đúng một mức; có/không là hai mức.",
        list_key="levels",
        list_label="Các mức, từ cao xuống thấp",
        columns=(_LABEL, _WORTH),
    ),
    RuleForm(
        "checklist",
        "Cộng từng điều kiện",
        "Đạt điều kiện nào được cộng phần điểm của điều kiện đó.",
        list_key="conditions",
        list_label="Các điều kiện",
        columns=(_LABEL, _WORTH),
    ),
    RuleForm(
        "ratio",
        "Tỷ lệ",
        "Giá trị nhân điểm tối đa, không quá điểm tối đa; có mốc thì đạt mốc được điểm tối đa.",
        (_OF, Field("full_at", "Mốc được điểm tối đa", "Để trống là 100%. Ví dụ 80%, 10, 0,25%."), _ZERO),
    ),
    RuleForm(
        "all_or_nothing",
        "Đạt mốc, không thì 0",
        "Đạt mốc được điểm tối đa, dưới mốc 0 điểm.",
        (_OF, Field("at", "Mốc", "Để trống là 100%."), _ZERO),
    ),
    RuleForm(
        "bands",
        "Bậc, theo phần điểm tối đa",
        "Mỗi khoảng giá trị được một phần điểm tối đa; dưới bậc cuối 0 điểm.",
        (_OF, _ZERO),
        "bands",
        "Các bậc, từ cao xuống thấp",
        (_AT_LEAST, _WORTH),
    ),
    RuleForm(
        "steps",
        "Bậc, ghi thẳng số điểm",
        "Mỗi khoảng giá trị được một số điểm; dưới bậc cuối 0 điểm.",
        (_OF,),
        "steps",
        "Các bậc, từ cao xuống thấp",
        (_AT_LEAST, Field("points", "Điểm")),
    ),
    RuleForm(
        "cases",
        "Theo trường hợp",
        "Trường hợp đúng đầu tiên được dùng; mỗi trường hợp ghi phần điểm hoặc công thức.",
        list_key="cases",
        list_label="Các trường hợp",
        columns=(
            _LABEL,
            Field("when", "Khi", "Điều kiện: b = 0, a >= 3 and b > 0."),
            _WORTH,
            Field("of", "hoặc công thức"),
        ),
    ),
    RuleForm(
        "min_max",
        "So với các đơn vị",
        "Điểm phụ thuộc đơn vị cao nhất và thấp nhất trong nhóm xếp hạng.",
        (
            _OF,
            Field(
                "scale",
                "Cách chia",
                "Quyết định viết mơ hồ thì chọn một và nói ở ghi chú.",
                (
                    ("share_of_best", "x ÷ cao nhất"),
                    ("min_max", "(x − thấp nhất) ÷ (cao nhất − thấp nhất)"),
                ),
            ),
            Field(
                "better",
                "Tốt hơn khi",
                choices=(("higher", "càng lớn"), ("lower", "càng nhỏ")),
            ),
        ),
    ),
    RuleForm(
        "per_item",
        "Mỗi cái bấy nhiêu điểm",
        "Số đếm nhân số điểm mỗi cái, không quá điểm tối đa.",
        (_OF, Field("points", "Điểm mỗi cái")),
    ),
    RuleForm(
        "best_of",
        "Lấy cách được nhiều nhất",
        "Nhiều cách tính, lấy cách cho nhiều điểm nhất.",
        list_key="of",
        list_label="Các cách tính",
        columns=(Field("of", "Công thức", is_wide=True),),
    ),
    RuleForm(
        "deadline",
        "Ban hành đúng hạn",
        "Ngày ban hành phải trước hạn của năm kế hoạch.",
        (Field("before", "Trước ngày", "Ngày và tháng, ví dụ 15/01."),),
    ),
    RuleForm(
        "formula",
        "Công thức riêng",
        "Công thức cho thẳng số điểm; max_points là điểm tối đa.",
        (Field("points", "Số điểm", "Ví dụ if a >= 3 then max_points else a * 2.", is_wide=True), _ZERO),
    ),
    RuleForm(
        "expert", "Chuyên gia cho điểm", "Hội đồng hoặc đơn vị thẩm định cho điểm trực tiếp, kèm lý do."
    ),
    RuleForm("sum", "Cộng các mục con", "Điểm là tổng điểm các mục con."),
    RuleForm("unscored", "Không tính điểm", "Có hỏi mà không tính điểm; điểm tối đa là 0."),
)

_ID = "id"
_WITH_IDS = {"levels", "checklist"}
_BY_KEY = {form.key: form for form in FORMS}
BLANK_ROWS = 2
"""How many empty rows a list has below what is there, to be filled in."""


NO_FORM = RuleForm("", "Chưa có cách tính", "Chọn một cách tính để tính được điểm.")


def form_called(key: str) -> RuleForm:
    """The form with this key; NO_FORM where none is chosen yet."""
    return _BY_KEY.get(key, NO_FORM)


def rule_from(data: Posted) -> Tree:
    """The rule a browser sent, as the file holds it; empty where no form is chosen.

    Empty values and empty rows are left out.
    """
    form = form_called(_said(data, "rule-form"))
    if form is NO_FORM:
        return {}
    rule: Tree = {"form": form.key}
    for field in form.fields:
        if value := _said(data, f"rule-{field.key}"):
            rule[field.key] = held(formula(value))
    if form.list_key:
        rule[form.list_key] = _rows_from(data, form)
    return rule


def _rows_from(data: Posted, form: RuleForm) -> list[object]:
    keys = [*(field.key for field in form.columns), *([_ID] if form.key in _WITH_IDS else [])]
    columns = [[_value(key, each.strip()) for each in data.getlist(f"rule-row-{key}")] for key in keys]
    tables: list[Tree] = []
    for values in zip_longest(*columns, fillvalue=""):
        table: Tree = {key: value for key, value in zip(keys, values, strict=True) if value}
        if set(table) - {_ID}:
            tables.append(table)
    if form.key == "best_of":
        return [table["of"] for table in tables]
    if form.key in _WITH_IDS:
        _name(tables, form.key)
    return list(tables)


def _value(key: str, text: str) -> str:
    return text if key in ("label", _ID) else held(formula(text))


def _name(levels: Sequence[Tree], form: str) -> None:
    """Gives new levels the ids that answers refer to, in place; those that have one keep it."""
    new = [level for level in levels if not level.get(_ID)]
    taken = {str(level[_ID]) for level in levels if level.get(_ID)}
    if form == "levels" and len(new) == len(levels) == 2 and _worths(levels) == ["1", "0"]:
        levels[0][_ID], levels[1][_ID] = "yes", "no"
        return
    names = (f"{form.removesuffix('s')}_{number}" for number in count(1))
    for level in new:
        level[_ID] = next(name for name in names if name not in taken)


def _worths(levels: Sequence[Tree]) -> list[str]:
    return [str(level.get("worth", "")) for level in levels]


def rows_of(rule: Mapping[str, object], form: RuleForm) -> list[tuple[str, list[str]]]:
    """The list of a rule as rows: the id that stays with each, and a text per column; then empty ones."""
    value = rule.get(form.list_key) if form.list_key else None
    rows: list[tuple[str, list[str]]] = []
    for each in value if isinstance(value, list) else []:
        if isinstance(each, dict):
            rows.append(
                (str(each.get(_ID, "")), [shown(str(each.get(field.key, ""))) for field in form.columns])
            )
        else:
            rows.append(("", [str(each)]))
    return rows + [("", [""] * len(form.columns)) for _ in range(BLANK_ROWS)]


def _said(data: Posted, key: str) -> str:
    return (data.get(key, "") or "").strip()
