"""Scoring phrases as decisions word them, each with the rule it must mean, written without the parser.

`near_misses` has those that only look like them.
All are for a component of 20 points.
"""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

Tree = dict[str, object]


class Phrase(NamedTuple):
    text: str
    rule: Tree
    title: str = ""


def ratio(of: str, **more: str) -> Tree:
    return {"form": "ratio", "of": of, **more}


def levels(*rows: tuple[str, str]) -> Tree:
    named = [{"id": f"l{n}", "worth": worth, "label": label} for n, (worth, label) in enumerate(rows)]
    return {"form": "levels", "levels": named}


def checklist(*rows: tuple[str, str]) -> Tree:
    named = [{"id": f"c{n}", "worth": worth, "label": label} for n, (worth, label) in enumerate(rows)]
    return {"form": "checklist", "conditions": named}


def bands(of: str, *rows: tuple[str, str]) -> Tree:
    return {"form": "bands", "of": of, "bands": [{"at_least": a, "worth": w} for a, w in rows]}


def steps(of: str, *rows: tuple[str, str]) -> Tree:
    return {"form": "steps", "of": of, "steps": [{"at_least": a, "points": p} for a, p in rows]}


def cases(*rows: tuple[str, str]) -> Tree:
    """Rows of a condition and a worth, or a formula where the value has letters."""
    found = []
    for when, value in rows:
        key = "of" if any(letter.isalpha() for letter in value) else "worth"
        found.append({"label": when, "when": when, key: value})
    return {"form": "cases", "cases": found}


def all_or_nothing(of: str, **more: str) -> Tree:
    return {"form": "all_or_nothing", "of": of, **more}


AB = "a = Số văn bản được ký số;\nb = Tổng số văn bản;\n"
DEFINITIONS = (
    "a = Số văn bản được ký số;\nb = Tổng số văn bản;",
    "a: Số văn bản được ký số\nb: Tổng số văn bản",
    "a= Số văn bản được ký số; b= Tổng số văn bản;",
    "- a = Số văn bản được ký số.\n- b = Tổng số văn bản.",
    "Trong đó:\na là số văn bản được ký số;\nb là tổng số văn bản;",
    "a=Số văn bản (trừ văn bản mật) được ký số,\nb=Tổng số văn bản (trừ văn bản mật)",
)
RATIOS = (
    "- Tỷ lệ = a/b",
    "Tỉ lệ= a/b;",
    "Tỷ lệ = (a/b)*100%.",
    "- Tỷ lệ=a:b;",
    "Tỷ lệ (%) = a / b",
    "Tỷ lệ = a ÷ b",
)
POINTS = (
    "- Điểm = Tỷ lệ * Điểm tối đa",
    "Điểm: Tỉ lệ x điểm chuẩn",
    "Đ = Tỷ lệ × số điểm tối đa.",
    "Điểm = Điểm tối đa * tỷ lệ",
    "Số điểm = tỷ lệ nhân với điểm tối đa của tiêu chí",
    "điểm = tỷ lệ * (điểm tối đa);",
)
ONE_STEP = (
    "Điểm = a/b * Điểm tối đa",
    "- Điểm: a/b * Điểm tối đa.",
    "Điểm =(a/b) x (điểm tối đa)",
    "Đ = a / b × điểm chuẩn",
    "Điểm=a:b*số điểm tối đa;",
    "Điểm đạt được = Điểm tối đa * a/b",
    "Cách tính điểm: Điểm = a/b*điểm tối đa của chỉ số",
)


