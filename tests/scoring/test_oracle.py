"""The core against a second implementation, written from the decision's words with whole numbers.

The oracle keeps a value as a pair (numerator, denominator) and never uses Fraction, the formula
language or anything else of the core; two values are compared by multiplying across.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scoring.sets import flags, score_one
from tests.scoring.sets import given as answered

COUNTS = st.integers(0, 60)
MAXIMA = st.sampled_from([(5, 2), (5, 1), (10, 1), (15, 1), (20, 1)])
NOTHING = (0, 1)


def times(left, right):
    return left[0] * right[0], left[1] * right[1]


def plus(left, right):
    return left[0] * right[1] + right[0] * left[1], left[1] * right[1]


def is_at_least(left, right):
    return left[0] * right[1] >= right[0] * left[1]


def capped(share, maximum):
    return maximum if is_at_least(share, (1, 1)) else times(share, maximum)


def text(maximum):
    return {(5, 2): "2.5"}.get(maximum, str(maximum[0]))


def agrees(node, points):
    return node.points.numerator * points[1] == points[0] * node.points.denominator


@given(a=COUNTS, b=COUNTS, maximum=MAXIMA)
def test_ratio(a, b, maximum):
    """“Điểm = a/b × Điểm tối đa”."""
    node = score_one({"form": "ratio", "of": "a / b"}, worth=text(maximum), a=a, b=b)

    assert agrees(node, capped((a, b), maximum) if b else NOTHING)
    assert flags(node) == (["zero_denominator"] if b == 0 else ["above_one"] if a > b else [])


@given(a=COUNTS, b=COUNTS, c=COUNTS, d=COUNTS, maximum=MAXIMA)
def test_ratio_of_sums(a, b, c, d, maximum):
    """“Tỷ lệ = (c+d)/(a+b)”."""
    node = score_one({"form": "ratio", "of": "(c + d) / (a + b)"}, worth=text(maximum), a=a, b=b, c=c, d=d)

    assert agrees(node, capped((c + d, a + b), maximum) if a + b else NOTHING)


@given(a=COUNTS, b=COUNTS, c=COUNTS, maximum=MAXIMA)
def test_weighted_ratio(a, b, c, maximum):
    """“Điểm = a/c × (điểm tối đa) + b/c × 1/2 × (điểm tối đa)”."""
    node = score_one({"form": "ratio", "of": "a / c + b / c * 1/2"}, worth=text(maximum), a=a, b=b, c=c)
    whole = plus((a, c), times((b, c), (1, 2))) if c else NOTHING

    assert agrees(node, capped(whole, maximum))


@pytest.mark.parametrize(("mark", "written"), [((4, 5), "80%"), ((1, 400), "0.25%"), ((7, 1000), "0.7%")])
@given(a=COUNTS, b=COUNTS, maximum=MAXIMA)
def test_capped_ratio(mark, written, a, b, maximum):
    """“Tỷ lệ ≥ 80 %: điểm tối đa; tỷ lệ < 80 %: tỷ lệ/80 % × điểm tối đa”."""
    rule = {"form": "ratio", "of": "a / b", "full_at": written}
    node = score_one(rule, worth=text(maximum), a=a, b=b)

    if b == 0:
        expected = NOTHING
    elif is_at_least((a, b), mark):
        expected = maximum
    else:
        expected = times(times((a, b), (mark[1], mark[0])), maximum)
    assert agrees(node, expected)


@given(n=st.integers(0, 30), maximum=MAXIMA)
def test_capped_count(n, maximum):
    """“Từ 10 tin, bài trở lên: điểm tối đa; dưới 10: số tin bài/10 × điểm tối đa”."""
    node = score_one({"form": "ratio", "of": "n", "full_at": "10"}, worth=text(maximum), n=n)

    assert agrees(node, maximum if n >= 10 else times((n, 10), maximum))


@settings(max_examples=200)
@given(a=st.integers(0, 10), b=st.integers(0, 1500), maximum=MAXIMA)
def test_bands(a, b, maximum):
    """“Mức 1 ≥ 0,7 % (tối đa), mức 2 ≥ 0,4 % (70 %), mức 3 ≥ 0,2 % (30 %), mức 4 < 0,2 % (0)”."""
    bands = [("0.7%", "1"), ("0.4%", "70%"), ("0.2%", "30%")]
    rule = {"form": "bands", "of": "a / b", "bands": [{"at_least": m, "worth": w} for m, w in bands]}
    node = score_one(rule, worth=text(maximum), a=a, b=b)

    if b == 0 or 1000 * a < 2 * b:
        tenths = 0
    elif 1000 * a >= 7 * b:
        tenths = 10
    else:
        tenths = 7 if 1000 * a >= 4 * b else 3
    assert agrees(node, times((tenths, 10), maximum))


@given(level=st.sampled_from(["head", "deputy", "none"]), maximum=MAXIMA)
def test_levels(level, maximum):
    """“Người đứng đầu: điểm tối đa; phó: 1/2 điểm tối đa; chưa có: 0 điểm”."""
    halves = {"head": 2, "deputy": 1, "none": 0}
    levels = [{"id": name, "label": name, "worth": f"{count}/2"} for name, count in halves.items()]
    node = score_one({"form": "levels", "levels": levels}, answered(level=level), text(maximum))

    assert agrees(node, times((halves[level], 2), maximum))


@given(checks=st.sets(st.sampled_from(["p", "q", "r"])), maximum=MAXIMA)
def test_checklist(checks, maximum):
    """Each of three conditions “1/3 điểm tối đa”."""
    conditions = [{"id": name, "label": name, "worth": "1/3"} for name in "pqr"]
    answer = answered(checks=checks, level=None if checks else "none")
    node = score_one({"form": "checklist", "conditions": conditions}, answer, text(maximum))

    assert agrees(node, times((len(checks), 3), maximum))


@given(a=COUNTS, b=st.integers(0, 3), c=st.integers(0, 3), d=st.integers(0, 3), maximum=MAXIMA)
def test_cases(a, b, c, d, maximum):
    """“b=0 và 100 % HTTT cập nhật: tối đa; b>0: tỷ lệ × tối đa; b=0 và < 100 %: 0”."""
    cases = [
        {"label": "1", "when": "b = 0 and c >= d", "worth": "1"},
        {"label": "2", "when": "b > 0", "of": "a / b"},
        {"label": "3", "when": "b = 0 and c < d", "worth": "0"},
    ]
    node = score_one({"form": "cases", "cases": cases}, worth=text(maximum), a=a, b=b, c=c, d=d)

    without_incidents = maximum if c >= d else NOTHING
    assert agrees(node, capped((a, b), maximum) if b > 0 else without_incidents)
