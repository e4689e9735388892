"""The people of the tests, by name. Who they are is all a test needs to know about rights.

Lan and Hải fill in for Sở Y tế, Hùng is its head; Mai and Tuấn are the same for Sở Tư pháp. Nga
appraises for Sở Nội vụ, Bình for Sở Tài chính, Oanh for Sở TT&TT, which owns the round; there Quang
manages it and Dung leads. Khách has an account and no membership.
"""

from dataclasses import dataclass, field

from opendti.assessment import actions
from opendti.assessment.models import RankingGroup, Round, Sheet
from opendti.catalog.actions import import_text
from opendti.people.actions import add_membership, add_organisation, add_person
from opendti.people.models import Organisation, User
from opendti.people.roles import Role
from opendti.scoring.entries import Entry
from tests import small_set

ORGANISATIONS = {
    "so-tttt": "Sở Thông tin và Truyền thông",
    "so-noi-vu": "Sở Nội vụ",
    "so-tai-chinh": "Sở Tài chính",
    "so-y-te": "Sở Y tế",
    "so-tu-phap": "Sở Tư pháp",
}

PEOPLE = {
    "lan": ("Nguyễn Thị Lan", "so-y-te", Role.CLERK),
    "hai": ("Trần Văn Hải", "so-y-te", Role.CLERK),
    "hung": ("Lê Mạnh Hùng", "so-y-te", Role.HEAD),
    "mai": ("Phạm Thị Mai", "so-tu-phap", Role.CLERK),
    "tuan": ("Vũ Anh Tuấn", "so-tu-phap", Role.HEAD),
    "nga": ("Đỗ Thị Nga", "so-noi-vu", Role.APPRAISER),
    "binh": ("Hoàng Văn Bình", "so-tai-chinh", Role.APPRAISER),
    "oanh": ("Bùi Thị Oanh", "so-tttt", Role.APPRAISER),
    "quang": ("Đặng Minh Quang", "so-tttt", Role.MANAGER),
    "dung": ("Ngô Tiến Dung", "so-tttt", Role.LEADER),
}


@dataclass
class Cast:
    """Everyone, the round they take part in, and how far a test wants it to have come."""

    round: Round
    group: RankingGroup
    health: Sheet
    justice: Sheet
    organisations: dict[str, Organisation]
    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        try:
            person: User = self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None
        return person

    def open(self) -> "Cast":
        actions.open_round(self.round, by=self.quang)
        return self.fresh()

    def fill(self) -> "Cast":
        """Sở Y tế gets 10 + 5 + 5 + 4 of 40, with no expert points yet; Sở Tư pháp gets 5 of 40."""
        self.open()
        give(self.health, self.lan, HEALTH)
        give(self.justice, self.mai, [("1.1", "level", "deputy")])
        return self.fresh()

    def appraise(self) -> "Cast":
        """Sở Y tế has submitted, Sở Tư pháp has not, and the appraisers may begin."""
        self.fill()
        actions.submit(self.health, by=self.hung)
        actions.close_self_assessment(self.round, by=self.quang)
        return self.fresh()

    def fresh(self) -> "Cast":
        """Reads again what the steps have changed in the database."""
        for row in (self.round, self.health, self.justice):
            row.refresh_from_db(fields=["state"])
        return self


HEALTH = [
    ("I.1", "value", "40"),
    ("I.2", "value", "Nguyễn Thị Lan, 0900000000"),
    ("1.1", "level", "head"),
    ("1.2", "a", "20"),
    ("2.1", "check", "news"),
    ("2.2.1", "n", "2"),
]


def give(sheet: Sheet, by: User, values: list[tuple[str, str, str]]) -> int:
    return actions.save_answers(sheet, given=[Entry(*value) for value in values], by=by)


def gather() -> Cast:
    organisations = {
        code: add_organisation(code, name=name, order=order)
        for order, (code, name) in enumerate(ORGANISATIONS.items())
    }
    people = {"khach": add_person("khach", full_name="Khách")}
    for username, (full_name, code, role) in PEOPLE.items():
        people[username] = add_person(username, full_name=full_name)
        add_membership(people[username], organisation=organisations[code], role=role)
    manager = people["quang"]
    index_set = import_text(small_set.TEXT, name="nho.yaml")
    round_ = actions.create_round(
        "2025", year=2025, title="Đợt 2025", owner=organisations["so-tttt"], by=manager
    )
    group = actions.add_group(round_, code="so", title="Khối sở", index_set=index_set, by=manager)
    health = actions.add_unit(group, organisations["so-y-te"], by=manager)
    justice = actions.add_unit(group, organisations["so-tu-phap"], by=manager)
    return Cast(round_, group, health, justice, organisations, people)


def add_units(cast: Cast, count: int) -> None:
    """More units beside the two, each with an answer; before the round opens."""
    for number in range(count):
        unit = add_organisation(f"don-vi-{number}", name=f"Đơn vị {number}")
        actions.add_unit(cast.group, unit, by=cast.quang)
