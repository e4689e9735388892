from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opendti.scoring import entries, quantities
from opendti.scoring.answers import Excluded, Given, NotApplicable
from opendti.scoring.entries import Entry, EntryError
from tests.scoring.sets import component, index_set

FIGURES = [
    {"id": "a", "label": "Số máy", "unit": "máy"},
    {"id": "b", "label": "Kinh phí", "unit": "triệu đồng", "kind": "amount", "source": "I.8"},
]
PART = component("1.6.1", {"form": "expert"})
INDEX = index_set(
    [
        component("1.1", {"form": "ratio", "of": "a / b"}) | {"figures": FIGURES},
        component(
            "1.2",
            {
                "form": "levels",
                "levels": [
                    {"id": "yes", "label": "Có", "worth": "1"},
                    {"id": "no", "label": "Không", "worth": "0"},
                ],
            },
        ),
        component(
            "1.3",
            {
                "form": "checklist",
                "conditions": [
                    {"id": "p", "label": "P", "worth": "1/2"},
                    {"id": "q", "label": "Q", "worth": "1/2"},
                ],
            },
        ),
        component("1.4", {"form": "deadline", "before": "15/01"}),
        component("1.5", {"form": "expert"}),
        component("1.6", {"form": "sum"}) | {"parts": [PART]},
    ],
    general=[
        {"code": "I.1", "title": "Tên", "kind": "text"},
        {"code": "I.8", "title": "Chi", "kind": "amount"},
        {"code": "I.9", "title": "Số máy"},
    ],
)


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("0", 0),
            ("12", 12),
            ("1234.5", Fraction(2469, 2)),
            ("1.234,5", Fraction(2469, 2)),
            ("1,234.5", Fraction(2469, 2)),
            ("1234,5", Fraction(2469, 2)),
            ("12,5", Fraction(25, 2)),
            ("0.125", Fraction(1, 8)),
            ("0,125", Fraction(1, 8)),
            ("1,2345", Fraction(2469, 2000)),
            ("1.234.567", 1234567),
            ("1,234,567", 1234567),
            ("1 234", 1234),
            ("1\u00a0234\u00a0567,5", Fraction(2469135, 2)),
            ("1\u202f234", 1234),
            (" 12 ", 12),
            ("+5", 5),
            ("-5", -5),
            ("\u22125", -5),
            ("007", 7),
            ("123456789012345678901234567890", 123456789012345678901234567890),
        ],
    )
    def test_what_is_a_number(self, text, value):
        assert quantities.vietnamese(text) == value

    @pytest.mark.parametrize(
        "text",
        [
            "",
            " ",
            "x",
            "12a",
            "1e3",
            "1.2.3",
            "12.345.6",
            "1,2,3",
            "12 %",
            "1/2",
            "½",
            "--5",
            "- 5",
            "12.",
            ",5",
            "nan",
            "inf",
            "1_000",
            "0x10",
            "١٢",
            "१२",
            "１２",
            "１.２３４",
            "12 34",
            "1 23",
            "12\n34",
            "1\t234",
            "1234 567",
        ],
    )
    def test_what_is_none(self, text):
        with pytest.raises(quantities.NotANumber):
            quantities.vietnamese(text)

    def test_too_long_is_refused_without_repeating_it_all(self):
        with pytest.raises(quantities.NotANumber, match="dài quá 30 ký tự") as raised:
            quantities.vietnamese("9" * 100_000)

        assert len(str(raised.value)) < 100

    def test_an_ambiguous_number_is_refused_with_both_readings(self):
        with pytest.raises(quantities.AmbiguousNumber, match=r"“1\.234” có thể là 1234 hoặc 1,234") as raised:
            quantities.vietnamese("1.234")

        assert (raised.value.as_thousands, raised.value.as_fraction) == ("1234", "1,234")

    @pytest.mark.parametrize(
        ("text", "decimal", "value"),
        [
            ("1.234", "comma", 1234),
            ("1.234", "dot", Fraction(617, 500)),
            ("1,234", "comma", Fraction(617, 500)),
            ("1,234", "dot", 1234),
            ("12", "dot", 12),
        ],
    )
    def test_the_decimal_sign_decides(self, text, decimal, value):
        assert quantities.vietnamese(text, decimal=decimal) == value

    @pytest.mark.parametrize(("text", "decimal"), [("12.5", "comma"), ("12,5", "dot"), ("1.234.567", "dot")])
    def test_the_other_sign_is_refused_then(self, text, decimal):
        with pytest.raises(quantities.NotANumber):
            quantities.vietnamese(text, decimal=decimal)

    @given(st.decimals(min_value=0, max_value=10**9, places=3))
    def test_canonical_text_reads_back_exactly(self, number):
        value = Fraction(number)

        assert Fraction(entries.canonical(value)) == value
        assert entries.canonical(-value) in ("0", f"-{entries.canonical(value)}")

    def test_a_number_without_an_end_has_no_canonical_text(self):
        with pytest.raises(ValueError, match="no end"):
            entries.canonical(Fraction(1, 3))

    @pytest.mark.parametrize("text", ["1/3", "70%", "2.5", "1 / 3", "-1"])
    def test_numbers_of_an_index_set(self, text):
        value = {
            "1/3": Fraction(1, 3),
            "1 / 3": Fraction(1, 3),
            "70%": Fraction(7, 10),
            "2.5": Fraction(5, 2),
        }

        assert quantities.exact(text) == value.get(text, -1)

    @pytest.mark.parametrize("text", ["", "1/0", "1,5", "1.234.5", "1e5", "٣", "%", "9" * 31])
    def test_what_is_no_number_of_an_index_set(self, text):
        with pytest.raises(quantities.NotANumber):
            quantities.exact(text)


