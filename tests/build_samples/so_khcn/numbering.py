"""Gives a document real multi-level numbering linked to its heading styles."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

ABSTRACT_ID = 90
NUM_ID = 90


def link_headings(document: Any) -> None:
    """Add a 1 / 1.1 / 1.1.1 list and link the styles Heading 1 to Heading 3 to it."""
    numbering = document.part.numbering_part.element
    abstract = parse_xml(_abstract_xml())
    first_num = numbering.find(qn("w:num"))
    first_num.addprevious(abstract)
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{NUM_ID}"><w:abstractNumId w:val="{ABSTRACT_ID}"/></w:num>')
    )
    for level in range(3):
        properties = document.styles[f"Heading {level + 1}"].element.get_or_add_pPr()
        properties.insert(
            0,
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{NUM_ID}"/></w:numPr>'),
        )
        keep_order(properties)


def keep_order(properties: Any) -> None:
    """Put w:numPr after keepNext and keepLines, where the schema wants it."""
    number = properties.find(qn("w:numPr"))
    for name in ("w:keepLines", "w:keepNext"):
        before = properties.find(qn(name))
        if before is not None:
            before.addnext(number)
            return


def _abstract_xml() -> str:
    """Write the abstract list with three levels, one for each heading style."""
    levels = []
    for level in range(3):
        text = ".".join(f"%{n + 1}" for n in range(level + 1))
        ending = "." if level == 0 else ""
        levels.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
            f'<w:pStyle w:val="Heading{level + 1}"/><w:lvlText w:val="{text}{ending}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{567 + 142 * level}" '
            f'w:hanging="{567 + 142 * level}"/></w:pPr></w:lvl>'
        )
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{ABSTRACT_ID}">'
        f'<w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'
    )
