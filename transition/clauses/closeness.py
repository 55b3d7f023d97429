"""Whether a pack's texts come too close to known phrasing, such as that of a standard, which a licence holder lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from transition.errors import Fault
from transition.model import ClausePack

RUN = 7
"""So many words in a row are somebody's wording and no longer chance."""
RUNS: Mapping[str, int] = {"vi": 12}
"""Vietnamese writes syllables apart: seven words are about twelve of them."""

_WORD = re.compile(r"\w+")
Text = tuple[str, str, str, str]
"""File, key, column, and what stands there."""
Columns = Mapping[str, Mapping[str, str] | Mapping[str, tuple[str, ...]]]
"""Column → language → one text or several."""


def too_close(pack: ClausePack, phrases: Iterable[str]) -> Iterator[Fault]:
    """Yield the texts of ``pack`` that share a run of words with one of ``phrases``.

    Clause titles and cues are left out, for facts and search words are nobody's wording; so is a licence holder's own
    text.
    """
    lines = [_words(phrase) for phrase in phrases]
    for language in pack.languages:
        length = RUNS.get(language, RUN)
        known = {run: number for number, line in enumerate(lines, start=1) for run in _runs(line, length)}
        for file, key, column, text in _texts(pack, language):
            run = next((run for run in _runs(_words(text), length) if run in known), None)
            if run:
                details = {"file": f"{language}/{file}" if file.endswith(".csv") else file, "key": key}
                yield "too-close", details | {"column": column, "words": " ".join(run), "line": str(known[run])}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[n : n + length]) for n in range(len(words) - length + 1))


def _texts(pack: ClausePack, language: str) -> Iterator[Text]:
    """Yield every text that may be worded after somebody else's."""
    for file, key, columns in _columns(pack):
        for column, texts in columns.items():
            found = texts.get(language, ())
            for text in (found,) if isinstance(found, str) else found:
                yield file, key, column, text


def _columns(pack: ClausePack) -> Iterator[tuple[str, str, Columns]]:
    yield "pack.toml", "notice", {"notice": pack.notice}
    for r in pack.requirements:
        key = f"{r.edition} {r.id}"
        columns: Columns = {
            "wording": r.wording,
            "usual_gap": r.usual_gap,
            "action": r.action,
            "question": r.question,
        }
        yield "requirements.csv", key, columns
        for e in r.elements:
            yield "elements.csv", f"{key} {e.id}", {"label": e.labels, "hits": e.hits, "misses": e.misses}
            yield "suggestions.csv", f"{key} {e.id}", {"text": e.suggestion}
    for c in pack.correspondence:
        yield "correspondence.csv", f"{c.from_edition}: {c.old} – {c.new}", {"rationale": c.rationale}
    for k in pack.conditions:
        yield "conditions.csv", k.id, {"label": k.labels}
    for t in pack.terms:
        yield "terms.csv", t.id, {"replacement": t.replacement, "advice": t.advice}
    for g in pack.guards:
        yield "guards.csv", g.id, {"hits": g.hits, "misses": g.misses}
