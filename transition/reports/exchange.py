"""The register for other programs: register.json, passages.jsonl and register.csv.

Field names and their order are a contract; ``schema/register.schema.json`` states it and ships with the package.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from transition.messages import say
from transition.model import (
    Assessment,
    Decision,
    Document,
    Evidence,
    GapEntry,
    GapRegister,
    Match,
    Passage,
    Problem,
    RetiredFinding,
    WordingFinding,
)
from transition.reports import words
from transition.reports.files import write_bytes, write_text
from transition.reports.worksheet_marks import OWN

SCHEMA = "transition.register/1"
Record = dict[str, Any]

CSV_COLUMNS: tuple[str, ...] = (
    "requirement",
    "clause",
    "wording",
    "change",
    "predecessors_2008",
    "documented",
    "verdict",
    "kind",
    "severity",
    "confidence",
    "documents",
    "evidence",
    "missing",
    "why",
    "action",
    "decision",
    "reviewer",
    "reason",
)


@cache
def register_schema() -> Mapping[str, Any]:
    """Return the JSON Schema (draft 2020-12) that every register.json obeys."""
    text = files("transition.reports").joinpath("schema", "register.schema.json").read_text(encoding="utf-8")
    schema: Mapping[str, Any] = json.loads(text)
    return schema


def register_to_json(register: GapRegister, language: str = "en") -> Record:
    """Return the register as plain lists and dicts, its sentences in ``language``."""
    pack = register.pack
    return {
        "schema": SCHEMA,
        "pack": {
            "name": pack.name,
            "version": pack.version,
            "sha256": pack.sha256,
            "from_edition": pack.from_edition,
            "to_edition": pack.to_edition,
        },
        "run": {
            "program_version": register.run.program_version,
            "today": register.run.today,
            "settings": dict(sorted(register.run.settings.items())),
        },
        "documents": [_document(register, d, language) for d in register.documents],
        "entries": [_entry(e, language) for e in register.entries],
        "wording": [_wording(w) for w in register.wording],
        "retired": [_retired(register, r, language) for r in register.retired],
        "problems": [problem_record(p, language) for p in register.problems],
    }


def write_register(register: GapRegister, folder: str | Path, language: str = "en") -> Path:
    """Write ``register.json`` into ``folder`` and return its path."""
    path = Path(folder) / "register.json"
    write_text(path, json.dumps(register_to_json(register, language), ensure_ascii=False, indent=1) + "\n")
    return path


def write_passages(register: GapRegister, folder: str | Path) -> Path:
    """Write ``passages.jsonl`` into ``folder``, one passage a line in reading order, and return its path."""
    path = Path(folder) / "passages.jsonl"
    encode = msgspec.json.encode  # the same text as the json module writes, several times as fast
    lines = (encode(passage_record(p, register.matches.get(p.id, ()))) for d in register.documents for p in d.passages)
    write_bytes(path, b"\n".join([*lines, b""]))
    return path


def write_csv(register: GapRegister, folder: str | Path, language: str = "en") -> Path:
    """Write ``register.csv`` into ``folder``, one row per requirement, and return its path.

    The byte order mark makes Excel read it as UTF-8. Column names and verdicts are those of register.json.
    """
    path = Path(folder) / "register.csv"
    text = io.StringIO(newline="")
    rows = csv.DictWriter(text, CSV_COLUMNS, lineterminator="\n")
    rows.writeheader()
    for entry in register.entries:
        rows.writerow({name: inert(value) for name, value in _csv_row(register, entry, language).items()})
    write_text(path, "\ufeff" + text.getvalue())
    return path


def inert(value: object) -> object:
    """Return ``value`` such that no spreadsheet takes it for a formula; numbers stay numbers."""
    if isinstance(value, str) and value.lstrip()[:1] in ("=", "+", "-", "@"):
        return "'" + value
    return value


def problem_words(problem: Problem, language: str) -> tuple[str, str]:
    """Return message and hint of a problem in ``language``; its bare code where no sentence is written for it."""
    details = dict(problem.details)
    # What a pack or profile says comes in every language it speaks: "what_en", "what_vi".
    mine = f"_{language}"
    details |= {key.removesuffix(mine): text for key, text in problem.details.items() if key.endswith(mine)}
    if problem.document:
        details.setdefault("document", problem.document)
    details = _review_details(problem.code, language) | details
    if "group" in details:
        details["choices"] = ", ".join(words.choices(details["group"], language))
    if "field" in details:
        details["column"] = words.label("columns", details["field"], language)
    message = _say_first(problem.code, "message", language, details)
    if not message:
        message = ": ".join([problem.code, *filter(None, [", ".join(f"{k} {v}" for k, v in sorted(details.items()))])])
    hint = _say_first(problem.code, "hint", language, details)
    if not hint and problem.severity == "error":
        hint = say("summary.other.problem-hint", language)
    return message, hint


def _review_details(code: str, language: str) -> dict[str, str]:
    """Return what the sentences about a reviewed workbook name in the report's language: columns and choices."""
    columns = {"review-missing-reason": "reason", "review-missing-key": "key"}
    told = {"column": words.label("columns", columns[code], language)} if code in columns else {}
    if code == "review-unknown-status":
        told["choices"] = ", ".join(words.choices("verdicts", language))
    return told