class TestDays:
    @pytest.mark.parametrize(
        "text",
        [
            "15/01/2024",
            "15/1/2024",
            "15-01-2024",
            "15.1.2024",
            "2024-01-15",
            "2024-01-15 00:00:00",
            " 2024-01-15T00:00:00 ",
        ],
    )
    def test_what_is_a_day(self, text):
        assert quantities.day(text) == date(2024, 1, 15)

    @pytest.mark.parametrize(
        "text", ["", "hôm qua", "15/01/24", "2024-1-15", "01/2024", "45306", "１５/01/2024"]
    )
    def test_what_is_none(self, text):
        with pytest.raises(quantities.NotANumber, match="không phải ngày"):
            quantities.day(text)

    @pytest.mark.parametrize("text", ["30/02/2024", "29/02/2023", "2024-13-01", "00/01/2024"])
    def test_what_no_calendar_has(self, text):
        with pytest.raises(quantities.NotANumber, match="không có trong lịch"):
            quantities.day(text)


@pytest.mark.parametrize(
    ("row", "canonical"),
    [
        (("1.1", "a", "1.234.567"), "1234567"),
        (("1.1", "b", "1.234,50"), "1234.5"),
        (("1.2", "level", "yes"), "yes"),
        (("1.3", "check", "q"), "q"),
        (("1.3", "level", "none"), "none"),
        (("1.4", "date", "15/01/2024"), "2024-01-15"),
        (("1.4", "level", "none"), "none"),
        (("1.5", "points", "7,25"), "7.25"),
        (("1.5", "excluded", "Có"), "yes"),
        (("1.5", "not_applicable", "0"), "no"),
        (("1.6", "excluded", "yes"), "yes"),
        (("1.6.1", "points", "3"), "3"),
        (("I.1", "value", "Sở Y tế"), "Sở Y tế"),
        (("I.8", "value", "12,5"), "12.5"),
        ((" 1.1 ", " a ", " 5 "), "5"),
    ],
)
def test_entries_become_canonical(row, canonical):
    entry = entries.parse(INDEX, *row)

    assert entry == (row[0].strip(), row[1].strip(), canonical)


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        (("9.9", "a", "1"), "item", "Không có mục “9.9” trong bộ chỉ số thu/so"),
        (("1.1", "z", "1"), "field", "1.1 không có trường “z”. Các trường: a, b"),
        (("1.2", "a", "1"), "field", "1.2 không có trường “a”. Các trường: level"),
        (("1.1", "", "1"), "field", "không có trường “”"),
        (("1.1", "a", "nhiều"), "value", "1.1 a: “nhiều” không phải số"),
        (("1.1", "a", ""), "value", "1.1 a: Ô trống, chưa có số"),
        (("1.1", "a", "1,5"), "value", "là số thập phân, mà đây là số đếm"),
        (("1.1", "a", "-5"), "value", "là số âm"),
        (("1.1", "b", "1.234"), "value", "có thể là 1234 hoặc 1,234"),
        (("1.2", "level", "maybe"), "value", "Mức của 1.2: không có “maybe”. Các giá trị: yes, no"),
        (("1.3", "check", "z"), "value", "Điều kiện của 1.3: không có “z”. Các giá trị: p, q"),
        (("1.4", "date", "31/02/2024"), "value", "không có trong lịch"),
        (("1.5", "excluded", "có lẽ"), "value", "excluded nhận yes hoặc no"),
        (("1.6", "points", "3"), "item", "1.6 được cộng từ các mục con"),
        (("I.8", "a", "1"), "field", "Thông tin chung I.8 chỉ có trường value"),
        (("I.9", "value", "1,5"), "value", "số đếm"),
        (("I.1", "value", "x" * 2001), "value", "dài quá 2000 ký tự"),
    ],
)
def test_what_cannot_be_entered(row, column, message):
    with pytest.raises(EntryError) as raised:
        entries.parse(INDEX, *row)

    assert message in str(raised.value)
    assert raised.value.column == column


