"""Every rule form of scoring can be made in the dialog, and the tree then holds exactly that rule."""

from dataclasses import fields
from typing import get_args, get_type_hints

import pytest
from django.urls import reverse

from opendti.catalog.models import Draft
from opendti.catalog.rule_forms import FORMS
from opendti.scoring import forms, trees
from tests.catalog.drafts import Fields, change, draft_of, form_on, row_of, value_of
from tests.plain import plain

FIGURES = {
    "figure-id": ["a", "b"],
    "figure-label": ["Số có", "Tổng số"],
    "figure-unit": ["cái", "cái"],
    "figure-source": ["", ""],
}
EXAMPLES: dict[str, tuple[Fields, trees.Tree]] = {
    "levels": (
        {"rule-row-label": ["Đủ", "Một phần", ""], "rule-row-worth": ["1", "1/2", ""]},
        {
            "levels": [
                {"label": "Đủ", "worth": "1", "id": "level_1"},
                {"label": "Một phần", "worth": "1/2", "id": "level_2"},
            ]
        },
    ),
    "checklist": (
        {"rule-row-label": ["Có tin", "Có trang"], "rule-row-worth": ["30%", "70%"]},
        {
            "conditions": [
                {"label": "Có tin", "worth": "30%", "id": "checklist_1"},
                {"label": "Có trang", "worth": "70%", "id": "checklist_2"},
            ]
        },
    ),
    "ratio": (
        {"rule-of": ["a / b"], "rule-full_at": ["80%"], "rule-when_zero": ["full"]},
        {"of": "a / b", "full_at": "80%", "when_zero": "full"},
    ),
    "all_or_nothing": (
        {"rule-of": ["a / b"], "rule-at": ["90%"], "rule-when_zero": ["none"]},
        {"of": "a / b", "at": "90%", "when_zero": "none"},
    ),
    "bands": (
        {
            "rule-of": ["a / b"],
            "rule-when_zero": ["none"],
            "rule-row-at_least": ["80%", "50%", ""],
            "rule-row-worth": ["1", "1/2", ""],
        },
        {
            "of": "a / b",
            "when_zero": "none",
            "bands": [{"at_least": "80%", "worth": "1"}, {"at_least": "50%", "worth": "1/2"}],
        },
    ),
    "steps": (
        {"rule-of": ["a"], "rule-row-at_least": ["10", "5"], "rule-row-points": ["10", "2.5"]},
        {"of": "a", "steps": [{"at_least": "10", "points": "10"}, {"at_least": "5", "points": "2.5"}]},
    ),
    "cases": (
        {
            "rule-row-label": ["Không có", "Có", "Còn lại"],
            "rule-row-when": ["b = 0", "a >= 3 and b > 0", "b > 0"],
            "rule-row-worth": ["1", "1/2", ""],
            "rule-row-of": ["", "", "a / b"],
        },
        {
            "cases": [
                {"label": "Không có", "when": "b = 0", "worth": "1"},
                {"label": "Có", "when": "a >= 3 and b > 0", "worth": "1/2"},
                {"label": "Còn lại", "when": "b > 0", "of": "a / b"},
            ]
        },
    ),
    "min_max": (
        {"rule-of": ["a / b"], "rule-scale": ["min_max"], "rule-better": ["lower"]},
        {"of": "a / b", "scale": "min_max", "better": "lower"},
    ),
    "per_item": ({"rule-of": ["a"], "rule-points": ["2"]}, {"of": "a", "points": "2"}),
    "best_of": ({"rule-row-of": ["a / b", "a / 20", ""]}, {"of": ["a / b", "a / 20"]}),
    "deadline": ({"rule-before": ["15/01"]}, {"before": "15/01"}),
    "expert": ({}, {}),
    "formula": (
        {"rule-points": ["if a >= 3 then max_points else a * 2"], "rule-when_zero": ["none"]},
        {"points": "if a >= 3 then max_points else a * 2", "when_zero": "none"},
    ),
    "sum": ({}, {}),
    "unscored": ({}, {}),
}
"""By form: what is typed in the dialog, and the rule a person would write into the file."""


