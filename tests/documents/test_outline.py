"""Headings without styles: what is one, what only looks like one, and how deep each is."""

import pytest
from wordfiles import HEADINGS, bold, levels, lists, p, r, tbl, tr

TEXT = "The buyer compares three offers and writes the reason for the choice on the order sheet."
CAI = "Công chức được giao ghi kết quả vào sổ và báo lại cho trưởng phòng trong ngày làm việc."


def headings(document):
    return [(q.level, f"{q.number} {q.text}".strip()) for q in document.passages if q.kind == "heading"]


@pytest.mark.parametrize(
    "line",
    [
        p("5.2.1 Purchasing"),
        p("5.2 Choice of suppliers"),
        p(bold("1. Purpose")),
        p("1. Purpose"),
        p("3. Tài liệu viện dẫn"),
        p("2. Pham vi ap dung"),
        p(bold("I. QUY ĐỊNH CHUNG")),
        p(bold("ĐIỀU 3. Trách nhiệm của các phòng")),
        p("Chương II. Tổ chức thực hiện"),
        p(bold("PHẦN 2 KIỂM SOÁT HỒ SƠ")),
        p("1.0 SCOPE"),
        p(bold("Choosing a supplier")),
        p("RESPONSIBILITIES"),
        p(r("Receiving goods", '<w:sz w:val="32"/>')),
        p(bold("If something goes wrong")),
        p(bold("A. Receipt of files")),
        p("Annex 2 Supplier classes"),
    ],
)
def test_lines_that_are_headings(read, line):
    document = read(p(TEXT) + line + p(TEXT) + p(TEXT))
    assert len(headings(document)) == 1
    assert document.passages[-1].trail == (headings(document)[0][1],)


@pytest.mark.parametrize(
    "line",
    [
        p("5.2.1 The buyer shall compare three offers before an order is placed."),
        p("5.2.1 Trưởng phòng phải ký phiếu trước khi gửi"),
        p("1. Buyer signs the order and sends it to the supplier;"),
        p("1) Compare offers"),
        p("a) purchasing data"),
        p("- Quality records"),
        p("10 days after receipt"),
        p("2 mm thick sheet"),
        p("12.05.2014"),
        p("12/05/2014 Brackenford"),
        p("Figure 2 Flow of purchasing"),
        p(bold("Table 3: Supplier classes")),
        p(bold("Hình 1. Lưu đồ mua hàng")),
        p("Prepared by: ______________"),
        p(bold("Approved by")),
        p(bold("The buyer compares three offers. He writes the reason on the sheet.")),
        p("QP-07"),
        p("Name: .................... Date: ............"),
        p(bold("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
        p("lower case words"),
        p(bold("GIÁM ĐỐC")),
    ],
)
def test_lines_that_only_look_like_headings(read, line):
    assert headings(read(p(TEXT) + line + p(TEXT) + p(TEXT))) == []


def test_numbered_sentences_keep_short_ones_among_them_out(read):
    body = "".join(
        p(f"4.{i} The keeper of the store shall count the stock of class {i} each month.") for i in range(1, 6)
    )
    assert headings(read(body + p("4.6 Empty boxes first") + p(TEXT))) == []


def test_signature_lines_at_the_end_are_no_headings(read):
    document = read(p(bold("1. Purpose")) + p(TEXT) + p(bold("WORKS MANAGER")) + p("(signed)") + p(bold("J. Hartley")))
    assert headings(document) == [(1, "1. Purpose")]


def test_where_everything_is_bold_bold_says_nothing(read):
    document = read(
        "".join(p(bold(f"{word} {TEXT}")) for word in "ABCDEF") + p(bold("Some short line")) + p(bold(TEXT))
    )
    assert headings(document) == []


def test_levels_of_typed_numbers(read):
    lines = [
        "1. Purpose",
        "2. Scope",
        "5. Content",
        "5.1 Choosing suppliers",
        "5.1.1 Questionnaire",
        "5.2 Orders",
        "6. Records",
    ]
    document = read("".join(p(bold(line)) + p(TEXT) for line in lines))
    assert [level for level, _ in headings(document)] == [1, 1, 1, 2, 3, 2, 1]
    trail = next(q.trail for q in document.passages if q.kind == "body" and len(q.trail) == 3)
    assert trail == ("5. Content", "5.1 Choosing suppliers", "5.1.1 Questionnaire")


def test_decimals_inside_chapters_are_deeper(read):
    lines = [
        "Chương I. QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi",
        "Điều 2. Giải thích từ ngữ",
        "Chương II. THỰC HIỆN",
        "Điều 3. Trách nhiệm",
    ]
    document = read("".join(p(bold(line)) + p(CAI) for line in lines))
    assert [level for level, _ in headings(document)] == [1, 2, 2, 1, 2]


def test_roman_over_decimal(read):
    lines = ["I. PURPOSE", "II. CONTENT", "1. Receipt of goods", "2. Release of goods", "III. RECORDS"]
    document = read("".join(p(bold(line)) + p(TEXT) for line in lines))
    assert [level for level, _ in headings(document)] == [1, 1, 2, 2, 1]


def test_automatic_numbers_make_headings_of_bold_lines_and_lists_of_sentences(read):
    numbering = lists(levels(("decimal", "%1."), ("decimal", "%1.%2")))
    body = (
        p(bold("Purpose"), num=(1, 0)) + p(TEXT) + p(bold("Content"), num=(1, 0))
        + p(TEXT, num=(1, 1)) + p(TEXT, num=(1, 1))
    )  # fmt: skip
    document = read(body, numbering=numbering)
    assert headings(document) == [(1, "1. Purpose"), (1, "2. Content")]
    assert [(q.number, q.kind) for q in document.passages if q.number.startswith("2.")] == [
        ("2.", "heading"), ("2.1", "body"), ("2.2", "body"),
    ]  # fmt: skip


def test_styles_of_any_name_and_language(read):
    body = (
        p("Một", style="u1")
        + p("Hai", style="u2")
        + p("Ba", style="Muc3b")
        + p(TEXT, style="a")
        + p("Bốn", ppr='<w:outlineLvl w:val="3"/>')
    )
    document = read(body, styles=HEADINGS)
    assert headings(document) == [(1, "Một"), (2, "Hai"), (3, "Ba"), (4, "Bốn")]
    assert document.passages[3].trail == ("Một", "Hai", "Ba")


def test_a_row_across_the_table_is_a_heading_of_its_rows_only(read):
    body = (
        p(bold("5. Content"))
        + tbl(
            tr("Step", "Who", "Record"),
            tr('<w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr>' + p(bold("Receiving")) + "</w:tc>"),
            tr("Count the boxes", "Storeman", "Receipt"),
        )
        + p(TEXT)
    )
    document = read(body)
    row = next(q for q in document.passages if q.text.startswith("Count"))
    assert row.trail == ("5. Content", "Receiving", "Step | Who | Record")
    assert document.passages[-1].trail == ("5. Content",)