def ratios() -> Iterator[Phrase]:
    """Plain ratios in every mixture of wordings, on lines of their own and run together."""
    for number, (names, share, points) in enumerate(product(DEFINITIONS, RATIOS, POINTS)):
        if number % 3 == 0:
            yield Phrase(f"{names}\n{share}\n{points}", ratio("a / b"))
    for names, share, points in zip(DEFINITIONS[:4], RATIOS[:4], POINTS[:4], strict=True):
        run = f"{names} {share} {points}".replace("\n", " ")
        yield Phrase(run, ratio("a / b"))
    for names, formula in product(DEFINITIONS[:3], ONE_STEP):
        yield Phrase(f"{names}\n{formula}", ratio("a / b"))
    three = "a = Số công chức được bồi dưỡng;\nb = Tổng số công chức;\nc = Tổng số viên chức;\n"
    yield Phrase(f"{three}Tỷ lệ = a/(b+c);\nĐiểm = Tỷ lệ * Điểm tối đa", ratio("a / (b + c)"))
    yield Phrase(f"{three}Điểm = [a/(b + c)] * Điểm tối đa", ratio("a / (b + c)"))
    yield Phrase(
        "a: Số buổi người đứng đầu dự\nb: Số buổi cấp phó dự\nc: Tổng số buổi họp\n"
        "Điểm = (a + 0,5*b)/c * điểm tối đa",
        ratio("(a + 0.5 * b) / c"),
    )
    yield Phrase(
        "a: Số buổi người đứng đầu dự\nb: Số buổi cấp phó dự\nc: Tổng số buổi họp\n"
        "Điểm = a/c * điểm tối đa + b/c * 50% * điểm tối đa",
        ratio("a / c + b / c * 1/2"),
    )
    yield Phrase(
        "a= Tổng số người đánh giá; b= Số người hài lòng; c= Tổng số doanh nghiệp đánh giá; d= Số doanh "
        "nghiệp hài lòng. "
        "- Tỷ lệ $= (b+d)/(a+c)$ - Điểm = Tỷ lệ * Điểm tối đa",
        ratio("(b + d) / (a + c)"),
    )
    yield Phrase(
        f"{AB}Tỷ lệ = a/b x 100%\nĐiểm = Tỷ lệ x Điểm tối đa\nGhi chú: không tính văn bản mật.",
        ratio("a / b"),
    )


YES_NO = (
    ("Đã ban hành", "Chưa ban hành"),
    ("Có", "Không có"),
    ("Có triển khai", "Không triển khai"),
    ("Đã kết nối, chia sẻ dữ liệu theo quy định", "Chưa kết nối"),
)
FULL = (
    ": Điểm tối đa",
    ": 100% điểm tối đa",
    ": 20 điểm",
    " (điểm tối đa)",
    ": đạt điểm tối đa",
    " được 20 điểm",
    ": 100% số điểm",
)
NOTHING = (": 0 điểm", ": 0 điểm", ": 0 điểm", " (0 điểm)", ": không có điểm", " được 0 điểm", ": 0 điểm")
MARKS = (("- ", "\n- "), ("", "\n"), ("- ", "; - "), ("", "; "), ("+ ", ".\n+ "), ("- ", " - "))


def level_phrases() -> Iterator[Phrase]:
    for number, ((yes, no), (full, nothing), (first, between)) in enumerate(
        product(YES_NO, zip(FULL, NOTHING, strict=True), MARKS)
    ):
        if number % 4 == 0:
            yield Phrase(f"{first}{yes}{full}{between}{no}{nothing}", levels(("1", yes), ("0", no)))
    half = (
        ": 1/2 * Điểm tối đa",
        ": 1/2 điểm tối đa",
        ": 50% điểm tối đa",
        ": một nửa số điểm tối đa",
        ": 10 điểm",
        ": 1/2* điểm tối đa",
    )
    for each in half:
        three = ("Tham gia đầy đủ", "Tham gia nhưng không đầy đủ", "Không tham gia")
        yield Phrase(
            f"- {three[0]}: Điểm tối đa\n- {three[1]}{each};\n- {three[2]}: 0 điểm",
            levels(("1", three[0]), ("1/2", three[1]), ("0", three[2])),
        )
    yield Phrase(
        (
            "Mức 1: Đã có nền tảng: 100% điểm tối đa\nMức 2: Đang thử nghiệm: 70% điểm tối đa\nMức 3: Chưa "
            "có: 0 điểm"
        ),
        levels(("1", "Đã có nền tảng"), ("70%", "Đang thử nghiệm"), ("0", "Chưa có")),
    )
    for each in (": 1/2 điểm tối đa", ": 50% số điểm", ": 1/2*điểm chuẩn", ": 10 điểm"):
        yield Phrase(
            f"- Có đầy đủ chuyên mục{each}.\n- Có tin, bài thường xuyên{each}",
            checklist(("1/2", "Có đầy đủ chuyên mục"), ("1/2", "Có tin, bài thường xuyên")),
        )
    yield Phrase(
        (
            "- Có kế hoạch: 1/4 điểm tối đa; - Có báo cáo: 1/4 điểm tối đa; - Có kinh phí: 1/4 điểm tối đa; "
            "- Có nhân lực: 1/4 điểm tối đa"
        ),
        checklist(
            ("1/4", "Có kế hoạch"), ("1/4", "Có báo cáo"), ("1/4", "Có kinh phí"), ("1/4", "Có nhân lực")
        ),
    )


