"""All requirements of the target edition against the whole document set: the verdicts."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from transition.assessment.applicability import Exclusion, excluded
from transition.assessment.examine import TREATED, Examined, dropped_duties
from transition.assessment.findings import Finding, Near, by_requirement
from transition.assessment.fit import under
from transition.assessment.footing import PART, WORDING, footing, hindered, nearly, only_general
from transition.assessment.gather import kept_of
from transition.assessment.general import Place
from transition.assessment.guards import NEGATION
from transition.assessment.likeness import Closest
from transition.assessment.pointers import Library, Pointed, Pointer, is_pointer
from transition.assessment.verdicts import INSIDE, NEVER_ASKED_BEFORE, OUTSIDE, Facts, kind, verdict
from transition.model import (
    Assessment,
    ClausePack,
    Document,
    Evidence,
    Reason,
    Requirement,
    RetiredFinding,
    VerdictName,
)

_SUPPORTS_SHOWN = 6
_OTHERS_SHOWN = 3
_EXCLUDED_AT_MOST = 1 / 3  # an exclusion holds while no more than this share of what it excludes is stated all the same
_SURE_DENIAL = 0.4
_MET_NEW = ((0.7, 0.97), (0.4, 0.93), (0.0, 0.8))  # from which chance of the evidence on, how often it was right
_MET_OLD = ((0.4, 0.98), (0.0, 0.95))
_GAP_NEW = (0.8, 0.6)  # nothing found, only mentions found
_GAP_OLD = (0.45, 0.4)
_POINTED = {"gap-pointer-inside": INSIDE, "gap-pointer-outside": OUTSIDE}
_NAMED_MOST = 3  # documents pointed to that a sentence names
_ASKED_FOR = frozenset({"required", "conditional"})


@dataclass(frozen=True, slots=True)
class _Beside:
    """What speaks about a requirement beside its findings."""

    exclusion: Exclusion | None
    closest: Closest
    near: Near | None
    pointer: Pointer | None
    served: bool


def judge(pack: ClausePack, examined: Sequence[Examined], documents: Iterable[Document] = ()) -> tuple[Assessment, ...]:
    """Return one assessment per requirement of the target edition, all documents judged together.

    ``documents`` are those of the set, among which documents are looked for that places only point to.
    """
    requirements = pack.of(pack.to_edition)
    general: frozenset[Place] = frozenset().union(*(e.general for e in examined))
    found = by_requirement(f for e in examined for f in e.findings)
    findings = {id: hindered(kept_of(members), general) for id, members in found.items()}
    practised = _practised(requirements, findings)
    exclusions = {id: x for id, x in excluded(e.applicability for e in examined).items() if id not in practised}
    treated = frozenset(clause for e in examined for clause in e.treated)
    library = Library(pack, documents)
    judged = []
    for position, requirement in enumerate(requirements):
        best_fit = max((e.best_fit[position] for e in examined), default=0.0)
        beside = _Beside(
            exclusions.get(requirement.condition),
            max((e.closest.get(position, Closest()) for e in examined), key=_likeness, default=Closest()),
            max((e.near[position] for e in examined if position in e.near), key=_score, default=None),
            max((e.pointers[position] for e in examined if position in e.pointers), key=_fit, default=None),
            _served(requirement, best_fit, treated),
        )
        judged.append(_judge(requirement, findings.get(requirement.id, []), beside, library))
    return tuple(judged)


def find_retired(pack: ClausePack, examined: Sequence[Examined]) -> tuple[RetiredFinding, ...]:
    """Return, for each dropped duty of the old edition, where documents still state it."""
    findings = by_requirement(f for e in examined for f in e.retired)
    return tuple(
        RetiredFinding(r.id, shown)
        for r in dropped_duties(pack)
        if (shown := tuple(f.evidence for f in findings.get(r.id, []) if f.counts)[:_SUPPORTS_SHOWN])
    )


def _score(near: Near) -> float:
    return near.score


def _fit(pointer: Pointer) -> float:
    return pointer.fit


def _likeness(closest: Closest) -> float:
    return closest.likeness


def _practised(requirements: Iterable[Requirement], findings: Mapping[str, Sequence[Finding]]) -> set[str]:
    """Return the conditions whose requirements are stated too often for an exclusion to be more than partial."""
    under_it: dict[str, list[bool]] = defaultdict(list)
    for r in requirements:
        under_it[r.condition].append(any(f.counts for f in findings.get(r.id, ())))
    return {id for id, stated in under_it.items() if sum(stated) > _EXCLUDED_AT_MOST * len(stated)}


def _judge(requirement: Requirement, findings: Sequence[Finding], beside: _Beside, library: Library) -> Assessment:
    # The clause map sends what was never asked before to passages on something else, which point to something else.
    asked = requirement.change not in NEVER_ASKED_BEFORE
    pointing = _pointing(findings, beside.pointer if asked else None)
    pointed = library.pointed(pointing)
    denied = _denied(findings)
    if any(e.passage == place.passage for place in pointing if (e := beside.closest.evidence)):
        beside = replace(beside, closest=Closest())  # it comes close by naming the subject, and says nothing of it
    facts = _facts(requirement, findings, beside, pointed, denied=bool(denied))
    missing = tuple(e.id for e in requirement.elements if not any(f.element == e.id and f.counts for f in findings))
    rule, name = verdict(facts)
    shown = _shown(findings)
    words = _words(findings)
    near, closest, exclusion = beside.near, beside.closest, beside.exclusion
    if rule == "not-applicable-excluded" and exclusion:
        shown, missing, words = (exclusion.evidence,), (), exclusion.words
    elif rule == "partial-general":
        missing = tuple(e.id for e in requirement.elements)
    elif rule == "review-weak" and closest.evidence:
        shown = (replace(closest.evidence, hindrance=WORDING), *shown)
        words = closest.evidence.quote[:80]
    elif rule == "review-conflict":
        shown = _with(denied, shown)
    elif rule == "review-near" and near and near.evidence:
        shown, words = (replace(near.evidence, hindrance=PART), *shown), " … ".join(near.words)
    elif rule in _POINTED and not findings:
        shown = tuple(pointing)
    return Assessment(
        requirement.id,
        name,
        kind(name, documented=_documented(requirement), served=beside.served, pointed=_POINTED.get(rule, "")),
        shown,
        missing,
        Reason(rule, _details(rule, facts, requirement, findings, missing, words, pointed)),
        _confidence(name, facts, findings),
        stamp(requirement, shown),
        footing(requirement, findings, shown),
        nearly(name, shown, near.evidence if near else None, closest, beside.pointer),
    )


def _facts(
    requirement: Requirement, findings: Sequence[Finding], beside: _Beside, pointed: Pointed, *, denied: bool
) -> Facts:
    return Facts(
        excluded=beside.exclusion is not None,
        elements=len(requirement.elements),
        stated=len({f.element for f in findings if f.counts}),
        named=len(findings) - sum(f.counts for f in findings),
        likeness=beside.closest.likeness,
        fit=beside.closest.fit,
        change=requirement.change,
        documented=_documented(requirement),
        near=beside.near is not None,
        denied=denied,
        faint=any(not f.counts and not f.guard for f in findings),
        general=only_general(findings),
        pointed=OUTSIDE if pointed.outside else INSIDE if pointed.inside else "",
    )


def _documented(requirement: Requirement) -> bool:
    return requirement.documented != "none" and requirement.documented_need in _ASKED_FOR


def _pointing(findings: Sequence[Finding], pointer: Pointer | None) -> Sequence[Evidence]:
    """Return the places that only point elsewhere, where nothing else is said of a requirement."""
    if any(f.counts or f.evidence.relation == "contradicts" for f in findings):
        return ()
    named = tuple(f.evidence for f in findings if is_pointer(f.guard))
    return named or ((pointer.evidence,) if pointer and not findings else ())


def _words(findings: Sequence[Finding]) -> str:
    return " … ".join(findings[0].words) if findings else ""


def _served(requirement: Requirement, best_fit: float, treated: Iterable[str]) -> bool:
    """Return whether some passage treats what the requirement belongs to.

    What was never asked before has no home in old procedures, wherever the clause map sends them; for that only
    passages on the new clause itself count.
    """
    if requirement.change in NEVER_ASKED_BEFORE:
        return any(under(clause, requirement.clause) for clause in treated)
    return best_fit >= TREATED


def stamp(requirement: Requirement, evidence: Iterable[Evidence]) -> str:
    """Return the fingerprint of what a decision rests on: the requirement's wording and its evidence texts."""
    total = hashlib.sha256(requirement.wording.get("en", "").encode())
    for quote in sorted(f"{e.document}\0{e.quote}" for e in evidence):
        total.update(b"\0" + quote.encode())
    return total.hexdigest()[:16]


