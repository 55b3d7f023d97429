"""Vietnamese as it was written before Unicode, for tests: the tables turned round, and files made with them."""

import unicodedata

from wordfiles import docx, p, r

from transition.documents import encodings

TCVN3_FONT, TCVN3_CAPITALS, VNI_FONT = ".VnTime", ".VnTimeH", "VNI-Times"


def encode(text, encoding):
    """Return text as an old font stores it; TCVN3 has no capitals with a tone, these become small."""
    table = {}
    for legacy, letter in encodings._charmap(encoding).pairs:
        kept = table.get(letter)
        if kept is None or (len(legacy), legacy.swapcase()) < (len(kept), kept.swapcase()):
            table[letter] = legacy
    out = []
    for letter in unicodedata.normalize("NFC", text):
        known = table.get(letter) or table.get(letter.lower())
        out.append(known if known and not letter.isascii() else letter)
    return "".join(out)


def fonts(name):
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def run(text, font, rpr=""):
    """A run of old text in a font of its encoding; other fonts hold Unicode."""
    encoding = encodings.of_font(font)
    return r(encode(text, encoding) if encoding else text, fonts(font) + rpr)


def old_docx(*paragraphs, font=TCVN3_FONT):
    return docx("".join(p(run(text, font)) for text in paragraphs))
