"""What is written beside the passages of a procedure: evidence, what is missing there, old wording, contradictions.

Only the remarks are made here, as plain records; another room hangs them into a copy of the Word file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from transition.messages import say
from transition.model import Comment, Document, Evidence, GapEntry, GapRegister, Passage
from transition.reports import words
from transition.reports.exchange import retired_advice
from transition.reports.homes import homes
from transition.reports.suggestions import spoken_in, suggestions

EVIDENCE, GAPS, WORDING = "evidence", "gaps", "wording"
GROUPS = (EVIDENCE, GAPS, WORDING)
PER_PAGE = 12
PER_DOCUMENT = 80
LINES = 6
PAGE_LETTERS = 2400
"""Letters an A4 page of a procedure holds, more or less: a Word file does not say where its pages end."""

# What must not be overlooked is kept first where a page has too many remarks.
_CONTRADICTS, _NEEDED, _HIGH, _MISSING, _FOUND, _OPTIONAL = range(6)


@dataclass(frozen=True, slots=True)
class _Remark:
    """One comment in the making: the passage it is about, how much it matters, its words."""

    passage: Passage
    rank: int
    title: str
    lines: tuple[str, ...]
    found: str = ""


@dataclass(frozen=True, slots=True)
class Remarks:
    """The remarks on all documents of a register, ready to be asked for one document after the other."""

    language: str
    by_document: Mapping[str, Sequence[_Remark]] = field(default_factory=dict)

    def on(self, document: Document) -> tuple[Comment, ...]:
        """Return the comments on a document in reading order, no page with more than it can bear."""
        order = {p.id: n for n, p in enumerate(document.passages)}
        ranked = sorted(self.by_document.get(document.id, ()), key=lambda r: (r.rank, order[r.passage.id]))
        pages = _pages(document)
        filled: dict[int, int] = defaultdict(int)
        kept: list[_Remark] = []
        for remark in ranked:
            page = pages[remark.passage.id]
            if filled[page] < PER_PAGE and len(kept) < PER_DOCUMENT:
                filled[page] += 1
                kept.append(remark)
        kept.sort(key=lambda r: (order[r.passage.id], r.rank))
        comments = [Comment(r.passage.location, r.found or r.passage.text, r.title, r.lines) for r in kept]
        left = len(ranked) - len(kept)
        if left:
            comments.append(_left_out(document, left, self.language))
        return tuple(comments)


def remarks(register: GapRegister, language: str, groups: Collection[str] = GROUPS) -> Remarks:
    """Return what is to be said on the documents of a register; ``groups`` are some of ``GROUPS``."""
    found: list[_Remark] = []
    if EVIDENCE in groups:
        found += _evidence(register, language)
    if GAPS in groups:
        found += _missing(register, language)
    if WORDING in groups:
        found += [*_wording(register, language), *_retired(register, language)]
    by_document: dict[str, list[_Remark]] = defaultdict(list)
    for remark in found:
        document = register.documents_by_id[remark.passage.location.document]
        if not document.superseded_by:
            by_document[document.id].append(remark)
    return Remarks(language, by_document)


def signature(register: GapRegister, language: str) -> tuple[str, str]:
    """Return the author and the initials comments carry."""
    return say("annotated.author", language, edition=_edition(register)), say("annotated.initials", language)


def _edition(register: GapRegister) -> str:
    return f"{(register.pack.standards or ('',))[-1]}:{register.pack.to_edition}".lstrip(":")


def _pages(document: Document) -> dict[str, int]:
    pages, letters = {}, 0
    for passage in document.passages:
        pages[passage.id] = letters // PAGE_LETTERS
        letters += len(passage.text) if passage.location.part == "body" else 0
    return pages


def _left_out(document: Document, count: int, language: str) -> Comment:
    first = next((p.location for p in document.passages if p.location.part == "body"), document.passages[0].location)
    title = say("annotated.left-out-title", language)
    return Comment(first, "", title, (say("annotated.left-out", language, n=count),))


def _capped(lines: Sequence[str], language: str, limit: int = LINES) -> tuple[str, ...]:
    if len(lines) <= limit:
        return tuple(lines)
    return (*lines[:limit], say("annotated.more", language, n=len(lines) - limit))


# --- evidence and contradictions ----------------------------------------------------------------------


def _evidence(register: GapRegister, language: str) -> Iterator[_Remark]:
    cited: dict[tuple[bool, str], list[tuple[GapEntry, Evidence]]] = defaultdict(list)
    for entry in register.entries:
        for item in entry.assessment.evidence:
            if item.relation != "mentions" and item.passage in register.passages:
                cited[item.relation == "contradicts", item.passage].append((entry, item))
    for (against, id), items in cited.items():
        title = say("annotated.contradicts" if against else "annotated.evidence", language, edition=_edition(register))
        lines = tuple(dict.fromkeys(_serves(entry, item, language) for entry, item in items))
        rank = _CONTRADICTS if against else _FOUND
        yield _Remark(register.passages[id], rank, title, _capped(lines, language), items[0][1].quote)


def _serves(entry: GapEntry, item: Evidence, language: str) -> str:
    key = "annotated.serves-partly" if item.relation == "partly" else "annotated.serves"
    return say(key, language, id=entry.requirement.id, wording=words.texts(entry.requirement.wording, language))


# --- what is missing ----------------------------------------------------------------------------------


def _missing(register: GapRegister, language: str) -> Iterator[_Remark]:
    """Yield, for each home and clause, what is missing there, with proposed wording in the document's language."""
    homed = homes(register)
    groups: dict[tuple[str, str, bool], list[GapEntry]] = defaultdict(list)
    for entry in register.entries:
        home = homed.get(entry.requirement.id)
        if home is not None:
            # What no document needs to state is asked of people; an author may write it, and is not told to.
            groups[home.id, entry.requirement.clause, entry.kind == "no-evidence"].append(entry)
    for (id, clause, may), entries in groups.items():
        passage = register.passages[id]
        own = spoken_in(register.documents_by_id[passage.location.document].language, language)
        title = say(
            "annotated.may-add" if may else "annotated.missing", language, edition=_edition(register), clause=clause
        )
        lines = [line for entry in entries for line in _missing_lines(entry, language, own)]
        high = any(e.requirement.severity == "major-risk" for e in entries)
        rank = _OPTIONAL if may else _HIGH if high else _MISSING
        yield _Remark(passage, rank, title, _capped(lines, language, 2 * LINES))


