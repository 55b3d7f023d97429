"""Runs inside a paragraph: bold, struck, tracked changes, form fields, page fields."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

WHEN = "2014-02-03T09:15:00Z"
WHO = "J Pickersgill"
PIECES = re.compile(r"(\*\*.+?\*\*|~~.+?~~|\{\+.+?\+\}|\{-.+?-\}|\[\[.+?\]\]|__.+?__)")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _tracked(tag: str, text: str, number: int) -> Any:
    inner = "t" if tag == "ins" else "delText"
    return parse_xml(
        f'<w:{tag} {nsdecls("w")} w:id="{number}" w:author="{WHO}" w:date="{WHEN}">'
        f'<w:r><w:{inner} xml:space="preserve">{_escaped(text)}</w:{inner}></w:r></w:{tag}>'
    )


def _field(text: str) -> Any:
    """Give a content control with its placeholder text."""
    return parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>"
        f'<w:r><w:rPr><w:color w:val="808080"/></w:rPr><w:t>{_escaped(text)}</w:t></w:r>'
        "</w:sdtContent></w:sdt>"
    )


def write(paragraph: Any, text: str, bold: bool = False, size: Any = None) -> None:
    """Write marked-up text into a paragraph."""
    for number, piece in enumerate(PIECES.split(text)):
        if not piece:
            continue
        if piece.startswith(("{+", "{-")):
            tag = "ins" if piece[1] == "+" else "del"
            paragraph._p.append(_tracked(tag, piece[2:-2], 700 + number))
            continue
        if piece.startswith("[["):
            paragraph._p.append(_field(piece[2:-2]))
            continue
        marked = next((m for m in ("**", "~~", "__") if piece.startswith(m) and len(piece) > 4), "")
        run = paragraph.add_run(piece[2:-2] if marked else piece)
        run.bold = True if bold or marked == "**" else None
        run.italic = True if marked == "__" else None
        run.font.strike = True if marked == "~~" else None
        if size is not None:
            run.font.size = size


def add_field(paragraph: Any, code: str, result: str) -> None:
    """Add a simple field such as PAGE with its stored result."""
    paragraph._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" {code} "><w:r><w:t>{result}</w:t></w:r></w:fldSimple>')
    )
