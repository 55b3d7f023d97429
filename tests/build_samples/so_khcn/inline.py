"""Writes the runs of a paragraph: bold, italics, tracked changes and fields."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

_MARKS = re.compile(r"(\*\*.+?\*\*|__.+?__|\{-.+?-\}|\{\+.+?\+\})")
_AUTHOR = 'w:author="Trần Thị Bích Vân" w:date="2015-10-20T08:30:00Z"'


def add_text(paragraph: Any, text: str, *, bold: bool = False) -> None:
    """Add text to a paragraph; **bold**, __italics__, {-deleted-} and {+inserted+} become runs."""
    for part in _MARKS.split(text):
        if not part:
            continue
        if part.startswith("{"):
            earlier = len(paragraph._p.xpath("//w:ins | //w:del"))
            paragraph._p.append(_change(part[2:-2], 700 + earlier, deleted=part.startswith("{-")))
            continue
        run = paragraph.add_run(re.sub(r"^(\*\*|__)(.*)\1$", r"\2", part))
        run.bold = True if bold or part.startswith("**") else None
        run.italic = True if part.startswith("__") else None


def add_field(paragraph: Any, code: str, result: str) -> None:
    """Add a Word field with a stored result."""
    for piece in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{escape(result)}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{piece}</w:r>"))


def _change(text: str, number: int, *, deleted: bool) -> Any:
    """Make a tracked insertion or deletion."""
    outer, inner = ("del", "delText") if deleted else ("ins", "t")
    return parse_xml(
        f'<w:{outer} {nsdecls("w")} w:id="{number}" {_AUTHOR}><w:r>'
        f'<w:{inner} xml:space="preserve">{escape(text)}</w:{inner}></w:r></w:{outer}>'
    )