def test_an_ambiguous_entry_carries_its_readings():
    with pytest.raises(EntryError) as raised:
        entries.parse(INDEX, "I.8", "value", "1.234")

    assert raised.value.ambiguous is not None
    assert raised.value.ambiguous.as_thousands == "1234"
    assert entries.parse(INDEX, "I.8", "value", "1.234", decimal="comma").value == "1234"


class TestAssembling:
    def test_entries_make_a_sheet(self):
        sheet = entries.assemble(
            INDEX,
            [
                Entry("1.1", "a", "0"),
                Entry("I.8", "value", "12.5"),
                Entry("I.1", "value", "Sở Y tế"),
                Entry("1.3", "check", "p"),
                Entry("1.3", "check", "q"),
                Entry("1.4", "date", "2024-01-15"),
                Entry("1.5", "points", "7.25"),
                Entry("1.6", "excluded", "yes"),
                Entry("1.2", "not_applicable", "yes"),
            ],
        )

        assert sheet.general == {"I.8": Fraction(25, 2)}
        assert sheet.answers == {
            "1.1": Given({"a": Fraction(0)}),
            "1.3": Given(checks=frozenset({"p", "q"})),
            "1.4": Given(date=date(2024, 1, 15)),
            "1.5": Given(points=Fraction(29, 4)),
            "1.6": Excluded(),
            "1.2": NotApplicable(),
        }

    def test_not_excluded_is_as_if_nothing_were_said(self):
        assert entries.assemble(INDEX, [Entry("1.5", "excluded", "no")]).answers == {"1.5": Given()}

    @pytest.mark.parametrize(
        "entry", [Entry("1.1", "a", "1"), Entry("I.8", "value", "1"), Entry("1.3", "check", "p")]
    )
    def test_nothing_stands_twice(self, entry):
        with pytest.raises(EntryError, match="có hai lần"):
            entries.assemble(INDEX, [entry, entry])

    def test_a_figure_may_repeat_its_source_but_not_contradict_it(self):
        same = [Entry("1.1", "b", "12.5"), Entry("I.8", "value", "12.5")]
        other = [Entry("1.1", "b", "12"), Entry("I.8", "value", "12.5")]

        assert entries.assemble(INDEX, same).answers["1.1"] == Given({"b": Fraction(25, 2)})
        with pytest.raises(EntryError, match=r"1\.1 b = 12 khác thông tin chung I\.8 = 12\.5"):
            entries.assemble(INDEX, other)
