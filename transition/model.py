"""Every noun of the program: frozen records without behaviour of their own.

Nothing here knows Word, Excel, spaCy or pandas, so each record can be pickled, stored and compared.
Records are free of any report language: what people read is put into words by ``transition.messages``
and by the texts of the clause pack, in the language the report asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

Texts = Mapping[str, str]
"""Language code (``en``, ``vi``) → text in that language."""

PassageKind = Literal[
    "heading",
    "body",
    "list-item",
    "table-cell",
    "header",
    "footer",
    "footnote",
    "textbox",
    "note",
    "toc",
    "revision-history",
    "approval",
    "distribution",
    "reference",
    "definition",
]
VerdictName = Literal["met", "partial", "gap", "review", "not-applicable"]
GapKind = Literal["document", "content", "no-evidence"]
Relation = Literal["supports", "partly", "contradicts", "mentions"]
Severity = Literal["major-risk", "minor-risk", "none"]
ProblemSeverity = Literal["error", "warning", "info"]

VERDICTS: tuple[VerdictName, ...] = ("met", "partial", "gap", "review", "not-applicable")


# --- documents ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """Where a passage stands in its file.

    ``part`` is ``body``, ``header``, ``footer``, ``footnotes``, ``endnotes`` or ``comments``;
    ``path`` counts from 1: ``(12,)`` is the 12th block, ``(4, 3, 2)`` row 3, cell 2 of block 4.
    """

    document: str
    part: str
    path: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.part}/{'.'.join(map(str, self.path))}"


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, list item, table row or note as a reader sees it.

    ``number`` is the automatic label Word prints ("4.2.3", "a)"); numbers typed by hand stay in ``text``.
    ``trail`` holds the headings above it, outermost first, then table heads. ``level`` is the outline level
    of a heading (1 …), else ``None``. ``lead`` is the sentence that introduces the list it stands in, or "".
    """

    id: str
    location: Location
    kind: PassageKind
    text: str
    trail: tuple[str, ...] = ()
    number: str = ""
    level: int | None = None
    language: str = "en"
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One Word file, read: what it holds and what it says about itself."""

    id: str
    path: str
    sha256: str
    code: str = ""
    title: str = ""
    type: str = "other"
    revision: str = ""
    date: str = ""
    owner: str = ""
    language: str = "en"
    editions_cited: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    problems: tuple[Problem, ...] = ()
    superseded_by: str = ""
    """Id of the newer document this one is an old copy of; an old copy gives no evidence."""


# --- clause packs ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of one edition; ``titles`` and ``variants`` by language."""

    edition: str
    number: str
    titles: Texts
    variants: Mapping[str, tuple[str, ...]]
    parent: str
    level: int
    carries_requirements: bool
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that must be stated for its requirement to be met.

    ``cues`` by language, in the cue language of ``clause_maps/README.md``; ``hits`` and ``misses`` are our own
    sentences that the cues must and must not find.
    """

    id: str
    labels: Texts
    cues: Mapping[str, tuple[str, ...]]
    hits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    misses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    suggestion: Texts = field(default_factory=dict)
    """A clause of our own that an author may adapt to state it; "" where the pack proposes none."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement of one edition, in our own words.

    ``counterparts`` are clauses of the other edition (predecessors of a 2015 row, successors of a 2008 row).
    ``documented`` says whether documented information is asked for: ``document``, ``record`` or ``none``;
    ``documented_need`` is ``required``, ``as-needed``, ``conditional``, ``common`` or ``none``.
    """

    id: str
    edition: str
    clause: str
    wording: Texts
    kind: str
    change: str
    counterparts: tuple[str, ...] = ()
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    usual_gap: Texts = field(default_factory=dict)
    action: Texts = field(default_factory=dict)
    question: Texts = field(default_factory=dict)
    asked: str = ""
    documented: str = "none"
    documented_need: str = "none"
    condition: str = "always"
    severity: Severity = "minor-risk"
    wave: int = 0
    thread: str = ""
    phase: str = ""
    """How far the requirement carries its thread: ``identify``, ``assess``, ``act``, ``check``, or "" for none."""
    amendment: str = ""
    elements: tuple[Element, ...] = ()
    own_text: Texts = field(default_factory=dict)
    """Text a licence holder added in a private pack; the shipped packs hold none."""
    certainty: str = ""
    source: str = ""
    """How sure the requirement is and who says so, where the edition itself could not be read."""


@dataclass(frozen=True, slots=True)
class Correspondence:
    """One typed row of the clause map, in one direction (editions from → to)."""

    from_edition: str
    to_edition: str
    old: str
    new: str
    relation: str
    change: str
    strength: float
    rationale: Texts
    source: str
    certainty: str
    symmetric: bool = True


@dataclass(frozen=True, slots=True)
class Reference:
    """A published table or article that rows of the clause map rest on; ``notes`` say what of it was read."""

    id: str
    name: str
    notes: Texts


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A pair of the map that ``sources`` do not have (``omits``), or one they have beside the map's (``adds``)."""

    from_edition: str
    old: str
    new: str
    says: Literal["omits", "adds"]
    sources: tuple[str, ...]
    notes: Texts


