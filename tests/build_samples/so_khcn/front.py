"""Writes what stands before the text: page header, first page, decision heading."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from .inline import add_field, add_text
from .source import Source

OFFICE = ("UBND TỈNH VÂN HẢI", "SỞ KHOA HỌC VÀ CÔNG NGHỆ")
CENTER = WD_ALIGN_PARAGRAPH.CENTER


def cell_lines(cell: Any, *lines: str, bold: bool = False, center: bool = True) -> None:
    """Fill a table cell with one paragraph for each line."""
    for number, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        if center:
            paragraph.alignment = CENTER
        add_text(paragraph, line, bold=bold)


def page_header(document: Any, source: Source) -> None:
    """Put code, issue, date and page into a header table with a cell for the logo."""
    header = document.sections[0].header
    table = header.add_table(1, 3, Cm(17))
    table.style = document.styles["Table Grid"]
    header._element.append(header.paragraphs[0]._p)  # Word wants a paragraph after the table
    cell_lines(table.cell(0, 0), *OFFICE, bold=True)
    cell_lines(table.cell(0, 1), source.get("title"), bold=True)
    cell = table.cell(0, 2)
    cell_lines(
        cell,
        f"Mã số: {source.get('code')}",
        f"Lần ban hành: {source.get('issue', '03')}",
        f"Ngày ban hành: {source.get('date', '14/9/2015')}",
        "Trang: ",
        center=False,
    )
    add_field(cell.paragraphs[-1], "PAGE", "1")
    add_text(cell.paragraphs[-1], "/")
    add_field(cell.paragraphs[-1], "NUMPAGES", source.get("pages", "6"))


def page_footer(document: Any, source: Source) -> None:
    """Write the reading note, as agencies print it, into the footer."""
    text = source.get("footer", "Tài liệu lưu hành nội bộ. Bản in không có dấu KIỂM SOÁT chỉ để tham khảo.")
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = CENTER
    add_text(paragraph, f"__{text}__")


def first_page(document: Any, source: Source) -> None:
    """Write approval block, distribution list and revision table as the front setting asks."""
    wanted = source.get("front").split()
    if "title" in wanted:
        paragraph = document.add_paragraph()
        paragraph.alignment = CENTER
        run = paragraph.add_run(source.get("title"))
        run.bold, run.font.size = True, Pt(18)
        document.add_paragraph(f"Mã số: {source.get('code')}").alignment = CENTER
    if "distribution" in wanted:
        _distribution(document, source)
    if "revision" in wanted:
        _revision(document, source)
    if "approval" in wanted:
        _approval(document, source)
    if "break" in wanted:
        document.add_page_break()


def _distribution(document: Any, source: Source) -> None:
    """Write the list of units which hold a copy, with a tick column."""
    add_text(document.add_paragraph(), "Phân phối tài liệu", bold=True)
    units = [unit.strip() for unit in source.get("distribution").split(";")]
    table = document.add_table((len(units) + 1) // 2, 4, style="Table Grid")
    for number, unit in enumerate(units):
        row, column = divmod(number, 2)
        cell_lines(table.cell(row, column * 2), unit, center=False)
        cell_lines(table.cell(row, column * 2 + 1), "☒")
    document.add_paragraph()


def _revision(document: Any, source: Source) -> None:
    """Write the revision table; rows come from the settings rev1, rev2 and so on."""
    add_text(document.add_paragraph(), source.get("revtitle", "Theo dõi sửa đổi"), bold=True)
    rows = [("Ngày", "Vị trí", "Nội dung sửa đổi", "Lần sửa đổi")]
    for number in range(1, 6):
        if text := source.get(f"rev{number}"):
            parts = [part.strip() for part in text.split("|")]
            rows.append((parts[0], parts[1], parts[2], parts[3]))
    rows.append(("", "", "", ""))
    table = document.add_table(len(rows), 4, style="Table Grid")
    for index, row in enumerate(rows):
        for column, text in enumerate(row):
            cell_lines(table.cell(index, column), text, bold=index == 0)
    document.add_paragraph()


def _approval(document: Any, source: Source) -> None:
    """Write the approval block with names, posts and dates."""
    parts = [part.strip() for part in source.get("approval").split(";")]
    table = document.add_table(4, 4, style="Table Grid")
    heads = ("", "Người viết", "Người kiểm tra", "Người phê duyệt")
    for column, head in enumerate(heads):
        cell_lines(table.cell(0, column), head, bold=True)
    for row, label in enumerate(("Họ và tên", "Chữ ký", "Chức vụ"), start=1):
        cell_lines(table.cell(row, 0), label, bold=True)
    for column in range(3):
        cell_lines(table.cell(1, column + 1), parts[column * 2])
        cell_lines(table.cell(2, column + 1), "(đã ký)")
        cell_lines(table.cell(3, column + 1), parts[column * 2 + 1])
    document.add_paragraph()


def decision_heading(document: Any, source: Source) -> None:
    """Write the two-column heading of an official decision."""
    table = document.add_table(2, 2)
    cell_lines(table.cell(0, 0), *OFFICE, bold=True)
    cell_lines(table.cell(0, 1), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", bold=True)
    cell_lines(table.cell(1, 0), f"Số: {source.get('number')}")
    cell_lines(table.cell(1, 1), f"__Vân Hải, {source.get('date')}__")
    for text, size in ((source.get("kind", "QUYẾT ĐỊNH"), 14), (source.get("title"), 13)):
        paragraph = document.add_paragraph()
        paragraph.alignment = CENTER
        run = paragraph.add_run(text)
        run.bold, run.font.size = True, Pt(size)


def decision_ending(document: Any, source: Source) -> None:
    """Write the receivers and the signature of an official decision."""
    table = document.add_table(1, 2)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    receivers = [part.strip() for part in source.get("receivers").split(";")]
    cell_lines(table.cell(0, 0), "**Nơi nhận:**", *receivers, center=False)
    cell_lines(table.cell(0, 1), "GIÁM ĐỐC", "", "(đã ký)", "", source.get("signer"), bold=True)