@pytest.fixture
def draft(cast, client) -> Draft:
    client.force_login(cast.quang)
    return draft_of(cast)


def form_keys(rule_class) -> set[str]:
    return {field.name for field in fields(rule_class)} - {"form"}


class TestCoverage:
    """A form or a field that scoring gets and the dialog lacks could be read but not edited."""

    classes = {get_args(get_type_hints(rule)["form"])[0]: rule for rule in get_args(get_args(forms.Rule)[0])}

    def test_every_form_of_scoring_is_offered(self):
        assert {form.key for form in FORMS} == set(self.classes)
        assert {form.key for form in FORMS} == set(EXAMPLES)

    @pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
    def test_every_field_of_the_form_can_be_typed(self, form):
        rule = self.classes[form.key]

        single = {field.key for field in form.fields} | ({form.list_key} - {""})
        assert single == form_keys(rule)

    @pytest.mark.parametrize(
        ("key", "row"),
        [
            ("levels", forms.Level),
            ("checklist", forms.Level),
            ("bands", forms.Band),
            ("steps", forms.Step),
            ("cases", forms.Case),
        ],
    )
    def test_every_field_of_a_list_is_a_column(self, key, row):
        form = next(each for each in FORMS if each.key == key)

        assert {field.key for field in form.columns} == form_keys(row) - {"id"}

    @pytest.mark.parametrize(
        ("field", "values"),
        [
            ("when_zero", {"", "full", "none"}),
            ("scale", {"min_max", "share_of_best"}),
            ("better", {"higher", "lower"}),
        ],
    )
    def test_every_choice_is_offered(self, field, values):
        offered = [each for form in FORMS for each in form.fields if each.key == field]

        assert offered
        assert all({value for value, _ in each.choices} == values for each in offered)


class TestDialog:
    def save(self, client, draft, typed, code="1.2"):
        url = reverse("catalog:draft-item", args=[draft.pk, row_of(draft, code)])
        form = form_on(client.get(url).content.decode())
        form = {key: value for key, value in form.items() if not key.startswith("rule-")}
        return client.post(url, form | FIGURES | typed)

    @pytest.mark.parametrize("key", sorted(set(EXAMPLES) - {"sum"}))
    def test_the_tree_holds_exactly_what_was_typed(self, client, draft, key):
        typed, rule = EXAMPLES[key]

        assert self.save(client, draft, {"rule-form": [key]} | typed).status_code == 302

        assert value_of(draft, "1.2")["rule"] == {"form": key} | rule

    @pytest.mark.parametrize("key", sorted(set(EXAMPLES) - {"sum"}))
    def test_the_page_then_shows_the_rule_in_words_and_keeps_it(self, cast, client, draft, key):
        if key == "unscored":
            change(draft, "1.2", cast.quang, max="0")
        typed, rule = EXAMPLES[key]
        url = self.save(client, draft, {"rule-form": [key]} | typed)["Location"]
        page = client.get(url).content.decode()

        assert "Chưa đọc được cách tính" not in page
        assert client.post(url, form_on(page)).status_code == 302
        assert value_of(draft, "1.2")["rule"] == {"form": key} | rule

    def test_a_parent_stays_the_sum_of_its_parts(self, client, draft):
        url = reverse("catalog:draft-item", args=[draft.pk, row_of(draft, "2.2")])
        page = client.get(url).content.decode()

        assert 'data-opens="cach-tinh"' not in page
        client.post(url, form_on(page) | {"title": "Dịch vụ công, sửa"})
        assert value_of(draft, "2.2")["rule"] == {"form": "sum"}
        assert value_of(draft, "2.2")["title"] == "Dịch vụ công, sửa"

    def test_yes_and_no_get_the_ids_every_library_uses(self, client, draft):
        typed = {"rule-row-label": ["Có", "Không"], "rule-row-worth": ["1", "0"]}
        self.save(client, draft, {"rule-form": ["levels"]} | typed)

        assert value_of(draft, "1.2")["rule"] == {
            "form": "levels",
            "levels": [
                {"label": "Có", "worth": "1", "id": "yes"},
                {"label": "Không", "worth": "0", "id": "no"},
            ],
        }

    def test_levels_that_stay_keep_their_ids_when_one_is_put_between(self, client, draft):
        typed = {
            "rule-row-id": ["head", "", "deputy", "none"],
            "rule-row-label": ["Cấp trưởng", "Cấp trưởng, uỷ quyền", "Cấp phó", "Chưa có"],
            "rule-row-worth": ["1", "3/4", "1/2", "0"],
        }
        self.save(client, draft, {"rule-form": ["levels"]} | typed, code="1.1")

        levels = plain(value_of(draft, "1.1"))["rule"]["levels"]
        assert [level["id"] for level in levels] == ["head", "level_1", "deputy", "none"]
        assert [level["worth"] for level in levels] == ["1", "3/4", "1/2", "0"]

    @pytest.mark.parametrize("key", ["khong-co", ""])
    def test_a_form_nobody_knows_leaves_no_rule(self, client, draft, key):
        self.save(client, draft, {"rule-form": [key], "rule-of": ["a"]})

        assert "rule" not in value_of(draft, "1.2")


