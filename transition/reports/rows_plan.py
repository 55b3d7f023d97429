"""The Action plan as a table: proposals in the words of the pack, and over them what people typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from transition.messages import catalogue, say
from transition.model import Action, GapEntry, GapRegister
from transition.reports import layout, words
from transition.reports.frames import frame, ids, serial, value_of
from transition.reports.notes import written
from transition.reports.overview import UNPLANNED
from transition.reports.plan import CLOSED, Plan, Planned, plan_of

POINTS_SHOWN = 8
BULLET = "• "
FIELDS = {
    "action": "text",
    "responsible": "responsible",
    "due": "due",
    "difficulty": "difficulty",
    "plan_status": "status",
    "done_on": "done_on",
    "verified_by": "verified_by",
    "evidence_of_closing": "evidence_of_closing",
    "cost": "cost",
}
"""Column of the Action plan → field of an action."""
REQUIREMENTS = "requirements"


def action_plan(register: GapRegister, language: str = "en", plan: Plan | None = None) -> pd.DataFrame:
    """Return the Action plan, its rows in the order they are proposed to be done."""
    plan = plan or plan_of(register)
    rows = [_row(register, row, step, language) for step, row in enumerate(plan.rows, start=1)]
    return frame(ids(layout.ACTION_PLAN), rows)


def _row(register: GapRegister, row: Planned, step: int, language: str) -> dict[str, Any]:
    said = row.said or Action(row.key)
    proposed = {
        REQUIREMENTS: ", ".join(e.requirement.id for e in row.entries),
        "text": proposal(row, language),
        "difficulty": str(row.estimate or ""),
        "status": "open",
    }
    typed = said_of(said)
    shown = proposed | {name: text for name, text in typed.items() if name != REQUIREMENTS}
    # What nobody knows of any more, a person still made the action for.
    known = {e.requirement.id for e in row.entries}
    lost = [id for id in said.requirements if id not in known and not _is_known(register, id)]
    covered = proposed[REQUIREMENTS] = ", ".join(filter(None, (proposed[REQUIREMENTS], *lost)))
    cells = {column: _cell(column, shown.get(name, ""), language) for column, name in FIELDS.items()}
    late = row.overdue(register.run.today)
    return {
        **cells,
        "key": row.key,
        "requirements_covered": covered,
        "step": step,
        "wave": wave_label(row.wave, language),
        "plan_severity": words.severity_label(row.severity, language) if row.severity else "",
        "home": words.document_name(row.home) if row.home else "",
        "still_open": len(row.open),
        "alert": _alert(row, late, language),
        "late": late_rank(said.due, layout.FIRST_ROW + step) if late else "",
        "written": written(typed, proposed),
    }


def _is_known(register: GapRegister, id: str) -> bool:
    return any(e.requirement.id == id for e in register.entries)


def said_of(action: Action) -> dict[str, str]:
    """Return what people said about an action, by field, empty fields left out."""
    told = {name: str(getattr(action, name)) for name in FIELDS.values()}
    told[REQUIREMENTS] = ", ".join(action.requirements)
    return {name: text for name, text in told.items() if text}


def proposal(row: Planned, language: str) -> str:
    """Return what is proposed to be done: a head line, and a point for each thing that is missing."""
    if not row.proposed:
        return ""
    urgent = [e for e in row.open if any(e is p for p in row.proposed)]
    points = tuple(dict.fromkeys(filter(None, (_point(row, entry, language) for entry in urgent))))
    more = len(points) - POINTS_SHOWN
    lines = [BULLET + point for point in points[:POINTS_SHOWN]]
    lines += [say("workbook.plan.more", language, n=more)] if more > 0 else []
    home = words.document_name(row.home) if row.home else ""
    return "\n".join([say(f"workbook.plan.{row.work}", language, document=home), *lines])


def _point(row: Planned, entry: GapEntry, language: str) -> str:
    asked = entry.requirement
    question = words.texts(asked.question, language) if row.work == "ask" else ""
    return question or words.action(entry, language)


def wave_label(wave: int, language: str) -> str:
    """Return the number of a wave and what it is about, or "" where none is given."""
    if wave == UNPLANNED:
        return ""
    name = catalogue("summary", language).get(f"wave.{wave}", "")
    return f"{wave} {name}".strip()


def _alert(row: Planned, late: bool, language: str) -> str:
    if late:
        return say("workbook.plan.overdue", language)
    if row.status in CLOSED and row.open:
        return f"{len(row.open)}{say('workbook.plan.still_open', language)}"
    return ""


def late_rank(due: str, line: int) -> int:
    """Return the number by which overdue actions are ordered: by day, then by the line they stand in."""
    return serial(dt.date.fromisoformat(due)) * 1_000_000 + line


def _cell(column: str, text: str, language: str) -> object:
    """Return a field as the value its cell holds; a text that is no such value stays a text."""
    if column == "plan_status":
        return words.chosen("plan_statuses", text, language)
    form = next(c.form for c in layout.ACTION_PLAN.columns if c.id == column)
    return value_of(form, text)


def looked_up(data: pd.DataFrame) -> Mapping[str, Mapping[str, Any]]:
    """Return the rows of the Action plan by folded key, for those who look things up in it."""
    return {words.folded(str(row["key"])): {str(k): v for k, v in row.items()} for row in data.to_dict("records")}
