"""Turns a source text into a Word document."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from .front import cell_lines, decision_ending, decision_heading, first_page, page_footer, page_header
from .inline import add_field, add_text
from .numbering import link_headings
from .oldletters import to_tcvn3
from .package import SAVED, save, save_as_doc
from .source import Block, Source


def build(source: Source, folder: Path) -> None:
    """Write one document into the folder, under the name its settings give."""
    document = _new_document(source)
    official = source.get("layout") in ("decision", "notice")
    if official:
        decision_heading(document, source)
    elif source.get("layout") != "form":
        page_header(document, source)
        page_footer(document, source)
        first_page(document, source)
    for block in source.blocks:
        _WRITERS[block.kind](document, source, block)
    if official:
        decision_ending(document, source)
    if source.get("letters") == "tcvn3":
        to_tcvn3(document)
    target = folder / source.get("file")
    if target.suffix == ".docx":
        save(document, target, source.get("title"), source.get("saved", SAVED))
    elif not target.exists():  # LibreOffice writes other bytes each time
        save_as_doc(document, target, source.get("title"))


def _new_document(source: Source) -> Any:
    """Open a blank A4 document in Times New Roman, with numbering when the source asks for it."""
    document: Any = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    _font(normal, 12)
    normal.paragraph_format.space_after = Pt(6)
    for level in (1, 2, 3):
        _font(document.styles[f"Heading {level}"], 14 - level)
        document.styles[f"Heading {level}"].font.color.rgb = RGBColor(0, 0, 0)
    if source.get("headings") == "auto":
        link_headings(document)
    return document


def _font(style: Any, size: int) -> None:
    """Set Times New Roman for all scripts of a style."""
    style.font.name, style.font.size = "Times New Roman", Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), "Times New Roman")
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)


def _heading(document: Any, source: Source, block: Block) -> None:
    """Write a heading as a style, as bold text or as bold capitals without any style."""
    if source.get("headings") in ("auto", "typed"):
        document.add_heading(block.text, level=block.level)
        return
    paragraph = document.add_paragraph()
    add_text(paragraph, block.text, bold=True)
    paragraph.paragraph_format.space_before = Pt(8)


def _para(document: Any, source: Source, block: Block) -> None:
    """Write a justified paragraph; a source may ask for combining marks in every third one."""
    text = block.text
    if source.get("nfd") and len(document.paragraphs) % 3 == 0:
        text = unicodedata.normalize("NFD", text)
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if text[1:3] == ") ":
        paragraph.paragraph_format.left_indent = Cm(1)
    add_text(paragraph, text)


def _bullet(document: Any, source: Source, block: Block) -> None:
    """Write a list item, as a Word list or with a typed dash as the source asks."""
    if source.get("bullets") == "dash":
        add_text(document.add_paragraph(), f"- {block.text}")
        return
    add_text(document.add_paragraph(style="List Bullet"), block.text)


def _table(document: Any, _source: Source, block: Block) -> None:
    """Write a grid table whose first row is the head."""
    width = max(len(row) for row in block.rows)
    table = document.add_table(len(block.rows), width, style="Table Grid")
    for index, row in enumerate(block.rows):
        for column, text in enumerate(row):
            lines = text.split("<br>")
            cell_lines(table.cell(index, column), *lines, bold=index == 0, center=index == 0)
    _widths(table, block.rows, width)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _widths(table: Any, rows: tuple[tuple[str, ...], ...], width: int) -> None:
    """Give each column a share of the 17 cm that fits its longest text."""
    table.autofit = False
    longest = [max(len(row[n]) if n < len(row) else 0 for row in rows) for n in range(width)]
    weights = [min(max(length, 9), 80) ** 0.5 for length in longest]
    for column, weight in enumerate(weights):
        table.columns[column].width = Cm(17 * weight / sum(weights))
        for cell in table.columns[column].cells:
            cell.width = Cm(17 * weight / sum(weights))


def _center(document: Any, _source: Source, block: Block) -> None:
    """Write a bold centred line."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_text(paragraph, block.text, bold=True)


def _break(document: Any, _source: Source, _block: Block) -> None:
    """Start a new page."""
    document.add_page_break()


def _toc(document: Any, source: Source, _block: Block) -> None:
    """Write a table-of-contents field whose stored result lists the headings."""
    _center(document, source, Block("center", "MỤC LỤC"))
    lines: list[str] = []
    counts = [0, 0]
    for item in source.blocks:
        if item.kind == "heading" and item.level <= 2:
            counts = [counts[0] + 1, 0] if item.level == 1 else [counts[0], counts[1] + 1]
            label = f"{counts[0]}." if item.level == 1 else f"{counts[0]}.{counts[1]}"
            lines.append(f"{label}\t{item.text}\t{2 + len(lines) // 4}")
    paragraph = document.add_paragraph()
    for piece in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{piece}</w:r>"))
    for line in lines:
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(1.2))
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16.5), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        paragraph.add_run(line)
        paragraph = document.add_paragraph()
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="end"/></w:r>'))


def _textbox(document: Any, _source: Source, block: Block) -> None:
    """Write a VML text box, one paragraph for each part between <br> marks."""
    inner = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in block.text.split("<br>"))
    xml = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
        '<v:shape style="width:440pt;height:150pt" stroked="t" strokecolor="black">'
        f"<v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document.add_paragraph()._p.append(parse_xml(xml))


def _datefield(document: Any, source: Source, block: Block) -> None:
    """Write a line that ends with a stored file-name field."""
    paragraph = document.add_paragraph()
    add_text(paragraph, f"{block.text} ")
    add_field(paragraph, "FILENAME", source.get("file"))


_WRITERS: dict[str, Callable[[Any, Source, Block], None]] = {
    "heading": _heading,
    "para": _para,
    "bullet": _bullet,
    "table": _table,
    "center": _center,
    "break": _break,
    "toc": _toc,
    "textbox": _textbox,
    "filename": _datefield,
}
