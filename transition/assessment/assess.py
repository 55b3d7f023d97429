"""All requirements of the target edition against the whole document set."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from transition.assessment.applicability import ApplicabilityReader
from transition.assessment.findings import CONTENT, CueReader, Finding, by_requirement, cut
from transition.assessment.fit import Fit, Matches, Vector, under
from transition.assessment.likeness import Closest, LikenessReader
from transition.assessment.verdicts import NEVER_ASKED_BEFORE, Facts, kind, verdict
from transition.model import Assessment, ClausePack, Document, Evidence, Passage, Reason, Requirement, VerdictName
from transition.text.reading import Read
from transition.text.tokens import variant

_SUPPORTS_SHOWN = 6
_OTHERS_SHOWN = 3
_SERVED = 0.5
_EXCLUDED_AT_MOST = 1 / 3  # an exclusion holds while no more than this share of what it excludes is stated all the same
_ASKED_FOR = frozenset({"required", "conditional"})


class Assessor:
    """Judges documents against the target edition of one pack."""

    def __init__(self, pack: ClausePack) -> None:
        """Prepare cues, clause map and wording of ``pack``."""
        self.pack = pack
        self.requirements = pack.of(pack.to_edition)
        self._fit = Fit(pack, self.requirements)
        self._cues = CueReader(pack, self.requirements)
        self._applicability = ApplicabilityReader(pack)

    def assess(self, documents: Sequence[Document], read: Read, old: Matches, new: Matches) -> tuple[Assessment, ...]:
        """Return one assessment per requirement; ``old`` and ``new`` are the passages' matches to both editions.

        Old copies (``superseded_by``) give no evidence.
        """
        current = [d for d in documents if not d.superseded_by]
        passages = {p.id: p for d in current for p in d.passages if p.kind in CONTENT}
        fits = {id: self._fit.of(old.get(id, ()), new.get(id, ())) for id in passages}
        likeness = self._likeness(passages.values(), read, fits)
        findings = by_requirement(f for d in current for f in self._cues.find(d, read, fits))
        treated = {m.clause for id in passages for m in new.get(id, ()) if m.score >= _SERVED}
        practised = self._practised(findings)
        excluded = self._applicability.excluded(current, read)
        excluded = {id: place for id, place in excluded.items() if id not in practised}
        return tuple(
            self._judge(
                r,
                findings.get(r.id, []),
                excluded.get(r.condition),
                likeness.closest[i],
                _served(r, float(likeness.best_fit[i]), treated),
                passages,
            )
            for i, r in enumerate(self.requirements)
        )

    def _practised(self, findings: Mapping[str, Sequence[Finding]]) -> set[str]:
        """Return the conditions whose requirements are stated too often for an exclusion to be more than partial."""
        under: dict[str, list[bool]] = defaultdict(list)
        for r in self.requirements:
            under[r.condition].append(any(f.counts for f in findings.get(r.id, ())))
        return {id for id, stated in under.items() if sum(stated) > _EXCLUDED_AT_MOST * len(stated)}

    def _likeness(self, passages: Iterable[Passage], read: Read, fits: Mapping[str, Vector]) -> LikenessReader:
        reader = LikenessReader(self.pack, self.requirements)
        for p in passages:
            if read.get(p.id):
                reader.look(p.id, read[p.id], variant(p.text, p.language), fits[p.id])
        return reader

    def _judge(
        self,
        requirement: Requirement,
        findings: Sequence[Finding],
        excluded: tuple[Evidence, str] | None,
        closest: Closest,
        served: bool,
        passages: Mapping[str, Passage],
    ) -> Assessment:
        stated = {f.element for f in findings if f.counts}
        missing = tuple(e.id for e in requirement.elements if e.id not in stated)
        documented = requirement.documented != "none" and requirement.documented_need in _ASKED_FOR
        facts = Facts(
            excluded is not None,
            len(requirement.elements),
            len(stated),
            len(findings) - sum(f.counts for f in findings),
            closest.likeness,
            closest.fit,
            requirement.change,
            documented,
        )
        rule, name = verdict(facts)
        shown = _shown(findings)
        if rule == "not-applicable-excluded" and excluded:
            shown, missing = (excluded[0],), ()
        elif rule == "review-weak":
            shown = (_mention(passages[closest.passage], closest), *shown)
        details = _details(rule, facts, requirement, findings, missing, excluded[1] if excluded else "", shown)
        return Assessment(
            requirement.id,
            name,
            kind(name, documented=documented, served=served),
            shown,
            missing,
            Reason(rule, details),
            _confidence(name, facts, findings),
            stamp(requirement, shown),
        )


def _served(requirement: Requirement, best_fit: float, treated: Iterable[str]) -> bool:
    """Return whether some passage treats what the requirement belongs to.

    What was never asked before has no home in old procedures, wherever the clause map sends them; for that only
    passages on the new clause itself count.
    """
    if requirement.change in NEVER_ASKED_BEFORE:
        return any(under(clause, requirement.clause) for clause in treated)
    return best_fit >= _SERVED


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
    return (*ordered[: max(_SUPPORTS_SHOWN, len(first))], *others[:_OTHERS_SHOWN])


def _mention(passage: Passage, closest: Closest) -> Evidence:
    return Evidence(
        passage.location.document,
        passage.id,
        str(passage.location),
        cut(passage.text, 0, len(passage.text)),
        "likeness",
        round(closest.likeness, 3),
        "mentions",
    )


def _details(
    rule: str,
    facts: Facts,
    requirement: Requirement,
    findings: Sequence[Finding],
    missing: Sequence[str],
    excluding: str,
    shown: Sequence[Evidence],
) -> dict[str, str]:
    words = " … ".join(findings[0].words) if findings else ""
    if rule == "review-weak":
        words = shown[0].quote[:80]
    return {
        "clause": requirement.clause,
        "n": str(facts.elements),
        "stated": str(facts.stated),
        "total": str(facts.elements),
        "missing": " ".join(missing),
        "words": excluding or words,
        "guard": findings[0].guard if findings and not facts.stated else "",
        "score": f"{facts.likeness:.2f}",
        "what": requirement.documented,
    }


def _confidence(name: VerdictName, facts: Facts, findings: Sequence[Finding]) -> float:
    counted = [f.evidence.score for f in findings if f.counts]
    if name == "met":
        return round(min(0.97, max(counted) + 0.02 * (len(counted) - 1)), 2)
    if name == "partial":
        return round(0.9 * max(counted), 2)
    if name == "not-applicable":
        return 0.9
    if name == "review":
        return 0.5
    return round(max(0.55, 0.95 - 0.8 * facts.likeness - 0.05 * min(facts.named, 3)), 2)