@dataclass(frozen=True, slots=True)
class DocumentedInformation:
    """Something one edition wants in writing, and what becomes of it in the other.

    ``mode`` is ``maintain`` or ``retain`` (``document``, ``procedure``, ``record`` in the old edition); ``need`` is
    ``required``, ``conditional`` or ``as-needed``; ``requirements`` are the rows of the edition that ask for it.
    """

    edition: str
    clause: str
    item: int
    mode: str
    need: str
    requirements: tuple[str, ...]
    counterparts: tuple[str, ...]
    what: Texts
    conditions: Texts
    notes: Texts


@dataclass(frozen=True, slots=True)
class Condition:
    """A circumstance a requirement depends on (design, outsourcing …) and how documents exclude or show it."""

    id: str
    labels: Texts
    excluded: Mapping[str, tuple[str, ...]]
    shown: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Term:
    """A word or citation of the old edition, what takes its place, and whether a change is needed."""

    id: str
    kind: str
    needed: bool
    cues: Mapping[str, tuple[str, ...]]
    replacement: Texts
    advice: Texts


@dataclass(frozen=True, slots=True)
class Guard:
    """A kind of sentence that names a thing without stating that it is done (negation, plan, idiom …).

    It holds for sentences of at most ``longest`` stems (0: of any length). ``reach`` says what of the sentence it keeps
    from counting: the ``sentence``, the ``clause`` it stands in, that clause only where it is its ``subject``, the
    ``label`` it explains, what comes ``after`` it there, or what is ``quoted``.
    ``threads`` names the concept threads whose requirements it is about; none: all requirements.
    """

    id: str
    longest: int
    cues: Mapping[str, tuple[str, ...]]
    hits: Mapping[str, tuple[str, ...]]
    misses: Mapping[str, tuple[str, ...]]
    reach: str = "sentence"
    threads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Wave:
    """When a wave of the transition plan usually runs: weeks from the start of the work to its own, and its length."""

    number: int
    starts: int
    weeks: int


@dataclass(frozen=True, slots=True)
class ClausePack:
    """A clause map between two editions, loaded and checked."""

    name: str
    version: str
    sha256: str
    from_edition: str
    to_edition: str
    complete: bool
    languages: tuple[str, ...]
    titles: Texts
    notice: Texts
    standards: tuple[str, ...]
    """How documents name the standard, longest first ("TCVN ISO 9001", "ISO 9001")."""
    clauses: tuple[Clause, ...]
    requirements: tuple[Requirement, ...]
    correspondence: tuple[Correspondence, ...]
    conditions: tuple[Condition, ...]
    terms: tuple[Term, ...]
    guards: tuple[Guard, ...]
    vocabulary: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Language → group ("negation", "section.references" …) → phrases."""
    documented: tuple[DocumentedInformation, ...] = ()
    references: tuple[Reference, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    waves: tuple[Wave, ...] = ()

    def of(self, edition: str) -> tuple[Requirement, ...]:
        """Return the requirements of one edition in the order of the pack."""
        return tuple(r for r in self.requirements if r.edition == edition)

    def clauses_of(self, edition: str) -> tuple[Clause, ...]:
        """Return the clauses of one edition in the order of the pack."""
        return tuple(c for c in self.clauses if c.edition == edition)

    def requirement(self, id: str, edition: str = "") -> Requirement:
        """Return one requirement (of the target edition unless told otherwise); ``KeyError`` if there is none."""
        wanted = edition or self.to_edition
        for r in self.requirements:
            if r.id == id and r.edition == wanted:
                return r
        raise KeyError(f"{wanted}:{id}")


# --- mapping and assessment -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Match:
    """A passage serves a clause: how surely (0 … 1), by which signals, and why in a few words of the text."""

    passage: str
    clause: str
    score: float
    signals: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quoted place that speaks for, partly for or against a requirement, or only mentions it."""

    document: str
    passage: str
    location: str
    quote: str
    signal: str
    score: float
    relation: Relation
    element: str = ""
    hindrance: str = ""
    """Why it does not count in full: a guard's id, ``chance``, ``clause``, ``part``, ``wording`` or ``general``."""