def _missing_lines(entry: GapEntry, language: str, own: str) -> Iterator[str]:
    kind = words.kind_label(entry.kind, language)
    proposed = [suggestion.text for suggestion in suggestions(entry, own)]
    for label, text in zip(words.missing(entry, language), proposed, strict=True):
        yield say("annotated.not-stated", language, id=entry.requirement.id, kind=kind, label=label)
        yield say("annotated.proposed", language, text=text)


# --- old wording --------------------------------------------------------------------------------------


def _wording(register: GapRegister, language: str) -> Iterator[_Remark]:
    terms = {t.id: t for t in register.pack.terms}
    for finding in register.wording:
        passage = register.passages.get(finding.passage)
        if passage is None:
            continue
        term = terms.get(finding.term)
        replacement = finding.replacement
        if term and (not replacement or replacement in term.replacement.values()):
            replacement = words.texts(term.replacement, language)
        key = "annotated.found" if replacement else "annotated.found-only"
        lines = [say(key, language, found=finding.found, replacement=replacement)]
        lines += [advice for advice in (words.texts(term.advice, language) if term else "",) if advice]
        title = say("annotated.wording-needed" if finding.needed else "annotated.wording-optional", language)
        yield _Remark(passage, _NEEDED if finding.needed else _OPTIONAL, title, tuple(lines), finding.found)


def _retired(register: GapRegister, language: str) -> Iterator[_Remark]:
    title = say("annotated.retired", language, edition=_edition(register))
    for finding in register.retired:
        try:
            old = register.pack.requirement(finding.requirement, register.pack.from_edition)
        except KeyError:
            continue
        duty = say("annotated.from-old", language, id=old.id, wording=words.texts(old.wording, language))
        lines = (f"{register.pack.from_edition} {duty}", retired_advice(register, finding, language))
        for item in finding.evidence:
            if item.passage in register.passages:
                yield _Remark(register.passages[item.passage], _OPTIONAL, title, lines, item.quote)
