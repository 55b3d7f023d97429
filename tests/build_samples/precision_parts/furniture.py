"""Page furniture: headers, footers, approval, revision and distribution tables, text boxes."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt

from .inline import add_field, write
from .markup import Source

COMPANY = "Calderwick Precision Ltd"
BOX = """<w:r {names}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="45720" distB="45720" distL="114300" distR="114300" simplePos="0" relativeHeight="251659264"
 behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>
<wp:positionV relativeFrom="paragraph"><wp:posOffset>90000</wp:posOffset></wp:positionV>
<wp:extent cx="2200000" cy="1620000"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapSquare wrapText="bothSides"/>
<wp:docPr id="41" name="Text Box 2"/><wp:cNvGraphicFramePr/><a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2200000" cy="1620000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="FFF2CC"/></a:solidFill>
<a:ln w="12700"><a:solidFill><a:srgbClr val="7F6000"/></a:solidFill></a:ln></wps:spPr>
<wps:txbx><w:txbxContent>{paragraphs}</w:txbxContent></wps:txbx><wps:bodyPr lIns="72000" tIns="36000"/></wps:wsp>
</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>
<v:shape style="width:173pt;height:128pt">
<v:textbox><w:txbxContent>{paragraphs}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
NAMES = " ".join(
    f'xmlns:{short}="{full}"'
    for short, full in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)


def shade(cell: Any, colour: str) -> None:
    """Fill a table cell."""
    cell._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>')
    )


def repeat_header(row: Any) -> None:
    """Make a table row repeat on every page."""
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def fill(cell: Any, text: str, bold: bool = False, size: float = 9.5) -> None:
    """Write a cell; a double slash starts a new paragraph."""
    for number, part in enumerate(text.split(" // ")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        write(paragraph, part, bold, Pt(size))


def _page(paragraph: Any) -> None:
    paragraph.add_run("Page ")
    add_field(paragraph, "PAGE", "1")
    paragraph.add_run(" of ")
    add_field(paragraph, "NUMPAGES", "4")


def header(document: Any, source: Source) -> None:
    """Write the header the document's facts ask for: logo table, line, or none."""
    facts, section = source.facts, document.sections[0]
    style = facts.get("header", "logo")
    if style == "logo":
        _logo_table(section.header, facts)
    elif style == "line":
        paragraph = section.header.paragraphs[0]
        write(paragraph, f"{COMPANY}\t{facts['code']} {facts['title']}\tIssue {facts['issue']}")


def _logo_table(place: Any, facts: dict[str, str]) -> None:
    table = place.add_table(1, 3, Cm(17))
    table.style = "Table Grid"
    table.autofit = False
    logo, title, control = table.rows[0].cells
    _shape(table, [3.6, 8.2, 5.2])
    fill(logo, "CALDERWICK // PRECISION", True, 11)
    shade(logo, "D9E2EC")
    fill(title, facts["title"], True, 13)
    title.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    fill(control, f"Document: {facts['code']} // Issue: {facts['issue']} // Date: {facts['date']}", False, 9)
    _page(control.add_paragraph())
    place.paragraphs[0]._p.getparent().remove(place.paragraphs[0]._p)
    place.add_paragraph()


def footer(document: Any, source: Source) -> None:
    """Write the footer."""
    paragraph = document.sections[0].footer.paragraphs[0]
    text = source.facts.get("footer", "Uncontrolled when printed unless stamped CONTROLLED COPY in red")
    write(paragraph, text + ("\t" if len(text) > 50 else "\t\t"), size=Pt(8))
    if source.facts.get("header", "logo") != "logo":
        _page(paragraph)


def approval(document: Any, source: Source) -> None:
    """Write who prepared, reviewed and approved."""
    table = document.add_table(1, 4)
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, ("", "Name and position", "Signature", "Date"), strict=True):
        fill(cell, text, True)
        shade(cell, "EDEDED")
    for name in ("prepared", "reviewed", "approved"):
        if name not in source.facts:
            continue
        person, _, day = source.facts[name].partition("|")
        cells = table.add_row().cells
        signed = person.split(",")[0].strip()
        texts = (f"{name.capitalize()} by", person.strip(), f"__{signed}__", day.strip())
        for cell, text in zip(cells, texts, strict=True):
            fill(cell, text)
    document.add_paragraph()


def plain_table(document: Any, heads: list[str], rows: list[list[str]], widths: list[float]) -> Any:
    """Write a grid with a shaded head."""
    table = document.add_table(0, len(heads) or len(rows[0]))
    table.style = "Table Grid"
    table.autofit = False
    for number, row in enumerate(([heads] if heads else []) + rows):
        made = table.add_row()
        for cell, text in zip(made.cells, row, strict=True):
            if text != "<":
                fill(cell, text, bool(heads) and number == 0)
            if heads and number == 0:
                shade(cell, "D9E2EC")
        if heads and number == 0:
            repeat_header(made)
    _shape(table, widths)
    document.add_paragraph()
    return table


def _shape(table: Any, widths: list[float]) -> None:
    """Set widths out of 17 cm and join cells that were left to their neighbour."""
    columns = len(table.columns)
    shares = widths or [1.0] * columns
    for column, share in zip(table.columns, shares, strict=True):
        size = Cm(17 * share / sum(shares))
        column.width = size
        for cell in column.cells:
            cell.width = size


def textbox(paragraph: Any, text: str) -> None:
    """Anchor a floating text box at a paragraph."""
    parts = "".join(
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>'
        f'<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t>{part}</w:t></w:r></w:p>'
        for part in text.replace("&", "&amp;").split(" // ")
    )
    paragraph._p.append(parse_xml(BOX.format(names=NAMES, paragraphs=parts)))
