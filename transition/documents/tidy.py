"""The text of a passage as it is kept: NFC, no invisible characters, blanks one apart, lines kept."""

from __future__ import annotations

import re
from typing import Final

from transition.text import normal

_BLANKS: Final = re.compile(r"[ \t\r\f\v\u2000-\u200a\u3000]+")
_ORDINARY: Final = re.compile(
    "[\n\t -~àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệđìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆĐÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ–—“”‘’…•]*"
)
"""Letters and marks that cleaning leaves alone; most Vietnamese text holds no others."""
_OBJECT: Final = "\ufffc"
"""Where a drawing was, in files made by converters."""
_LINES: Final = re.compile(r" ?\n[ \n]*")


def clean(text: str) -> str:
    """Return the text of one paragraph, safe to quote."""
    if not (text.isascii() or _ORDINARY.fullmatch(text)):
        text = normal.clean(text.replace(_OBJECT, ""))
    elif not ("  " in text or "\n" in text or "\t" in text or "\r" in text):
        return text.strip()
    return _LINES.sub("\n", _BLANKS.sub(" ", text)).strip()


def one_line(text: str) -> str:
    """Return text on one line."""
    return " ".join(text.split())
