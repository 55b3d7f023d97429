"""The register as tables: one pandas DataFrame per sheet, and one for people who program.

Column names are the ids of ``layout``; the words in the cells are in the language asked for. No function here
knows Excel: formulas are the workbook's business, the frames hold the values the formulas must yield.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from transition.model import Decision, GapEntry, GapRegister
from transition.reports import layout, words
from transition.reports.frames import frame, ids
from transition.reports.marks import imprint
from transition.reports.overview import SEVERITIES, UNPLANNED, WEAKEST_FIRST, clause_path
from transition.reports.rows_about import about
from transition.reports.rows_found import evidence, problems, retired, review_log, wording
from transition.reports.rows_map import clause_transition, documents

__all__ = [
    "about",
    "action_plan",
    "clause_transition",
    "documents",
    "evidence",
    "gap_register",
    "problems",
    "retired",
    "review_log",
    "to_frame",
    "wording",
]

ACTIONS_SHOWN = 4
# A rank is one number: severity, then wave, then status, then the place in the register.
SEVERITY_STEP, WAVE_STEP, WEAKNESS_STEP = 1_000_000_000, 1_000_000, 100_000
BULLET = "• "


def to_frame(register: GapRegister, language: str = "en") -> pd.DataFrame:
    """Return one row per requirement, verdicts and kinds as the register's own codes, sentences in ``language``."""
    columns = (
        "requirement",
        "clause",
        "wording",
        "change",
        "counterparts",
        "documented",
        "documented_need",
        "verdict",
        "finding",
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
        "state",
    )
    return frame(columns, (_plain_row(register, entry, language) for entry in register.entries))


def _plain_row(register: GapRegister, entry: GapEntry, language: str) -> dict[str, object]:
    asked, found, decision = entry.requirement, entry.assessment, entry.decision
    return {
        "requirement": asked.id,
        "clause": asked.clause,
        "wording": words.texts(asked.wording, language),
        "change": asked.change,
        "counterparts": "; ".join(asked.counterparts),
        "documented": asked.documented,
        "documented_need": asked.documented_need,
        "verdict": entry.verdict,
        "finding": found.verdict,
        "kind": entry.kind,
        "severity": asked.severity,
        "confidence": found.confidence,
        "documents": "; ".join(documents_found(register, entry)),
        "evidence": len(found.evidence),
        "missing": "; ".join(words.missing(entry, language)),
        "why": words.why(entry, language),
        "action": words.texts(asked.action, language),
        "decision": decision.verdict if decision else None,
        "reviewer": decision.reviewer if decision else "",
        "reason": decision.reason if decision else "",
        "state": decision.state if decision else "",
    }


def documents_found(register: GapRegister, entry: GapEntry) -> tuple[str, ...]:
    """Return the short names of the documents that give evidence, each once, in order of the evidence."""
    cited = (e.document for e in entry.assessment.evidence if e.relation != "mentions")
    names = (register.documents_by_id[d] for d in cited if d in register.documents_by_id)
    return tuple(dict.fromkeys(words.short_name(document) for document in names))


def group_key(entry: GapEntry) -> str:
    """Return the key of the action proposed for an entry: open requirements of one clause share one."""
    return f"A-{entry.requirement.clause}"


def action_key(entry: GapEntry) -> str:
    """Return the key of the action in force: a person's, else the proposed one while something is open, else ""."""
    typed = entry.decision.action_key if entry.decision else ""
    return typed or (group_key(entry) if entry.open else "")


def gap_register(register: GapRegister, language: str = "en") -> pd.DataFrame:
    """Return the Gap register: one row per requirement, with what its formulas must yield."""
    plan = {row["key"]: row for row in _plan(register, language)}
    paths = clause_path(register)
    rows = []
    for number, entry in enumerate(register.entries, start=1):
        clause = entry.requirement.clause
        row = _register_row(register, entry, language)
        planned = plan.get(action_key(entry), {})
        row["action"] = first_line(planned.get("action", ""))
        row["action_status"] = planned.get("plan_status", "")
        row["chapter"] = paths.get(clause, (clause,))[0]
        row["order"] = order(entry, number)
        row["rank"] = rank(entry, number, language)
        rows.append(row)
    _mark_leads(rows)
    return frame(ids(layout.GAP_REGISTER), rows)