def _shown(findings: Sequence[Finding]) -> tuple[Evidence, ...]:
    """Return the evidence a person is shown: the best places of each element first, each passage once per element."""
    supports: list[Evidence] = []
    others: list[Evidence] = []
    seen: set[tuple[str, str]] = set()
    elements: dict[str, int] = {}
    for f in findings:
        key = (f.evidence.passage, f.element if f.counts else "")
        if key in seen:
            continue
        seen.add(key)
        if f.counts:
            elements[f.element] = elements.get(f.element, 0) + 1
            supports.append(f.evidence)
        else:
            others.append(f.evidence)
    first: dict[str, Evidence] = {}
    for e in supports:
        first.setdefault(e.element, e)
    ordered = [*first.values(), *(e for e in supports if e is not first[e.element])]
    once = {(e.passage, e.quote): e for e in reversed(ordered)}  # one place may state several elements
    ordered = [e for e in ordered if once[e.passage, e.quote] is e]
    return (*ordered[: max(_SUPPORTS_SHOWN, len(first))], *others[:_OTHERS_SHOWN])


def _denied(findings: Sequence[Finding]) -> tuple[Evidence, ...]:
    """Return the places that say in so many words that a stated element is not done, as surely as others state it."""
    stated: dict[str, float] = {}
    for f in findings:
        if f.counts:
            stated[f.element] = max(stated.get(f.element, 0.0), f.evidence.score)
    return tuple(
        f.evidence
        for f in findings
        if f.evidence.relation == "contradicts"
        and f.guard == NEGATION
        and f.element in stated
        and f.evidence.score >= max(_SURE_DENIAL, stated[f.element])
    )