@dataclass(frozen=True, slots=True)
class Footing:
    """What one element of a requirement rests on: how many places state it, and the best as a number of the evidence.

    Places are counted up to ``MOST_COUNTED``; without one the number is -1.
    """

    element: str
    places: int
    evidence: int = -1


MOST_COUNTED = 3
"""So many places or more are as good as any number: none of them alone decides."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict fell: the rule that fired and the words and numbers that decided.

    ``transition.messages.say("reasons." + rule, language, **details)`` puts it into a sentence.
    """

    rule: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The program's own verdict on one requirement; ``missing`` names elements by id.

    ``footing`` says of every element what it rests on; ``nearly`` are places beside the evidence that come close.
    """

    requirement: str
    verdict: VerdictName
    kind: GapKind | None
    evidence: tuple[Evidence, ...]
    missing: tuple[str, ...]
    why: Reason
    confidence: float
    stamp: str
    footing: tuple[Footing, ...] = ()
    nearly: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should know about; put into words by ``transition.messages``."""

    code: str
    severity: ProblemSeverity
    document: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WordingFinding:
    """An old citation or 2008-only term found in a document."""

    document: str
    passage: str
    location: str
    found: str
    kind: str
    term: str
    replacement: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark to be hung beside a place in a copy of a document; ``found`` are the words it is about."""

    location: Location
    found: str
    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RetiredFinding:
    """A duty of the old edition that the new one dropped and the documents still carry."""

    requirement: str
    evidence: tuple[Evidence, ...]


# --- people ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one requirement, as typed.

    ``verdict`` is ``None`` where the person wrote only notes. ``stamp`` is that of the assessment it was made on;
    ``state`` is ``current``, ``stale`` (wording or evidence changed since) or ``orphan`` (requirement gone).
    """

    requirement: str
    verdict: VerdictName | None = None
    reason: str = ""
    reviewer: str = ""
    priority: str = ""
    process: str = ""
    action_key: str = ""
    audit_status: str = ""
    stamp: str = ""
    state: str = "current"
    action: str = ""
    responsible: str = ""
    due: str = ""
    evidence_seen: str = ""
    """What worksheets have fields for, beside the verdict."""


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What a person's word is about; its key alone says which, never a row's place.

    ``kind`` is ``requirement`` for decisions; other sheets have kinds of their own. ``edition`` is that of the
    requirement, because ids repeat across editions.
    """

    kind: str
    key: str
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the history of what people said: a field of a subject went from ``old`` to ``new``.

    ``when`` is an ISO date; ``way`` says how it came in (``workbook:gaps.xlsx``, ``backup:decisions.jsonl``).
    """

    subject: Subject
    field: str
    old: str
    new: str
    who: str = ""
    when: str = ""
    why: str = ""
    way: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that people changed differently since they had one text: who says what, in pairs of way in and text.

    The way in is "" for what the project already holds.
    """

    subject: Subject
    field: str
    base: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Settlement:
    """What people agreed on in place of a conflict: the texts it was between (``said``), and the one that stands."""

    subject: Subject
    field: str
    said: frozenset[str]
    text: str
    who: str = ""
    why: str = ""
    way: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """What people said about one action of the plan, as typed; a field nobody filled in is "".

    ``requirements`` are the ids it was made for. ``text`` is what is to be done where it differs from the proposal;
    ``due`` and ``done_on`` are ISO dates; ``difficulty`` is "1" … "5"; ``status`` is ``open``, ``in-progress``,
    ``done`` or ``verified``.
    """

    key: str
    requirements: tuple[str, ...] = ()
    text: str = ""
    responsible: str = ""
    due: str = ""
    difficulty: str = ""
    status: str = ""
    done_on: str = ""
    verified_by: str = ""
    evidence_of_closing: str = ""
    cost: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """What a person wrote beside a row of a table: in which table, at which key, in which column.

    A column that the person added is named by "+" and its head, a cell's comment by "@" and the column it stands in.
    """

    sheet: str
    key: str
    column: str
    text: str


@dataclass(frozen=True, slots=True, order=True)
class OwnSheet:
    """A sheet that a person added to a workbook, its cells as texts."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class GapEntry:
    """One line of the register: a requirement, the program's verdict, and a person's decision if there is one."""

    requirement: Requirement
    assessment: Assessment
    decision: Decision | None = None

    @property
    def verdict(self) -> VerdictName:
        """The verdict in force: the person's where one was given, else the program's."""
        if self.decision is not None and self.decision.verdict is not None:
            return self.decision.verdict
        return self.assessment.verdict

    @property
    def open(self) -> bool:
        """Whether something is still to be done or decided."""
        return self.verdict in ("gap", "partial", "review")

    @property
    def kind(self) -> GapKind | None:
        """What sort of gap is in force, or ``None`` where there is none."""
        return self.assessment.kind if self.verdict in ("gap", "partial") else None

    @property
    def why(self) -> Reason:
        """The program's reason."""
        return self.assessment.why