def table_phrases() -> Iterator[Phrase]:
    share = f"{AB}Tỷ lệ = a/b;\n"
    capped = ratio("a / b", full_at="80%")
    for full, less in (
        ("Tỷ lệ ≥ 80%: Điểm tối đa", "Tỷ lệ < 80%: Điểm = Tỷ lệ/80% * Điểm tối đa"),
        ("Tỷ lệ >=80%: điểm tối đa", "Tỷ lệ <80%: Tỷ lệ/80%*Điểm tối đa"),
        ("Tỷ lệ từ 80% trở lên: điểm tối đa", "Tỷ lệ dưới 80%: điểm = điểm tối đa * tỷ lệ/80%"),
        ("Từ 80 % trở lên: điểm tối đa", "Dưới 80 %: (tỷ lệ/80 %) × điểm tối đa"),
        ("Nếu tỷ lệ ≥ 80% thì điểm = điểm tối đa", "Nếu tỷ lệ < 80% thì điểm = tỷ lệ/80% * điểm tối đa"),
        ("Tỷ lệ đạt từ 80% trở lên: 100% điểm tối đa", "Tỷ lệ đạt dưới 80%: a/b/80% * điểm tối đa"),
        ("Tỷ lệ ≧ 80%: 20 điểm", "Tỷ lệ < 80%: Điểm tối đa * tỷ lệ / 80%"),
    ):
        yield Phrase(f"{share}- Điểm =\n+ {full};\n+ {less}", capped)
        yield Phrase(f"{share}- Điểm= + {full}; + {less}".replace("\n", " "), capped)
    yield Phrase(
        f"{share}Tỷ lệ ≥ 0.25%: điểm tối đa\nTỷ lệ <0.25%: điểm = Điểm tối đa * tỷ lệ/0.25%",
        ratio("a / b", full_at="0.25%"),
    )
    yield Phrase(
        f"{share}Tỷ lệ ≥ 0,25 %: điểm tối đa\nTỷ lệ < 0,25 %: điểm = Điểm tối đa * tỷ lệ/0,25 %",
        ratio("a / b", full_at="0.25%"),
    )
    four = (("0.7%", "1"), ("0.4%", "70%"), ("0.2%", "30%"))
    for text in (
        "Mức 1 ≥ 0,7 % (điểm tối đa) Mức 2 ≥ 0,4% (70% điểm) Mức 3 ≥ 0,2% (30% điểm) Mức 4 <0,2% (0 điểm)",
        (
            "Mức 1: ≥ 0.7% (điểm tối đa)\nMức 2: ≥ 0.4% (70% điểm)\nMức 3: ≥ 0.2% (30% điểm)\nMức 4: < 0.2% "
            "(0 điểm)"
        ),
        (
            "- Từ 0,7% trở lên: điểm tối đa;\n- Từ 0,4% đến dưới 0,7%: 70% điểm tối đa;\n- Từ 0,2% đến dưới "
            "0,4%: 30% điểm tối đa;\n- Dưới 0,2%: 0 điểm."
        ),
        (
            "Tỷ lệ ≥ 0,7%: 20 điểm; 0,4% ≤ tỷ lệ < 0,7%: 14 điểm; 0,2% ≤ tỷ lệ < 0,4%: 6 điểm; tỷ lệ < 0,2%: "
            "0 điểm"
        ),
        (
            "+ Dưới 0,2%: 0 điểm\n+ Từ 0,2% đến dưới 0,4%: 30% điểm tối đa\n+ Từ 0,4% đến dưới 0,7%: 70% "
            "điểm tối đa\n+ Từ 0,7% trở lên: điểm tối đa"
        ),
        (
            "Tỷ lệ ≥ 0,7%: đạt 100% số điểm\nTỷ lệ ≥ 0,4% và < 0,7%: đạt 70% số điểm\nTỷ lệ ≥ 0,2% và < "
            "0,4%: đạt 30% số điểm\nTỷ lệ < 0,2%: không có điểm"
        ),
    ):
        yield Phrase(f"{share}Thang điểm:\n{text}", bands("a / b", *four))
    for text in (
        "+ Tỷ lệ=100%: Điểm tối đa;\n+ Tỷ lệ<100%: 0 điểm",
        "Tỷ lệ đạt 100%: điểm tối đa. Tỷ lệ dưới 100%: 0 điểm.",
        "- Điểm= + Tỷ lệ = 100%: Điểm tối đa; + Tỷ lệ < 100%: 0 điểm",
    ):
        yield Phrase(share + text, all_or_nothing("a / b"))
    yield Phrase(f"{share}Tỷ lệ ≥ 90%: điểm tối đa; Tỷ lệ < 90%: 0 điểm", all_or_nothing("a / b", at="90%"))
    strict = cases(("a / b > 80%", "1"), ("a / b <= 80%", "0"))
    yield Phrase(f"{share}- Trên 80%: Điểm tối đa\n- Từ 80% trở xuống: 0 điểm", strict)
    yield Phrase(f"{share}- Tỷ lệ > 80%: Điểm tối đa\n- Tỷ lệ ≤ 80%: 0 điểm", strict)
    yield Phrase(
        f"{share}- Trên 80%: Điểm tối đa\n- Trên 50% đến 80%: 1/2 điểm tối đa\n- Từ 50% trở xuống: 0 điểm",
        cases(("a / b > 80%", "1"), ("a / b > 50%", "1/2"), ("a / b <= 50%", "0")),
    )
    yield Phrase(
        f"{share}Tỷ lệ ≥ 80%: điểm tối đa\nTỷ lệ < 80%: tỷ lệ * điểm tối đa",
        cases(("a / b >= 80%", "1"), ("a / b < 80%", "a / b")),
    )