def _with(denied: Sequence[Evidence], shown: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence with each denial behind the first place it speaks against."""
    others = [e for e in shown if e not in denied]
    return (*others[:1], *denied[:_OTHERS_SHOWN], *others[1:])


def _details(
    rule: str,
    facts: Facts,
    requirement: Requirement,
    findings: Sequence[Finding],
    missing: Sequence[str],
    words: str,
    pointed: Pointed,
) -> dict[str, str]:
    named = pointed.outside if _POINTED.get(rule) == OUTSIDE else pointed.inside
    return {
        "clause": requirement.clause,
        "n": str(facts.elements),
        "stated": str(facts.stated),
        "total": str(facts.elements),
        "missing": " ".join(missing),
        "words": words,
        "guard": findings[0].guard if findings and not facts.stated else "",
        "score": f"{facts.likeness:.2f}",
        "what": requirement.documented,
        "documents": ", ".join(named[:_NAMED_MOST]),
    }


def _confidence(name: VerdictName, facts: Facts, findings: Sequence[Finding]) -> float:
    """Return how often such a verdict was right on organisations the cues were not written with (measured shares).

    An old demand is rarely missing from a working system, so its gap is the least sure: often the documents word it in
    a way no cue knows yet. ``review`` gives no verdict that could be right; its figure is low so that it sorts first.
    """
    new = facts.change in NEVER_ASKED_BEFORE
    if name == "met":
        weakest = _weakest(findings)
        return next(share for least, share in (_MET_NEW if new else _MET_OLD) if weakest >= least)
    if name == "gap":
        return (_GAP_NEW if new else _GAP_OLD)[facts.named > 0]
    return {"partial": 0.45, "not-applicable": 0.95}.get(name, 0.2)


def _weakest(findings: Sequence[Finding]) -> float:
    """Return the chance of the best place of the element that is stated least surely."""
    best: dict[str, float] = {}
    for f in findings:
        if f.counts:
            best[f.element] = max(best.get(f.element, 0.0), f.evidence.score)
    return min(best.values(), default=0.0)
