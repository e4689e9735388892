from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django import forms
from django.template import Context, Template
from django.utils import formats, translation


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{ exact|points }}", "206,67"),
        ("{{ exact|points:1 }}", "206,7"),
        ("{{ nothing|points }}", "–"),
        ("{{ exact|percent }}", "206,67\u00a0%"),
        ("{{ amount|figure }}", "1.234,5"),
        ("{{ day|day }}", "05/12/2026"),
        ("{{ moment|moment }}", "05/12/2026 14:05"),
        ("{{ late|day }}", "06/12/2026"),
        ("{{ day }}", "05/12/2026"),
        ("{{ year }}", "2026"),
    ],
)
def test_filters(template, shown):
    context = {
        "exact": "620/3",
        "nothing": None,
        "amount": Fraction("1234.5"),
        "day": date(2026, 12, 5),
        "late": datetime(2026, 12, 5, 19, tzinfo=UTC),  # After midnight in Vietnam.
        "moment": datetime(2026, 12, 5, 7, 5, tzinfo=UTC),
        "year": 2026,
    }

    assert Template(template).render(Context(context)) == shown


def test_days_and_numbers_are_read_the_vietnamese_way():
    assert forms.DateField(localize=True).clean("05/12/2026") == date(2026, 12, 5)
    assert str(forms.DecimalField(localize=True).clean("12,5")) == "12.5"
    assert formats.number_format(12345, force_grouping=True) == "12.345"
    assert translation.get_language() == "vi"