def count_phrases() -> Iterator[Phrase]:
    table = steps("n", ("4", "20"), ("3", "15"), ("2", "10"), ("1", "5"))
    for text in (
        "4 cuộc: 20 điểm; 3 cuộc: 15 điểm; 2 cuộc: 10 điểm; 1 cuộc: 5 điểm",
        (
            "- 4 cuộc họp: 20 điểm\n- 3 cuộc họp: 15 điểm\n- 2 cuộc họp: 10 điểm\n- 1 cuộc họp: 5 điểm\n- "
            "Không có cuộc họp: 0 điểm"
        ),
        "Từ 4 cuộc trở lên: 20 điểm; 3 cuộc: 15 điểm; 2 cuộc: 10 điểm; 1 cuộc: 5 điểm; 0 cuộc: 0 điểm",
        "+ ≥ 4 cuộc: 20 điểm.\n+ 3 cuộc: 15 điểm.\n+ 2 cuộc: 10 điểm.\n+ 1 cuộc: 5 điểm.",
        "Ít nhất 04 cuộc: 20 điểm. 03 cuộc: 15 điểm. 02 cuộc: 10 điểm. 01 cuộc: 5 điểm.",
        "04 cuộc được 20 điểm; 03 cuộc được 15 điểm; 02 cuộc được 10 điểm; 01 cuộc được 5 điểm",
    ):
        yield Phrase(text, table)
    ten = ratio("n", full_at="10")
    for text in (
        (
            "+ Từ 10 tin, bài trở lên: điểm tối đa;\n+ Dưới 10 tin, bài: số tin, bài/10 * Điểm tối đa;\n+ "
            "Không có tin, bài: 0 điểm"
        ),
        "- ≥ 10 tin bài: Điểm tối đa\n- < 10 tin bài: Điểm = số tin bài/10 * điểm tối đa",
        (
            "Số lượng tin bài trong năm đạt:\n- Từ 10 bài trở lên: điểm tối đa\n- Dưới 10 bài: (số bài/10) x "
            "điểm tối đa"
        ),
    ):
        yield Phrase(text, ten)
    yield Phrase(
        (
            "- Từ 10 tin bài trở lên: điểm tối đa\n- Từ 5 đến 9 tin bài: 1/2 điểm tối đa\n- Dưới 5 tin bài: "
            "0 điểm"
        ),
        bands("n", ("10", "1"), ("5", "1/2")),
    )
    yield Phrase(
        "a = Số tin bài đã đăng;\na ≥ 10: điểm tối đa\na < 10: a/10 * điểm tối đa", ratio("a", full_at="10")
    )
    yield Phrase(
        (
            "- Tần suất phát sóng ít nhất 1 lần/1 tuần: Điểm tối đa;\n- Tần suất phát sóng từ 1 lần/tháng "
            "đến dưới 1 lần/tuần: 1/2 Điểm tối đa;\n- Tần suất phát sóng dưới 1 lần/tháng: 0 điểm"
        ),
        bands("n", ("52", "1"), ("12", "1/2")),
    )
    for text in (
        "Mỗi mô hình được 2 điểm, tối đa 20 điểm",
        "Mỗi sáng kiến: 2 điểm (tối đa 20 điểm)",
        "Cứ mỗi nền tảng được 2 điểm, nhưng tổng điểm không quá điểm tối đa",
        "- Mỗi mô hình được tính 10% điểm tối đa; tối đa 20 điểm.",
    ):
        yield Phrase(text, {"form": "per_item", "of": "n", "points": "2"})
    yield Phrase(
        "Mỗi mô hình được 2,5 điểm, tối đa 20 điểm", {"form": "per_item", "of": "n", "points": "2.5"}
    )


