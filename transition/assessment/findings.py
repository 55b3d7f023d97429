"""What the passages state of each requirement's elements, sentence by sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from transition.assessment.fit import Vector
from transition.assessment.guards import GuardBook, Shadow, guard_over, hidden_by
from transition.assessment.weighing import Examples, Signs, least, weights_for
from transition.model import ClausePack, Document, Evidence, Passage, Relation, Requirement
from transition.text.cues import CueHit, CueIndex
from transition.text.reading import Read, read_heading
from transition.text.synonyms import same_meaning
from transition.text.tokens import PLAIN, Sentence, variant

CONTENT = frozenset({"body", "list-item", "table-cell", "textbox", "footnote"})
_DENIED = frozenset({"negation", "exclusion"})
_LONGEST_QUOTE = 320
_CELL = "table-cell"
_SECTIONS = 256  # remembered with the words above them
Key = tuple[str, str]
"""Requirement id and element id."""
Place = tuple[tuple[str, ...], str]
"""The headings above a section, and a language."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a cue of an element was found."""

    requirement: str
    element: str
    evidence: Evidence
    words: tuple[str, ...]
    guard: str
    fit: float

    @property
    def counts(self) -> bool:
        """Whether the place states the element, rather than only naming it."""
        return self.evidence.relation == "supports"


@dataclass(frozen=True, slots=True)
class Near:
    """A passage on the right clause that holds part of what a cue looks for, and the words of that part."""

    score: float
    words: tuple[str, ...]
    evidence: Evidence | None = None


NEAR = 0.3
"""Share of a cue's parts times fit: from here on a person should look before an old demand is called a gap."""
_FAR = Near(0.0, ())


class CueReader:
    """Looks for the elements of a set of requirements in documents."""

    def __init__(self, pack: ClausePack, requirements: Iterable[Requirement], guards: GuardBook) -> None:
        """Take the requirements whose elements are looked for; indexes are built per language on first use."""
        self._pack = pack
        self._requirements = tuple(requirements)
        self._position = {r.id: i for i, r in enumerate(self._requirements)}
        self._indexes: dict[str, CueIndex[Key]] = {}
        self._guards = guards
        self._examples: dict[str, Examples] = {}
        self._keys = tuple(tuple((r.id, e.id) for e in r.elements) for r in self._requirements)
        # The passages of a section stand under the same words.
        self._context = lru_cache(maxsize=_SECTIONS)(self._above)

    def index(self, language: str) -> CueIndex[Key]:
        """Return the cues of all elements in one language."""
        if language not in self._indexes:
            base = "vi" if language == PLAIN else language
            self._indexes[language] = CueIndex(
                language,
                [((r.id, e.id), cue) for r in self._requirements for e in r.elements for cue in e.cues.get(base, ())],
                same_meaning(self._pack.vocabulary.get(base, {})),
            )
            self._examples[language] = Examples(self._pack, language, self._requirements)
        return self._indexes[language]

    def find(self, document: Document, read: Read, fits: Mapping[str, Vector]) -> Iterator[Finding]:
        """Yield every finding in the content of one document; ``fits`` holds a vector per passage."""
        content = [p for p in document.passages if p.kind in CONTENT and read.get(p.id)]
        content, read = with_heads(content, read)
        gathered: dict[Place, set[int]] = defaultdict(set)
        for passage in content:
            language = variant(passage.text, passage.language)
            gathered[passage.trail, language] |= self.index(language).context(read[passage.id])
        sections = {place: frozenset(phrases) for place, phrases in gathered.items()}
        for passage in content:
            yield from self._passage(document, passage, read, fits[passage.id], sections)

    def _passage(
        self, document: Document, passage: Passage, read: Read, fit: Vector, sections: Mapping[Place, frozenset[int]]
    ) -> Iterator[Finding]:
        language = variant(passage.text, passage.language)
        index = self.index(language)
        context = self._context(language, passage.trail, passage.lead, document.title)
        sentences = read[passage.id]
        section = sections[passage.trail, language]
        hits = list(index.find(sentences, context, section))
        shadows = self._guards.over(passage, sentences) if hits else {}
        hidden = hidden_by(index, sentences, shadows)
        # Another cue of the same element may stand in the light where the first one does not.
        lit = {(h.key, h.sentence): h for h in index.find(sentences, context, section, hidden)} if hidden else {}
        rivals = Counter(h.sentence for h in hits)
        weights, where = weights_for(language), str(passage.location)
        for found in hits:
            hit = lit.get((found.key, found.sentence), found)
            sentence = sentences[hit.sentence]
            requirement = self._requirements[self._position[hit.key[0]]]
            guard = self._guard(index, hit, sentences, shadows, requirement.thread)
            fitting = float(fit[self._position[hit.key[0]]])
            here = index.phrases(sentence)
            chance = weights.chance(
                Signs(
                    fit=fitting,
                    here=sum(phrase in here for phrase in hit.phrases),
                    above=sum(phrase in context and phrase not in here for phrase in hit.phrases),
                    far=hit.wide,
                    rivals=rivals[hit.sentence],
                    likeness=self._examples[language].likeness(hit.key, sentence.stems),
                    words=len(sentence.stems),
                    cell=passage.kind == _CELL,
                )
            )
            quote = cut(passage.text, sentence.start, sentence.end)
            place = (document.id, passage.id, where, quote, "cue")
            evidence = Evidence(*place, round(chance, 3), _relation(guard, chance, requirement.change), hit.key[1])
            yield Finding(*hit.key, evidence, hit.words, guard, fitting)

    def _guard(
        self,
        index: CueIndex[Key],
        hit: CueHit[Key],
        sentences: Sequence[Sentence],
        shadows: Mapping[int, Sequence[Shadow]],
        thread: str,
    ) -> str:
        cast, sentence = shadows.get(hit.sentence, ()), sentences[hit.sentence]
        return guard_over(hit, index, sentence, cast, thread) if cast or sentence.quoted else ""

    def nearest(self, document: Document, read: Read, fits: Mapping[str, Vector]) -> dict[int, Near]:
        """Return requirement position → the passage in which most of a cue stands and that fits its clause best."""
        best: dict[int, Near] = {}
        for passage in document.passages:
            fit = fits.get(passage.id)
            wanted = self._wanted(fit, best) if fit is not None else ()
            if fit is None or not wanted:
                continue
            language = variant(passage.text, passage.language)
            index = self.index(language)
            context = self._context(language, passage.trail, passage.lead, document.title)
            guarded = self._guards.over(passage, read[passage.id])
            stating = [s for n, s in enumerate(read[passage.id]) if n not in guarded]
            for (requirement, _), share, words in index.partly(stating, context, wanted):
                position = self._position[requirement]
                score = round(share * float(fit[position]), 3)
                if score >= NEAR and score > best.get(position, _FAR).score:
                    best[position] = Near(score, words, _mention(passage, score))
        return best

    def _wanted(self, fit: Vector, best: Mapping[int, Near]) -> frozenset[Key]:
        """Return the elements for which a part of a cue could be nearer than what was found so far."""
        fitting = ((position, float(fit[position])) for position in np.flatnonzero(fit >= NEAR).tolist())
        return frozenset(
            key for position, fits in fitting if fits > best.get(position, _FAR).score for key in self._keys[position]
        )

    def _above(self, language: str, trail: tuple[str, ...], lead: str, title: str) -> frozenset[int]:
        texts = (*trail, lead, title)
        index = self.index(language)
        return frozenset().union(*(index.context(read_heading(text, language)) for text in texts if text))


