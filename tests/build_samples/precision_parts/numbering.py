"""Real automatic numbering: headings 1, 1.1, 1.1.1 and lists that start again."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

HEADINGS, LETTER, BULLET, NUMBER = 90, 91, 92, 93
FORMATS = {LETTER: ("lowerLetter", "%1)"), BULLET: ("bullet", "\u2022"), NUMBER: ("decimal", "%1.")}
KINDS = {"letter": LETTER, "bullet": BULLET, "number": NUMBER}


def _level(index: int, form: str, text: str, indent: tuple[int, int], style: str = "") -> str:
    link = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{link}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent[0]}" w:hanging="{indent[1]}"/></w:pPr></w:lvl>'
    )


def _abstract(number: int, levels: str, multi: str) -> Any:
    return parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="{multi}"/>{levels}</w:abstractNum>'
    )


class Numbering:
    """The numbering part of one document under construction."""

    def __init__(self, document: Any) -> None:
        self.root = document.part.numbering_part.element
        levels = "".join(
            _level(i, "decimal", ".".join(f"%{n + 1}" for n in range(i + 1)), (720, 720), f"Heading{i + 1}")
            for i in range(3)
        )
        self._put(_abstract(HEADINGS, levels, "multilevel"))
        for number, (form, text) in FORMATS.items():
            self._put(_abstract(number, _level(0, form, text, (1080, 360)), "singleLevel"))
        self.last = 900

    def _put(self, abstract: Any) -> None:
        first = self.root.find(qn("w:num"))
        if first is None:
            self.root.append(abstract)
        else:
            first.addprevious(abstract)

    def start(self, abstract: int) -> int:
        """Begin a list that counts from one; gives its number."""
        self.last += 1
        override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        self.root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self.last}"><w:abstractNumId w:val="{abstract}"/>'
                f"{override if abstract != HEADINGS else ''}</w:num>"
            )
        )
        return self.last

    def link_headings(self, document: Any) -> None:
        """Tie Heading 1 to 3 to the multi-level list."""
        number = self.start(HEADINGS)
        for level in range(3):
            properties = document.styles[f"Heading {level + 1}"].element.get_or_add_pPr()
            properties.insert(0, _properties(number, level))
            _order(properties)


def _properties(number: int, level: int) -> Any:
    return parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def _order(properties: Any) -> None:
    """Put keepNext and keepLines before numPr, as the schema wants."""
    for name in ("w:keepLines", "w:keepNext"):
        found = properties.find(qn(name))
        if found is not None:
            properties.remove(found)
            properties.insert(0, found)


def number_paragraph(paragraph: Any, number: int) -> None:
    """Make a paragraph an item of the list."""
    properties = paragraph._p.get_or_add_pPr()
    properties._insert_numPr(_properties(number, 0))
