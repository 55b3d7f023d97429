"""Clause mapping measured on labelled passages: headings shown and hidden, sections and full clauses, and baselines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from transition.evaluation.labels import Label, section_of
from transition.evaluation.measures import Case, Figure, figure, macro_f1, share_among
from transition.mapping import ClauseMapper
from transition.model import ClausePack, Document, Location, Passage
from transition.text.reading import read_passages
from transition.text.tokens import sentences, variant

Ranking = Mapping[str, Sequence[str]]
"""Passage id → clauses, the likeliest first."""
_RANKED = 3


def mapping_figures(labels: Iterable[Label], pack: ClausePack) -> list[Figure]:
    """Return how well the program and plain baselines find the clause of each labelled passage."""
    by_edition: dict[tuple[str, str], list[Label]] = defaultdict(list)
    for label in labels:
        for edition in dict.fromkeys(edition for edition, _ in label.clauses):
            by_edition[edition, label.language].append(label)
    figures: list[Figure] = []
    for (edition, language), members in sorted(by_edition.items()):
        mapper = ClauseMapper(pack, edition)
        name = f"{edition} {language}".strip()
        for shown, heading in (("heading shown", True), ("heading hidden", False)):
            rankings = _program(members, mapper, heading=heading)
            figures += _figures(f"{name}, {shown}", members, rankings, edition)
        for title, rank in _BASELINES:
            found = {str(n): rank(mapper, _glued(label), label) for n, label in enumerate(members)}
            cases = _cases(members, found, edition, section_of)
            figures.append(figure(f"{name}, baseline {title}: section first", cases, share_among(1)))
    return figures


def _figures(name: str, labels: Sequence[Label], rankings: Ranking, edition: str) -> list[Figure]:
    sections = _cases(labels, rankings, edition, section_of)
    clauses = _cases(labels, rankings, edition, str)
    return [
        figure(f"{name}: section first", sections, share_among(1)),
        figure(f"{name}: section among three", sections, share_among(_RANKED)),
        figure(f"{name}: section macro-F1", sections, macro_f1),
        figure(f"{name}: full clause first", clauses, share_among(1)),
    ]


def _cases(labels: Sequence[Label], found: Ranking, edition: str, shorten: Callable[[str], str]) -> list[Case]:
    cases = []
    for number, label in enumerate(labels):
        wanted = frozenset(shorten(clause) for own, clause in label.clauses if own == edition)
        said = tuple(dict.fromkeys(shorten(clause) for clause in found.get(str(number), ())))
        cases.append(Case(label.group, wanted, said))
    return cases


def _program(labels: Sequence[Label], mapper: ClauseMapper, *, heading: bool) -> Ranking:
    """Return what the program says of the passages, those of one document together as they stand in it."""
    documents: dict[str, list[Passage]] = defaultdict(list)
    for number, label in enumerate(labels):
        trail = (label.heading,) if heading and label.heading else ()
        passage = Passage(
            str(number), Location(label.document, "body", (number,)), "body", label.text, trail, language=label.language
        )
        documents[label.document].append(passage)
    found: dict[str, Sequence[str]] = {}
    for name, passages in documents.items():
        document = Document(name, name, "", title=_title(name) if heading else "", passages=tuple(passages))
        matches = mapper.map_document(document, read_passages(passages))
        found |= {id: [m.clause for m in kept] for id, kept in matches.items()}
    return found


def _title(name: str) -> str:
    """Return what a file's name says: "organisation: folder/quality-policy.docx" is titled "quality policy"."""
    last = name.rpartition(": ")[2].rpartition("/")[2]
    stem = last.rpartition(".")[0] or last
    return stem.replace("-", " ").replace("_", " ")


def _glued(label: Label) -> Label:
    return replace(label, text=f"{label.heading}. {label.text}" if label.heading else label.text)


def _by_words(mapper: ClauseMapper, label: Label, which: int) -> Sequence[str]:
    language = variant(label.text, label.language)
    topics = mapper.topics(language)
    words = topics.features([s for sentence in sentences(label.text, language) for s in sentence.stems])
    scores = topics.ranker.scores(words)[which]
    return [topics.clauses[int(i)].number for i in np.argsort(-scores, kind="stable")[:_RANKED]]


def _by_keywords(mapper: ClauseMapper, label: Label, _: Label) -> Sequence[str]:
    language = variant(label.text, label.language)
    topics = mapper.topics(language)
    scores = topics.lexical(sentences(label.text, language))
    return [topics.clauses[int(i)].number for i in np.argsort(-scores, kind="stable")[:_RANKED]]


_BASELINES: tuple[tuple[str, Callable[[ClauseMapper, Label, Label], Sequence[str]]], ...] = (
    ("keywords", _by_keywords),
    ("TF-IDF", lambda mapper, label, _: _by_words(mapper, label, 0)),
    ("BM25", lambda mapper, label, _: _by_words(mapper, label, 1)),
)
