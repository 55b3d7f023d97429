"""Vietnamese from before Unicode: letters stored as Latin look-alikes, told only by the font they are shown in.

Fonts whose name begins with ``.Vn`` hold TCVN3 (also called ABC), those that begin with ``VNI`` hold VNI. The tables
are those of viparse; what they lack is added here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from viparse.normalize.tables import Charmap

TCVN3: Final = "tcvn3"
VNI: Final = "vni"
SHOWN: Final = {TCVN3: "TCVN3", VNI: "VNI"}
"""What people call an encoding."""

_NAMED: Final = re.compile(rb'"(?:\.[Vv][Nn]|[Vv][Nn][Ii])')
"""What the bytes of a part hold where one of these fonts is named."""

_FONT: Final = re.compile(r"(?:[A-Z]{6}\+)?(?:(?P<tcvn3>\.vn)|(?P<vni>vni))", re.IGNORECASE)
_CAPITAL_FONT: Final = re.compile(r"(?:[A-Z]{6}\+)?\.vn.*h$", re.IGNORECASE)
_UNICODE: Final = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300\u0301\u0303\u0309\u0323]")
"""Letters that only Unicode has: no old font can show them."""
_SHARED: Final = frozenset("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý")
"""Letters of Vietnamese that Latin-1 has too: alone they do not tell which encoding a text is in."""
_MISSING_IN_VNI: Final = [("aú", "ẳ"), ("AÚ", "Ẳ"), ("î", "ỵ"), ("Î", "Ỵ")]
_PRIVATE: Final = {0xF000 + code: code for code in range(0x20, 0x100)}
"""Fonts that call themselves symbol fonts have their letters moved to this range."""
_MINUS: Final = str.maketrans({"\u2212": "\ue212", "\u2219": "\ue219"})
_MINUS_BACK: Final = str.maketrans({"\ue212": "\u2212", "\ue219": "\u2219"})
_ENOUGH: Final = 60
"""Non-ASCII letters below which a text without fonts is a fragment, and nothing is concluded from it."""
_SAMPLE: Final = 30_000


def may_be_named(xml: bytes) -> bool:
    """Say whether a part may name one of these fonts."""
    return _NAMED.search(xml) is not None


@cache
def of_font(name: str) -> str:
    """Return the encoding a font of this name implies, "" for a Unicode font."""
    found = _FONT.match(name.strip())
    return "" if found is None else TCVN3 if found["tcvn3"] else VNI


@cache
def shows_capitals(name: str) -> bool:
    """Say whether a font draws small letters as capitals (``.VnTimeH``)."""
    return _CAPITAL_FONT.match(name.strip()) is not None


def decode(text: str, encoding: str, *, capitals: bool = False) -> str:
    """Return text of an old font as Unicode; blanks and characters the encoding does not use stay as they are."""
    from viparse.normalize.tables import convert

    # viparse takes the minus sign for a letter, which is right for text out of a PDF only.
    text = text.translate(_PRIVATE).translate(_MINUS)
    decoded = str(convert(text, _charmap(encoding))).translate(_MINUS_BACK)
    return decoded.upper() if capitals else decoded


def is_unicode(text: str) -> bool:
    """Say whether a text holds Vietnamese letters that only Unicode has."""
    return not text.isascii() and _UNICODE.search(text) is not None


def count_unicode(text: str) -> int:
    """Return how many letters of a text only Unicode has."""
    return 0 if text.isascii() else len(_UNICODE.findall(text))


def count_marks(text: str, encoding: str) -> int:
    """Return how many characters of a text are letters in an old encoding and none in Vietnamese as it is read."""
    if text.isascii():
        return 0
    marks = _marks(encoding)
    return sum(c in marks for c in text)


def guess(text: str) -> str:
    """Return the encoding of a whole document whose fonts are lost, "" if it is Unicode, foreign, or too short."""
    if count_unicode(text) or sum(not c.isascii() for c in text) < _ENOUGH:
        return ""
    from viparse.normalize.detector import detect_encoding_by_content

    found = detect_encoding_by_content(text[:_SAMPLE], {name: _charmap(name) for name in (TCVN3, VNI)})
    return found.encoding or ""


@cache
def _charmap(encoding: str) -> Charmap:
    from viparse.normalize.tables import build_charmap
    from viparse.normalize.tcvn3 import TCVN3 as TCVN3_MAP
    from viparse.normalize.vni import VNI as VNI_MAP

    if encoding == TCVN3:
        return TCVN3_MAP
    pairs = {**dict(_MISSING_IN_VNI), **dict(VNI_MAP.pairs)}
    # "Uûy": at the beginning of a word the letter is a capital and its mark often is not.
    mixed = {k[0] + k[1:].lower(): v for k, v in pairs.items() if len(k) > 1 and k.isupper()}
    return build_charmap(VNI, {**mixed, **pairs}.items())


@cache
def _marks(encoding: str) -> frozenset[str]:
    """Return the characters of an encoding that Vietnamese in Unicode never uses."""
    used = {c for legacy, _ in _charmap(encoding).pairs for c in legacy if not c.isascii()}
    return frozenset(unicodedata.normalize("NFC", c) for c in used if c not in _SHARED)
