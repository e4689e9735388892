"""A small index set with one of each kind of question, so that tests do not rest on a real decision."""

TEXT = """\
format: "1"
code: thu-nghiem/nho
title: Bộ chỉ số thử nghiệm
level: sở
year: 2025
max: 40
decision:
  number: 01/QĐ-TN
  issued_on: 01/01/2025
  authority: Chủ tịch UBND tỉnh
  place: Tỉnh Thử
  title: Về bộ chỉ số thử nghiệm
  annex: Phụ lục
agencies:
  - {name: Sở Nội vụ, printed: [Sở NV]}
  - {name: Sở Tài chính}
classes:
  - {label: Khá, at_least: 50}
  - {label: Yếu, at_least: 0}
general:
  - {code: I.1, title: Số cán bộ, unit: người, appraisers: [Sở NV]}
  - {code: I.2, title: Người liên hệ, kind: contact}
groups:
  - code: A
    title: Nền tảng
    max: 20
    main_indexes:
      - code: "1"
        title: Nhận thức số
        short: Nhận thức
        max: 20
        components:
          - code: "1.1"
            title: Người đứng đầu chủ trì
            max: 10
            appraisers: [Sở NV]
            rule:
              form: levels
              levels:
                - {id: head, label: Cấp trưởng, worth: 1}
                - {id: deputy, label: Cấp phó, worth: 1/2}
                - {id: none, label: Chưa có, worth: 0}
          - code: "1.2"
            title: Cán bộ được tập huấn
            max: 10
            appraisers: [Sở Tài chính]
            figures:
              - {id: a, label: Số người được tập huấn, unit: người}
              - {id: b, label: Tổng số cán bộ, unit: người, source: I.1}
            rule: {form: ratio, of: a / b}
  - code: B
    title: Hoạt động
    max: 20
    main_indexes:
      - code: "2"
        title: Hoạt động số
        max: 20
        components:
          - code: "2.1"
            title: Trang thông tin
            max: 10
            rule:
              form: checklist
              conditions:
                - {id: news, label: Có tin bài, worth: 1/2}
                - {id: page, label: Có chuyên mục, worth: 1/2}
          - code: "2.2"
            title: Dịch vụ công
            max: 10
            appraisers: [Sở NV, Sở Tài chính]
            rule: {form: sum}
            parts:
              - code: "2.2.1"
                title: Trực tuyến
                max: 6
                figures: [{id: n, label: Số dịch vụ, unit: dịch vụ}]
                rule: {form: per_item, of: n, points: 2}
              - code: "2.2.2"
                title: Chất lượng
                max: 4
                appraisers: [Sở NV]
                rule: {form: expert}
"""
