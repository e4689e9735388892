"""The trail in Vietnamese: every event that the code records, and every kind of thing it is about.

A law test compares the events here with those in the source.
"""

from __future__ import annotations

from opendti.common.folding import folded

EVENTS = {
    "account.activated": "Kích hoạt tài khoản",
    "account.closed": "Đóng tài khoản",
    "account.link_made": "Cấp liên kết kích hoạt",
    "account.locked_out": "Khoá đăng nhập tạm thời",
    "account.log_in_failed": "Đăng nhập không thành công",
    "account.logged_in": "Đăng nhập",
    "account.logged_out": "Đăng xuất",
    "account.passkey_added": "Thêm khoá truy cập",
    "account.passkey_removed": "Bỏ khoá truy cập",
    "account.password_changed": "Đổi mật khẩu",
    "account.recovery_codes_added": "Tạo mã dự phòng",
    "account.recovery_codes_removed": "Bỏ mã dự phòng",
    "account.reopened": "Mở lại tài khoản",
    "account.second_factor_added": "Thêm bước xác thực thứ hai",
    "account.second_factor_removed": "Bỏ bước xác thực thứ hai",
    "account.second_factor_reset": "Đặt lại bước xác thực thứ hai",
    "account.session_ended": "Kết thúc phiên đăng nhập",
    "account.single_sign_on_linked": "Nối với đăng nhập một lần",
    "answer.cleared": "Xoá số liệu",
    "answer.saved": "Nhập số liệu",
    "answers.saved": "Nhập số liệu từ tệp",
    "backup.restored": "Khôi phục từ bản sao lưu",
    "component.excluded": "Không đánh giá chỉ số",
    "component.exclusion_lifted": "Đánh giá lại chỉ số đã loại trừ",
    "contact.erased": "Xoá thông tin liên hệ",
    "document.read": "Đọc văn bản tải lên",
    "draft.accepted": "Nhận mục của bản nháp",
    "draft.discarded": "Bỏ bản nháp bộ chỉ số",
    "draft.edited": "Sửa bản nháp bộ chỉ số",
    "draft.published": "Ban hành bản nháp",
    "draft.started": "Tạo bản nháp bộ chỉ số",
    "evidence_link.added": "Thêm tài liệu kiểm chứng",
    "evidence_link.removed": "Bỏ tài liệu kiểm chứng",
    "finding.accepted": "Thẩm định: công nhận",
    "finding.adjusted": "Thẩm định: điều chỉnh",
    "hat.worn": "Chọn vai trò làm việc",
    "import.uploaded": "Tải lên danh sách chờ nhập",
    "index_set.imported": "Nhập bộ chỉ số",
    "index_set.matched": "Nối chỉ số với bộ năm trước",
    "index_set.retired": "Thôi dùng bộ chỉ số",
    "membership.added": "Giao vai trò",
    "membership.ended": "Kết thúc vai trò",
    "membership.removed": "Bỏ vai trò chưa bắt đầu",
    "membership.withdrawn": "Rút vai trò chưa bắt đầu",
    "organisation.added": "Thêm cơ quan",
    "organisation.corrected": "Đính chính thông tin cơ quan",
    "organisation.dissolved": "Giải thể cơ quan",
    "organisation.founded": "Thành lập cơ quan",
    "organisation.merged": "Sáp nhập cơ quan",
    "organisation.moved": "Chuyển cơ quan sang cấp trên khác",
    "organisation.renamed": "Đổi tên cơ quan",
    "organisation.split": "Chia tách cơ quan",
    "organisation.version_in_force": "Thay đổi của cơ quan có hiệu lực",
    "organisations.imported": "Nhập danh sách cơ quan",
    "people.exported": "Tải danh sách tài khoản",
    "people.imported": "Nhập danh sách tài khoản",
    "person.added": "Thêm tài khoản",
    "person.changed": "Sửa họ tên, thư của tài khoản",
    "person.erased": "Xoá dữ liệu cá nhân",
    "publication.computed": "Tính kết quả",
    "publication.discarded": "Bỏ kết quả đã tính",
    "publication.published": "Công bố kết quả",
    "remark.saved": "Ghi giải trình",
    "round.appraisal_reopened": "Mở lại thẩm định",
    "round.assigned": "Phân công thẩm định",
    "round.computed": "Đóng thẩm định",
    "round.created": "Lập đợt đánh giá",
    "round.group_added": "Thêm nhóm xếp hạng",
    "round.opened": "Mở đợt đánh giá",
    "round.published": "Kết thúc đợt đánh giá",
    "round.self_assessment_closed": "Đóng tự đánh giá",
    "round.unit_added": "Thêm đơn vị vào đợt",
    "sheet.exported": "Tải phiếu có thông tin liên hệ",
    "sheet.submitted": "Gửi phiếu",
    "trail.exported": "Tải nhật ký",
    "trail.head_lost": "Mất dòng đầu chuỗi nhật ký, đã lập lại",
    "trail.verified": "Kiểm tra chuỗi nhật ký",
}

_BY_STRANGERS = ("account.log_in_failed", "account.locked_out")

KINDS = {
    "assessment.round": "Đợt đánh giá",
    "assessment.sheet": "Phiếu tự đánh giá",
    "audit.chainhead": "Nhật ký",
    "catalog.draft": "Bản nháp bộ chỉ số",
    "catalog.indexset": "Bộ chỉ số",
    "catalog.sourcedocument": "Văn bản tải lên",
    "people.membership": "Vai trò",
    "people.organisation": "Cơ quan",
    "people.pendingimport": "Danh sách chờ nhập",
    "people.user": "Tài khoản",
    "results.publication": "Kết quả",
}


