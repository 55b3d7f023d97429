"""Whether cues do what their examples say: too slow for every load, run by ``transition pack check`` and by tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from transition.clauses.rules import short
from transition.errors import Fault
from transition.model import ClausePack, Element, Guard
from transition.text.cues import CueHit, CueIndex, example_parts
from transition.text.synonyms import same_meaning
from transition.text.tokens import sentences

_SHARE = 0.1
_FEW = 3
"""A cue that finds what more than a tenth of the other requirements must miss, and more than three, is too broad."""

CueKey = tuple[str, str, str]
"""Requirement, element, and the cue itself."""


def untrue_examples(pack: ClausePack) -> Iterator[Fault]:
    """Yield the sentences that cues must hit but miss, or must miss but hit.

    ``[Heading] sentence`` puts the sentence under a heading.
    """
    owners: list[tuple[str, str, Element | Guard]] = [
        ("elements.csv", f"{r.edition} {r.id} {e.id}", e) for r in pack.requirements for e in r.elements
    ]
    owners += [("guards.csv", g.id, g) for g in pack.guards]
    for file, key, owner in owners:
        for language in pack.languages:
            try:
                same = same_meaning(pack.vocabulary.get(language, {})) if isinstance(owner, Element) else ()
                index = CueIndex(language, [(owner.id, cue) for cue in owner.cues.get(language, ())], same)
            except ValueError:
                continue  # a rule of its own names cues that cannot be read
            for code, texts, wanted in (("not-hit", owner.hits, True), ("not-missed", owner.misses, False)):
                for text in texts.get(language, ()):
                    words = _found(index, text, language, getattr(owner, "longest", 0))
                    if (words is not None) != wanted:
                        details = {"file": f"{language}/{file}", "key": key, "value": text}
                        yield code, details | {"words": " + ".join(words or ())}


def greedy_cues(pack: ClausePack) -> Iterator[Fault]:
    """Yield the cues that take what belongs to others.

    A sentence that one requirement must miss is often the business of its neighbour, so a cue may find some. It is
    greedy where it finds sentences that two or more other requirements must miss and finds none of those its own
    requirement must hit, or where more than a tenth of the other requirements must miss what it finds.
    """
    many = max(_FEW, _SHARE * len(pack.of(pack.to_edition)))
    for language in pack.languages:
        own, others = _catches(pack, language)
        for key, taken in others.items():
            if len(taken) > 1 and (not own[key] or len(taken) > many):
                requirement, element, cue = key
                row = f"{pack.to_edition} {requirement} {element}"
                details = {"file": f"{language}/elements.csv", "key": row, "cue": short(cue)}
                shown = dict(list(taken.items())[:2])
                named = "; ".join(f"“{sentence}” ({other})" for other, sentence in shown.items())
                code = "greedy-cue" if own[key] else "greedy-cue-unproven"
                yield code, details | {"count": str(len(taken)), "sentences": named}


def _catches(pack: ClausePack, language: str) -> tuple[Mapping[CueKey, int], Mapping[CueKey, Mapping[str, str]]]:
    """Return for each cue how many sentences of its own it hits, and by requirement one that others must miss."""
    own: dict[CueKey, int] = defaultdict(int)
    others: dict[CueKey, dict[str, str]] = defaultdict(dict)
    elements = [(r.id, e) for r in pack.of(pack.to_edition) for e in r.elements]
    keys = [(id, e.id, cue) for id, e in elements for cue in e.cues.get(language, ())]
    try:
        index = CueIndex(language, [(key, key[2]) for key in keys], same_meaning(pack.vocabulary.get(language, {})))
    except ValueError:
        return own, others
    for id, element in elements:
        for text in element.hits.get(language, ()):
            for hit in _hits(index, text, language):
                own[hit.key] += hit.key[0] == id
        for text in element.misses.get(language, ()):
            for hit in _hits(index, text, language):
                if hit.key[0] != id:
                    others[hit.key].setdefault(id, text)
    return own, others


def _found(index: CueIndex[str], text: str, language: str, longest: int) -> tuple[str, ...] | None:
    """Return the words found in ``text``, in sentences of at most ``longest`` stems (0: of any length)."""
    read = sentences(example_parts(text)[1], language)
    hits = _hits(index, text, language)
    return next((h.words for h in hits if not longest or len(read[h.sentence].stems) <= longest), None)


def _hits(index: CueIndex, text: str, language: str) -> Iterator[CueHit]:  # type: ignore[type-arg]
    above, body = example_parts(text)
    context = index.context(sentences(above, language)) if above else frozenset()
    return index.find(sentences(body, language), context)
