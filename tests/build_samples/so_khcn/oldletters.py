"""Writes a document the way it was done before Unicode: TCVN3 letters in .Vn fonts."""

from __future__ import annotations

import unicodedata
from typing import Any

from docx.oxml.ns import qn
from viparse.normalize.tcvn3 import TCVN3

FONT, CAPITALS = ".VnTime", ".VnTimeH"
_OLD = {letter: old for old, letter in TCVN3.pairs}


def to_tcvn3(document: Any) -> None:
    """Turn every run of a document into TCVN3; text all in capitals becomes small letters in the capital font."""
    _set_font(document.styles["Normal"].element.get_or_add_rPr(), FONT)
    for run in document.element.body.iter(qn("w:r")):
        texts = list(run.iter(qn("w:t")))
        whole = "".join(t.text or "" for t in texts)
        capitals = whole.isupper() and not whole.isascii()
        if capitals:
            properties = run.find(qn("w:rPr"))
            _set_font(run.get_or_add_rPr() if properties is None else properties, CAPITALS)
        for text in texts:
            text.text = encode(text.text.lower() if capitals else text.text)


def encode(text: str) -> str:
    """Return text in TCVN3; a capital with a tone, which TCVN3 lacks, is a mistake in the source."""
    out = [letter if letter.isascii() else _OLD.get(letter, letter) for letter in unicodedata.normalize("NFC", text)]
    for letter in out:
        if letter.isalpha() and ord(letter) > 0xFF:
            raise ValueError(f"TCVN3 has no {letter}: {text}")
    return "".join(out)


def _set_font(properties: Any, name: str) -> None:
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for kind in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(kind), name)
