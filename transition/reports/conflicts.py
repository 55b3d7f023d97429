"""The sheet of conflicts: what several people changed differently, side by side, and what they agree on instead.

Each row is one field; a column for each source shows what it says, and a yellow one takes what shall stand. The hidden
mark of a row tells which texts it was about, so that an answer never ends another disagreement.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from transition.messages import LANGUAGES, say
from transition.model import ClausePack, Conflict, Problem, Settlement, Subject
from transition.reports import layout, words
from transition.reports.book import Grid, Line
from transition.reports.frames import frame, ids
from transition.reports.layout import SAYS, Sheet
from transition.reports.notes import CHOICES
from transition.reports.rows_log import DAYS, SHEETS, field_label, shown
from transition.reports.tables import block, fitted, write_table

NAME = "conflicts.xlsx"
LISTS = {"verdict": "verdicts", "priority": "priorities", "status": "plan_statuses", **CHOICES}
STRICT = frozenset({"verdict", "status"})
"""Lists that nothing else may stand in."""
NOT_APPLICABLE = "not-applicable"
Place = tuple[Subject, str]


def sources_of(conflicts: Sequence[Conflict], language: str) -> dict[str, str]:
    """Return each way in → the head of its column; no two heads are the same."""
    heads: dict[str, str] = {}
    for way in dict.fromkeys(way for conflict in conflicts for way, _ in conflict.said):
        name = way.partition(":")[2] or way or say("workbook.log.project", language)
        head, number = name, 2
        while words.folded(head) in map(words.folded, heads.values()):
            head, number = f"{name} ({number})", number + 1
        heads[way] = head
    return heads


def conflicts_table(
    conflicts: Sequence[Conflict], language: str, answers: Mapping[Place, Settlement] | None = None
) -> tuple[Sheet, pd.DataFrame]:
    """Return the sheet and its rows; with ``answers``, none or some, people are asked for them in yellow columns."""
    heads = sources_of(conflicts, language)
    sheet = layout.conflicts_sheet(tuple(heads.values()), asked=answers is not None)
    places = {way: f"{SAYS}{n}" for n, way in enumerate(heads)}
    rows = [
        _row(c, places, heads, language) | _answer((answers or {}).get((c.subject, c.field)), c.field, language)
        for c in conflicts
    ]
    wanted = ids(sheet)
    return sheet, frame(wanted, ({k: v for k, v in row.items() if k in wanted} for row in rows))


def _row(conflict: Conflict, places: Mapping[str, str], heads: Mapping[str, str], language: str) -> dict[str, Any]:
    subject = conflict.subject
    return {
        "key": subject.key,
        "where": words.label("sheets", SHEETS.get(subject.kind, subject.kind), language),
        "field": field_label(conflict.field, language),
        "before": _text(conflict.field, conflict.base, language),
        **{places[way]: _text(conflict.field, text, language) for way, text in conflict.said},
        "written": _mark(conflict, heads),
    }


def _text(field: str, text: str, language: str) -> str:
    return shown(field, text, language) or say("workbook.log.nothing", language)


def _answer(settled: Settlement | None, field: str, language: str) -> dict[str, Any]:
    if settled is None:
        return {}
    return {"settled": _text(field, settled.text, language), "settled_by": settled.who, "settled_why": settled.why}


def _mark(conflict: Conflict, heads: Mapping[str, str]) -> str:
    about = conflict.subject
    told = {
        "kind": about.kind,
        "key": about.key,
        "edition": about.edition,
        "field": conflict.field,
        "said": [[heads[way], text] for way, text in conflict.said],
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def conflicts_bytes(
    conflicts: Sequence[Conflict], answers: Mapping[Place, Settlement], pack: ClausePack, language: str
) -> bytes:
    """Return a workbook that holds the sheet of conflicts and asks what shall stand."""
    from transition.reports.workbook import RED_TAB, new_book

    with new_book(pack, language) as (page, target):
        sheet, data = conflicts_table(conflicts, page.language, answers)
        written = write_table(page, block(page, fitted(sheet, data), len(data)), data)
        written.set_tab_color(RED_TAB)
    return target.getvalue()


# --- what was agreed on -------------------------------------------------------------------------------


def read_settlements(grid: Grid, name: str) -> tuple[tuple[Settlement, ...], tuple[Problem, ...]]:
    """Return what people agreed on, as far as they did, and a problem for each answer that cannot be taken."""
    found: list[Settlement] = []
    problems: list[Problem] = []
    for line in grid.lines:
        if not line.text("settled"):
            continue
        where = {"sheet": grid.title, "row": str(line.number), "key": line.key}
        told = _told(line)
        if told is None:
            problems.append(Problem("review-missing-key", "error", name, where | {"typed": line.text("settled")}))
            continue
        text, problem = _taken(line, told, where, name)
        if problem:
            problems.append(problem)
        else:
            subject = Subject(told["kind"], told["key"], told["edition"])
            said = frozenset(text for _, text in told["said"])
            who, why = line.text("settled_by"), line.text("settled_why")
            found.append(Settlement(subject, told["field"], said, text, who, why, f"conflicts:{name}"))
    return tuple(found), tuple(problems)


def _told(line: Line) -> dict[str, Any] | None:
    """Return what the mark of a row tells, or ``None`` where it was damaged."""
    try:
        told = json.loads(line.text("written") or "{}")
        whole = {name: str(told[name]) for name in ("kind", "key", "edition", "field")}
        return whole | {"said": [(str(head), str(text)) for head, text in told["said"]]}
    except (ValueError, KeyError, TypeError):
        return None


def _taken(line: Line, told: dict[str, Any], where: dict[str, str], name: str) -> tuple[str, Problem | None]:
    """Return the text that was agreed on as it is kept, or why it cannot be taken."""
    field, text = told["field"], line.text("settled")
    if words.folded(text) in {words.folded(say("workbook.log.nothing", language)) for language in LANGUAGES}:
        return "", None
    named = _by_name(told["said"], text)
    if named is not None:
        text = named
    elif field in LISTS:
        code = words.code(LISTS[field], text)
        if not code and field in STRICT:
            details = where | {"field": "settled", "status": text, "group": LISTS[field]}
            return "", Problem("review-unknown-choice", "error", name, details)
        text = code or text
    elif field in DAYS and not _is_day(text):
        return "", Problem("review-date-as-text", "error", name, where | {"field": "settled", "text": text})
    if field == "verdict" and text == NOT_APPLICABLE and not line.text("settled_why"):
        status = words.verdict_label(text, LANGUAGES[0])
        return "", Problem("review-missing-reason", "error", name, where | {"field": "settled_why", "status": status})
    return text, None


def _by_name(said: Sequence[tuple[str, str]], text: str) -> str | None:
    """Return what the source of that name says, or ``None`` where no source has it."""
    return next((says for head, says in said if words.folded(head) == words.folded(text)), None)


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
