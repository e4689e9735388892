"""A small index set with one of everything the command must handle, and answers to it."""

SMALL = """\
format: 1
code: tinh-thu/so
title: Bộ chỉ số thử
level: sở
year: 2024
max: 100
decision:
  number: 1/QĐ-UBND
  issued_on: 2024-01-02
  authority: Chủ tịch UBND tỉnh
  place: Tỉnh Thử
  title: Ban hành bộ chỉ số thử
  annex: Phụ lục 1
classes:
  - {label: Dẫn dắt, above: 75}
  - {label: Khởi động, at_least: 0}
agencies:
  - {name: Sở A}
general:
  - {code: I.1, title: Tên cơ quan, kind: text}
  - {code: I.8, title: Số hệ thống thông tin, unit: hệ thống}
shared:
  - {code: S.1, title: Số trường học, unit: trường, note: Của chúng tôi.}
groups:
  - code: I
    title: Nền tảng
    max: 60
    main_indexes:
      - code: 4
        title: Nhân lực
        max: 20
        components:
          - code: 4.1
            title: Cộng hai phần
            max: 20
            appraisers: [Sở A]
            evidence: Báo cáo
            rule: {form: sum}
            parts:
              - code: 4.1.1
                title: Phần một
                max: 10
                appraisers: [Sở A]
                evidence: Báo cáo
                rule:
                  form: levels
                  levels:
                    - {id: head, label: Người đứng đầu, worth: 1}
                    - {id: deputy, label: Cấp phó, worth: 1/2}
                    - {id: none, label: Không, worth: 0}
              - code: 4.1.2
                title: Phần hai
                max: 10
                appraisers: [Sở A]
                evidence: Phiếu chấm
                rule: {form: expert}
      - code: 5
        title: An toàn
        max: 40
        components:
          - code: 5.1
            title: Hệ thống được duyệt
            max: 10
            appraisers: [Sở A]
            evidence: Quyết định
            note: Quyết định không nói khi b = 0; chấm 0 điểm và gắn cờ.
            answers: [silent-denominator]
            figures:
              - {id: a, label: Đã duyệt, unit: hệ thống}
              - {id: b, label: Tổng số, unit: hệ thống, source: I.8}
            rule: {form: ratio, of: a / b}
          - code: 5.2
            title: So với cả nhóm
            max: 10
            appraisers: [Sở A]
            evidence: Báo cáo
            figures:
              - {id: n, label: Chi cho chuyển đổi số, unit: triệu đồng, kind: amount}
            rule: {form: min_max, of: n, scale: share_of_best}
          - code: 5.3
            title: Hai điều kiện
            max: 10
            appraisers: [Sở A]
            evidence: Liên kết
            rule:
              form: checklist
              conditions:
                - {id: one, label: Điều kiện một, worth: 1/2}
                - {id: two, label: Điều kiện hai, worth: 1/2}
          - code: 5.4
            title: Kế hoạch trước 15/01
            max: 10
            appraisers: [Sở A]
            evidence: Kế hoạch
            rule: {form: deadline, before: 15/01}
  - code: II
    title: Hoạt động
    max: 40
    main_indexes:
      - code: 6
        title: Hoạt động số
        max: 40
        components:
          - code: 6.1
            title: Hài lòng
            max: 20
            appraisers: [Sở A]
            evidence: Cổng
            figures:
              - {id: n, label: Tỷ lệ hài lòng, unit: "%", kind: percent, supplier: Sở A}
            rule: {form: ratio, of: n / 100}
          - code: 6.10
            title: Tin bài
            max: 20
            appraisers: [Sở A]
            evidence: Liên kết
            figures:
              - {id: n, label: Số tin bài, unit: tin}
            rule: {form: ratio, of: n, full_at: 10}
"""

# Sở Y tế: 5.1 2/7 of 10 = 20/7; 5.2 half of the best = 5; 5.3 one of two = 5; 5.4 in time = 10;
# 4.1 = 5 + 5/2; 6.1 17.3; 6.10 3/10 of 20 = 6. In all 20/7 + 5 + 5 + 10 + 15/2 + 173/10 + 6
# = 20/7 + 254/5 = (100 + 1778)/35 = 1878/35.
# Sở Nội vụ: 5.2 the best = 10, 5.1 excluded, the rest missing: 10 of 90, which is 100/9 percent.
ANSWERS = """\
unit,item,field,value
Sở Y tế,I.1,value,Sở Y tế
Sở Y tế,I.8,value,7
Sở Y tế,5.1,a,2
Sở Y tế,5.2,n,"1.234,5"
Sở Y tế,5.3,check,one
Sở Y tế,5.4,date,14/01/2024
Sở Y tế,4.1.1,level,deputy
Sở Y tế,4.1.2,points,"2,5"
Sở Y tế,6.1,n,86.5
Sở Y tế,6.10,n,3
Sở Nội vụ,5.1,excluded,yes
Sở Nội vụ,5.2,n,2469
"""
