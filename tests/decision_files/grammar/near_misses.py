"""Phrases that look like a rule and are none, or not that one: never to be read as sure.

Each is for a component of 20 points. `sure` would mean that a wrong or undecided rule is published
with nobody having looked.
"""

from typing import NamedTuple


class NearMiss(NamedTuple):
    about: str
    text: str
    title: str = ""


AB = "a = Số văn bản được ký số;\nb = Tổng số văn bản;\n"
ABC = f"{AB}c = Số văn bản giấy;\n"
SHARE = f"{AB}Tỷ lệ = a/b;\n"
TIMES = "Điểm = Tỷ lệ * Điểm tối đa"

NEAR_MISSES = (
    # Bounds
    NearMiss(
        "80 itself belongs nowhere", f"{SHARE}trên 80 %: điểm tối đa; dưới 80 %: tỷ lệ/80% * điểm tối đa"
    ),
    NearMiss("80 itself belongs nowhere, in bands", f"{SHARE}- Trên 80%: điểm tối đa\n- Dưới 80%: 0 điểm"),
    NearMiss(
        "80 belongs to both",
        f"{SHARE}- Từ 80% trở lên: điểm tối đa\n- Từ 50% đến 80%: 1/2 điểm tối đa\n- Dưới 50%: 0 điểm",
    ),
    NearMiss(
        "79.5 belongs nowhere",
        f"{SHARE}- Từ 80% trở lên: điểm tối đa\n- Từ 50% đến 79%: 1/2 điểm tối đa\n- Dưới 50%: 0 điểm",
    ),
    NearMiss("60 – 70 belongs nowhere", f"{SHARE}- Từ 70% trở lên: điểm tối đa\n- Dưới 60%: 0 điểm"),
    NearMiss("overlapping bands", f"{SHARE}- Từ 70% trở lên: điểm tối đa\n- Dưới 80%: 1/2 điểm tối đa"),
    NearMiss(
        "nothing said below", f"{SHARE}- Từ 80% trở lên: điểm tối đa\n- Từ 50% đến dưới 80%: 1/2 điểm tối đa"
    ),
    NearMiss("nothing said above", f"{SHARE}- Từ 50% đến dưới 80%: điểm tối đa\n- Dưới 50%: 0 điểm"),
    NearMiss("only one band", f"{SHARE}Tỷ lệ ≥ 80%: điểm tối đa"),
    NearMiss(
        "nested upper bounds", f"{SHARE}- Dưới 100%: 1/2 điểm tối đa\n- Dưới 50%: 0 điểm\n- 100%: điểm tối đa"
    ),
    NearMiss(
        "the cap and the divisor differ",
        f"{SHARE}Tỷ lệ ≥ 80%: điểm tối đa\nTỷ lệ < 80%: tỷ lệ/90% * điểm tối đa",
    ),
    NearMiss("percent sign lost", f"{SHARE}Tỷ lệ ≥ 80: điểm tối đa\nTỷ lệ < 80: 0 điểm"),
    NearMiss(
        "percent sign lost in the divisor",
        f"{SHARE}Tỷ lệ ≥ 80%: điểm tối đa\nTỷ lệ < 80%: tỷ lệ/80 * điểm tối đa",
    ),
    NearMiss(
        "more gets less",
        f"{SHARE}Tỷ lệ ≥ 80%: 1/2 điểm tối đa\nTỷ lệ ≥ 50%: điểm tối đa\nTỷ lệ < 50%: 0 điểm",
    ),
    NearMiss(
        "a comma that may part thousands", "Từ 1,000 tin bài trở lên: điểm tối đa\nDưới 1,000 tin bài: 0 điểm"
    ),
    NearMiss("counts with a hole", "5 cuộc: 20 điểm; 3 cuộc: 10 điểm; 1 cuộc: 5 điểm"),
    NearMiss(
        "nothing said above the top count",
        "4 cuộc: 1/2 điểm tối đa; 3 cuộc: 1/4 điểm tối đa; dưới 3 cuộc: 0 điểm",
    ),
    NearMiss(
        "two things counted",
        "Từ 10 tin bài trở lên: điểm tối đa\nTừ 5 video trở lên: 1/2 điểm tối đa\nDưới 5 tin bài: 0 điểm",
    ),
    NearMiss("frequencies and counts mixed", "Ít nhất 1 lần/tuần: điểm tối đa\nDưới 12 lần: 0 điểm"),
    NearMiss("per quarter or in all", "Ít nhất 1 lần/quý: điểm tối đa\nDưới 1 lần/quý: 0 điểm"),
    # Points against the maximum
    NearMiss(
        "more points than the maximum", "4 cuộc: 40 điểm; 3 cuộc: 30 điểm; 2 cuộc: 20 điểm; 1 cuộc: 10 điểm"
    ),
    NearMiss(
        "fewer points than the maximum", "4 cuộc: 8 điểm; 3 cuộc: 6 điểm; 2 cuộc: 4 điểm; 1 cuộc: 2 điểm"
    ),
    NearMiss("a level above the maximum", "- Đã ban hành: 30 điểm\n- Chưa ban hành: 0 điểm"),
    NearMiss("a level below the maximum", "- Đã ban hành: 10 điểm\n- Chưa ban hành: 0 điểm"),
    NearMiss("no level reaches the maximum", "- Tốt: 70% điểm tối đa\n- Khá: 40% điểm tối đa\n- Kém: 0 điểm"),
    NearMiss(
        "half a point or half the points",
        "- Đã ban hành: điểm tối đa\n- Đang dự thảo: 1/2 điểm\n- Chưa: 0 điểm",
    ),
    NearMiss("a number that is not said to be points", "- Đã ban hành: 20\n- Chưa ban hành: 0"),
    NearMiss("ratio times other points", f"{AB}Điểm = a/b * 10"),
    NearMiss("points per item above the maximum", "Mỗi mô hình được 5 điểm, tối đa 30 điểm"),
    NearMiss("points per item without a cap", "Mỗi mô hình được 2 điểm"),
    NearMiss("points taken away per item", "Mỗi văn bản chậm hạn bị trừ 2 điểm"),
    NearMiss("points per two items", "Cứ 2 mô hình được 1 điểm, tối đa 20 điểm"),
    NearMiss(
        "worths that add up but may exclude each other",
        "- Mức tốt: 60% điểm tối đa\n- Mức khá: 40% điểm tối đa",
    ),
    NearMiss("a single level", "- Đã ban hành: Điểm tối đa"),
    NearMiss("no level for nothing", "- Đã ban hành: Điểm tối đa\n- Đang xây dựng: 1/2 điểm tối đa"),
    NearMiss(
        "two levels with the same worth", "- Có A: Điểm tối đa\n- Có B: Điểm tối đa\n- Không có: 0 điểm"
    ),
    # Formulas
    NearMiss("a product that is no ratio", f"{ABC}Tỷ lệ = a/b*c\n{TIMES}"),
    NearMiss("a sum without its brackets", f"{ABC}Tỷ lệ = a/b+c\n{TIMES}"),
    NearMiss("a ratio of a ratio", f"{ABC}Tỷ lệ = a/b/c\n{TIMES}"),
    NearMiss("a product of two", f"{AB}Tỷ lệ = a*b\n{TIMES}"),
    NearMiss("a bare letter", f"{AB}Điểm = a * Điểm tối đa"),
    NearMiss("upside down", f"{AB}Tỷ lệ = b/a\n{TIMES}"),
    NearMiss(
        "upside down by its words",
        "a = Số hồ sơ;\nb = Số hồ sơ nộp trực tuyến;\nTỷ lệ = a/b\nĐiểm = Tỷ lệ * Điểm tối đa",
    ),
    NearMiss("three letters declared, two used", f"{ABC}Tỷ lệ = a/b\n{TIMES}"),
    NearMiss("a letter nobody declared", f"{AB}Tỷ lệ = a/(b+c)\n{TIMES}"),
    NearMiss("a letter declared twice", f"a = Số văn bản;\na = Tổng số văn bản;\nTỷ lệ = a/b\n{TIMES}"),
    NearMiss("two ratios that contradict", f"{AB}Tỷ lệ = a/b\nTỷ lệ = (a+b)/b\n{TIMES}"),
    NearMiss("points and ratio contradict", f"{ABC}Tỷ lệ = a/b\nĐiểm = a/c * Điểm tối đa"),
    NearMiss("two formulas for the points", f"{ABC}Điểm = a/b * Điểm tối đa\nĐiểm = c/b * Điểm tối đa"),
    NearMiss("brackets that do not close", f"{ABC}Tỷ lệ = (a/(b+c)\n{TIMES}"),
    NearMiss("brackets that were never opened", f"{ABC}Tỷ lệ = a/b+c)\n{TIMES}"),
    NearMiss("no formula", AB),
    NearMiss("a ratio without points", f"{AB}Tỷ lệ = a/b"),
    NearMiss("points by a ratio nobody defines", f"{AB}{TIMES}"),
    NearMiss("a ratio never above 1/100", f"{AB}Tỷ lệ = a/b\nĐiểm = Tỷ lệ/100 * Điểm tối đa"),
    NearMiss("a hundred times too much", f"{AB}Tỷ lệ = a/b*100\n{TIMES}"),
    NearMiss("half the maximum at most", f"{AB}Tỷ lệ = a/b\nĐiểm = Tỷ lệ * 1/2 * Điểm tối đa"),
    NearMiss("a difference", f"{AB}Tỷ lệ = (b-a)/b\n{TIMES}"),
    NearMiss("one minus the ratio", f"{AB}Tỷ lệ = a/b\nĐiểm = (1 - Tỷ lệ) * Điểm tối đa"),
    NearMiss("maximum twice", f"{AB}Điểm = a/b * Điểm tối đa * Điểm tối đa"),
    NearMiss("the maximum below the line", f"{AB}Điểm = a/(b * Điểm tối đa)"),
    NearMiss("the maximum in one term only", f"{ABC}Điểm = a/b * Điểm tối đa + c/b"),
    NearMiss(
        "a ratio that is not this year's",
        (
            f"{AB}Tỷ lệ tăng so với năm trước = a/b\nTỷ lệ tăng so với năm trước ≥ 10%: điểm tối đa; < 10%: "
            f"0 điểm"
        ),
    ),
    NearMiss(
        "a growth nobody computes",
        f"{AB}Tỷ lệ tăng so với năm trước ≥ 10%: Điểm tối đa\nTỷ lệ tăng dưới 10%: 0 điểm",
    ),
    NearMiss("rounded in words", f"{SHARE}{TIMES} (làm tròn đến 0,5 điểm)"),
    NearMiss("more said after the formula", f"{SHARE}{TIMES} nếu có báo cáo đúng hạn"),
    NearMiss("a condition beside the formula", f"{SHARE}{TIMES}\nChỉ tính khi có báo cáo gửi trước 15/12"),
    NearMiss("points are deducted beside the formula", f"{SHARE}{TIMES}\nBáo cáo chậm bị trừ 2 điểm"),
    NearMiss("only half for the late", f"{SHARE}{TIMES}\nĐơn vị báo cáo chậm được 1/2 số điểm"),
    NearMiss("excluded units", f"{SHARE}{TIMES}\nĐơn vị không có văn bản thì không đánh giá"),
    NearMiss(
        "letters in another sense", "a) Đã ban hành: Điểm tối đa\nb) Chưa ban hành: 0 điểm\nTỷ lệ = a/b"
    ),
    # Second conditions
    NearMiss(
        "a second condition on a band", f"{SHARE}Tỷ lệ ≥ 80% và có báo cáo: Điểm tối đa\nTỷ lệ < 80%: 0 điểm"
    ),
    NearMiss(
        "a second condition on zero", f"{AB}b = 0 và có báo cáo: Điểm tối đa\nb > 0: Điểm = a/b * Điểm tối đa"
    ),
    NearMiss("zero of the other letter", f"{AB}a = 0: Điểm tối đa\na > 0: Điểm = a/b * Điểm tối đa"),
    NearMiss("zero in words", f"{SHARE}{TIMES}\nTrường hợp không có văn bản: Điểm tối đa"),
    NearMiss("zero in words, no points", f"{SHARE}{TIMES}\nKhông phát sinh văn bản: 0 điểm"),
    NearMiss("half for zero", f"{AB}b = 0: 1/2 điểm tối đa\nb > 0: Điểm = a/b * Điểm tối đa"),
    NearMiss("zero of a sum", f"{ABC}b = 0: Điểm tối đa\nb > 0: Điểm = a/(b+c) * Điểm tối đa"),
    NearMiss(
        "a third condition on zero",
        (
            f"{AB}Tỷ lệ = a/b\nb=0 và 100% HTTT giám sát: Điểm tối đa\nb=0 và 100% máy trạm giám sát: 0 "
            f"điểm\nb>0: {TIMES}"
        ),
    ),
    NearMiss(
        "the leading line is a condition",
        (
            "Đơn vị có quy chế và số lượng tin, bài đạt:\n- Từ 10 tin, bài trở lên: điểm tối đa\n- Dưới 10 "
            "tin, bài: số tin, bài/10 * điểm tối đa"
        ),
    ),
    NearMiss(
        "numbers a person must judge",
        "- Trên 80% cán bộ xã biết dùng: Điểm tối đa\n- Dưới 80% cán bộ xã biết dùng: 0 điểm",
    ),
    NearMiss(
        "numbers in the words of a level",
        (
            "- Từ 3 nền tảng trở lên và có người dùng: Điểm tối đa\n- Có 1 nền tảng: 1/2 điểm tối đa\n- "
            "Không có: 0 điểm"
        ),
    ),
    # Days
    NearMiss(
        "day in the title",
        "- Đã ban hành: Điểm tối đa\n- Chưa ban hành: 0 điểm",
        "Kế hoạch năm (ban hành trước ngày 15/01)",
    ),
    NearMiss(
        "day of another year",
        "- Đã ban hành: Điểm tối đa\n- Chưa ban hành: 0 điểm",
        "Kế hoạch năm (ban hành trước ngày 15/12 của năm trước)",
    ),
    NearMiss("full date", "- Ban hành trước ngày 31/12/2023: Điểm tối đa\n- Chưa ban hành: 0 điểm"),
    NearMiss(
        "the day itself is nowhere",
        "- Ban hành trước ngày 15/01: Điểm tối đa\n- Ban hành sau ngày 15/01: 0 điểm",
    ),
    NearMiss(
        "late is half",
        (
            "- Ban hành trước ngày 15/01: Điểm tối đa\n- Ban hành sau ngày 15/01: 1/2 điểm tối đa\n- Chưa "
            "ban hành: 0 điểm"
        ),
    ),
    NearMiss(
        "within a quarter",
        "- Đã ban hành: Điểm tối đa\n- Chưa ban hành: 0 điểm",
        "Kế hoạch hằng năm được ban hành trong quý I",
    ),
    NearMiss("until and including a day", "- Ban hành chậm nhất ngày 15/01: Điểm tối đa\n- Còn lại: 0 điểm"),
    NearMiss("no such day", "- Ban hành trước ngày 31/02: Điểm tối đa\n- Chưa ban hành: 0 điểm"),
    # Rule words in another sense
    NearMiss(
        "min–max without saying how",
        f"{SHARE}Tính điểm theo phương pháp Min-Max dựa vào tỷ lệ cao nhất thì điểm tối đa và giảm dần",
    ),
    NearMiss("min–max of nothing", "Tính điểm theo phương pháp Min-Max"),
    NearMiss("unscored yet worth points", "Không tính điểm"),
    NearMiss("unscored in one case", f"{SHARE}{TIMES}\nVăn bản mật không tính điểm"),
    NearMiss("bonus", "Điểm cộng: mỗi sáng kiến được cộng 2 điểm"),
    NearMiss("penalty", "Trừ 5 điểm nếu để xảy ra sự cố"),
    NearMiss("an expert beside a formula", f"{SHARE}{TIMES}\nHội đồng xem xét quyết định điểm cụ thể"),
    NearMiss("an external value by hearsay", "Lấy tỷ lệ trên Cổng DVC Quốc gia * điểm"),
    NearMiss("a ratio of nothing", TIMES),
    NearMiss("a ratio of nothing with bounds", "Tỷ lệ ≥ 80%: điểm tối đa\nTỷ lệ < 80%: 0 điểm"),
    NearMiss("a sum of parts", "Bằng tổng điểm của các chỉ số thành phần"),
    NearMiss("an explanation alone", "Giải thích: DVCTT là dịch vụ công trực tuyến"),
    NearMiss("prose", "Đánh giá theo hướng dẫn của Bộ Thông tin và Truyền thông"),
    NearMiss("prose with the word maximum", "Đơn vị nào làm tốt thì được xem xét điểm tối đa"),
    NearMiss("a rule by reference", "Cách tính điểm tương tự chỉ số 4.3"),
    NearMiss("a mean", f"{ABC}Điểm = Trung bình cộng (a/b; c/b) * Điểm tối đa"),
    NearMiss(
        "best of several, one unreadable",
        f"{SHARE}Lấy giá trị cao nhất trong hai công thức: a/b * điểm tối đa; theo hội đồng",
    ),
    NearMiss("every item needed", "Có đủ 3 nội dung: Điểm tối đa; thiếu mỗi nội dung trừ 5 điểm"),
    NearMiss("a share of a share", f"{SHARE}Điểm = 50% * Tỷ lệ * Điểm tối đa + 50% điểm tối đa"),
    NearMiss(
        "two tables",
        (
            f"{SHARE}Tỷ lệ ≥ 80%: điểm tối đa; Tỷ lệ < 80%: 0 điểm\nTừ 4 cuộc trở lên: điểm tối đa; dưới 4 "
            f"cuộc: 0 điểm"
        ),
    ),
    NearMiss("a table and a formula", f"{SHARE}{TIMES}\nTỷ lệ ≥ 80%: điểm tối đa\nTỷ lệ < 80%: 0 điểm"),
    NearMiss("levels and a formula", f"{SHARE}{TIMES}\nĐã ban hành: 1/2 điểm tối đa\nChưa ban hành: 0 điểm"),
    NearMiss("a rule in a note", f"{SHARE}{TIMES}\nGhi chú: đơn vị không có văn bản thì được điểm tối đa"),
    NearMiss("a rule in a note, in letters", f"{SHARE}{TIMES}\nLưu ý: b = 0 thì không đánh giá"),
    NearMiss(
        "a rule in a label",
        f"a = Số văn bản;\nb = Tổng số văn bản (nếu b = 0 thì được điểm tối đa);\nTỷ lệ = a/b\n{TIMES}",
    ),
    NearMiss(
        "a rule at a label's end",
        f"a = Số văn bản;\nb = Tổng số văn bản, nếu không phát sinh thì được 20 điểm;\nTỷ lệ = a/b\n{TIMES}",
    ),
    NearMiss(
        "levels by number that add up",
        "Mức 1: Có kế hoạch: 1/2 điểm tối đa\nMức 2: Có báo cáo: 1/2 điểm tối đa",
    ),
    NearMiss("counts that are missed", "Thiếu từ 4 cuộc trở lên: 0 điểm; thiếu dưới 4 cuộc: điểm tối đa"),
    NearMiss("a weight above one", f"{ABC}Điểm = (a/b*2 + c/b) * Điểm tối đa"),
    NearMiss("a cap in items, not points", "Mỗi mô hình được 2 điểm, tối đa 5 mô hình"),
    NearMiss("a gloss in the maximum", f"{SHARE}Điểm = Tỷ lệ * Điểm tối đa (tính cho cả năm trước)"),
    NearMiss(
        "a list of how many of how many", "Đạt 3/3 nội dung: Điểm tối đa\nĐạt 2/3 nội dung: 1/2 điểm tối đa"
    ),
    NearMiss(
        ("an answer that swallows another"),
        "- Điểm tối đa: Đã ban hành; 0 điểm: chưa ban hành\n- Khác: 0 điểm",
    ),
    NearMiss(
        "points lost in an answer", "- Đã ban hành, chậm trừ điểm: Điểm tối đa\n- Chưa ban hành: 0 điểm"
    ),
    NearMiss(
        "a percent sign lost in one band",
        f"{SHARE}Mức 1 ≥ 0,7 (điểm tối đa) Mức 2 ≥ 0,4% (70% điểm) Mức 3 <0,4% (0 điểm)",
    ),
    NearMiss(
        "a comma lost in one band",
        f"{SHARE}Mức 1 ≥ 07% (điểm tối đa) Mức 2 ≥ 0,4% (70% điểm) Mức 3 <0,4% (0 điểm)",
    ),
    NearMiss("a percentage counted without its sign", "Tỷ lệ số hóa ≥ 90: 20 điểm; < 90: 0 điểm"),
    NearMiss("one item worth more than all", "Mỗi mô hình được 25 điểm, tối đa 20 điểm"),
    NearMiss("empty", ""),
    NearMiss("a dash", "-"),
)
