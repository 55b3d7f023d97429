"""Control facts: from page headers, title blocks and file names; editions cited; the sort of document."""

import pytest
from wordfiles import NAMESPACES, bold, docx, p, part, r, tbl, tc, tr

from transition.documents import read_document
from transition.documents.filenames import is_marked_copy, parse
from transition.documents.titles import find_type

TEXT = "The buyer compares three offers and writes the reason for the choice on the order sheet."


def with_header(header):
    section = '<w:sectPr><w:headerReference w:type="default" r:id="h1"/></w:sectPr>'
    parts = {"word/header1.xml": f"<w:hdr {NAMESPACES}>{header}</w:hdr>"}
    return docx(p(TEXT) + section, parts=parts, rels=part("header", "h1", "header1.xml"))


@pytest.fixture
def facts(tmp_path):
    def _facts(data, name="procedure.docx"):
        file = tmp_path / "file.docx"
        file.write_bytes(data)
        d = read_document(file, name)
        return d.code, d.title, d.revision, d.date, d.type

    return _facts


TAB = "<w:r><w:tab/></w:r>"
ENGLISH = ("QP-07", "Purchasing", "3", "12 March 2013", "procedure")
VIETNAMESE = ("QT-HT-05", "QUY TRÌNH MUA SẮM", "02", "14/9/2015", "procedure")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (tbl(tr("Document No: QP-07", "Title: Purchasing", "Rev: 3", "Effective date: 12 March 2013")), ENGLISH),
        (tbl(tr("Document No", "QP-07"), tr("Title", "Purchasing"), tr("Revision", "3"), tr("Date", "12 March 2013")), ENGLISH),
        (tbl(tr("Document No", "Title", "Rev", "Date"), tr("QP-07", "Purchasing", "3", "12 March 2013")), ENGLISH),
        (p("QP-07", TAB, "Title: Purchasing", TAB, "Issue 3") + p("Date: 12 March 2013"), ENGLISH),
        (tbl(tr("LOGO", "QUY TRÌNH MUA SẮM", tc("Mã số: QT-HT-05", "Lần ban hành: 02", "Ngày ban hành: 14/9/2015", "Trang: 1/5"))), VIETNAMESE),
        (tbl(tr("QUY TRÌNH MUA SẮM", "Mã hiệu", "QT-HT-05"), tr("", "Lần sửa đổi", "02"), tr("", "Ngày hiệu lực", "14/9/2015")), VIETNAMESE),
        (tbl(tr("QUY TRÌNH MUA SẮM", "Ky hieu: QT-HT-05", "Lan ban hanh: 02", "Ngay ban hanh: 14/9/2015")), VIETNAMESE),
    ],
)  # fmt: skip
def test_page_headers(facts, header, expected):
    name = "QP-07 something.docx" if "Issue 3" in header else "file.docx"
    assert facts(with_header(header), name) == expected


def test_title_block_and_file_name(facts):
    body = (
        p(bold("QUY TRÌNH"), ppr='<w:jc w:val="center"/>')
        + p(bold("KIỂM SOÁT HỒ SƠ"), ppr='<w:jc w:val="center"/>')
        + p(TEXT)
    )
    assert facts(docx(body), "he thong/QT.ISO.02 Kiem soat ho so lan 3.docx") == (
        "QT.ISO.02",
        "QUY TRÌNH KIỂM SOÁT HỒ SƠ",
        "3",
        "",
        "procedure",
    )


def test_a_column_called_title_is_not_the_title(facts):
    table = tbl(tr("Code", "Title", "Rev"), tr("QP-01", "Control of documents", "9"), tr("QP-02", "Records", "8"))
    code, title, revision, _, _ = facts(docx(p(bold("1. Purpose")) + p(TEXT) + table), "QP-07 Purchasing rev 2.docx")
    assert (code, title, revision) == ("QP-07", "Purchasing", "2")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("certified to ISO 9001:2008 since 2011", ("2008",)),
        ("TCVN ISO 9001 : 2015 và ISO 9001-2008", ("2008", "2015")),
        ("BS EN ISO 9001:2000", ("2000",)),
        ("ISO 9001 (2015)", ("2015",)),
        ("ISO 13485:2016 for medical parts", ("13485:2016",)),
        (
            "Theo Quyết định số 19/2014/QĐ-TTg về việc áp dụng hệ thống theo TCVN ISO 9001:2008 vào cơ quan hành chính",
            (),
        ),
        ("order 9001 of 2008", ()),
        ("room 2008", ()),
    ],
)
def test_editions_cited(read, text, expected):
    assert read(p(text)).editions_cited == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("QP-07 Purchasing rev 2.docx", ("QP-07", "2", "Purchasing")),
        ("a/QT-HT-01 Kiem soat tai lieu.docx", ("QT-HT-01", "", "Kiem soat tai lieu")),
        ("QT.ISO.01_Danh gia_v3.docx", ("QT.ISO.01", "3", "Danh gia")),
        ("Copy of QP-07 Purchasing.docx", ("QP-07", "", "Purchasing")),
        ("QP-07 Purchasing - Copy (2).docx", ("QP-07", "", "Purchasing")),
        ("Bản sao của QT-01 Mua sắm lần 2.docx", ("QT-01", "2", "Mua sắm")),
        ("ISO manual.docx", ("", "", "ISO manual")),
        ("Sổ tay chất lượng.docx", ("", "", "Sổ tay chất lượng")),
    ],
)
def test_file_names(name, expected):
    found = parse(name)
    assert (found.code, found.revision, found.title) == expected


@pytest.mark.parametrize(
    ("name", "old"),
    [
        ("old/QP-07.docx", True),
        ("bản cũ/QT-01.docx", True),
        ("Ban cu/QT-01.docx", True),
        ("Copy of QP-07.docx", True),
        ("QP-07 - Copy.docx", True),
        ("QP-07.docx", False),
        ("gold/QP-07.docx", False),
        ("Control of copies.docx", False),
    ],
)
def test_marked_copies(name, old):
    assert is_marked_copy(name) is old


@pytest.mark.parametrize(
    ("title", "sort"),
    [
        ("Quality Manual", "manual"),
        ("SỔ TAY CHẤT LƯỢNG", "manual"),
        ("Nonconformity report procedure", "procedure"),
        ("Procedure for management review minutes", "procedure"),
        ("Quy trình kiểm soát hồ sơ", "procedure"),
        ("Hướng dẫn vận hành máy", "work-instruction"),
        ("Work instruction: setting a lathe", "work-instruction"),
        ("Internal audit checklist", "form"),
        ("Phiếu yêu cầu hành động khắc phục", "form"),
        ("QUYẾT ĐỊNH Về việc công bố Hệ thống quản lý chất lượng", "declaration"),
        ("QUYẾT ĐỊNH Về việc thành lập Ban Chỉ đạo ISO", "decision"),
        ("Quy trình công bố hợp quy", "procedure"),
        ("Chính sách chất lượng", "policy"),
        ("Mục tiêu chất lượng năm 2015", "objectives"),
        ("Biên bản họp xem xét của lãnh đạo", "record"),
        ("Holiday pictures", ""),
    ],
)
def test_sorts_of_document(title, sort):
    assert find_type(title) == sort


def test_bold_looks_do_not_hide_a_revision(facts):
    assert facts(with_header(p(r("Rev. ", "<w:b/>"), "C")))[2] == "C"