def _say_first(code: str, part: str, language: str, details: Mapping[str, str]) -> str:
    """Return the first sentence found for a problem's code among the catalogues that hold problems, or ""."""
    for name in ("problems", "review", "outputs"):
        try:
            return say(f"{name}.{code}.{part}", language, **details)
        except (KeyError, FileNotFoundError):
            continue
    return ""


def clause_order(number: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts clause numbers as people count: 8.2 before 8.10, letters after numbers."""
    parts = re.findall(r"\d+|[^\W\d_]+", number)
    return tuple((0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts)


def document_clauses(register: GapRegister, document: Document) -> list[tuple[str, float]]:
    """Return the old edition's clauses a document's passages serve with the best score of each, best first."""
    best: dict[str, float] = {}
    for passage in document.passages:
        for match in register.matches.get(passage.id, ()):
            best[match.clause] = max(best.get(match.clause, 0.0), match.score)
    return sorted(best.items(), key=lambda item: (-round(item[1], 3), clause_order(item[0])))


def passage_record(passage: Passage, matches: Iterable[Match]) -> Record:
    """Return one line of passages.jsonl."""
    return {
        "id": passage.id,
        "document": passage.location.document,
        "location": str(passage.location),
        "trail": list(passage.trail),
        "number": passage.number,
        "kind": passage.kind,
        "level": passage.level,
        "text": passage.text,
        "language": passage.language,
        "clauses_2008": [{"clause": m.clause, "score": _rounded(m.score), "signals": list(m.signals)} for m in matches],
    }


def problem_record(problem: Problem, language: str) -> Record:
    """Return one problem as register.json shows it."""
    message, hint = problem_words(problem, language)
    return {
        "code": problem.code,
        "severity": problem.severity,
        "document": _slashes(problem.document),
        "message": message,
        "hint": hint,
    }


def _document(register: GapRegister, document: Document, language: str) -> Record:
    return {
        "id": document.id,
        "path": _slashes(document.path),
        "sha256": document.sha256,
        "code": document.code,
        "title": document.title,
        "type": document.type,
        "revision": document.revision,
        "language": document.language,
        "editions_cited": list(document.editions_cited),
        "passages": len(document.passages),
        "clauses_2008": [
            {"clause": clause, "score": _rounded(score)} for clause, score in document_clauses(register, document)
        ],
        "problems": [problem_record(p, language) for p in document.problems],
    }


def _entry(entry: GapEntry, language: str) -> Record:
    requirement = entry.requirement
    return {
        "requirement": requirement.id,
        "clause": requirement.clause,
        "verdict": entry.verdict,
        "kind": entry.kind,
        "confidence": _rounded(entry.assessment.confidence),
        "severity": requirement.severity,
        "why": words.why(entry, language),
        "missing": list(words.missing(entry, language)),
        "predecessors_2008": list(requirement.counterparts),
        "evidence": [_evidence(e) for e in entry.assessment.evidence],
        "action": words.action(entry, language),
        "decision": _decision(entry.decision),
        "basis": _basis(entry.assessment),
    }


def _basis(found: Assessment) -> Record:
    """Return what the program's verdict rests on: the rule, the places of each element, and what nearly counted."""
    return {
        "rule": found.why.rule,
        "elements": [
            {"element": f.element, "places": f.places, "evidence": f.evidence if f.evidence >= 0 else None}
            for f in found.footing
        ],
        "notes": [
            {"evidence": n, "element": e.element, "hindrance": e.hindrance}
            for n, e in enumerate(found.evidence)
            if e.hindrance
        ],
        "nearly": [{**_evidence(e), "hindrance": e.hindrance} for e in found.nearly],
    }


def _evidence(evidence: Evidence) -> Record:
    return {
        "document": evidence.document,
        "location": evidence.location,
        "quote": evidence.quote,
        "signal": evidence.signal,
        "score": _rounded(evidence.score),
        "relation": evidence.relation,
    }


def _decision(decision: Decision | None) -> Record | None:
    """Return what a person typed, or ``None`` where every field is still empty."""
    if decision is None:
        return None
    typed = {
        "verdict": decision.verdict,
        "reason": decision.reason,
        "reviewer": decision.reviewer,
        "priority": decision.priority,
        "process": decision.process,
        "action_key": decision.action_key,
        "audit_status": decision.audit_status,
    }
    # What only worksheets have fields for is told where something stands in it.
    typed |= {name: text for name in OWN if (text := getattr(decision, name))}
    return {**typed, "state": decision.state} if any(typed.values()) else None


def _wording(finding: WordingFinding) -> Record:
    return {
        "document": finding.document,
        "location": finding.location,
        "found": finding.found,
        "kind": finding.kind,
        "replacement": finding.replacement,
        "needed": finding.needed,
    }


def _retired(register: GapRegister, finding: RetiredFinding, language: str) -> Record:
    return {
        "requirement_2008": finding.requirement,
        "evidence": [_evidence(e) for e in finding.evidence],
        "advice": retired_advice(register, finding, language),
    }


def retired_advice(register: GapRegister, finding: RetiredFinding, language: str) -> str:
    """Return what to do about a duty the new edition dropped: the pack's advice, else the general one."""
    try:
        old = register.pack.requirement(finding.requirement, register.pack.from_edition)
    except KeyError:
        return say("summary.other.retired-advice", language)
    return words.texts(old.action, language) or say("summary.other.retired-advice", language)


def _csv_row(register: GapRegister, entry: GapEntry, language: str) -> Record:
    record = _entry(entry, language)
    decision = record["decision"] or {}
    documents = register.documents_by_id
    names = [documents[e.document].code or _slashes(documents[e.document].path) for e in entry.assessment.evidence]
    return {
        **{name: record[name] for name in ("requirement", "clause", "verdict", "severity", "confidence")},
        **{name: record[name] for name in ("why", "action")},
        "wording": words.texts(entry.requirement.wording, language),
        "change": entry.requirement.change,
        "predecessors_2008": "; ".join(record["predecessors_2008"]),
        "documented": entry.requirement.documented,
        "kind": record["kind"] or "",
        "documents": "; ".join(dict.fromkeys(names)),
        "evidence": " | ".join(f"{words.place(register, e, language)}: {e.quote}" for e in entry.assessment.evidence),
        "missing": "; ".join(record["missing"]),
        "decision": decision.get("verdict") or "",
        "reviewer": decision.get("reviewer", ""),
        "reason": decision.get("reason", ""),
    }


def _slashes(path: str) -> str:
    return path.replace("\\", "/")


def _rounded(number: float) -> float:
    # Adding zero turns -0.0 into 0.0, which would otherwise be printed differently.
    return round(float(number), 3) + 0.0