def _register_row(register: GapRegister, entry: GapEntry, language: str) -> dict[str, Any]:
    asked, found = entry.requirement, entry.assessment
    decision = entry.decision or Decision(asked.id)
    return {
        "key": asked.id,
        "clause_to": asked.clause,
        "requirement": words.texts(asked.wording, language),
        "change": words.change_label(asked.change, language),
        "clause_from": "; ".join(asked.counterparts),
        "documented": words.documented_label(asked, language),
        "finding": words.verdict_label(found.verdict, language),
        "kind": words.kind_label(found.kind, language),
        "confidence": round(found.confidence, 2),
        "documents_found": "; ".join(documents_found(register, entry)),
        "evidence_link": _link_text(len(found.evidence), language),
        "missing": _listed(words.missing(entry, language)) if found.verdict in ("gap", "partial") else "",
        "decision": words.verdict_label(decision.verdict, language) if decision.verdict else "",
        "status": words.verdict_label(entry.verdict, language),
        "reviewer": decision.reviewer,
        "reason": decision.reason,
        "priority": decision.priority,
        "process": decision.process,
        "action_key": decision.action_key,
        "responsible": "",
        "due": "",
        "action_status": "",
        "audit_status": decision.audit_status,
        "severity": words.severity_label(asked.severity, language),
        "why": words.why(entry, language),
        "proposal": words.texts(asked.action, language) if entry.open else "",
        "group": group_key(entry),
        "decision_state": words.label("states", decision.state, language) if entry.decision else "",
        "stamp": found.stamp,
        "imprint": imprint(entry.decision),
    }


def _listed(items: Sequence[str]) -> str:
    """Return one text as it is, several as points."""
    return items[0] if len(items) == 1 else "\n".join(BULLET + item for item in items)


def first_line(text: str) -> str:
    """Return the first of several points, as the register shows it."""
    return text.partition("\n")[0].replace(BULLET, "")


def _link_text(count: int, language: str) -> str:
    if not count:
        return ""
    return words.label("links", "one" if count == 1 else "evidence", language).format(n=count)


def order(entry: GapEntry, number: int) -> int:
    """Return the place of an entry among others of one severity and status: by wave, then by the order of the pack."""
    return (entry.requirement.wave or UNPLANNED) * WAVE_STEP + number


def rank(entry: GapEntry, number: int, language: str) -> int | str:
    """Return the place of an open entry among the first things to close, or "" when nothing is open.

    A priority a person typed stands in for the estimated severity.
    """
    if not entry.open:
        return ""
    severity = SEVERITIES.index(entry.requirement.severity) + 1
    priorities = [words.label("priorities", name, language).casefold() for name in ("high", "medium", "low")]
    typed = (entry.decision.priority if entry.decision else "").strip().casefold()
    if typed in priorities:
        severity = priorities.index(typed) + 1
    weakness = WEAKEST_FIRST.index(entry.verdict) + 1
    return severity * SEVERITY_STEP + weakness * WEAKNESS_STEP + order(entry, number)


def _mark_leads(rows: list[dict[str, Any]]) -> None:
    """Give ``lead`` the rank of the first open entry of each clause, and "" to all others."""
    best: dict[str, int] = {}
    for row in rows:
        if row["rank"] != "":
            best[row["group"]] = min(best.get(row["group"], row["rank"]), row["rank"])
    for row in rows:
        row["lead"] = row["rank"] if row["rank"] == best.get(row["group"]) else ""


def action_plan(register: GapRegister, language: str = "en") -> pd.DataFrame:
    """Return the Action plan: the open requirements of a clause share one proposed action."""
    return frame(ids(layout.ACTION_PLAN), _plan(register, language))


def _plan(register: GapRegister, language: str) -> list[dict[str, Any]]:
    groups: dict[str, list[tuple[int, GapEntry]]] = {}
    for number, entry in enumerate(register.entries, start=1):
        # An action key somebody typed has its row even when nothing is open any more.
        if action_key(entry):
            groups.setdefault(action_key(entry), []).append((number, entry))
    ordered = sorted(groups.items(), key=lambda item: min(_urgency(number, entry) for number, entry in item[1]))
    return [_plan_row(key, some, language) for key, some in ordered]


def _urgency(number: int, entry: GapEntry) -> tuple[bool, int, int, int]:
    severity = SEVERITIES.index(entry.requirement.severity)
    return not entry.open, entry.requirement.wave or UNPLANNED, severity, number


def _plan_row(key: str, numbered: list[tuple[int, GapEntry]], language: str) -> dict[str, Any]:
    """Return one action: proposed texts, the most urgent first, for the requirements in the order of the register."""
    urgent = [entry for _, entry in sorted(numbered, key=lambda pair: _urgency(*pair))]
    texts = (words.texts(e.requirement.action, language) for e in urgent if key == group_key(e))
    actions = tuple(dict.fromkeys(filter(None, texts)))
    more = f"\n… (+{len(actions) - ACTIONS_SHOWN})" if len(actions) > ACTIONS_SHOWN else ""
    row: dict[str, Any] = dict.fromkeys(ids(layout.ACTION_PLAN), "")
    return row | {
        "key": key,
        "requirements_covered": ", ".join(entry.requirement.id for _, entry in numbered),
        "action": _listed(actions[:ACTIONS_SHOWN]) + more,
        "plan_status": words.label("plan_statuses", "open", language),
    }
