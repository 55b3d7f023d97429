"""Clauses cited by number, read with the edition they are cited from."""

from __future__ import annotations

import re

from transition.model import ClausePack

_DIGIT = re.compile(r"\d")
_NUMBER = r"\d{1,2}(?:\.\d{1,2}){1,3}"


class CitationReader:
    """Finds "ISO 9001:2008, clause 7.4.1" and its like; a bare number decides nothing."""

    def __init__(self, pack: ClausePack, edition: str) -> None:
        """Prepare the names of the standard and of its clauses."""
        self._known = frozenset(c.number for c in pack.clauses_of(edition))
        names = "|".join(re.escape(s) for s in pack.standards)
        words = {w for groups in pack.vocabulary.values() for w in groups.get("citation.clause", ())}
        word = "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) or "clause"
        cited = rf"(?:{names})\s*[:\-–]\s*{re.escape(edition)}"
        self._near = re.compile(rf"{cited}\D{{0,40}}?({_NUMBER}(?:\s*[,;&]\s*{_NUMBER})*)", re.IGNORECASE)
        self._after = re.compile(
            rf"\b(?:{word})\s+({_NUMBER}(?:\s*[,;&]\s*{_NUMBER})*)[^.;\n]{{0,40}}?{cited}", re.IGNORECASE
        )

    def clauses(self, text: str) -> frozenset[str]:
        """Return the clause numbers ``text`` cites from this edition."""
        if not _DIGIT.search(text):
            return frozenset()
        lists = [m.group(1) for pattern in (self._near, self._after) for m in pattern.finditer(text)]
        return frozenset(n for found in lists for n in re.findall(_NUMBER, found) if n in self._known)
