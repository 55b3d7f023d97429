"""Word's own words: paragraphs, tables and fields a person fills in, as the XML of a .docx, from plain text.

Lengths are twentieths of a point, the unit Word files use; sizes of letters are points.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from transition.reports.styles import FONT, GREY, INK, LINE

PT = 20
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FACES = {"vi": "Tahoma"}
"""What takes Arial's place: free systems set Arial in a face without the Vietnamese letters and borrow each of these
from another one. Tahoma has them in Windows and macOS, and elsewhere a face that has them all takes its place."""
LANGUAGE_TAGS = {"en": "en-GB", "vi": "vi-VN"}


@dataclass(frozen=True, slots=True)
class Ink:
    """How letters look; ``size`` 0 leaves it to the style, ``colour`` is "#RRGGBB" or ""."""

    bold: bool = False
    italic: bool = False
    size: float = 0
    colour: str = ""
    hidden: bool = False


PLAIN = Ink()
BOLD = Ink(bold=True)
QUIET = Ink(colour=GREY)
SUGGESTED = Ink(italic=True, colour=GREY)
SECRET = Ink(size=1, hidden=True)
END = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)
"""The paragraph Word wants after a last table, so small that it never begins a page of its own."""


def clean(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return _NOT_XML.sub("", text)


def sized(xml: str, points: float) -> str:
    """Return XML of this module with a size said for all letters that have none of their own."""
    size = f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'
    xml = re.sub(r"<w:rPr>(.*?)</w:rPr>", lambda m: m[0] if "<w:sz " in m[1] else f"<w:rPr>{m[1]}{size}</w:rPr>", xml)
    return xml.replace("<w:r><w:t", f"<w:r><w:rPr>{size}</w:rPr><w:t")


def quoted(text: str) -> str:
    """Return a text as the value of an attribute, with its quotation marks."""
    return quoteattr(clean(text))


def run(text: str, ink: Ink = PLAIN) -> str:
    """Return text in one look; its line ends become breaks."""
    lines = (f'<w:t xml:space="preserve">{line}</w:t>' for line in escape(clean(text)).split("\n"))
    return f"<w:r>{_look(ink)}{'<w:br/>'.join(lines)}</w:r>"


def _look(ink: Ink) -> str:
    told = ("<w:b/>" if ink.bold else "") + ("<w:i/>" if ink.italic else "") + ("<w:vanish/>" if ink.hidden else "")
    told += f'<w:color w:val="{ink.colour[1:]}"/>' if ink.colour else ""
    told += f'<w:sz w:val="{round(ink.size * 2)}"/><w:szCs w:val="{round(ink.size * 2)}"/>' if ink.size else ""
    return f"<w:rPr>{told}</w:rPr>" if told else ""


def field(instruction: str, shown: str = "1") -> str:
    """Return a field Word works out itself, such as the number of the page."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return marks[0] + code + marks[1] + run(shown) + marks[2]


def paragraph(
    *pieces: str, style: str = "", before: int = 0, after: int = 0, keep: bool = False, bullet: bool = False
) -> str:
    """Return a paragraph of runs; ``keep`` holds it on one page with what follows."""
    told = f'<w:pStyle w:val="{style}"/>' if style else ""
    told += "<w:keepNext/>" if keep else ""
    if not style:  # said outright: in an organisation's template plain paragraphs may be indented or far apart
        told += f'<w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/>'
        told += '<w:ind w:left="140" w:hanging="140"/>' if bullet else '<w:ind w:left="0" w:firstLine="0"/>'
        told += '<w:jc w:val="left"/>'
    dot = "<w:r><w:t>•</w:t><w:tab/></w:r>" if bullet else ""
    return f"<w:p><w:pPr>{told}</w:pPr>{dot}{''.join(pieces)}</w:p>"


def cell(content: str, width: int, fill: str = "", span: int = 1) -> str:
    """Return a cell; ``content`` is at least one paragraph."""
    told = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    told += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    told += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill[1:]}"/>' if fill else ""
    return f"<w:tc><w:tcPr>{told}</w:tcPr>{content}</w:tc>"


def row(cells: Iterable[str], *, head: bool = False, height: int = 0) -> str:
    """Return a row that no page break parts; a ``head`` is repeated on every page."""
    told = "<w:cantSplit/>"
    told += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    told += "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr>{told}</w:trPr>{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], widths: Sequence[int], title: str) -> str:
    """Return a table of fixed widths; ``title`` is read out to those who cannot see it."""
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE[1:]}"'
    sides = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    room = {"top": 20, "left": 70, "bottom": 30, "right": 70}
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in room.items())
    told = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblCaption w:val={quoted(title)}/>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr>{told}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


# --- what a person fills in -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Control:
    """A field to be filled in: its tag, the name people see, what stands in it, and what is shown while it is empty.

    ``choices`` make it a list to choose from, ``date`` a day; else it takes any text. (A control for plain text only
    would lose its line breaks in LibreOffice 7.4.)
    """

    tag: str
    name: str
    text: str
    prompt: str
    choices: tuple[str, ...] = ()
    date: str = ""
    """The pattern a date is shown in, such as ``dd/MM/yyyy``."""
    iso: str = ""
    """The date that stands in it, as year-month-day."""
    language: str = "en"


def control(field: Control) -> str:
    """Return the field as a content control within a line."""
    empty = not field.text
    told = f"<w:alias w:val={quoted(field.name)}/><w:tag w:val={quoted(field.tag)}/>"
    told += f'<w:id w:val="{_number(field.tag)}"/>' + ("<w:showingPlcHdr/>" if empty else "")
    if field.choices:
        items = "".join(f"<w:listItem w:displayText={quoted(c)} w:value={quoted(c)}/>" for c in field.choices)
        told += f"<w:dropDownList>{items}</w:dropDownList>"
    elif field.date:
        day = f' w:fullDate="{field.iso}T00:00:00Z"' if field.iso else ""
        told += (
            f'<w:date{day}><w:dateFormat w:val="{field.date}"/><w:lid w:val="{LANGUAGE_TAGS[field.language]}"/>'
            '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
        )
    shown = run(field.prompt, QUIET) if empty else run(field.text, Ink(colour=INK))
    return f"<w:sdt><w:sdtPr>{told}</w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>"


def _number(tag: str) -> int:
    """Return a number for a content control that depends on its tag alone."""
    return zlib.crc32(tag.encode()) & 0x7FFFFFFF


def font(face: str = FONT) -> str:
    """Return the letters everything is set in."""
    return f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>'
