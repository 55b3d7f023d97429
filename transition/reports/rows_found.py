"""Tables of what was found: evidence, old wording, retired duties, problems."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from transition.model import Evidence, GapRegister, Problem, RetiredFinding, WordingFinding
from transition.reports import layout, words
from transition.reports.exchange import problem_words, retired_advice
from transition.reports.frames import frame, ids

PROBLEM_ORDER = ("error", "warning", "info")


def _numbered(keys: Iterable[str]) -> Iterator[str]:
    """Yield each key once: the second of a kind gets " (2)", so that no two rows share a key."""
    seen: dict[str, int] = {}
    for key in keys:
        seen[key] = seen.get(key, 0) + 1
        yield key if seen[key] == 1 else f"{key} ({seen[key]})"


def _mark(*told: str) -> str:
    """Return a short hash of what a row is about: its key stays the same when paragraphs above come and go."""
    return hashlib.sha256("\x1f".join(told).encode("utf-8", "replace")).hexdigest()[:8]


def _text(register: GapRegister, finding: WordingFinding) -> str:
    passage = register.passages.get(finding.passage)
    return passage.text if passage else finding.location


def _document(register: GapRegister, id: str) -> str:
    found = register.documents_by_id.get(id)
    return words.short_name(found) if found else id


def evidence(register: GapRegister, language: str = "en") -> pd.DataFrame:
    """Return the Evidence: one row per cited passage and requirement, in the order of the register."""
    cited = [(e.requirement.id, item) for e in register.entries for item in e.assessment.evidence]
    keys = _numbered(f"{requirement} #{_mark(item.document, item.quote)}" for requirement, item in cited)
    rows = (
        _evidence_row(register, key, requirement, item, language)
        for key, (requirement, item) in zip(keys, cited, strict=True)
    )
    return frame(ids(layout.EVIDENCE), rows)


def _evidence_row(register: GapRegister, key: str, requirement: str, item: Evidence, language: str) -> dict[str, Any]:
    return {
        "key": key,
        "requirement": requirement,
        "document": _document(register, item.document),
        "place": words.place(register, item, language),
        "text": item.quote,
        "clause_from": "; ".join(m.clause for m in register.matches.get(item.passage, ())),
        "score": round(item.score, 2),
        "relation": words.relation_label(item.relation, language),
        "comment": "",
    }


def wording(register: GapRegister, language: str = "en") -> pd.DataFrame:
    """Return the Wording: old citations and terms, where they stand and what takes their place."""
    keys = _numbered(f"{w.term or w.kind} #{_mark(w.document, _text(register, w), w.found)}" for w in register.wording)
    rows = (_wording_row(register, key, w, language) for key, w in zip(keys, register.wording, strict=True))
    return frame(ids(layout.WORDING), rows)


def _wording_row(register: GapRegister, key: str, finding: WordingFinding, language: str) -> dict[str, Any]:
    term = next((t for t in register.pack.terms if t.id == finding.term), None)
    replacement = finding.replacement
    # The finding holds the pack's text in one language; the report shows the pack's text in its own.
    if term and (not replacement or replacement in term.replacement.values()):
        replacement = words.texts(term.replacement, language)
    return {
        "key": key,
        "document": _document(register, finding.document),
        "place": words.place_of(register, finding.document, finding.passage, finding.location, language),
        "found": finding.found,
        "wording_kind": words.label("wording_kinds", finding.kind, language),
        "new_place": replacement,
        "needed": words.label("needed", "yes" if finding.needed else "no", language),
        "advice": words.texts(term.advice, language) if term else "",
    }


def retired(register: GapRegister, language: str = "en") -> pd.DataFrame:
    """Return the Retired: each passage that still carries a duty the newer edition dropped."""
    cited = [(r, item) for r in register.retired for item in r.evidence]
    keys = _numbered(f"{r.requirement} #{_mark(item.document, item.quote)}" for r, item in cited)
    rows = (_retired_row(register, key, r, item, language) for key, (r, item) in zip(keys, cited, strict=True))
    return frame(ids(layout.RETIRED), rows)


def _retired_row(
    register: GapRegister, key: str, finding: RetiredFinding, item: Evidence, language: str
) -> dict[str, Any]:
    try:
        old = register.pack.requirement(finding.requirement, register.pack.from_edition)
    except KeyError:
        old = None
    return {
        "key": key,
        "clause_from": old.clause if old else "",
        "duty": words.texts(old.wording, language) if old else finding.requirement,
        "document": _document(register, item.document),
        "place": words.place(register, item, language),
        "text": item.quote,
        "keep_or_drop": retired_advice(register, finding, language),
    }


def all_problems(register: GapRegister) -> tuple[Problem, ...]:
    """Return the problems of the run and of its documents, each once, errors first."""
    found: list[Problem] = []
    for problem in (*register.problems, *(p for d in register.documents for p in d.problems)):
        if problem not in found:
            found.append(problem)
    return tuple(sorted(found, key=lambda p: PROBLEM_ORDER.index(p.severity)))


def problems(register: GapRegister, language: str = "en") -> pd.DataFrame:
    """Return the Problems: what could not be read or understood, and what to do about it."""
    found = all_problems(register)
    keys = _numbered(f"{p.code} @ {p.document}" if p.document else p.code for p in found)
    rows = (_problem_row(key, p, language) for key, p in zip(keys, found, strict=True))
    return frame(ids(layout.PROBLEMS), rows)


def _problem_row(key: str, problem: Problem, language: str) -> dict[str, Any]:
    message, hint = problem_words(problem, language)
    return {
        "key": key,
        "problem_severity": words.label("problem_severities", problem.severity, language),
        "document": problem.document.replace("\\", "/"),
        "problem": message,
        "hint": hint,
        "problem_code": problem.code,
    }
