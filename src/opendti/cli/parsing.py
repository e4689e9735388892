"""The command line: commands, arguments, and argparse's own words in Vietnamese."""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from opendti import __version__

from . import backing_up, checking, importing, indexset, operators, scoring, starting, trail
from .writing import CommandError

_COMPLAINTS = (
    (r"the following arguments are required: (.+)", r"thiếu \1"),
    (r"unrecognized arguments: (.+)", r"không nhận tham số \1"),
    (r"argument (.+?): expected .*argument.*", r"\1 cần một giá trị"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 không nhận \2. Chọn một trong: \3"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1 không nhận giá trị \2"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 không đi cùng \2"),
    (r"argument (.+?): (.+)", r"\1: \2"),
)


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that speaks Vietnamese and raises CommandError."""

    def __init__(self, *, prog: str, description: str, epilog: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        self.arguments = self.add_argument_group("Tham số")
        self.options = self.add_argument_group("Tuỳ chọn")
        self.options.add_argument("-h", "--help", action="help", help="hiện hướng dẫn này")

    def error(self, message: str) -> NoReturn:
        for english, vietnamese in _COMPLAINTS:
            if match := re.fullmatch(english, message, re.DOTALL):
                message = match.expand(vietnamese)
                break
        raise CommandError(f"{self.prog}: {message}\nXem hướng dẫn: {self.prog} --help")


def parser() -> Parser:
    """The whole command line."""
    whole = Parser(
        prog="opendti",
        description="Đo mức độ chuyển đổi số: bộ chỉ số, chấm điểm, giải thích, chạy phần mềm.",
        epilog="Xem hướng dẫn của một lệnh: opendti LỆNH --help",
    )
    whole.options.add_argument(
        "--version", action="version", version=f"opendti {__version__}", help="hiện số phiên bản"
    )
    commands = whole.add_subparsers(title="Lệnh", metavar="LỆNH", required=True, parser_class=Parser)
    _add_indexset(commands)
    _add_score(commands)
    _add_explain(commands)
    _add_starting(commands)
    _add_backing_up(commands)
    _add_checking(commands)
    _add_trail(commands)
    _add_operator(commands)
    return whole


Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse has no public name for it


def _command(commands: Commands[Parser], name: str, says: str) -> Parser:
    prog = f"{commands._prog_prefix} {name}"  # noqa: SLF001 - what argparse itself would pass
    return commands.add_parser(name, prog=prog, help=says, description=f"{says[0].upper()}{says[1:]}.")


def _add_indexset(commands: Commands[Parser]) -> None:
    group = _command(commands, "indexset", "xem và kiểm tra bộ chỉ số")
    inside = group.add_subparsers(title="Lệnh", metavar="LỆNH", required=True, parser_class=Parser)
    described = _command(inside, "schema", "in định dạng tệp bộ chỉ số (JSON Schema) cho trình soạn thảo")
    described.set_defaults(run=indexset.json_schema)
    for name, run, says in (
        ("list", indexset.list_all, "liệt kê các bộ chỉ số có sẵn"),
        ("show", indexset.show, "hiện một bộ chỉ số: các mục cần nhập, mức, cách tính"),
        ("lint", indexset.lint, "kiểm tra một bộ chỉ số, nêu chỗ đáng ngờ của quyết định"),
        ("diff", indexset.diff, "so hai bộ chỉ số, nói bằng lời những gì khác"),
    ):
        command = _command(inside, name, says)
        if name != "list":
            _add_index_set(command)
        if name == "diff":
            command.arguments.add_argument("other", metavar="BỘ_SAU", help="bộ chỉ số sau, mã hoặc tệp .yaml")
        _add_format(command, "text", "json")
        command.set_defaults(run=run)
    _add_importing(inside)


def _add_importing(inside: Commands[Parser]) -> None:
    command = _command(inside, "import", "nhập bộ chỉ số từ tệp quyết định (txt, md, html, docx, pdf)")
    command.arguments.add_argument(
        "document", metavar="QUYẾT_ĐỊNH", type=Path, help="tệp quyết định, cả phụ lục"
    )
    command.options.add_argument("--annex", metavar="PHỤ_LỤC", help="chỉ nhập phụ lục này, ví dụ “Phụ lục 2”")
    command.set_defaults(run=importing.import_document)
    assigning = _command(inside, "assign", "đưa phân công thẩm định của một phụ lục vào bộ chỉ số")
    assigning.arguments.add_argument("document", metavar="PHỤ_LỤC", type=Path, help="tệp có bảng phân công")
    assigning.arguments.add_argument(
        "index_set", metavar="BỘ_CHỈ_SỐ", type=Path, help="tệp .yaml của bộ chỉ số"
    )
    assigning.set_defaults(run=importing.assign)
    for each in (command, assigning):
        each.options.add_argument(
            "-o", "--out", metavar="TỆP", type=Path, required=True, help="tệp .yaml ghi ra"
        )
        each.options.add_argument("--report", metavar="TỆP", type=Path, help="ghi báo cáo JSON vào tệp này")
        each.options.add_argument("--force", action="store_true", help="ghi đè tệp đã có")


def _add_score(commands: Commands[Parser]) -> None:
    command = _command(commands, "score", "chấm điểm và xếp hạng từ tệp số liệu")
    _add_index_set(command)
    _add_answers(command)
    _add_format(command, "table", "csv", "json")
    command.options.add_argument("--out", metavar="TỆP", type=Path, help="ghi vào tệp thay vì màn hình")
    command.options.add_argument(
        "--unranked",
        metavar="ĐƠN_VỊ",
        type=composed,
        action="append",
        default=[],
        help="chấm điểm nhưng không xếp hạng đơn vị này; dùng được nhiều lần",
    )
    command.set_defaults(run=scoring.score)


def _add_explain(commands: Commands[Parser]) -> None:
    command = _command(commands, "explain", "giải thích vì sao một mục được chừng ấy điểm")
    _add_index_set(command)
    _add_answers(command)
    command.options.add_argument(
        "--unit", metavar="ĐƠN_VỊ", type=composed, required=True, help="tên đơn vị như trong tệp số liệu"
    )
    command.options.add_argument(
        "--item",
        metavar="MỤC",
        type=composed,
        required=True,
        help="mã chỉ số (5.7), chỉ số chính (5), nhóm (I) hoặc “tổng”",
    )
    _add_format(command, "text", "json")
    command.set_defaults(run=scoring.explain)


def _add_starting(commands: Commands[Parser]) -> None:
    demo = _command(commands, "demo", "mở bản dùng thử với số liệu minh hoạ")
    demo.options.add_argument("--port", metavar="CỔNG", type=port, default=8000, help="mặc định 8000")
    demo.options.add_argument("--no-browser", action="store_true", help="không tự mở trình duyệt")
    demo.set_defaults(run=starting.demo)
    serve = _command(commands, "serve", "chạy phần mềm cho người dùng")
    serve.options.add_argument("--host", metavar="ĐỊA_CHỈ", default="127.0.0.1", help="mặc định 127.0.0.1")
    serve.options.add_argument("--port", metavar="CỔNG", type=port, default=8000, help="mặc định 8000")
    serve.set_defaults(run=starting.serve)
    _command(commands, "manage", "chạy lệnh quản trị của Django, ví dụ opendti manage migrate")


def _add_backing_up(commands: Commands[Parser]) -> None:
    backup = _command(commands, "backup", "sao lưu toàn bộ dữ liệu vào một tệp, cả khi đang chạy")
    restore = _command(commands, "restore", "khôi phục bản sao lưu vào cơ sở dữ liệu trống")
    for command, run in ((backup, backing_up.backup), (restore, backing_up.restore)):
        command.arguments.add_argument("file", metavar="TỆP", type=Path, help="tệp sao lưu")
        command.options.add_argument(
            "--passphrase-file", metavar="TỆP", type=Path, help="tệp chứa mật khẩu của bản sao lưu"
        )
        command.options.add_argument(
            "--identity-file", metavar="TỆP", type=Path, help="tệp chứa khoá bí mật của age, để mở"
        )
        command.set_defaults(run=run)
    backup.options.add_argument("--encrypt", action="store_true", help="mã hoá, hỏi mật khẩu")
    backup.options.add_argument(
        "--recipient",
        metavar="KHOÁ",
        action="append",
        default=[],
        help="mã hoá cho khoá công khai age1… này; dùng được nhiều lần",
    )
    backup.options.add_argument("--force", action="store_true", help="ghi đè tệp đã có")
    backup.options.add_argument("--check", action="store_true", help="chỉ kiểm tra tệp sao lưu đã có")


def _add_checking(commands: Commands[Parser]) -> None:
    command = _command(commands, "check", "tự kiểm tra cấu hình và bản cài đặt")
    command.options.add_argument("--deploy", action="store_true", help="thêm kiểm tra của Django cho máy chủ")
    command.options.add_argument("--full", action="store_true", help="kiểm tra toàn bộ chuỗi nhật ký")
    command.set_defaults(run=checking.check)


def _add_trail(commands: Commands[Parser]) -> None:
    group = _command(commands, "audit", "kiểm tra và xuất nhật ký")
    inside = group.add_subparsers(title="Lệnh", metavar="LỆNH", required=True, parser_class=Parser)
    checking = _command(inside, "verify", "kiểm tra chuỗi nhật ký có dòng nào bị sửa, xoá, chèn, đổi chỗ")
    checking.options.add_argument(
        "--anchor", metavar="DÒNG:MÃ", help="mốc đã ghi ở nơi khác mà chuỗi phải còn khớp"
    )
    checking.set_defaults(run=trail.verify)
    exporting = _command(inside, "export", "ghi nhật ký ra tệp, dòng cũ trước")
    exporting.arguments.add_argument("file", metavar="TỆP", type=Path, help="tệp .csv, .jsonl hoặc .xlsx")
    exporting.options.add_argument(
        "--from", dest="since", metavar="NGÀY", type=trail.day, help="từ ngày, dạng 05/12/2026"
    )
    exporting.options.add_argument("--to", dest="until", metavar="NGÀY", type=trail.day, help="đến hết ngày")
    exporting.options.add_argument("--person", metavar="TÊN", help="chỉ của người có tên đăng nhập này")
    exporting.options.add_argument("--force", action="store_true", help="ghi đè tệp đã có")
    exporting.set_defaults(run=trail.export)


def _add_operator(commands: Commands[Parser]) -> None:
    group = _command(commands, "operator", "thêm người vận hành, cấp lại liên kết vào tài khoản")
    inside = group.add_subparsers(title="Lệnh", metavar="LỆNH", required=True, parser_class=Parser)
    adding = _command(inside, "add", "thêm người vận hành, tạo cơ quan cao nhất nếu chưa có")
    linking = _command(inside, "link", "cấp liên kết mới cho một người vận hành")
    operators.describe(adding.options, linking.options, linking.arguments, words=composed)
    adding.set_defaults(run=operators.add)
    linking.set_defaults(run=operators.link)


# -- Arguments several commands share -------------------------------------------------------------


def _add_index_set(command: Parser) -> None:
    command.arguments.add_argument(
        "index_set", metavar="BỘ_CHỈ_SỐ", help="mã như hai-duong-2405-2024/so, hoặc tệp .yaml"
    )


def _add_answers(command: Parser) -> None:
    command.arguments.add_argument(
        "answers",
        metavar="SỐ_LIỆU",
        type=Path,
        help="tệp .csv hoặc .xlsx có các cột unit, item, field, value",
    )
    command.options.add_argument(
        "--decimal",
        choices=("comma", "dot"),
        help="dấu thập phân trong tệp: comma là phẩy (1.234 là 1234, 1,234 là số lẻ), "
        "dot là chấm (1,234 là 1234, 1.234 là số lẻ)",
    )
    command.options.add_argument(
        "--year", metavar="NĂM", type=year, help="năm kế hoạch; mặc định là năm của bộ chỉ số"
    )


def _add_format(command: Parser, *formats: str) -> None:
    command.options.add_argument(
        "--format", choices=formats, default=formats[0], help=f"mặc định {formats[0]}"
    )


def composed(text: str) -> str:
    """A name as answer files hold it: one space between words, one form for each letter."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def year(text: str) -> int:
    if not re.fullmatch(r"(19|20)[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"“{text}” không phải năm. Viết dạng 2024")
    return int(text)


def port(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"“{text}” không phải cổng mạng. Dùng số từ 1 đến 65535")
    return int(text)
