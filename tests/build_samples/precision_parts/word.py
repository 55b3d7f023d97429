"""A parsed source becomes a Word document."""

from __future__ import annotations

from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from . import furniture
from .inline import write
from .markup import Block, Source, printed
from .numbering import KINDS, Numbering, number_paragraph


class Writer:
    """Writes the blocks of one source in order."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.document: Any = docx.Document()
        self.style = source.facts.get("headings", "auto")
        self.numbering = Numbering(self.document)
        self.counts = [0, 0, 0]
        self.words = 0
        self.list_number = 0
        self.previous = ""

    def build(self) -> Any:
        """Give the finished document."""
        self._styles()
        if self.style == "auto":
            self.numbering.link_headings(self.document)
        furniture.header(self.document, self.source)
        furniture.footer(self.document, self.source)
        for block in self.source.blocks:
            self._write(block)
            if block.kind != "gap" or self.previous not in KINDS:
                self.previous = block.kind
        return self.document

    def _styles(self) -> None:
        font = self.source.facts.get("font", "Calibri")
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
        self.document.styles["Normal"].font.name = font
        self.document.styles["Normal"].font.size = Pt(10.5)
        for level, size in enumerate((14, 12, 11), 1):
            style = self.document.styles[f"Heading {level}"]
            style.font.name, style.font.size = font, Pt(size)
            style.font.color.rgb = RGBColor(0x1F, 0x3A, 0x5F)
            fonts = style.element.rPr.find(qn("w:rFonts"))
            for name in [key for key in fonts.attrib if "Theme" in key]:
                del fonts.attrib[name]
        for level in (1, 2):
            made = self.document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
            made.font.name, made.font.size = font, Pt(10)
            made.paragraph_format.space_after, made.paragraph_format.line_spacing = Pt(1), 1.0
            made.paragraph_format.left_indent = Cm(0.5 * (level - 1))
            made.paragraph_format.tab_stops.add_tab_stop(Cm(16.5), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)

    def _write(self, block: Block) -> None:
        if block.kind in KINDS:
            self._item(block)
        elif block.kind != "gap":
            getattr(self, f"_{block.kind}")(block)

    def _heading(self, block: Block) -> None:
        text = printed(block, self.style, self.counts)
        if self.style in ("auto", "typed", "styled"):
            self.document.add_heading(text, block.level)
            return
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(10 if block.level == 1 else 6)
        paragraph.paragraph_format.keep_with_next = True
        write(paragraph, text, bold=self.style != "plain" or block.level == 1)

    def _paragraph(self, block: Block) -> None:
        write(self.document.add_paragraph(), block.text)

    def _item(self, block: Block) -> None:
        if self.previous != block.kind:
            self.list_number = self.numbering.start(KINDS[block.kind])
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(3)
        number_paragraph(paragraph, self.list_number)
        write(paragraph, block.text)

    def _table(self, block: Block) -> None:
        rows = block.rows[1:] if block.header else block.rows
        heads = block.rows[0] if block.header else []
        table = furniture.plain_table(self.document, heads, rows, block.widths)
        if block.header:
            return
        for made, row in zip(table.rows, rows, strict=True):
            for index in [i for i, text in enumerate(row) if text == "<"]:
                made.cells[index - 1].merge(made.cells[index])

    def _title(self, block: Block) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        write(paragraph, block.text, True, Pt(18))

    def _centre(self, block: Block) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        write(paragraph, block.text)

    def _control(self, _: Block) -> None:
        """Write a control table in the body, for documents without a header."""
        facts = self.source.facts
        rows = [["Document no.", facts["code"], "Issue", facts["issue"]]]
        rows.append(["Title", facts["title"], "Issue date", facts["date"]])
        furniture.plain_table(self.document, [], rows, [2, 6, 2, 3])

    def _approval(self, _: Block) -> None:
        furniture.approval(self.document, self.source)

    def _history(self, _: Block) -> None:
        heads = ["Issue", "Date", "Change", "By"]
        furniture.plain_table(self.document, heads, self.source.revisions, [1.2, 2.2, 8, 1.5])

    def _distribution(self, _: Block) -> None:
        heads = ["Copy", "Holder", "Form"]
        furniture.plain_table(self.document, heads, self.source.copies, [1, 5, 3])

    def _pagebreak(self, _: Block) -> None:
        self.document.add_page_break()

    def _textbox(self, block: Block) -> None:
        furniture.textbox(self.document.add_paragraph(), block.text)

    def _toc(self, _: Block) -> None:
        """Write a contents field with stored lines and page numbers."""
        counts, words, lines = [0, 0, 0], 0, []
        for block in self.source.blocks:
            words += len(block.text.split()) + 3 * sum(len(row) for row in block.rows)
            if block.kind == "heading" and block.level < 3:
                text = printed(block, self.style, counts)
                label = ".".join(str(n) for n in counts[: block.level])
                number = f"{label}\t" if self.style == "auto" else ""
                lines.append((block.level, f"{number}{text}\t{3 + words // 345}"))
        for index, (level, text) in enumerate(lines):
            paragraph = self.document.add_paragraph(style=f"toc {level}")
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(1.4 + 0.3 * level))
            if index == 0:
                _field_start(paragraph)
            paragraph.add_run(text)
            if index == len(lines) - 1:
                _field_mark(paragraph, "end")


def _field_mark(paragraph: Any, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def _field_start(paragraph: Any) -> None:
    _field_mark(paragraph, "begin")
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = ' TOC \\o "1-2" \\h \\z \\u '
    paragraph.add_run()._r.append(code)
    _field_mark(paragraph, "separate")
