"""What stands inside one paragraph: runs, fields, symbols, and the anchors of boxes and notes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from transition.documents import symbols
from transition.documents.blocks import Look
from transition.documents.names import (
    ALTERNATE,
    CHOICE,
    FALLBACK,
    M_NS,
    PPR,
    RPR,
    P,
    R,
    T,
    w,
)
from transition.documents.oldfonts import OldFonts
from transition.documents.styles import ParagraphStyle, RunStyle, Styles, flag

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from transition.documents.blocks import Extra
    from transition.documents.fields import Fields

    Piece: TypeAlias = "tuple[etree._Element | None, str]"  # noqa: SLF001 - the name lxml gives it
    """The properties of a run and its text."""

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
_LETTER: Final = re.compile(r"[^\W_]")
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


def plain(paragraph: etree._Element) -> tuple[etree._Element | None, list[Piece]] | None:
    """Return the properties and the runs of a paragraph that holds nothing but text, ``None`` for any other.

    Nine paragraphs of ten are like that; this is ``Line.add`` without the branches they do not need.
    """
    properties: etree._Element | None = None
    runs: list[Piece] = []
    for el in paragraph:
        tag = el.tag
        if tag == R:
            rpr: etree._Element | None = None
            for inner in el:
                tag = inner.tag
                if tag == T:
                    text = inner.text
                    if text:
                        runs.append((rpr, text))
                elif tag == RPR:
                    rpr = inner
                elif tag not in _SILENT:
                    return None
        elif tag == PPR:
            properties = el if properties is None else properties
        elif tag not in _SILENT:
            return None
    return properties, runs


class Line:
    """Collects one paragraph: its text by runs, what is struck, and where things are anchored.

    ``anchor`` is called with the line, the kind of thing and its element; what it finds it adds to ``extras``, each
    with whether it stands after visible text. The line holds no reference to itself, so that it and the elements it
    looked at are let go at once.
    """

    def __init__(
        self,
        styles: Styles,
        style: ParagraphStyle,
        fields: Fields,
        watch: bool,
        old_fonts: OldFonts,
        anchor: Callable[[Line, str, etree._Element], None],
    ) -> None:
        self.extras: list[tuple[bool, Extra]] = []
        self._styles = styles
        self._style = style
        self._fields = fields
        self._watch = watch or bool(style.run.hidden or style.run.struck)
        self._old_fonts = old_fonts
        self._anchor = anchor
        self._runs: list[Piece] = []
        self._struck: list[Piece] = []
        self._text: str | None = None
        self.inserted = 0
        self.deleted = 0
        self.toc = False

    @property
    def started(self) -> bool:
        """Whether any visible character was met so far."""
        return any(text.strip() for _, text in self._runs)

    @property
    def text(self) -> str:
        """The visible text; asked for once the paragraph is complete."""
        if self._text is None:
            self._text = self._read(self._runs)
        return self._text

    @property
    def struck(self) -> str:
        """The text that is crossed out."""
        return self._read(self._struck) if self._struck else ""

    def _read(self, runs: list[Piece]) -> str:
        if self._old_fonts.active:
            return self._old_fonts.read((self._effective(rpr), text) for rpr, text in runs)
        return runs[0][1] if len(runs) == 1 else "".join([text for _, text in runs])

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
                self._anchor(self, "graphic", el)
            elif isinstance(tag, str) and tag != P:
                self.add(el)

    def _run(self, run: etree._Element) -> None:  # noqa: C901, PLR0912 - one branch for each kind of element
        rpr: etree._Element | None = None
        for el in run:
            tag = el.tag
            if tag == T:
                text = el.text
                if text:
                    self._put(text, rpr)
            elif tag == RPR:
                rpr = el
            elif tag in _CHARACTERS:
                self._put(_CHARACTERS[tag], rpr)
            elif tag == _FIELD:
                self._put(self._fields.mark(el), rpr)
            elif tag == _INSTRUCTION:
                self._fields.instruction(el.text or "")
            elif tag in _REFERENCES:
                self._anchor(self, _REFERENCES[tag], el)
            elif tag == _SYMBOL:
                self._put(symbols.character(el.get(w("font")) or "", el.get(w("char")) or ""), rpr)
            elif tag in _SILENT:
                continue
            elif tag in _GRAPHIC:
                if not (self._watch and self._effective(rpr).hidden):
                    self._anchor(self, "graphic", el)
            elif tag == ALTERNATE:
                chosen = branch(el)
                if chosen is not None:
                    self._run(chosen)
            elif isinstance(tag, str):
                self.add(el)

    def _put(self, text: str, rpr: etree._Element | None) -> None:
        if self._fields.in_code or not text:
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
        self._runs.append((rpr, text))

    def _effective(self, rpr: etree._Element | None) -> RunStyle:
        return self._styles.effective(rpr, self._style, fonts=self._old_fonts.active)

    def look(self, text: str, centred: bool) -> Look:
        """Return how the letters of the paragraph look, taken together; ``text`` is its text without blanks around."""
        return look_of(text, self._runs, self._style, self._styles, centred)


def look_of(text: str, runs: list[Piece], style: ParagraphStyle, styles: Styles, centred: bool) -> Look:
    """Return how the letters of a paragraph look, taken together; ``text`` is its text without blanks around."""
    if not text or len(text) > _LOOKED_AT:
        return _look(False, False, style.run.size or _DEFAULT_SIZE, centred)
    looks = [styles.effective(rpr, style, fonts=False) for rpr, piece in runs if _LETTER.search(piece)]
    if not looks:
        return _look(False, False, 0, centred)
    one = looks[0]
    bold, caps, size = bool(one.bold), bool(one.caps), one.size
    for other in looks[1:]:
        if other is not one:
            bold, caps, size = bold and bool(other.bold), caps and bool(other.caps), max(size, other.size)
    caps = caps or (text.isupper() and sum(map(str.isalpha, text)) > 1)
    return _look(bold, caps, size or _DEFAULT_SIZE, centred)


@lru_cache(maxsize=1024)
def _look(bold: bool, caps: bool, size: int, centred: bool) -> Look:
    return Look(bold, caps, size, centred)


def mark_is(mark: etree._Element | None, name: str) -> bool:
    """Say whether the paragraph mark with these properties is hidden or deleted."""
    return mark is not None and bool(flag(mark, name))
