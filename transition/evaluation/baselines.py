"""Plain ways to say what lacks, to be better than: a keyword anywhere, or the likeness of the closest passage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from transition.model import GapRegister, Passage
from transition.text.reading import read_passages
from transition.text.similar import Ranker, features
from transition.text.tokens import PLAIN, stems, stop_stems, variant

_MET, _GAP = "met", "gap"


def keyword_says(register: GapRegister, ids: Iterable[str]) -> Mapping[str, str]:
    """Return met where any subject word of the requirement occurs anywhere, else gap."""
    text = "\n".join(p.text.casefold() for d in register.documents for p in d.passages)
    wanted = set(ids)
    return {
        e.requirement.id: _MET
        if any(t.casefold() in text for terms in e.requirement.terms.values() for t in terms)
        else _GAP
        for e in register.entries
        if e.requirement.id in wanted
    }


def likeness_says(register: GapRegister, ids: Iterable[str], share: float, which: int) -> Mapping[str, str]:
    """Return gap for the ``share`` of requirements whose closest passage is least like their wording.

    ``which`` is 0 for TF-IDF, 1 for BM25. To be told the true share is more than such a method would know.
    """
    requirements = [e.requirement for e in register.entries]
    best = np.zeros(len(requirements), dtype=np.float32)
    passages: dict[str, list[Passage]] = {}
    for document in register.documents:
        for p in document.passages:
            passages.setdefault(variant(p.text, p.language), []).append(p)
    for language, members in passages.items():
        base = "vi" if language == PLAIN else language
        stop = stop_stems(language)
        ranker = Ranker(
            [features(list(stems(r.wording.get(base, ""), language)), stop, pairs=True) for r in requirements]
        )
        for sentences in read_passages(members).values():
            words = features([s for sentence in sentences for s in sentence.stems], stop, pairs=True)
            np.maximum(best, ranker.scores(words)[which], out=best)
    wanted = set(ids)
    scored = sorted((float(best[n]), r.id) for n, r in enumerate(requirements) if r.id in wanted)
    least = {id for _, id in scored[: round(share * len(scored))]}
    return {id: _GAP if id in least else _MET for _, id in scored}