def with_heads(content: Sequence[Passage], read: Read) -> tuple[list[Passage], Read]:
    """Return content without the head rows of tables, whose words are read with the first row below them instead.

    "How often | Method" alone says nothing; over "Weekly | Count of complaints" it says when something is measured.
    A head over no row, as in a blank form, stays: it names what a record will hold.
    """
    heads = {p.trail[-1] for p in content if p.kind == _CELL and p.trail}
    kept: list[Passage] = []
    joined: dict[str, tuple[Sentence, ...]] = {}
    open_heads: dict[str, tuple[Sentence, ...]] = {}
    for passage in content:
        if passage.kind == _CELL and passage.text in heads:
            open_heads[passage.text] = read[passage.id]
            continue
        kept.append(passage)
        head = open_heads.pop(passage.trail[-1], ()) if passage.kind == _CELL and passage.trail else ()
        if head:
            joined[passage.id] = _under(head, read[passage.id])
    return kept, {**read, **joined}


def _under(head: Sequence[Sentence], row: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Return the sentences of a row, the first of them with the stems of its table's head before its own."""
    stems = tuple(stem for sentence in head for stem in sentence.stems)
    first, *others = row
    shifted = (len(stems), *(at + len(stems) for at in first.breaks))
    return (replace(first, stems=stems + first.stems, breaks=shifted, quoted=(), stops=()), *others)


def _relation(guard: str, chance: float, change: str) -> Relation:
    if guard:
        return "contradicts" if guard in _DENIED else "mentions"
    return "supports" if chance >= least(change) else "mentions"


def _mention(passage: Passage, score: float) -> Evidence:
    place = (passage.location.document, passage.id, str(passage.location))
    return Evidence(*place, cut(passage.text, 0, len(passage.text)), "cue", score, "mentions")


def cut(text: str, start: int, end: int) -> str:
    """Return ``text[start:end]`` verbatim, shortened with … at its end where it is long."""
    quote = text[start:end].strip()
    return quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1].rsplit(" ", 1)[0] + "…"


def best_first(finding: Finding) -> tuple[bool, float, str, str]:
    """Return the key that sorts findings: those that count first, then by score."""
    return (not finding.counts, -finding.evidence.score, finding.evidence.passage, finding.element)


def by_requirement(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return findings grouped by requirement, best first."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.requirement].append(finding)
    for members in found.values():
        members.sort(key=best_first)
    return found