# --- what changed between runs --------------------------------------------------------------------

Effect = Literal["opened", "closed", "changed", "added", "dropped"]
CauseKind = Literal[
    "document-text", "document-added", "document-removed", "pack", "program", "settings", "reviewer", "unknown"
]


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """Why a verdict came out differently; ``names`` are documents, versions or people, by kind."""

    kind: CauseKind
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One requirement whose verdict in force is another than before; "" where it was not, or is no more."""

    requirement: str
    clause: str
    effect: Effect
    before: VerdictName | Literal[""]
    after: VerdictName | Literal[""]
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one register to another: dates, counts by verdict, requirements, documents."""

    old_today: str
    new_today: str
    old_counts: Mapping[str, int]
    new_counts: Mapping[str, int]
    differences: tuple[Difference, ...] = ()
    documents_added: tuple[str, ...] = ()
    documents_removed: tuple[str, ...] = ()
    documents_changed: tuple[str, ...] = ()

    def of(self, *effects: Effect) -> tuple[Difference, ...]:
        """Return the differences with one of ``effects``."""
        return tuple(d for d in self.differences if d.effect in effects)


@dataclass(frozen=True, slots=True, order=True)
class Standing:
    """Where an organisation stood on one day: requirements by verdict, critical ones open, those decided by people."""

    day: str
    counts: Mapping[str, int] = field(compare=False)
    critical: int = 0
    confirmed: int = 0


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What a run was told; nothing here depends on the machine or the hour."""

    program_version: str
    today: str
    settings: Mapping[str, str | bool | None]


@dataclass(frozen=True)
class GapRegister:
    """The result of one run: verdicts joined with decisions, and all they rest on.

    ``matches`` holds, by passage id, the clauses of the old edition that passage serves, best first.
    """

    pack: ClausePack
    run: RunInfo
    documents: tuple[Document, ...]
    entries: tuple[GapEntry, ...]
    wording: tuple[WordingFinding, ...] = ()
    retired: tuple[RetiredFinding, ...] = ()
    problems: tuple[Problem, ...] = ()
    matches: Mapping[str, tuple[Match, ...]] = field(default_factory=dict)
    orphans: tuple[Decision, ...] = ()
    history: tuple[Change, ...] = ()
    """What people changed so far, oldest first, where a project folder keeps it."""
    logo: bytes = b""
    """The organisation's picture for the reports, where it has one."""
    origin: str = ""
    """A mark of that history, by which a workbook tells at which point of it it was written."""
    actions: tuple[Action, ...] = ()
    notes: tuple[Note, ...] = ()
    own_sheets: tuple[OwnSheet, ...] = ()
    """What people wrote beside their decisions."""
    conflicts: tuple[Conflict, ...] = ()
    """What several people changed differently and nobody has settled yet."""
    comparison: Comparison | None = None
    """What changed since the run before, where there was one."""
    trend: tuple[Standing, ...] = ()
    """Where the organisation stood, day by day, the oldest first."""

    @property
    def open(self) -> Iterator[GapEntry]:
        """The entries with something left to do."""
        return (e for e in self.entries if e.open)

    @cached_property
    def passages(self) -> Mapping[str, Passage]:
        """Every passage by its id."""
        return {p.id: p for d in self.documents for p in d.passages}

    @cached_property
    def documents_by_id(self) -> Mapping[str, Document]:
        """Every document by its id."""
        return {d.id: d for d in self.documents}

    def to_frame(self, language: str = "en") -> pd.DataFrame:
        """Return the register as a pandas table, one row per requirement."""
        from transition.reports.rows import to_frame

        return to_frame(self, language)