def zero_phrases() -> Iterator[Phrase]:
    full = ratio("a / b", when_zero="full")
    for text in (
        "b = 0: Điểm = điểm tối đa.\nb>0: Điểm = a/b *Điểm tối đa",
        "Tỷ lệ = a/b;\nĐiểm:\n+ Nếu b=0, điểm = Điểm tối đa.\n+ Nếu b>0, Điểm = Tỷ lệ*Điểm tối đa",
        "+ Nếu b > 0: Điểm = a/b * Điểm tối đa; + Nếu b = 0: Điểm tối đa",
        "Tỷ lệ = a/b\nĐiểm = Tỷ lệ * Điểm tối đa\nNếu b = 0 thì điểm = Điểm tối đa",
        "b=0: Điểm tối đa b>0: Điểm = a/b*Điểm tối đa",
    ):
        yield Phrase(AB + text, full)
    yield Phrase(f"{AB}b = 0: 0 điểm\nb > 0: Điểm = a/b * Điểm tối đa", ratio("a / b", when_zero="none"))
    yield Phrase(
        (
            f"{AB}Tỷ lệ = a/b\nb = 0: điểm tối đa\nTỷ lệ ≥ 80%: điểm tối đa\nTỷ lệ < 80%: tỷ lệ/80% * điểm "
            f"tối đa"
        ),
        ratio("a / b", full_at="80%", when_zero="full"),
    )
    yield Phrase(
        f"{AB}- Tỷ lệ = a/b;\n+ Nếu b=0 và 100% hệ thống đã giám sát, điểm = Điểm tối đa.\n+ Nếu b>0, "
        f"Điểm = Tỷ lệ*Điểm tối đa "
        "Nếu b=0 và <100% hệ thống đã giám sát, điểm = 0.",
        cases(("b > 0", "a / b"), ("b = 0 and d > 0 and c >= d", "1"), ("b = 0 and c < d", "0")),
    )


def spoken_phrases() -> Iterator[Phrase]:
    for text in (
        "- Tính điểm theo phương pháp Min-Max dựa vào tỷ lệ cao nhất thì điểm tối đa và giảm dần",
        "Điểm tính theo phương pháp Min - Max",
        "Tính điểm theo phương pháp MinMax: tỷ lệ a/b cao nhất được điểm tối đa, các đơn vị khác giảm dần",
    ):
        yield Phrase(f"{AB}- Tỷ lệ=a/b;\n{text}", {"form": "min_max", "of": "a / b", "scale": "min_max"})
    for text in (
        "Lấy tỉ lệ trên Cổng DVC Quốc gia * điểm",
        "Lấy tỷ lệ trên Cổng Dịch vụ công quốc gia x điểm tối đa",
        "Điểm=Tỷ lệ*Điểm tối đa",
        "- Điểm = Điểm tối đa * tỷ lệ",
    ):
        yield Phrase(text, ratio("n / 100"))
    for text in (
        "Hội đồng xem xét cho điểm",
        "- Hội đồng thẩm định đánh giá, quyết định số điểm.",
        "Do Hội đồng chấm điểm",
    ):
        yield Phrase(text, {"form": "expert"})
    yield Phrase(
        "- Đã ban hành: Điểm tối đa\n- Chưa ban hành: 0 điểm",
        {"form": "deadline", "before": "15/01"},
        "Kế hoạch hằng năm (được ban hành trước ngày 15/01 của năm kế hoạch)",
    )
    yield Phrase(
        "- Ban hành trước ngày 15/01: Điểm tối đa\n- Ban hành từ ngày 15/01 hoặc chưa ban hành: 0 điểm",
        {"form": "deadline", "before": "15/01"},
    )
    best: Tree = {"form": "best_of", "of": ["a / b", "c / d"]}
    letters = "a = Số máy đạt;\nb = Tổng số máy;\nc = Số người đạt;\nd = Tổng số người;\n"
    yield Phrase(f"{letters}Điểm = max(a/b; c/d) * Điểm tối đa", best)
    yield Phrase(
        f"{letters}Lấy giá trị cao nhất trong hai công thức: a/b * điểm tối đa; c/d * điểm tối đa", best
    )