class TestPreview:
    def preview(self, client, draft, part="trial", **typed):
        url = reverse("catalog:preview-item", args=[draft.pk, row_of(draft, "1.2")])
        item = client.get(reverse("catalog:draft-item", args=[draft.pk, row_of(draft, "1.2")]))
        form = form_on(item.content.decode())
        form = {key: value for key, value in form.items() if not key.startswith("rule-")}
        response = client.post(f"{url}?part={part}", form | FIGURES | typed)
        assert response.status_code == 200
        return response.content.decode()

    def test_tells_the_rule_in_words_and_stores_nothing(self, client, draft):
        typed = {"rule-form": "ratio", "rule-of": "a / b", "rule-full_at": "80%"}
        page = self.preview(client, draft, **typed)

        assert "a ÷ b" in page
        assert "80" in page
        draft.refresh_from_db()
        assert draft.version == 1

    def test_gives_the_points_of_the_figures_tried(self, client, draft):
        typed = {
            "rule-form": "ratio",
            "rule-of": "a / b",
            "rule-full_at": "80%",
            "try-a": "30",
            "try-b": "50",
        }
        page = self.preview(client, draft, part="result", **typed)

        assert "7,50" in page  # 30 ÷ 50 ÷ 80 % × 10

    def test_says_what_is_wrong_with_a_formula(self, client, draft):
        page = self.preview(client, draft, **{"rule-form": "ratio", "rule-of": "a / c"})

        assert "note-err" in page
        assert "c" in page

    def test_says_what_is_wrong_with_a_figure(self, client, draft):
        typed = {"rule-form": "ratio", "rule-of": "a / b", "try-a": "mười", "try-b": "50"}
        page = self.preview(client, draft, **typed)

        assert "không phải số" in page
        assert 'value="mười"' in page

    def test_shows_the_fields_of_the_form_chosen(self, client, draft):
        page = self.preview(client, draft, part="rule", **{"rule-form": "steps"})

        assert {"rule-of", "rule-row-at_least", "rule-row-points"} <= set(
            form_on(f'<form id="muc">{page}</form>')
        )

    def test_takes_no_get(self, client, draft):
        url = reverse("catalog:preview-item", args=[draft.pk, row_of(draft, "1.2")])

        assert client.get(url).status_code == 405

    def test_a_leader_may_try(self, cast, client, draft):
        client.force_login(cast.dung)
        url = reverse("catalog:preview-item", args=[draft.pk, row_of(draft, "1.2")])

        page = client.post(f"{url}?part=result", {"try-a": "1", "try-I.1": "4"}).content.decode()

        assert "2,50" in page  # 1 ÷ 4 × 10
