"""What stands inside one paragraph: runs, fields, symbols, and the anchors of boxes and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from transition.documents import symbols
from transition.documents.blocks import Look
from transition.documents.names import (
    ALTERNATE,
    CHOICE,
    FALLBACK,
    M_NS,
    RPR,
    P,
    R,
    T,
    w,
)
from transition.documents.oldfonts import OldFonts, effective
from transition.documents.styles import ParagraphStyle, RunStyle, Styles, flag

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

_FIELD: Final = w("fldChar")
_INSTRUCTION: Final = w("instrText")
_INSERTED: Final = frozenset({w("ins"), w("moveTo")})
_DELETED: Final = frozenset({w("del"), w("moveFrom")})
_GRAPHIC: Final = frozenset({w("drawing"), w("pict"), w("object")})
_REFERENCES: Final = {
    w("footnoteReference"): "footnotes",
    w("endnoteReference"): "endnotes",
    w("commentReference"): "comments",
}
_CHARACTERS: Final = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
    w("softHyphen"): "\u00ad",
}
_SYMBOL: Final = w("sym")
_TEXTS: Final = frozenset({T, f"{{{M_NS}}}t"})
_SILENT: Final = frozenset(
    w(n)
    for n in (
        "pPr", "rPr", "delText", "delInstrText", "proofErr",
        "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak", "sdtPr", "sdtEndPr",
        "fldData", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd",
        "footnoteRef", "endnoteRef", "annotationRef", "separator", "continuationSeparator",
        "smartTagPr", "customXmlPr", "rubyPr", "moveFromRangeStart", "moveFromRangeEnd",
        "moveToRangeStart", "moveToRangeEnd",
    )
)  # fmt: skip
_KNOWN_CHOICES: Final = frozenset(
    ["wps", "wpg", "wpc", "wp14", "w14", "w15", "w16", "w16se", "w16cid", "cx", "aink", "am3d"]
)
_DEFAULT_SIZE: Final = 20
"""Half points a letter has where neither file nor style says (ISO/IEC 29500-1 §17.3.2.38)."""
_LOOKED_AT: Final = 200
"""Only shorter paragraphs can be headings, so only their looks are worked out."""


def branch(alternate: etree._Element) -> etree._Element | None:
    """Return the one branch of alternate content that is shown: a known choice, else the fallback."""
    fallback = None
    for el in alternate:
        if el.tag == CHOICE and all(n in _KNOWN_CHOICES for n in (el.get("Requires") or "").split()):
            return el
        if el.tag == FALLBACK:
            fallback = el
    return fallback if fallback is not None else alternate.find(CHOICE)


class Fields:
    """Which complex fields are open; they may reach over many paragraphs."""

    def __init__(self) -> None:
        self._open: list[list[str]] = []
        self.in_code = False
        self.in_toc = False

    def mark(self, el: etree._Element) -> str:
        """Take in one ``w:fldChar`` and return what a form field shows without a result."""
        shown = ""
        match el.get(w("fldCharType")):
            case "begin":
                self._open.append(["code", "", symbols.form_field(el)])
            case "separate" if self._open:
                self._open[-1][0] = "result"
            case "end" if self._open:
                state, _, form = self._open.pop()
                shown = form if state == "code" else ""
        self._refresh()
        return shown

    def instruction(self, text: str) -> None:
        """Take in a piece of a field code."""
        if self._open and self._open[-1][0] == "code":
            self._open[-1][1] += text

    def close_paragraph(self) -> None:
        """Give up field codes that never ended, so that a damaged field does not swallow the rest of the file."""
        if self.in_code:
            self._open = [f for f in self._open if f[0] == "result"]
            self._refresh()

    def _refresh(self) -> None:
        self.in_code = any(f[0] == "code" for f in self._open)
        self.in_toc = any(f[0] == "result" and f[1].lstrip()[:3].upper() == "TOC" for f in self._open)


class Line:
    """Collects one paragraph: its text by runs, what is struck, and where things are anchored.

    ``anchor`` is called with the kind of thing and its element; it returns nothing, the caller keeps what it finds.
    """

    def __init__(
        self,
        styles: Styles,
        style: ParagraphStyle,
        fields: Fields,
        watch: bool,
        old_fonts: OldFonts,
        anchor: Callable[[str, etree._Element], None],
    ) -> None:
        self._styles = styles
        self._style = style
        self._fields = fields
        self._watch = watch or bool(style.run.hidden or style.run.struck)
        self._old_fonts = old_fonts
        self._anchor = anchor
        self._runs: list[tuple[etree._Element | None, str]] = []
        self._pieces: list[str] = []
        self._struck: list[tuple[etree._Element | None, str]] = []
        self._text: str | None = None
        self.inserted = 0
        self.deleted = 0
        self.toc = False

    @property
    def started(self) -> bool:
        """Whether any visible character was met so far."""
        return bool(self._pieces) and bool("".join(self._pieces).strip())

    @property
    def text(self) -> str:
        """The visible text; asked for once the paragraph is complete."""
        if self._text is None:
            self._text = self._read(self._runs) if self._old_fonts.active else "".join(self._pieces)
        return self._text

    @property
    def struck(self) -> str:
        """The text that is crossed out."""
        return self._read(self._struck) if self._old_fonts.active else "".join(text for _, text in self._struck)

    def _read(self, runs: list[tuple[etree._Element | None, str]]) -> str:
        return self._old_fonts.read((self._effective(rpr), text) for rpr, text in runs)

    def add(self, parent: etree._Element) -> None:  # noqa: C901 - one branch for each kind of element
        """Take in everything below a paragraph or an inline container."""
        for el in parent:
            tag = el.tag
            if tag == R:
                self._run(el)
            elif tag in _SILENT:
                continue
            elif tag in _INSERTED:
                self.inserted += 1
                self.add(el)
            elif tag in _DELETED:
                self.deleted += 1
            elif tag in _TEXTS:
                self._put(el.text or "", None)
            elif tag == ALTERNATE:
                chosen = branch(el)
                if chosen is not None:
                    self.add(chosen)
            elif tag in _GRAPHIC:
                self._anchor("graphic", el)
            elif isinstance(tag, str) and tag != P:
                self.add(el)

    def _run(self, run: etree._Element) -> None:  # noqa: C901, PLR0912 - one branch for each kind of element
        rpr: etree._Element | None = None
        for el in run:
            tag = el.tag
            if tag == T:
                self._put(el.text or "", rpr)
            elif tag == RPR:
                rpr = el
            elif tag in _CHARACTERS:
                self._put(_CHARACTERS[tag], rpr)
            elif tag == _FIELD:
                self._put(self._fields.mark(el), rpr)
            elif tag == _INSTRUCTION:
                self._fields.instruction(el.text or "")
            elif tag in _REFERENCES:
                self._anchor(_REFERENCES[tag], el)
            elif tag == _SYMBOL:
                self._put(symbols.character(el.get(w("font")) or "", el.get(w("char")) or ""), rpr)
            elif tag in _SILENT:
                continue
            elif tag in _GRAPHIC:
                if not (self._watch and self._effective(rpr).hidden):
                    self._anchor("graphic", el)
            elif tag == ALTERNATE:
                chosen = branch(el)
                if chosen is not None:
                    self._run(chosen)
            elif isinstance(tag, str):
                self.add(el)

    def _put(self, text: str, rpr: etree._Element | None) -> None:
        if not text or self._fields.in_code:
            return
        if self._watch:
            look = self._effective(rpr)
            if look.hidden:
                return
            if look.struck and text.strip():
                self._struck.append((rpr, text))
                return
        if self._fields.in_toc:
            self.toc = True
        self._pieces.append(text)
        self._runs.append((rpr, text))

    def _effective(self, rpr: etree._Element | None) -> RunStyle:
        return effective(rpr, self._style.run, self._styles)

    def look(self, centred: bool) -> Look:
        """Return how the letters of the paragraph look, taken together."""
        text = self.text.strip()
        if not text or len(text) > _LOOKED_AT:
            return Look(size=self._style.run.size or _DEFAULT_SIZE, centred=centred)
        looks = [self._effective(rpr) for rpr, piece in self._runs if any(c.isalnum() for c in piece)]
        if not looks:
            return Look(centred=centred)
        caps = all(k.caps for k in looks) or (text.isupper() and sum(c.isalpha() for c in text) > 1)
        return Look(all(k.bold for k in looks), bool(caps), max(k.size for k in looks) or _DEFAULT_SIZE, centred)


def mark_is(ppr: etree._Element, name: str) -> bool:
    """Say whether the paragraph mark itself is hidden or deleted."""
    rpr = ppr.find(RPR)
    return rpr is not None and bool(flag(rpr, name))