def free_phrases() -> Iterator[Phrase]:
    """Wordings met elsewhere, each once."""
    yield Phrase(f"{AB}Điểm = (a/b) * 20", ratio("a / b"))
    yield Phrase(f"{AB}- Tỷ lệ = a/b\n- Điểm = Tỷ lệ * 20 điểm", ratio("a / b"))
    yield Phrase(
        ("Tính điểm theo công thức: (a/b)*điểm tối đa, trong đó:\na: Số văn bản ký số\nb: Tổng số văn bản"),
        ratio("a / b"),
    )
    yield Phrase("A = Số văn bản ký số\nB = Tổng số văn bản\nĐiểm = A/B*Điểm tối đa", ratio("a / b"))
    yield Phrase(AB + r"$\frac{a}{b} \times \text{Điểm tối đa}$", ratio("a / b"))
    yield Phrase(
        f"{AB}Nếu a/b >= 80%: điểm tối đa\nNếu a/b < 80%: (a/b)/80% * điểm tối đa",
        ratio("a / b", full_at="80%"),
    )
    yield Phrase(
        f"{AB}Tỷ lệ = a/b x 100%\nTỷ lệ đạt 100% được điểm tối đa, từ 80% đến dưới 100% được 1/2 điểm "
        f"tối đa, "
        "dưới 80% không được điểm",
        bands("a / b", ("100%", "1"), ("80%", "1/2")),
    )
    yield Phrase(
        f"{AB}Tỷ lệ = a/b\nTừ 90% - 100%: 20 điểm\nTừ 70% - dưới 90%: 15 điểm\nDưới 70%: 0 điểm",
        bands("a / b", ("90%", "1"), ("70%", "75%")),
    )
    yield Phrase(
        "- Đạt điểm tối đa nếu đã ban hành\n- 0 điểm nếu chưa ban hành",
        levels(("1", "đã ban hành"), ("0", "chưa ban hành")),
    )
    yield Phrase(
        "Đã ban hành – 20 điểm\nChưa ban hành – 0 điểm", levels(("1", "Đã ban hành"), ("0", "Chưa ban hành"))
    )
    yield Phrase("Có kế hoạch: 20đ; không có: 0đ", levels(("1", "Có kế hoạch"), ("0", "không có")))
    yield Phrase(
        "Có từ 3 chuyên mục trở lên: điểm tối đa; có 2 chuyên mục: 1/2 điểm tối đa; có 1 chuyên mục: 1/4 "
        "điểm tối đa; "
        "không có: 0 điểm",
        bands("n", ("3", "1"), ("2", "1/2"), ("1", "25%")),
    )
    yield Phrase(
        "Mỗi mô hình đạt 5 điểm (nhưng không quá 20 điểm)", {"form": "per_item", "of": "n", "points": "5"}
    )
    # Wordings the grammar does not read: figures named inside the formula, two answers turned around.
    yield Phrase("Điểm = (Số văn bản ký số/Tổng số văn bản) * Điểm tối đa", ratio("a / b"))
    yield Phrase("Điểm = (Số hồ sơ trực tuyến / Tổng số hồ sơ) x 20", ratio("a / b"))
    yield Phrase(
        "Điểm tối đa: Đã ban hành; 0 điểm: chưa ban hành",
        levels(("1", "Đã ban hành"), ("0", "chưa ban hành")),
    )
    yield Phrase(
        "Trong năm tổ chức từ 02 cuộc trở lên: điểm tối đa\nTrong năm tổ chức 01 cuộc: 50% điểm tối đa\n"
        "Không tổ chức: 0 điểm",
        bands("n", ("2", "1"), ("1", "1/2")),
    )


def phrases() -> list[Phrase]:
    every = (ratios, level_phrases, table_phrases, count_phrases, zero_phrases, spoken_phrases, free_phrases)
    return [phrase for each in every for phrase in each()]
