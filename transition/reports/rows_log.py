"""The Review log: who decided what, when, from, to and why; what changed since the last run; what lost its row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from transition.messages import catalogue, say
from transition.model import VERDICTS, Change, Decision, GapRegister, Note
from transition.reports import layout, words
from transition.reports.changes import cause_words
from transition.reports.frames import frame, ids, value_of
from transition.reports.notes import CHOICES

_COLUMNS = {
    "verdict": "decision",
    "text": "action",
    "status": "plan_status",
    "requirements": "requirements_covered",
    "confirmed": "confirm",
}
"""Fields whose column has another name."""
_LISTS = {"verdict": "verdicts", "priority": "priorities", "status": "plan_statuses", **CHOICES}
SHEETS = {"requirement": "gap_register", "action": "action_plan"}
STAMP, CONFIRMED = "stamp", "confirmed"
DAYS = frozenset({"due", "done_on"})


def review_log(register: GapRegister, language: str = "en", left_over: Sequence[Note] = ()) -> pd.DataFrame:
    """Return the Review log; ``left_over`` are notes whose rows are gone.

    Where a project keeps the history, each change is a row, the newest first; else each decision in force is one.
    """
    rows = _differences(register, language)
    rows += [_change(register, c, language) for c in reversed(register.history) if c.field != STAMP]
    if not register.history:
        rows += [
            _decision(register, e.decision, e.assessment.verdict, language) for e in register.entries if e.decision
        ]
    rows += [_orphan(register, decision, language) for decision in register.orphans]
    rows += [_left_over(note, language) for note in left_over]
    return frame(ids(layout.REVIEW_LOG), rows)


def _wording(register: GapRegister, id: str, language: str) -> str:
    for entry in register.entries:
        if entry.requirement.id == id:
            return words.texts(entry.requirement.wording, language)
    return ""


def _decision(register: GapRegister, decision: Decision, found: str, language: str) -> dict[str, Any]:
    return {
        "key": decision.requirement,
        "who": decision.reviewer,
        "what": _wording(register, decision.requirement, language),
        "from_verdict": words.verdict_label(found, language) if found else "",
        "to_verdict": words.verdict_label(decision.verdict, language) if decision.verdict else "",
        "why_decided": decision.reason,
        "decision_state": words.label("states", decision.state, language),
    }


def _orphan(register: GapRegister, decision: Decision, language: str) -> dict[str, Any]:
    told = {name: text for name, text in asdict(decision).items() if text}
    return _decision(register, decision, "", language) | {"written": _mark("requirement", told)}


def _left_over(note: Note, language: str) -> dict[str, Any]:
    return {
        "key": note.key,
        "what": f"{layout.sheet_name(note.sheet, language)}: {field_label(note.column, language)}",
        "to_verdict": note.text,
        "decision_state": say("workbook.states.left-over", language),
        "written": _mark("note", asdict(note)),
    }


def _mark(kind: str, told: dict[str, Any]) -> str:
    return json.dumps({"kind": kind, kind: told}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _differences(register: GapRegister, language: str) -> list[dict[str, Any]]:
    compared = register.comparison
    if compared is None:
        return []
    return [
        {
            "key": d.requirement,
            "who": say("workbook.log.program", language),
            "what": words.label("effects", d.effect, language),
            "when": value_of("date", compared.new_today),
            "from_verdict": words.verdict_label(d.before, language) if d.before else "",
            "to_verdict": words.verdict_label(d.after, language) if d.after else "",
            "why_decided": cause_words(d.causes, language),
        }
        for d in compared.differences
        if not any(c.kind == "reviewer" for c in d.causes)
    ]


def _change(register: GapRegister, change: Change, language: str) -> dict[str, Any]:
    what = field_label(change.field, language)
    if change.subject.kind in SHEETS or change.subject.kind in {s.id for s in layout.TABLES}:
        what = f"{layout.sheet_name(SHEETS.get(change.subject.kind, change.subject.kind), language)}: {what}"
    orphaned = change.subject.edition not in ("", register.pack.to_edition)
    return {
        "key": f"{change.subject.edition}:{change.subject.key}" if orphaned else change.subject.key,
        "who": change.who,
        "what": what,
        "when": value_of("date", change.when),
        "from_verdict": shown(change.field, change.old, language),
        "to_verdict": shown(change.field, change.new, language),
        "why_decided": change.why,
        "way": way_label(change.way, language),
    }


def field_label(field: str, language: str) -> str:
    """Return the head of the column that a field stands in."""
    if field.startswith((layout.OWN, layout.COMMENT)):
        name = field[1:]
        text = field_label(name, language) if field.startswith(layout.COMMENT) else name
        return say("workbook.log.comment", language, column=text) if field.startswith(layout.COMMENT) else text
    name = _COLUMNS.get(field, field)
    return catalogue("workbook", language).get(f"columns.{name}", field)


def way_label(way: str, language: str) -> str:
    """Return by which way a change came in, in words."""
    kind, _, name = way.partition(":")
    text = catalogue("workbook", language).get(f"log.way.{kind}")
    return text.format(name=name) if text else way


def shown(field: str, text: str, language: str) -> str:
    """Return a field's text as people chose it, in ``language``."""
    if field in DAYS:
        return words.day(text, language)
    if field == CONFIRMED:
        return words.label("confirms", "yes", language) if text else ""
    if field == "verdict":
        return words.verdict_label(text, language) if text in VERDICTS else text
    return words.chosen(_LISTS[field], text, language) if field in _LISTS else text
