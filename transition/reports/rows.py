"""The register as tables: one pandas DataFrame per sheet, and one for people who program.

Column names are the ids of ``layout``; the words in the cells are in the language asked for. No function here
knows Excel: formulas are the workbook's business, the frames hold the values the formulas must yield.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from transition.model import Decision, GapEntry, GapRegister
from transition.reports import layout, words
from transition.reports.frames import frame, ids, serial
from transition.reports.marks import TYPED as MARKED
from transition.reports.marks import UNSEEN, imprint
from transition.reports.notes import written
from transition.reports.overview import UNPLANNED, WEAKEST_FIRST, clause_path, urgency
from transition.reports.plan import Plan, plan_of
from transition.reports.rows_about import about
from transition.reports.rows_found import evidence, problems, retired, wording
from transition.reports.rows_log import review_log
from transition.reports.rows_map import clause_transition, documents
from transition.reports.rows_plan import BULLET, action_plan, looked_up

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

# A rank is one number: severity, then wave, then status, then the place in the register.
SEVERITY_STEP, WAVE_STEP, WEAKNESS_STEP = 1_000_000_000, 1_000_000, 100_000


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
        "action": words.action(entry, language),
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


def gap_register(register: GapRegister, language: str = "en") -> pd.DataFrame:
    """Return the Gap register: one row per requirement, with what its formulas must yield."""
    plan = plan_of(register)
    actions = looked_up(action_plan(register, language, plan))
    paths = clause_path(register)
    rows = []
    for number, entry in enumerate(register.entries, start=1):
        clause = entry.requirement.clause
        row = _register_row(register, entry, language)
        row |= _planned(plan, entry, actions, language)
        row["chapter"] = paths.get(clause, (clause,))[0]
        row["order"] = order(entry, number)
        row["rank"] = rank(entry, number)
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
        "priority": words.chosen("priorities", decision.priority, language),
        "process": decision.process,
        "action_key": decision.action_key,
        "audit_status": words.chosen("audit_statuses", decision.audit_status, language),
        "severity": words.severity_label(asked.severity, language),
        "why": words.why(entry, language),
        "proposal": proposed(entry, language) if entry.open else "",
        "decision_state": words.label("states", decision.state, language) if entry.decision else "",
        "stamp": found.stamp,
        "imprint": imprint(entry.decision),
        "written": written({name: str(getattr(decision, name) or "") for name in (*MARKED, *UNSEEN)}),
    }


def proposed(entry: GapEntry, language: str) -> str:
    """Return what is proposed for one requirement: what to ask where no document is asked for, else what to write."""
    asked = entry.requirement
    question = words.texts(asked.question, language) if entry.assessment.kind == "no-evidence" else ""
    return question or words.action(entry, language)


def _shown_action(line: str, proposal: str) -> str:
    """Return the first line of an action; a head line goes on with the requirement's own point."""
    if not line.endswith(":"):
        return line
    return f"{line} {proposal}" if proposal else line.removesuffix(":")


def _planned(plan: Plan, entry: GapEntry, actions: Mapping[str, Mapping[str, Any]], language: str) -> dict[str, Any]:
    """Return what a row of the register looks up in the Action plan: the first of its actions."""
    keys = plan.keys[entry.requirement.id]
    first = actions.get(words.folded(keys[0]), {}) if keys else {}
    due = first.get("due", "")
    return {
        "group": plan.proposals[entry.requirement.id].key,
        "covering": ",".join(plan.covering(entry)),
        "planned": ",".join(keys),
        "action": _shown_action(first_line(first.get("action", "")), proposed(entry, language) if entry.open else ""),
        "responsible": first.get("responsible", ""),
        "due": serial(due) if isinstance(due, dt.date) else due,
        "action_status": first.get("plan_status", ""),
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


def rank(entry: GapEntry, number: int) -> int | str:
    """Return the place of an open entry among the first things to close, or "" when nothing is open.

    A priority a person typed stands in for the estimated severity.
    """
    if not entry.open:
        return ""
    weakness = WEAKEST_FIRST.index(entry.verdict) + 1
    return (urgency(entry) + 1) * SEVERITY_STEP + weakness * WEAKNESS_STEP + order(entry, number)


def _mark_leads(rows: list[dict[str, Any]]) -> None:
    """Give ``lead`` the rank of the first open entry of each clause, and "" to all others."""
    best: dict[str, int] = {}
    for row in rows:
        if row["rank"] != "":
            best[row["clause_to"]] = min(best.get(row["clause_to"], row["rank"]), row["rank"])
    for row in rows:
        row["lead"] = row["rank"] if row["rank"] == best.get(row["clause_to"]) else ""