FIELDS = {
    "added": "Số thêm mới",
    "address": "Địa chỉ mạng",
    "attempts": "Số lần thử sai",
    "appraisal_due_on": "Hạn thẩm định",
    "based_on": "Dựa trên",
    "before": "Bộ trước",
    "begins": "Từ ngày",
    "bytes": "Cỡ tệp, byte",
    "code": "Mã",
    "corrected": "Số đính chính",
    "complaints": "Chỗ sai",
    "chosen": "Lọc theo",
    "decided_on": "Ngày quyết định",
    "decision": "Quyết định",
    "decision_number": "Số quyết định",
    "digest": "Mã nội dung",
    "document": "Văn bản",
    "effective_on": "Hiệu lực từ",
    "email": "Thư điện tử",
    "entries": "Số dòng",
    "event": "Việc",
    "excluded": "Loại trừ",
    "form": "Dạng tệp",
    "from": "Từ ngày",
    "full_name": "Họ tên",
    "group": "Nhóm",
    "hat": "Vai trò",
    "index_set": "Bộ chỉ số",
    "is_ranked": "Có xếp hạng",
    "item": "Mục",
    "key": "Trường",
    "kind": "Loại",
    "level": "Cấp",
    "made_at": "Lập lúc",
    "mark": "Mốc",
    "name": "Tên",
    "not_submitted": "Chưa gửi phiếu",
    "order": "Thứ tự",
    "organisation": "Cơ quan",
    "outcome": "Kết luận",
    "parent": "Cấp trên",
    "path": "Vị trí",
    "person": "Người",
    "points": "Điểm",
    "predecessors": "Tiền thân",
    "q": "Từ khoá",
    "reason": "Lý do",
    "receipt": "Mã biên nhận",
    "role": "Vai trò",
    "roles": "Số vai trò",
    "round": "Đợt",
    "row": "Mục",
    "rows": "Số dòng",
    "self_assessment_due_on": "Hạn tự đánh giá",
    "sessions": "Số phiên",
    "settled": "Đã giải quyết",
    "sheets": "Số phiếu",
    "short_name": "Tên ngắn",
    "sha256": "Mã nội dung tệp",
    "size": "Cỡ tệp, byte",
    "slug": "Mã đợt",
    "state": "Bước",
    "subject": "Đối tượng",
    "successors": "Kế tục",
    "text": "Nội dung",
    "title": "Tên",
    "to": "Đến",
    "units": "Số đơn vị",
    "unreadable": "Không đọc được",
    "url": "Địa chỉ",
    "user": "Tài khoản",
    "username": "Tên đăng nhập",
    "valid_from": "Từ ngày",
    "valid_until": "Đến hết ngày",
    "value": "Giá trị",
    "values": "Giá trị",
    "version": "Phiên bản",
    "way": "Cách",
    "words": "Từ khoá",
    "wrong": "Số chỗ sai",
    "year": "Năm",
}
"""What stands before and after, by the name it has in the entry."""

VALUES = {
    "email": {"changed": "có sửa", "removed": "đã xoá"},
    "event": EVENTS,
    "form": {"csv": "CSV", "jsonl": "JSON Lines", "xlsx": "Excel"},
    "kind": {
        "excluded": "Không đánh giá", "not_applicable": "Không có trong bộ của đơn vị",
        "recovery_codes": "Mã dự phòng", "totp": "Ứng dụng xác thực", "webauthn": "Khoá truy cập", **KINDS,
    },
    "outcome": {"accepted": "Công nhận", "adjusted": "Điều chỉnh"},
    "state": {
        "appraisal": "Thẩm định", "closed": "Đã đóng", "computed": "Đã tính kết quả", "discarded": "Đã bỏ",
        "draft": "Chuẩn bị", "filling": "Đang nhập", "open": "Đang mở", "published": "Đã công bố",
        "submitted": "Đã gửi", "waiting": "Chưa mở",
    },
    "way": {
        "code": "Mã xác thực", "command": "Dòng lệnh", "demo": "Tài khoản minh hoạ", "letter": "Thư in",
        "mail": "Thư điện tử", "passkey": "Khoá truy cập", "password": "Mật khẩu",
        "reauthentication": "Xác nhận lại mật khẩu", "single_sign_on": "Đăng nhập một lần",
    },
}  # fmt: skip
"""Values that the code knows by names of its own, by field."""

UNTOLD = frozenset({"row"})
"""Fields that help the code and say nothing to a person."""

DIGESTS = frozenset({"digest", "receipt", "sha256"})
"""Fields of long digests, of which the beginning tells enough on the screen."""


def field(name: str) -> str:
    """The field in words; its own name where there are none, as with the letters of figures."""
    return FIELDS.get(name, name)


def value(name: str, given: str) -> str:
    """The field's value in words, where the code has a name of its own for it."""
    return VALUES.get(name, {}).get(given, given)


def event(name: str) -> str:
    """The event in words; its own name where there are none."""
    return EVENTS.get(name, name)


def nobody(event: str) -> str:
    """Who did it, where the entry names nobody."""
    return "Người chưa đăng nhập" if event in _BY_STRANGERS else "Hệ thống"


def kind(name: str) -> str:
    """The kind of subject in words; its own name where there are none."""
    return KINDS.get(name, name)


def events_like(word: str) -> list[str]:
    """The events whose words hold this, whatever its case and diacritics."""
    return [name for name, words in EVENTS.items() if folded(word) in folded(words)]
