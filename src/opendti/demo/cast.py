"""Who takes part in the demo: organisations as the decision lists them, people invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from opendti.people.roles import Role


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation and how well it does in the invented figures (percent)."""

    code: str
    name: str
    short_name: str
    strength: int


OWNER = Place("tinh", "Uỷ ban nhân dân tỉnh Hải Dương", "UBND tỉnh", 0)

DEPARTMENTS = (
    Place("vp-ubnd", "Văn phòng UBND tỉnh", "VP UBND tỉnh", 90),
    Place("so-khdt", "Sở Kế hoạch và Đầu tư", "Sở KH&ĐT", 86),
    Place("so-tc", "Sở Tài chính", "Sở Tài chính", 84),
    Place("so-ct", "Sở Công Thương", "Sở Công Thương", 78),
    Place("so-gddt", "Sở Giáo dục và Đào tạo", "Sở GD&ĐT", 82),
    Place("so-khcn", "Sở Khoa học và Công nghệ", "Sở KH&CN", 85),
    Place("so-vhttdl", "Sở Văn hóa, Thể thao và Du lịch", "Sở VH,TT&DL", 74),
    Place("so-tnmt", "Sở Tài nguyên và Môi trường", "Sở TN&MT", 80),
    Place("so-tttt", "Sở Thông tin và Truyền thông", "Sở TT&TT", 94),
    Place("so-nv", "Sở Nội vụ", "Sở Nội vụ", 88),
    Place("so-yt", "Sở Y tế", "Sở Y tế", 77),
    Place("so-nnptnt", "Sở Nông nghiệp và Phát triển nông thôn", "Sở NN&PTNT", 73),
    Place("so-ldtbxh", "Sở Lao động, Thương binh và Xã hội", "Sở LĐTB&XH", 76),
    Place("so-tp", "Sở Tư pháp", "Sở Tư pháp", 87),
    Place("so-gtvt", "Sở Giao thông - Vận tải", "Sở GT-VT", 79),
    Place("so-xd", "Sở Xây dựng", "Sở Xây dựng", 75),
    Place("thanh-tra", "Thanh tra tỉnh", "Thanh tra tỉnh", 71),
    Place("bql-kcn", "Ban Quản lý các khu công nghiệp", "BQL các KCN", 70),
)

DISTRICTS = (
    Place("tp-hai-duong", "Thành phố Hải Dương", "TP Hải Dương", 91),
    Place("tp-chi-linh", "Thành phố Chí Linh", "TP Chí Linh", 87),
    Place("tx-kinh-mon", "Thị xã Kinh Môn", "TX Kinh Môn", 85),
    Place("nam-sach", "Huyện Nam Sách", "Huyện Nam Sách", 84),
    Place("thanh-ha", "Huyện Thanh Hà", "Huyện Thanh Hà", 77),
    Place("kim-thanh", "Huyện Kim Thành", "Huyện Kim Thành", 80),
    Place("cam-giang", "Huyện Cẩm Giàng", "Huyện Cẩm Giàng", 83),
    Place("binh-giang", "Huyện Bình Giang", "Huyện Bình Giang", 81),
    Place("gia-loc", "Huyện Gia Lộc", "Huyện Gia Lộc", 80),
    Place("tu-ky", "Huyện Tứ Kỳ", "Huyện Tứ Kỳ", 78),
    Place("ninh-giang", "Huyện Ninh Giang", "Huyện Ninh Giang", 73),
    Place("thanh-mien", "Huyện Thanh Miện", "Huyện Thanh Miện", 70),
)

EARLIER_NAMES = {
    "tp-chi-linh": ("Thị xã Chí Linh", "TX Chí Linh", date(2019, 3, 1)),
    "tx-kinh-mon": ("Huyện Kinh Môn", "Huyện Kinh Môn", date(2019, 11, 1)),
}
"""What places were called until the day they became what they are."""


@dataclass(frozen=True, slots=True)
class Person:
    """A demo account: log-in name, invented name, and the hats worn as (organisation code, role)."""

    username: str
    full_name: str
    hats: tuple[tuple[str, Role], ...]


def _unit(code: str, clerk: str, head: str) -> tuple[Person, Person]:
    return (
        Person(f"nhap.{code}", clerk, ((code, Role.CLERK),)),
        Person(f"lanh-dao.{code}", head, ((code, Role.HEAD),)),
    )


PEOPLE = (
    Person("quan-ly", "Vũ Thị Lan Anh", ((OWNER.code, Role.MANAGER),)),
    Person("lanh-dao-tinh", "Đỗ Minh Tuấn", ((OWNER.code, Role.LEADER),)),
    Person("van-hanh", "Tạ Quang Huy", ((OWNER.code, Role.OPERATOR),)),
    Person("kiem-tra", "Mai Thị Hoà", ((OWNER.code, Role.AUDITOR),)),
    Person("thu-ky", "Lý Thu Trang", ((OWNER.code, Role.SECRETARY),)),
    Person("hoi-dong", "Chu Văn Thịnh", ((OWNER.code, Role.COUNCIL),)),
    Person("so-lieu.vp-ubnd", "Cao Xuân Trường", (("vp-ubnd", Role.SUPPLIER),)),
    Person("tham-dinh.so-tttt", "Phạm Quốc Đạt", (("so-tttt", Role.APPRAISER),)),
    Person("tham-dinh.so-nv", "Bùi Thu Hà", (("so-nv", Role.APPRAISER), ("so-nv", Role.CLERK))),
    Person("tham-dinh.so-tc", "Trịnh Văn Khoa", (("so-tc", Role.APPRAISER),)),
    Person("tham-dinh.vp-ubnd", "Lương Thị Ngọc", (("vp-ubnd", Role.APPRAISER),)),
    Person("tham-dinh.so-khdt", "Hồ Sỹ Bình", (("so-khdt", Role.APPRAISER),)),
    Person("tham-dinh.so-ct", "Đặng Thuỳ Linh", (("so-ct", Role.APPRAISER),)),
    *_unit("nam-sach", "Nguyễn Thị Hương", "Trần Văn Minh"),
    *_unit("tp-hai-duong", "Đoàn Thanh Tùng", "Nguyễn Hữu Phúc"),
    *_unit("thanh-mien", "Phan Thị Yến", "Lê Đình Quang"),
    *_unit("so-tp", "Lê Thị Mai", "Hoàng Văn Sơn"),
    *_unit("so-yt", "Ngô Bảo Châm", "Vương Đức Thắng"),
)
