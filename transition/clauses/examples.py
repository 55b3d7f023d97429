"""Whether cues do what their examples say: too slow for every load, run by ``transition pack check`` and by tests."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transition.clauses.rules import Fault
from transition.model import ClausePack, Element, Guard
from transition.text.cues import CueIndex
from transition.text.tokens import sentences

_ABOVE = re.compile(r"\[(.+?)\]\s*(.+)", re.DOTALL)


def untrue_examples(pack: ClausePack) -> Iterator[Fault]:
    """Yield the sentences that cues must hit but miss, or must miss but hit.

    ``[Heading] sentence`` puts the sentence under a heading.
    """
    owners: list[tuple[str, Element | Guard]] = [
        (f"elements.csv {r.edition} {r.id}", e) for r in pack.requirements for e in r.elements
    ]
    owners += [("guards.csv", g) for g in pack.guards]
    for place, owner in owners:
        for language in pack.languages:
            try:
                index = CueIndex(language, [(owner.id, cue) for cue in owner.cues.get(language, ())])
            except ValueError as error:
                yield "unreadable-cue", {"place": f"{language}/{place} {owner.id}", "fault": str(error)}
                continue
            for key, texts, wanted in (("not-hit", owner.hits, True), ("not-missed", owner.misses, False)):
                for text in texts.get(language, ()):
                    words = _found(index, text, language, getattr(owner, "longest", 0))
                    if (words is not None) != wanted:
                        details = {"place": f"{language}/{place} {owner.id}", "value": text}
                        yield key, details | {"words": " + ".join(words or ())}


def _found(index: CueIndex[str], text: str, language: str, longest: int) -> tuple[str, ...] | None:
    """Return the words found in ``text``, in sentences of at most ``longest`` stems (0: of any length)."""
    match = _ABOVE.fullmatch(text)
    above, body = match.groups() if match else ("", text)
    context = index.context(sentences(above, language)) if above else frozenset()
    read = sentences(body, language)
    hits = index.find(read, context)
    return next((h.words for h in hits if not longest or len(read[h.sentence].stems) <= longest), None)
