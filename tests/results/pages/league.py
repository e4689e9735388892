"""A published ranking with everything that makes rankings hard, for the tests of pages.

Sở Y tế has 47,5 % after an adjustment, Sở Tư pháp 5 of 30 points as 2.1 is excluded; two units are
equal at 12,50025 %, one stands at 12,5 %, and Sở Nội vụ takes part unranked and answered nothing.
"""

from datetime import date

from opendti.assessment import actions as assessment
from opendti.assessment.models import Sheet
from opendti.people.actions import add_organisation
from opendti.results import actions
from opendti.results.models import Publication
from tests.cast import Cast, give

SECRET = "0900000000"
RANKS = {
    "so-y-te": 1,
    "so-tu-phap": 2,
    "don-vi-1": 3,
    "don-vi-2": 3,
    "don-vi-0": 5,
    "so-noi-vu": None,
}
ALMOST_EQUAL = {"don-vi-0": "50000", "don-vi-1": "50001", "don-vi-2": "50001"}


def compute(cast: Cast) -> Publication:
    """The round is computed and waits for publication."""
    for code in ALMOST_EQUAL:
        assessment.add_unit(cast.group, add_organisation(code, name=f"Đơn vị {code[-1]}"), by=cast.quang)
    assessment.add_unit(cast.group, cast.organisations["so-noi-vu"], by=cast.quang, is_ranked=False)
    cast.fill()
    for code, trained in ALMOST_EQUAL.items():
        sheet = Sheet.objects.get(organisation__code=code)
        give(sheet, cast.lan, [("I.1", "value", "100000"), ("1.2", "a", trained)])
    assessment.exclude(cast.justice, item="2.1", reason="Chưa có trang riêng", by=cast.quang)
    assessment.close_self_assessment(cast.round, by=cast.quang)
    cast.fresh()
    assessment.adjust(cast.health, item="1.1", values=[("level", "deputy")], reason="Lý do", by=cast.nga)
    assessment.accept(cast.health, item="1.2", by=cast.binh)
    return actions.compute(cast.round, by=cast.quang)


def publish(publication: Publication, cast: Cast) -> Publication:
    return actions.publish(
        publication, decision_number="512/QĐ-UBND", decided_on=date(2026, 3, 20), by=cast.quang
    )
