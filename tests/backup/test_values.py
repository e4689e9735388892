"""Every kind of value goes into a line of JSON and comes out as it was."""

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from opendti.backup import rows
from opendti.people.models import Membership
from tests.plain import plain

HANOI = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("field", "value", "written"),
    [
        (models.BooleanField(), True, True),
        (models.BigIntegerField(), -(2**63), -(2**63)),
        (models.TextField(), "Đ\n\u2028\t“”\U0001f33e", "Đ\n\u2028\t“”\U0001f33e"),
        (models.DecimalField(max_digits=30, decimal_places=10), Decimal("0.1000000000"), "0.1000000000"),
        (models.FloatField(), 0.1 + 0.2, "0.30000000000000004"),
        (models.FloatField(), float("inf"), "inf"),
        (models.DateField(), date(2025, 12, 5), "2025-12-05"),
        (models.TimeField(), time(23, 59, 59, 1), "23:59:59.000001"),
        (
            models.DateTimeField(),
            datetime(2025, 12, 5, 6, 7, 8, 9, tzinfo=HANOI),
            "2025-12-04T23:07:08.000009Z",
        ),
        (models.DurationField(), timedelta(days=-3, microseconds=5), "-3 00:00:00.000005"),
        (models.UUIDField(), UUID(int=7), "00000000-0000-0000-0000-000000000007"),
        (models.BinaryField(), b"\x00\xff", "AP8="),
        (
            models.JSONField(),
            {"b": [1, None, {"đ": "1"}], "a": 10**30},
            {"b": [1, None, {"đ": "1"}], "a": 10**30},
        ),
        (models.JSONField(), "2025-12-05", "2025-12-05"),
        (models.TextField(null=True), None, None),
    ],
)
def test_a_value_comes_back(field, value, written):
    field.set_attributes_from_name("field")
    line = json.dumps(rows.encoded(field, value))

    assert json.loads(line) == written
    assert rows.decoded(field, json.loads(line)) == value


def test_what_the_database_hands_out_as_a_view_of_memory():
    assert rows.encoded(models.BinaryField(), memoryview(b"\x00\xff")) == "AP8="


def test_json_with_an_encoder_of_its_own_is_plain_json():
    field = models.JSONField(encoder=DjangoJSONEncoder)

    assert rows.encoded(field, {"on": date(2025, 12, 5)}) == {"on": "2025-12-05"}


def test_a_foreign_key_is_as_the_key_it_names():
    field = plain(Membership._meta.get_field("user"))

    assert rows.encoded(field, 7) == 7
    assert rows.decoded(field, "7") == 7


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (models.DateTimeField(), "yesterday"),
        (models.BinaryField(), "?"),
        (models.BigIntegerField(), "x"),
        (models.DecimalField(max_digits=4, decimal_places=1), "1/3"),
    ],
)
def test_what_is_no_value_of_the_field_is_refused(field, value):
    field.set_attributes_from_name("field")
    with pytest.raises(ValueError, match="field"):
        rows.decoded(field, value)


def test_lines_are_taken_in_bites_that_fit_into_memory():
    small, big = [b"x"] * (rows.MOST_ROWS + 1), [b"y" * rows.MOST_BYTES] * 3

    assert [len(bite) for bite in rows.bites(small)] == [rows.MOST_ROWS, 1]
    assert [len(bite) for bite in rows.bites(big)] == [2, 1]
    assert list(rows.bites([])) == []


def test_moments_are_written_in_universal_time():
    here = rows.encoded(models.DateTimeField(), datetime(2025, 1, 1, 7, tzinfo=HANOI))

    assert here == rows.encoded(models.DateTimeField(), datetime(2025, 1, 1, tzinfo=UTC))
