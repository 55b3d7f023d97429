"""Parts that are not content, in both languages; and what must stay content beside them."""

import pytest
from wordfiles import bold, field, p, r, tbl, tr

TEXT = "The buyer compares three offers and writes the reason for the choice on the order sheet."


def kinds(document):
    return [q.kind for q in document.passages]


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([("Rev", "Date", "Description of change"), ("1", "01/02/2010", "First issue")], "revision-history"),
        ([("Issue", "Date", "Change", "By"), ("2", "01/02/2012", "New supplier classes", "JP")], "revision-history"),
        ([("Lần sửa đổi", "Ngày", "Nội dung sửa đổi"), ("01", "01/02/2010", "Ban hành lần đầu")], "revision-history"),
        ([("Ngay", "Vi tri", "Noi dung sua doi", "Lan sua doi"), ("1/2/2010", "5.2", "Them buoc", "02")], "revision-history"),
        ([("Prepared by", "Reviewed by", "Approved by"), ("J. Hart", "L. Moor", "A. Pell")], "approval"),
        ([("Soạn thảo", "Xem xét", "Phê duyệt"), ("Lan", "Hòa", "Thịnh")], "approval"),
        ([("Copy no", "Holder"), ("1", "Works manager")], "distribution"),
        ([("Đơn vị nhận", "Số bản"), ("Văn phòng", "01")], "distribution"),
        ([("Term", "Meaning"), ("NCR", "Nonconformance report")], "definition"),
        ([("Từ viết tắt", "Giải thích"), ("KPH", "Không phù hợp")], "definition"),
        ([("Document No", "Rev", "Effective date"), ("QP-07", "3", "01/02/2010")], "header"),
        ([("Bước", "Nội dung", "Người thực hiện"), ("1", "Kiểm tra hồ sơ", "Trưởng phòng"), ("2", "Phê duyệt", "Giám đốc ký")], "table-cell"),
        ([("Activity", "Responsible"), ("Prepared by the author", "Author"), ("Approved by signature", "Director")], "table-cell"),
        ([("Name and position", "Signature", "Date"), ("Approved by", "A. Pell", "1/2/2010")], "approval"),
        ([("Step", "Who", "Record"), ("Compare offers", "Buyer", "F-07-03")], "table-cell"),
        ([("Record", "Kept by", "Retention"), ("Orders", "Buyer", "10 years")], "table-cell"),
        ([("Document", "Approved by", "Filed by"), ("Procedure, new or changed", "Managing director after a review of each department concerned", "Quality manager in the file of originals")], "table-cell"),
    ],
)  # fmt: skip
def test_tables(read, rows, kind):
    document = read(p(TEXT) + tbl(*[tr(*row) for row in rows]) + p(TEXT))
    assert set(kinds(document)[1:-1]) == {kind}


@pytest.mark.parametrize(
    ("title", "line", "kind"),
    [
        ("3. References", "QP-01 Control of documents", "reference"),
        ("3. Tài liệu viện dẫn", "QT-HT-01 Kiểm soát tài liệu", "reference"),
        ("3. Tai lieu vien dan", "QT-HT-01", "reference"),
        ("3. Tài liệu viện dẫn / References", "QT-HT-01", "reference"),
        ("4. Definitions", "Risk: effect of doubt on what we want to reach, as used in form F-09-04.", "definition"),
        ("4. Định nghĩa và từ viết tắt", "KPH: không phù hợp", "definition"),
        ("4. Định nghĩa, chữ viết tắt", "- TL: tài liệu", "definition"),
        ("4. Purchasing terms", "Payment terms are agreed by the buyer and written on the order.", "body"),
        ("6. Forms", "F-07-01 Approved supplier list", "body"),
        ("6. Biểu mẫu", "BM-07-01 Danh sách nhà cung cấp", "body"),
        ("5.3 Approval", "The quality manager approves each document before it is issued to the shop floor.", "body"),
        (
            "5.4 Distribution",
            "The secretary hands out stamped copies and takes the old ones back the same day.",
            "body",
        ),
        ("5.5 Changes", "A change is proposed on form F-01-02 and goes the same way as a new document.", "body"),
    ],
)
def test_sections(read, title, line, kind):
    document = read(p(bold("1. Purpose")) + p(TEXT) + p(bold(title)) + p(line) + p(bold("7. Follow-up")) + p(TEXT))
    assert kinds(document) == ["heading", "body", "heading", kind, "heading", "body"]


def test_a_table_of_steps_under_a_heading_about_approval_is_content(read):
    table = tbl(
        tr("Bước", "Nội dung", "Người thực hiện"),
        tr("1", "Kiểm tra dự thảo", "Trưởng phòng"),
        tr("2", "Phê duyệt", "Giám đốc"),
    )
    for title in ("5.2 Soạn thảo, xem xét, phê duyệt", "Phê duyệt"):
        document = read(p(bold("5. Nội dung")) + p(TEXT) + p(bold(title)) + table + p("Thư ký lưu bản gốc."))
        assert kinds(document)[3:6] == ["table-cell"] * 3


def test_contents_page_of_word(read):
    entry = p(field("PAGEREF x", "3"), style="TOC1")
    body = p(field('TOC \\o "1-3"', "1 Purpose")) + entry + p(bold("1 Purpose")) + p(TEXT)
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    assert kinds(read(body, styles=styles)) == ["toc", "toc", "heading", "body"]


@pytest.mark.parametrize("title", ["CONTENTS", "MỤC LỤC", "Table of contents"])
def test_contents_page_typed_by_hand(read, title):
    tab = "<w:r><w:tab/></w:r>"
    entries = p("1. Purpose", tab, "2") + p("2. Scope", tab, "2") + p("3. Risk assessment", tab, "4")
    document = read(p(bold(title)) + entries + p(bold("1. Purpose")) + p(TEXT))
    assert kinds(document) == ["toc", "toc", "toc", "toc", "heading", "body"]


def test_dotted_lines_are_contents(read):
    document = read(p("1. Purpose ........................ 2") + p(TEXT))
    assert kinds(document) == ["toc", "body"]


def test_lines_that_only_name_a_standard(read):
    body = (
        p("The following are held:")
        + p("- ISO 31000 Risk management, guidelines")
        + p("- Thông tư số 26/2014/TT-BKHCN")
        + p("ISO 9001:2008 is followed in all departments.")
    )
    assert kinds(read(body)) == ["body", "reference", "reference", "body"]


def test_recipients_at_the_end_of_a_decision(read):
    body = p(TEXT) + p("Nơi nhận:") + p("- Như Điều 3;") + p("- Lưu: VT.")
    assert kinds(read(body)) == ["body", "distribution", "distribution", "distribution"]


def test_text_crossed_out_is_history(read):
    document = read(p("Orders are signed by ", r("the general manager", "<w:strike/>"), " the works manager."))
    assert [(q.kind, q.text) for q in document.passages] == [
        ("body", "Orders are signed by the works manager."),
        ("revision-history", "the general manager"),
    ]
