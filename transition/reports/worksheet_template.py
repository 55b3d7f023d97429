"""Worksheets in an organisation's own Word template: its logo, header and styles, filled in through docxtpl.

The template may name ``client``, ``standard``, ``auditor``, ``date``, ``title``, ``document``, ``clause``,
``documents`` and ``revision`` in double braces anywhere, and say with ``{{p worksheet }}`` in a paragraph of its own
where the worksheet goes (or ``{{p head }}``, ``{{p rows }}`` and ``{{p signatures }}`` for its parts). Where it says
nothing, the worksheet follows the template's own text.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

from transition.errors import InputError
from transition.model import GapRegister
from transition.reports.wordfile import WIDE, core, zipped
from transition.reports.wordxml import clean, run, sized
from transition.reports.worksheet_page import SetOut, Sheet, set_out

POINTS = 9
SETTINGS = ("client", "standard", "auditor", "date")
"""What is the same on every worksheet; the template may make its text depend on it."""
OWN = ("title", "document", "clause", "documents", "revision")
BLOCKS = ("worksheet", "head", "rows", "signatures")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = "word/document.xml"
_CORE = "docProps/core.xml"
# Stand for what differs from sheet to sheet, so that the template is worked out once; no document has these letters.
_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_LONGEST = 16_000_000


class OwnTemplate:
    """A template, worked out for one register; ``InputError`` where it cannot be used."""

    def __init__(self, path: Path, register: GapRegister, language: str) -> None:
        first = Sheet("", "", "", ())
        told = dict(set_out(register, first, language).head)
        self._parts = _rendered(path, {name: told.get(name, "") for name in SETTINGS})
        main = self._parts[_MAIN].decode()
        self._width = _text_width(main)
        self._heading = _heading_style(self._parts.get("word/styles.xml", b""))
        if not any(_mark(name) in main for name in BLOCKS):
            end = max(main.rfind("<w:sectPr"), 0) or main.rindex("</w:body>")
            main = f"{main[:end]}{_block('worksheet')}{main[end:]}"
        main = _opened(main)
        astray = next((name for name in BLOCKS if re.search(rf"<w:t(?: [^>]*)?>[^<]*{_mark(name)}", main)), "")
        if astray:  # a table cannot stand inside a line of text
            raise InputError("template-wrong", file=path.name, fault=f"{{{{p {astray} }}}}")
        self._parts[_MAIN] = main.encode()

    def filled(self, register: GapRegister, sheet: Sheet, language: str) -> bytes:
        """Return one worksheet as a .docx in the template's dress."""
        out = set_out(register, sheet, language, self._width)
        blocks = self._blocks(out)
        told = {"title": out.page.title, **{name: text for name, text in out.head if name in OWN}}
        parts = dict(self._parts)
        for name, data in parts.items():
            if _OPEN.encode() in data:
                parts[name] = _replaced(data.decode(), told, blocks).encode()
        if _CORE in parts:
            parts[_CORE] = core(out.page.title).encode()
        return zipped(parts)

    def _blocks(self, out: SetOut) -> dict[str, str]:
        heading = out.heading.replace('<w:pStyle w:val="Heading1"/>', self._heading)
        head, rows, signatures = (sized(xml, POINTS) for xml in (out.head_table, out.rows, out.signatures))
        whole = heading + head + rows + signatures
        return {"worksheet": whole, "head": head, "rows": rows, "signatures": signatures}


def _mark(name: str) -> str:
    return f"{_OPEN}{name}{_CLOSE}"


def _block(name: str) -> str:
    return f"<w:p>{run(_mark(name))}</w:p>"


def _rendered(path: Path, told: dict[str, str]) -> dict[str, bytes]:
    """Return the parts of the template with what is the same on every sheet filled in."""
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError
    from jinja2.sandbox import SandboxedEnvironment
    from markupsafe import Markup

    context: dict[str, object] = {name: clean(text) for name, text in told.items()}
    context |= {name: _mark(name) for name in OWN}
    context |= {name: Markup(_block(name)) for name in BLOCKS}  # noqa: S704 - our own marks
    saved = io.BytesIO()
    try:
        template = DocxTemplate(str(path))
        # A template comes from outside: the sandbox keeps its expressions to filling in texts.
        template.render(context, SandboxedEnvironment(autoescape=True), autoescape=True)
        template.save(saved)
        with zipfile.ZipFile(saved) as archive:
            parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except TemplateError as error:
        raise InputError("template-wrong", file=path.name, fault=str(error)) from error
    except Exception as error:
        raise InputError("template-unusable", file=path.name) from error
    if _MAIN not in parts:
        raise InputError("template-unusable", file=path.name)
    return parts


def _opened(main: str) -> str:
    """Return the main part with the paragraphs that stand for blocks reduced to their marks."""
    for name in BLOCKS:
        main = main.replace(_block(name), _mark(name))
    return main


def _replaced(xml: str, told: dict[str, str], blocks: dict[str, str]) -> str:
    for name, content in blocks.items():
        xml = xml.replace(_mark(name), content)
    for name in OWN:
        xml = xml.replace(_mark(name), escape(clean(told.get(name, ""))))
    return xml


def _text_width(main: str) -> int:
    """Return the width of the text on the last pages of a template."""
    sections = re.findall(r"<w:sectPr\b.*?</w:sectPr>", main, re.DOTALL)
    last = sections[-1] if sections else ""
    size, margins = re.search(r"<w:pgSz\b[^>]*>", last), re.search(r"<w:pgMar\b[^>]*>", last)
    if not size or not margins:
        return WIDE
    numbers = [
        re.search(rf'w:{name}="(\d+)"', text[0]) for name, text in (("w", size), ("left", margins), ("right", margins))
    ]
    if not all(numbers):
        return WIDE
    width, left, right = (int(found[1]) for found in numbers if found)
    return max(width - left - right, WIDE // 4)


def _heading_style(styles: bytes) -> str:
    """Return the style of the template's first headings as a paragraph names it, "" where it has none."""
    if not styles:
        return ""
    root = etree.fromstring(styles, etree.XMLParser(resolve_entities=False, no_network=True))
    for style in root.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None and (name.get(f"{_W}val") or "").lower() == "heading 1":
            return f'<w:pStyle w:val="{escape(style.get(f"{_W}styleId") or "")}"/>'
    return ""
