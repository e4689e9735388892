"""One component of a draft: what the document prints, what was understood, and what can be changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from opendti.catalog import editing, node_forms, problem_words, queries, rule_forms
from opendti.catalog.editing import Node
from opendti.catalog.models import Acceptance, Draft, DraftEdit, PrintedRow
from opendti.catalog.rule_forms import Field, Posted, RuleForm
from opendti.catalog.typed_numbers import shown
from opendti.scoring import linting, ruling
from opendti.scoring.trees import Tree, items

from .draft_page import DraftPage
from .printed import Beside, beside
from .soundness import Sound, examine
from .trials import Trial, trial_of

CERTAINTIES = {
    "sure": ("ok", "Đọc chắc"),
    "likely": ("warn", "Đọc được, cần xem"),
    "unknown": ("warn", "Không đọc được cách tính"),
}
KINDS = (
    ("count", "số đếm"),
    ("amount", "số tiền"),
    ("percent", "phần trăm"),
    ("number", "số khác"),
    ("text", "chữ"),
    ("link", "địa chỉ"),
    ("contact", "người liên hệ"),
)
EFFECTS = (("score", "Tính điểm"), ("bonus", "Điểm cộng, ngoài điểm tối đa"), ("penalty", "Điểm trừ"))


@dataclass(frozen=True, slots=True)
class RuleFieldShown:
    """A single value of the rule with what it holds now."""

    field: Field
    value: str


@dataclass(frozen=True, slots=True)
class RuleShown:
    """The rule as the dialog shows it, and in words."""

    form: RuleForm
    fields: tuple[RuleFieldShown, ...]
    rows: tuple[tuple[str, tuple[tuple[Field, str], ...]], ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding of the linter on this component.

    `is_ticked` says that the note answers it, `is_shared` that one answer for the whole set would.
    """

    finding: linting.Finding
    is_ticked: bool
    is_shared: bool
    meanwhile: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage:
    """Everything about one component of a draft."""

    node: Node
    value: Tree
    digest: str
    printed: PrintedRow | None
    beside: Beside
    certainty: tuple[str, str] | None
    sound: Sound
    rule: RuleShown
    figures: tuple[dict[str, str], ...]
    sources: tuple[tuple[str, str], ...]
    doubts: tuple[Doubt, ...]
    accepted: Acceptance | None
    edits: tuple[DraftEdit, ...]
    trial: Trial | None
    is_typed: bool = False

    @property
    def review(self) -> list[str]:
        value = self.node.value.get("review")
        return [str(each) for each in value] if isinstance(value, list) else []

    @property
    def lines(self) -> dict[str, str]:
        """The lists of the component, an entry on each line."""
        found: dict[str, str] = {}
        for key in ("appraisers", "suppliers", "expects"):
            value = self.value.get(key)
            found[key] = "\n".join(str(each) for each in value) if isinstance(value, list) else ""
        return found

    @property
    def max(self) -> str:
        return shown(str(self.value.get("max", "")))

    @property
    def parts(self) -> list[Tree]:
        return [{**part, "max": shown(str(part.get("max", "")))} for part in items(self.node.value, "parts")]

    @property
    def asks_note(self) -> bool:
        """Whether the note stands with the doubts, which it answers, and not among the other fields."""
        return any(each.is_ticked or not each.finding.answer for each in self.doubts)

    @property
    def answered(self) -> list[Doubt]:
        return [each for each in self.doubts if each.finding.answer and each.finding.severity == "doubt"]

    @property
    def unanswered(self) -> list[Doubt]:
        return [each for each in self.doubts if each not in self.answered]

    @property
    def is_first(self) -> bool:
        return self.node.siblings.index(self.node.value) == 0

    @property
    def is_last(self) -> bool:
        return self.node.siblings.index(self.node.value) == len(self.node.siblings) - 1

    @property
    def is_parent(self) -> bool:
        return bool(self.node.value.get("parts"))

    @property
    def can_be_accepted(self) -> bool:
        """Only what scoring can read, and whose errors are mended, is taken by a person."""
        errors = [each for each in self.doubts if each.finding.severity == "error"]
        return not self.sound.problems and not errors


def item_page(
    page: DraftPage, node: Node, *, typed: Posted | None = None, changed: Tree | None = None
) -> ItemPage:
    """The component as it stands; with `typed` or `changed`, as it would stand once that is saved."""
    draft = page.draft
    is_typed = typed is not None and "rule-form" in typed
    if typed is not None and is_typed:
        changed = node_forms.component_from(typed)
    value = _with(node.value, changed) if changed else node.value
    sound = examine(draft.tree, value)
    printed = PrintedRow.objects.filter(draft=draft, row=node.row).first()
    return ItemPage(
        node=node,
        value=value,
        digest=editing.digest_of(draft.tree, node.row),
        printed=printed,
        beside=beside(printed, node.value),
        certainty=CERTAINTIES.get(printed.certainty) if printed and node.value.get("rule") else None,
        sound=sound,
        rule=_rule(value, sound),
        figures=tuple(_figures(value)),
        sources=tuple(_sources(draft)),
        doubts=tuple(_doubts(page, sound, node, value)),
        accepted=page.accepted_by.get(node.row),
        edits=tuple(queries.last_edits(draft, node.row, count=6)),
        trial=trial_of(sound, typed),
        is_typed=is_typed,
    )


def _with(value: Tree, changes: Tree) -> Tree:
    merged = {**value, **changes}
    return {key: each for key, each in merged.items() if each not in (None, "", [])}


def _rule(value: Tree, sound: Sound) -> RuleShown:
    rule = value.get("rule")
    rule = rule if isinstance(rule, dict) else {}
    form = rule_forms.form_called(str(rule.get("form", "")))
    return RuleShown(
        form=form,
        fields=tuple(RuleFieldShown(field, shown(str(rule.get(field.key, "")))) for field in form.fields),
        rows=tuple(
            (row_id, tuple(zip(form.columns, texts, strict=True)))
            for row_id, texts in rule_forms.rows_of(rule, form)
        )
        if form.list_key
        else (),
        words=tuple(ruling.words(sound.component)) if sound.component else (),
    )


def _figures(value: Tree) -> list[dict[str, str]]:
    rows = [
        {key: str(each.get(key, "")) for key in node_forms.FIGURE_KEYS} for each in items(value, "figures")
    ]
    return [*rows, dict.fromkeys(node_forms.FIGURE_KEYS, "")]


def _sources(draft: Draft) -> list[tuple[str, str]]:
    found = [*items(draft.tree, "general"), *items(draft.tree, "shared")]
    numbers = [
        each for each in found if each.get("kind", "count") in ("count", "amount", "percent", "number")
    ]
    return [(str(each.get("code", "")), str(each.get("title", ""))) for each in numbers]


def _doubts(page: DraftPage, sound: Sound, node: Node, value: Tree) -> list[Doubt]:
    """The linter's findings here: those the whole set shows, and those answered already."""
    given = value.get("answers")
    answers = [str(each) for each in given] if isinstance(given, list) else []
    found = page.judgement.findings if page.judgement.index_set else sound.findings
    here = [each for each in found if each.at == node.code and each.code != "needs-review"]
    shared = queries.shared_doubts(page.obstacles)
    return [
        Doubt(each, each.code in answers, each.code in shared, problem_words.MEANWHILE.get(each.code, ""))
        for each in here
    ]


def seen_at() -> str:
    """The time of day for “Đã lưu lúc”."""
    return timezone.localtime().strftime("%H:%M:%S")
