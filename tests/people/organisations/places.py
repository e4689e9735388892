"""A small province to reorganise, and the days of the tests."""

from datetime import date

from opendti.people.actions import add_membership, add_organisation, add_person
from opendti.people.models import Organisation, User
from opendti.people.plans import Terms, Unit
from opendti.people.roles import Role

LONG_AGO = date(2020, 1, 1)
MERGER = date(2025, 7, 1)


def terms(day: date = MERGER, decision: str = "1/NQ-HĐND", note: str = "") -> Terms:
    return Terms(day, decision, note)


def unit(code: str, name: str, parent: Organisation | None = None, level: str = "") -> Unit:
    return Unit(code, name, level=level, parent=parent.pk if parent else None)


class Province:
    """Tỉnh with two departments, two districts and two communes in each; and people.

    Vân looks after the province, Hà after huyện An; Xuân is clerk in xã Bắc, Khách is nothing anywhere.
    """

    def __init__(self) -> None:
        add = add_organisation
        self.top = add("tinh", name="Tỉnh Minh Hoạ", level="Tỉnh")
        self.culture = add("so-van-hoa", name="Sở Văn hoá", level="Sở", parent=self.top, order=1)
        self.media = add("so-tttt", name="Sở Thông tin và Truyền thông", level="Sở", parent=self.top, order=2)
        self.an = add("huyen-an", name="Huyện An", level="Huyện", parent=self.top, order=3)
        self.binh = add("huyen-binh", name="Huyện Bình", level="Huyện", parent=self.top, order=4)
        self.north = add("xa-bac", name="Xã Bắc", level="Xã", parent=self.an)
        self.south = add("xa-nam", name="Xã Nam", level="Xã", parent=self.an)
        self.east = add("xa-dong", name="Xã Đông", level="Xã", parent=self.binh)
        self.people: dict[str, User] = {}
        for name, place, role in (
            ("van", self.top, Role.OPERATOR),
            ("ha", self.an, Role.OPERATOR),
            ("xuan", self.north, Role.CLERK),
            ("khach", None, None),
        ):
            self.people[name] = person = add_person(name, full_name=name.title())
            if place and role:
                add_membership(person, organisation=place, role=role, valid_from=LONG_AGO)

    def __getattr__(self, name: str) -> User:
        try:
            return self.__dict__["people"][name]  # type: ignore[no-any-return]
        except KeyError:
            raise AttributeError(name) from None


def fresh(organisation: Organisation) -> Organisation:
    return Organisation.objects.get(pk=organisation.pk)


def coded(code: str) -> Organisation:
    return Organisation.objects.get(code=code)
