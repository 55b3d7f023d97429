"""Fields in the text: which are open, what is their code and what their result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from transition.documents import symbols
from transition.documents.names import w

if TYPE_CHECKING:
    from lxml import etree

_KIND: Final = w("fldCharType")
_DEEPEST: Final = 50
"""Fields open at once beyond which a file is damaged: their ends are missing."""
_TOLD_APART: Final = 40
"""Letters of a code by which fields are told apart."""


class Fields:
    """Which complex fields are open; they may reach over many paragraphs."""

    def __init__(self) -> None:
        self._open: list[list[str]] = []
        self.in_code = False
        self.in_toc = False
        self.quiet = True
        """Whether text is only text now: neither a code nor part of a table of contents."""

    def mark(self, el: etree._Element) -> str:
        """Take in one ``w:fldChar`` and return what a form field shows without a result."""
        shown = ""
        match el.get(_KIND):
            case "begin":
                if len(self._open) >= _DEEPEST:
                    self._open.clear()
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
        if self._open and self._open[-1][0] == "code" and len(self._open[-1][1]) < _TOLD_APART:
            self._open[-1][1] += text

    def close_paragraph(self) -> None:
        """Give up field codes that never ended, so that a damaged field does not swallow the rest of the file."""
        if self.in_code:
            self._open = [f for f in self._open if f[0] == "result"]
            self._refresh()

    def _refresh(self) -> None:
        self.in_code = any(f[0] == "code" for f in self._open)
        self.in_toc = any(f[0] == "result" and f[1].lstrip()[:3].upper() == "TOC" for f in self._open)
        self.quiet = not (self.in_code or self.in_toc)
