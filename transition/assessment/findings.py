"""What the passages state of each requirement's elements, sentence by sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from transition.assessment.fit import Vector
from transition.assessment.guards import Guards, holds_for
from transition.model import ClausePack, Document, Evidence, Passage, Relation, Requirement
from transition.text.cues import CueHit, CueIndex
from transition.text.reading import Read, read_heading
from transition.text.tokens import PLAIN, variant

CONTENT = frozenset({"body", "list-item", "table-cell", "textbox", "footnote"})
_NEGATION = "negation"
_LONGEST_QUOTE = 320
_ALONE = 0.25  # a cue of one part alone needs the passage to fit its clause at least this well
_TOGETHER = 0.0  # several parts in one place speak for themselves …
_ACROSS = 0.3  # … and one about the clause where the parts are spread over a section
_NEVER_ASKED = 0.05  # … but what was never asked before needs a passage that has something to do with its clause
_BASE = 0.55

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

    def __init__(self, pack: ClausePack, requirements: Iterable[Requirement]) -> None:
        """Take the requirements whose elements are looked for; indexes are built per language on first use."""
        self._pack = pack
        self._requirements = tuple(requirements)
        self._position = {r.id: i for i, r in enumerate(self._requirements)}
        old = {r.clause for r in self._requirements if r.change != "new"}
        self._homeless = frozenset(r.clause for r in self._requirements) - old
        self._indexes: dict[str, CueIndex[Key]] = {}
        self._guards: dict[str, Guards] = {}

    def index(self, language: str) -> CueIndex[Key]:
        """Return the cues of all elements in one language."""
        if language not in self._indexes:
            base = "vi" if language == PLAIN else language
            self._indexes[language] = CueIndex(
                language,
                [((r.id, e.id), cue) for r in self._requirements for e in r.elements for cue in e.cues.get(base, ())],
            )
            self._guards[language] = Guards(self._pack, language)
        return self._indexes[language]

    def find(self, document: Document, read: Read, fits: Mapping[str, Vector]) -> Iterator[Finding]:
        """Yield every finding in the content of one document; ``fits`` holds a vector per passage."""
        content = [p for p in document.passages if p.kind in CONTENT and read.get(p.id)]
        sections: dict[Place, set[int]] = defaultdict(set)
        for passage in content:
            language = variant(passage.text, passage.language)
            sections[passage.trail, language] |= self.index(language).context(read[passage.id])
        for passage in content:
            yield from self._passage(document, passage, read, fits[passage.id], sections)

    def _passage(
        self, document: Document, passage: Passage, read: Read, fit: Vector, sections: Mapping[Place, set[int]]
    ) -> Iterator[Finding]:
        language = variant(passage.text, passage.language)
        index = self.index(language)
        context = self._context(index, document, passage, language)
        sentences = read[passage.id]
        guarded: dict[int, tuple[str, tuple[str, ...]]] | None = None
        for hit in index.find(sentences, context, frozenset(sections[passage.trail, language])):
            if guarded is None:
                guarded = self._guards[language].of(passage.text, sentences)
            fitting = float(fit[self._position[hit.key[0]]])
            guard, raised = guarded.get(hit.sentence, ("", ()))
            if not holds_for(raised, hit.words):
                guard = ""
            relation = self._relation(hit, guard, fitting)
            sentence = sentences[hit.sentence]
            yield Finding(
                *hit.key,
                Evidence(
                    document.id,
                    passage.id,
                    str(passage.location),
                    cut(passage.text, sentence.start, sentence.end),
                    "cue",
                    round(_BASE + (1 - _BASE) * fitting, 3),
                    relation,
                    hit.key[1],
                ),
                hit.words,
                guard,
                fitting,
            )

    def nearest(self, document: Document, read: Read, fits: Mapping[str, Vector]) -> dict[int, Near]:
        """Return requirement position → the passage in which most of a cue stands and that fits its clause best."""
        best: dict[int, Near] = {}
        for passage in document.passages:
            fit = fits.get(passage.id)
            if fit is None or float(fit.max(initial=0.0)) < NEAR:
                continue
            language = variant(passage.text, passage.language)
            index = self.index(language)
            context = self._context(index, document, passage, language)
            guarded = self._guards[language].of(passage.text, read[passage.id])
            stating = [s for n, s in enumerate(read[passage.id]) if n not in guarded]
            for (requirement, _), share, words in index.partly(stating, context):
                position = self._position[requirement]
                score = round(share * float(fit[position]), 3)
                if score >= NEAR and score > best.get(position, _FAR).score:
                    best[position] = Near(score, words, _mention(passage, score))
        return best

    def _relation(self, hit: CueHit[Key], guard: str, fitting: float) -> Relation:
        if guard:
            return "contradicts" if guard == _NEGATION else "mentions"
        return "supports" if fitting >= self._least_fit(hit) else "mentions"

    def _least_fit(self, hit: CueHit[Key]) -> float:
        if len(hit.words) == 1:
            return _ALONE
        requirement = self._requirements[self._position[hit.key[0]]]
        if requirement.change != "new":
            return _TOGETHER
        if hit.wide:
            return _ACROSS
        # A clause of new demands only has no home in old procedures: what fits it stands under other subjects.
        return _TOGETHER if requirement.clause in self._homeless else _NEVER_ASKED

    def _context(self, index: CueIndex[Key], document: Document, passage: Passage, language: str) -> frozenset[int]:
        above = [*passage.trail, passage.lead, document.title]
        return frozenset().union(*(index.context(read_heading(text, language)) for text in above if text))


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
