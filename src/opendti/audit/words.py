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
    "account.recovery_codes_added": "Tạo mã khôi phục",
    "account.recovery_codes_removed": "Bỏ mã khôi phục",
    "account.reopened": "Mở lại tài khoản",
    "account.second_factor_added": "Thêm bước xác thực thứ hai",
    "account.second_factor_removed": "Bỏ bước xác thực thứ hai",
    "account.second_factor_reset": "Đặt lại bước xác thực thứ hai",
    "account.session_ended": "Kết thúc phiên đăng nhập",
    "account.single_sign_on_linked": "Nối với đăng nhập một lần",
    "answer.cleared": "Xoá số liệu",
    "answer.saved": "Nhập số liệu",
    "answers.saved": "Nhập số liệu từ tệp",
    "backup.made": "Sao lưu",
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
    "invitation.made": "Cấp liên kết kích hoạt",
    "invitation.revoked": "Thu hồi liên kết kích hoạt",
    "invitation.used": "Kích hoạt tài khoản",
    "membership.added": "Giao vai trò",
    "membership.ended": "Thôi vai trò",
    "membership.removed": "Bỏ vai trò chưa bắt đầu",
    "membership.withdrawn": "Rút vai trò chưa bắt đầu",
    "organisation.added": "Thêm đơn vị",
    "organisation.corrected": "Đính chính thông tin đơn vị",
    "organisation.dissolved": "Giải thể đơn vị",
    "organisation.founded": "Thành lập đơn vị",
    "organisation.merged": "Sáp nhập đơn vị",
    "organisation.moved": "Chuyển đơn vị sang cấp trên khác",
    "organisation.renamed": "Đổi tên đơn vị",
    "organisation.split": "Chia tách đơn vị",
    "organisation.version_in_force": "Thay đổi của đơn vị có hiệu lực",
    "organisations.imported": "Nhập danh sách đơn vị",
    "people.imported": "Nhập danh sách người dùng",
    "person.added": "Thêm người dùng",
    "person.changed": "Sửa thông tin người dùng",
    "person.closed": "Đóng tài khoản",
    "person.erased": "Xoá dữ liệu cá nhân",
    "person.reopened": "Mở lại tài khoản",
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
    "sheet.submitted": "Gửi phiếu",
    "trail.exported": "Tải nhật ký",
    "trail.head_lost": "Mất dòng đầu chuỗi nhật ký, đã lập lại",
    "trail.verified": "Kiểm tra chuỗi nhật ký",
}

KINDS = {
    "assessment.round": "Đợt đánh giá",
    "assessment.sheet": "Phiếu tự đánh giá",
    "audit.chainhead": "Nhật ký",
    "catalog.draft": "Bản nháp bộ chỉ số",
    "catalog.indexset": "Bộ chỉ số",
    "catalog.sourcedocument": "Văn bản tải lên",
    "people.invitation": "Liên kết kích hoạt",
    "people.membership": "Vai trò",
    "people.organisation": "Đơn vị",
    "people.pendingimport": "Danh sách chờ nhập",
    "people.user": "Người dùng",
    "results.publication": "Kết quả",
}


FIELDS = {
    "based_on": "Dựa trên",
    "begins": "Từ ngày",
    "code": "Mã",
    "complaints": "Chỗ sai",
    "chosen": "Lọc theo",
    "decided_on": "Ngày quyết định",
    "decision": "Quyết định",
    "decision_number": "Số quyết định",
    "digest": "Mã nội dung",
    "document": "Văn bản",
    "effective_on": "Hiệu lực từ",
    "entries": "Số dòng",
    "excluded": "Loại trừ",
    "form": "Dạng tệp",
    "from": "Từ ngày",
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
    "organisation": "Đơn vị",
    "outcome": "Kết luận",
    "parent": "Cấp trên",
    "path": "Vị trí",
    "person": "Người",
    "predecessors": "Tiền thân",
    "reason": "Lý do",
    "receipt": "Mã biên nhận",
    "role": "Vai trò",
    "round": "Đợt",
    "row": "Mục",
    "rows": "Số dòng",
    "settled": "Đã giải quyết",
    "sheets": "Số phiếu",
    "short_name": "Tên gọn",
    "slug": "Mã đợt",
    "state": "Bước",
    "successors": "Kế thừa",
    "text": "Nội dung",
    "title": "Tên",
    "to": "Đến",
    "units": "Số đơn vị",
    "url": "Địa chỉ",
    "user": "Người dùng",
    "username": "Tên đăng nhập",
    "valid_from": "Từ ngày",
    "valid_until": "Đến hết ngày",
    "value": "Giá trị",
    "values": "Giá trị",
    "version": "Phiên bản",
    "way": "Cách",
    "words": "Từ khoá",
    "wrong": "Số chỗ sai",
}
"""What stands before and after, by the name it has in the entry."""

VALUES = {
    "state": {
        "appraisal": "Thẩm định", "closed": "Đã đóng", "computed": "Đã tính kết quả", "discarded": "Đã bỏ",
        "draft": "Chuẩn bị", "filling": "Đang nhập", "open": "Đang mở", "published": "Đã công bố",
        "submitted": "Đã gửi", "waiting": "Chưa mở",
    },
    "outcome": {"accepted": "Công nhận", "adjusted": "Điều chỉnh"},
    "way": {
        "command": "Dòng lệnh", "letter": "Thư in", "mail": "Thư điện tử", "passkey": "Khoá truy cập",
        "password": "Mật khẩu", "single_sign_on": "Đăng nhập một lần",
    },
}  # fmt: skip
"""Values that the code knows by names of its own, by field."""


def field(name: str) -> str:
    """The field in words; its own name where there are none, as with the letters of figures."""
    return FIELDS.get(name, name)


def value(name: str, given: str) -> str:
    """The field's value in words, where the code has a name of its own for it."""
    return VALUES.get(name, {}).get(given, given)


def event(name: str) -> str:
    """The event in words; its own name where there are none."""
    return EVENTS.get(name, name)


def kind(name: str) -> str:
    """The kind of subject in words; its own name where there are none."""
    return KINDS.get(name, name)


def events_like(word: str) -> list[str]:
    """The events whose words hold this, whatever its case and diacritics."""
    return [name for name, words in EVENTS.items() if folded(word) in folded(words)]
