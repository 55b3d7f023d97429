"""Which runs of a file are in an old Vietnamese font, and what they say.

The font of each run decides. It lies where the text is Unicode all the same (somebody typed with a newer keyboard and
left the font alone), so the letters of the run, of its paragraph and of the whole file are looked at before anything is
changed.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Final

from transition.documents import encodings
from transition.documents.names import FONTS, PPR, RPR, VAL, P, R, T, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from transition.documents.styles import RunStyle, Styles

_SOFT_HYPHEN: Final = w("softHyphen")
_TRUE_SHARE: Final = 4
"""A font of old letters lies if its runs hold more than this many Unicode letters for each old one."""


class OldFonts:
    """Decodes the text of one file; does nothing, and costs nothing, until an old font is met."""

    def __init__(self) -> None:
        self.active = False
        self.whole = ""
        """The encoding of a file whose fonts are lost; every run is in it."""
        self.decoded: Counter[str] = Counter()
        """How many paragraphs were converted from each encoding."""
        self._false: frozenset[str] = frozenset()

    def notice(self, root: etree._Element | None) -> None:
        """Begin to look at fonts if a part names an old one."""
        if root is not None and not self.active:
            names = (name for el in root.iter(FONTS) for name in el.attrib.values())
            self.active = any(encodings.of_font(str(name)) for name in names)

    def survey(self, root: etree._Element, styles: Styles) -> None:
        """Look through the body before it is read: which fonts lie, and whether fonts are lost."""
        if self.active:
            self._find_false(root, styles)
        else:
            self.whole = encodings.guess("\n".join(_texts(root)))
            self.active = bool(self.whole)

    def read(self, pieces: Iterable[tuple[RunStyle, str]]) -> str:
        """Return the text of one paragraph from its runs; letters that reach over runs are kept together."""
        keyed = ((*self._key(look), encodings.is_unicode(text), text) for look, text in pieces)
        groups = [(*key, "".join(piece[3] for piece in group)) for key, group in groupby(keyed, key=lambda p: p[:3])]
        mixed = any(encoding and new for encoding, _, new, _ in groups)
        out = [self._decode(text, encoding, capitals, mixed) for encoding, capitals, _, text in groups]
        for encoding in {g[0] for g, text in zip(groups, out, strict=True) if g[3] != text}:
            self.decoded[encoding] += 1
        return "".join(out)

    def read_one(self, look: RunStyle, text: str) -> str:
        """Return one text of one look, such as a list label."""
        encoding, capitals = self._key(look)
        return self._decode(text, encoding, capitals, mixed=False)

    def read_title(self, text: str) -> str:
        """Return the title stored with a file, decoded where the file is in old fonts and the title looks like them."""
        encoding = self.decoded.most_common(1)[0][0] if self.decoded else ""
        if not encoding or encodings.is_unicode(text) or not encodings.count_marks(text, encoding):
            return text
        return encodings.decode(text, encoding)

    def _key(self, look: RunStyle) -> tuple[str, bool]:
        name = look.font or look.ascii_font
        return encodings.of_font(name) or self.whole, encodings.shows_capitals(name)

    def _decode(self, text: str, encoding: str, capitals: bool, mixed: bool) -> str:
        if not encoding or encodings.is_unicode(text):
            return text
        if (mixed or encoding in self._false) and not encodings.count_marks(text, encoding):
            return text.upper() if capitals and text.isascii() else text
        return encodings.decode(text, encoding, capitals=capitals)

    def _find_false(self, root: etree._Element, styles: Styles) -> None:
        old: Counter[str] = Counter()
        new: Counter[str] = Counter()
        for look, text in _runs(root, styles):
            encoding, _ = self._key(look)
            if encoding:
                old[encoding] += encodings.count_marks(text, encoding)
                new[encoding] += encodings.count_unicode(text)
        self._false = frozenset(e for e in new if new[e] > _TRUE_SHARE * old[e])


def _runs(root: etree._Element, styles: Styles) -> Iterator[tuple[RunStyle, str]]:
    for el in root.iter(P):
        named = el.find(f"{PPR}/{w('pStyle')}")
        style = styles.default if named is None else styles.paragraph(named.get(VAL) or "")
        for run in el.iter(R):
            text = _text(run)
            if not text.isascii():
                yield styles.effective(run.find(RPR), style), text


def _text(run: etree._Element) -> str:
    return "".join((el.text or "") if el.tag == T else "\u00ad" for el in run if el.tag in (T, _SOFT_HYPHEN))


def _texts(root: etree._Element) -> Iterator[str]:
    for el in root.iter(P):
        yield "".join((t.text or "") if t.tag == T else "\u00ad" for t in el.iter(T, _SOFT_HYPHEN))
