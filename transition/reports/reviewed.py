"""Reads a reviewed gap workbook back into decisions, whatever people did to its order and layout.

Rows are known by their key and columns by their heads, in either language. What cannot be taken over for sure is
refused with a problem that says why; nothing of a refused row is taken.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from transition.model import VERDICTS, Decision, Problem, VerdictName
from transition.reports import words
from transition.reports.book import HEADER_WITHIN, Book, Grid, Line, cell_text, read_book
from transition.reports.layout import GAP_REGISTER
from transition.reports.marks import CHOSEN, UNSEEN, imprint, is_typed, stamp_of
from transition.reports.notes import what_was_written

__all__ = [
    "HEADER_WITHIN",
    "Reviewed",
    "carried",
    "cell_text",
    "orphans_of",
    "read_decisions",
    "repeated_keys",
    "reviewed_of",
]

TYPED = tuple(column.id for column in GAP_REGISTER.columns if column.yours)
_FIELDS = {"decision": "verdict"}
CONFIRM, CONFIRMS = "confirm", "confirms"
"""The column in which a stale decision is confirmed, and the list it offers."""
_KEPT = frozenset(f.name for f in fields(Decision)) - {"state"}

Result = tuple[tuple[Decision, ...], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One row that came back: what stands in it now, the fields its sheet has columns for, and what it was.

    ``imprint`` is what ``marks.imprint`` gave when the row was written, or "". ``base`` is what was typed in it then,
    as far as the row tells. ``confirmed``: a person looked at the finding beside it and stands by the decision.
    """

    decision: Decision
    present: frozenset[str]
    imprint: str
    base: Mapping[str, str] = field(default_factory=dict)
    confirmed: bool = False


def read_decisions(path: str | Path) -> Result:
    """Return the decisions in a reviewed workbook, in its order, and a problem for each row that was refused.

    Decisions whose requirement is gone, which the Review log carries on, stand at the end. A file that is no gap
    workbook yields no decision and the problem ``review-not-a-workbook``.
    """
    path = Path(path)
    book = read_book(path, ("gap_register", "review_log"))
    reviewed, problems = reviewed_of(book, path.name)
    found = [row.decision for row in reviewed if is_typed(row.decision)]
    known = {row.decision.requirement for row in reviewed}
    found += [d for d in (orphans_of(book) if book else ()) if d.requirement not in known]
    return tuple(found), problems


def reviewed_of(book: Book | None, name: str) -> tuple[tuple[Reviewed, ...], tuple[Problem, ...]]:
    """Return each row with a decision in it or cleared of one, and a problem for each row that was refused."""
    grid = book.grids.get("gap_register") if book else None
    if grid is None:
        return (), (Problem("review-not-a-workbook", "error", name),)
    told = [line for line in grid.lines if line.key or _typed(line)]
    repeated, problems = repeated_keys(grid, told, lambda line: bool(_typed(line)), name)
    reviewed = []
    for line in told:
        if line.key in repeated or not (_typed(line) or line.text("imprint") or _unseen(line)):
            continue
        problem = _refusal(grid, line, name)
        if problem:
            problems.append(problem)
        else:
            present = frozenset(_FIELDS.get(id, id) for id in grid.columns if id in TYPED)
            typed, _ = what_was_written(line.text("written"))
            base = {name: text for name, text in typed.items() if name in _KEPT}
            reviewed.append(Reviewed(_decision(line), present, line.text("imprint"), base, _confirms(line)))
    return tuple(reviewed), tuple(problems)


def _typed(line: Line) -> tuple[str, ...]:
    """Return what stands in the user's columns."""
    return tuple(text for id in TYPED if (text := line.text(id)))


def repeated_keys(
    grid: Grid, lines: Iterable[Line], typed: Callable[[Line], bool], name: str
) -> tuple[frozenset[str], list[Problem]]:
    """Return the keys that stand in several rows, something being typed in one of them, and a problem for each."""
    numbers: dict[str, list[Line]] = {}
    for line in lines:
        if line.key:
            numbers.setdefault(line.key, []).append(line)
    repeated = {key: found for key, found in numbers.items() if len(found) > 1 and any(map(typed, found))}
    return frozenset(repeated), [
        Problem(
            "review-duplicate-key",
            "error",
            name,
            {"sheet": grid.title, "key": key, "rows": ", ".join(str(line.number) for line in found)},
        )
        for key, found in repeated.items()
    ]


def _refusal(grid: Grid, line: Line, document: str) -> Problem | None:
    """Return why a row with something typed cannot be taken over, or ``None``."""
    where = {"sheet": grid.title, "row": str(line.number), "key": line.key}
    if not line.key:
        return Problem("review-missing-key", "error", document, where | {"typed": ", ".join(_typed(line))})
    status = line.text("decision")
    if status and _verdict(status) is None:
        return Problem("review-unknown-status", "error", document, where | {"status": status})
    if _verdict(status) == "not-applicable" and not line.text("reason"):
        return Problem("review-missing-reason", "error", document, where | {"status": status})
    confirm = line.text(CONFIRM)
    if confirm and not _confirms(line):
        details = where | {"field": CONFIRM, "status": confirm, "group": CONFIRMS}
        return Problem("review-unknown-choice", "error", document, details)
    if confirm and _typed(line) == (confirm,):
        return Problem("review-nothing-to-confirm", "error", document, where | {"field": CONFIRM})
    return None


def _confirms(line: Line) -> bool:
    return bool(words.code(CONFIRMS, line.text(CONFIRM)))


def _decision(line: Line) -> Decision:
    decision = Decision(
        requirement=line.key,
        verdict=_verdict(line.text("decision")),
        reason=line.text("reason"),
        reviewer=line.text("reviewer"),
        priority=_choice("priority", line),
        process=line.text("process"),
        action_key=line.text("action_key"),
        audit_status=_choice("audit_status", line),
        **_unseen(line),
    )
    now = line.text("stamp")
    stamp = now if now and _confirms(line) else stamp_of(decision, now, line.text("imprint"))
    return replace(decision, stamp=stamp)


def _unseen(line: Line) -> dict[str, Any]:
    """Return what the hidden mark of a row carries on of a decision."""
    typed, _ = what_was_written(line.text("written"))
    return {name: typed[name] for name in UNSEEN if name in typed}


def _choice(column: str, line: Line) -> str:
    """Return what was chosen from a list as its code, so that it is the same in every language."""
    text = line.text(column)
    return words.code(CHOSEN[column], text) or text


def _verdict(status: str) -> VerdictName | None:
    found = words.code("verdicts", status)
    return next((verdict for verdict in VERDICTS if verdict == found), None)


def orphans_of(book: Book) -> tuple[Decision, ...]:
    """Return the decisions without a requirement that the Review log carries from run to run."""
    grid = book.grids.get("review_log")
    found = []
    for line in grid.lines if grid else ():
        told = carried(line).get("requirement")
        if isinstance(told, dict) and told.get("requirement"):
            kept: dict[str, Any] = {name: str(text) for name, text in told.items() if name in _KEPT}
            kept["verdict"] = _verdict(kept.get("verdict", ""))
            found.append(Decision(**kept, state="orphan"))
    return tuple(found)


def orphan_row(decision: Decision) -> Reviewed:
    """Return a decision without a row as a row that nobody touched."""
    return Reviewed(decision, frozenset(_KEPT), imprint(decision))


def carried(line: Line) -> dict[str, Any]:
    """Return what the hidden mark of a row of the Review log carries on; nothing where it was damaged."""
    try:
        told = json.loads(line.text("written") or "{}")
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
