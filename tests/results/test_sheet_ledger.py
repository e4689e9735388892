"""The sheet's ledger beside what the appraisal found: the unit's figure stays, with what counts instead."""

import pytest

from opendti.assessment import actions
from tests.results.pages.browsing import text_of


@pytest.fixture
def ledger(client, cast):
    """Reads why 1.2 has its points, as Lan of Sở Y tế."""
    cast.appraise()
    client.force_login(cast.lan)
    return lambda: text_of(client.get(f"/sheets/{cast.health.pk}/why/1.2/").content.decode())


def test_an_adjusted_figure_says_what_counts_in_its_place(cast, ledger):
    assert "thẩm định điều chỉnh" not in ledger()

    actions.adjust(cast.health, item="1.2", values=[("a", "10")], reason="Danh sách", by=cast.binh)

    assert "20 Đơn vị nhập: Nguyễn Thị Lan; thẩm định điều chỉnh thành 10" in ledger()
    assert ledger().count("thẩm định điều chỉnh") == 1  # b, from I.1, is as it was


def test_so_does_a_figure_from_an_adjusted_general_item(cast, ledger):
    actions.adjust(cast.health, item="I.1", values=[("value", "80")], reason="Danh sách", by=cast.nga)

    assert "Thông tin chung I.1: Nguyễn Thị Lan; thẩm định điều chỉnh thành 80" in ledger()
