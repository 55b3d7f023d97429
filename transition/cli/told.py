"""How people are told what came into a project, or what keeps it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from transition.cli.shared import tell
from transition.messages import catalogue, say

if TYPE_CHECKING:
    from pathlib import Path

    from transition.model import Change, Conflict, Problem, Subject
    from transition.workspace import Intake

SHOWN = 12
_SHOWN_FAULTS = 50
_LONGEST = 80
_REQUIREMENT, _ACTION, _OWN_SHEET = "requirement", "action", "own-sheet"
_OWN, _COMMENT = "+", "@"
_SHEETS = {_ACTION: "action_plan"}
_COLUMNS = {
    (_REQUIREMENT, "verdict"): "decision",
    (_REQUIREMENT, "confirmed"): "confirm",
    (_ACTION, "text"): "action",
    (_ACTION, "status"): "plan_status",
    (_ACTION, "requirements"): "requirements_covered",
}
_LISTS = {
    (_REQUIREMENT, "verdict"): "verdicts",
    (_REQUIREMENT, "priority"): "priorities",
    (_REQUIREMENT, "audit_status"): "audit_statuses",
    (_ACTION, "status"): "plan_statuses",
    ("clause_transition", "audit_status"): "audit_statuses",
}
"""Fields that hold a choice from a list, and the list's labels."""


def tell_taken(intake: Intake, language: str, *, dry_run: bool) -> None:
    """Print each change that came in, or would."""
    shown = list(seen(intake.changes))
    for name in intake.known:
        print(say("project.review.known", language, file=name))
    key = "would" if dry_run else "done"
    print(say(f"project.review.{key}" if shown else "project.review.nothing", language, count=len(shown)))
    for change in shown:
        print(f"  {_changed(change, language)}")
    for problem in intake.problems:
        _tell_problem(problem, language)
    if intake.unknown:
        print(say("project.review.unknown", language, keys=some(intake.unknown, language)))


def tell_refused(intake: Intake, language: str, listed: Path | None = None) -> None:
    """Tell all that keeps an import out, and that nothing was taken; ``listed`` is where conflicts can be settled."""
    tell(say("cli.error", language, message=say("project.review.refused", language)))
    for problem in intake.problems[:_SHOWN_FAULTS]:
        _tell_problem(problem, language)
    for conflict in intake.conflicts[:_SHOWN_FAULTS]:
        _tell_conflict(conflict, language)
    hidden = len(intake.problems[_SHOWN_FAULTS:]) + len(intake.conflicts[_SHOWN_FAULTS:])
    if hidden:
        tell(say("project.review.more", language, count=hidden))
    if intake.conflicts:
        key = "settle-hint" if listed else "conflict-hint"
        tell(say("cli.hint", language, hint=say(f"project.review.{key}", language, file=listed or "")))


def _tell_problem(problem: Problem, language: str) -> None:
    from transition.reports.exchange import problem_words

    message, hint = problem_words(problem, language)
    where = "" if problem.document in message else f"{problem.document}: "
    tell(f"  - {where}{message}\n    {hint}")


def _tell_conflict(conflict: Conflict, language: str) -> None:
    sayings = ", ".join(
        say(
            "project.review.says",
            language,
            who=_way(way, language),
            text=_text(conflict.subject, conflict.field, text, language),
        )
        for way, text in conflict.said
    )
    field = _field(conflict.subject, conflict.field, language)
    base = _text(conflict.subject, conflict.field, conflict.base, language)
    details = {"key": _where(conflict.subject, language), "field": field, "base": base, "said": sayings}
    tell(f"  - {say('project.review.conflict', language, **details)}")


def seen(changes: Sequence[Change]) -> Iterator[Change]:
    """Yield the changes people made and see; a stamp goes with them unseen."""
    return (change for change in changes if change.field != "stamp")


def _changed(change: Change, language: str) -> str:
    where = _where(change.subject, language)
    if change.subject.kind == _OWN_SHEET:
        return where
    old, new = (_text(change.subject, change.field, text, language) for text in (change.old, change.new))
    who = f" ({change.who})" if change.who else ""
    return f"{where} · {_field(change.subject, change.field, language)}: {old} → {new}{who}"


def _where(subject: Subject, language: str) -> str:
    """Return what a word is about, as people find it: a requirement by its key, anything else by its sheet too."""
    if subject.kind == _REQUIREMENT:
        return subject.key
    if subject.kind == _OWN_SHEET:
        return say("project.review.own-sheet", language, name=subject.key)
    sheet = catalogue("workbook", language).get(f"sheets.{_SHEETS.get(subject.kind, subject.kind)}", subject.kind)
    return f"{sheet}, {subject.key}"


def _field(subject: Subject, name: str, language: str) -> str:
    """Return what people call a field: the head of its column."""
    labels = catalogue("workbook", language)
    if name[:1] == _COMMENT:
        return say("project.review.comment", language, column=labels.get(f"columns.{name[1:]}", name[1:]))
    column = _COLUMNS.get((subject.kind, name), name)
    return labels.get(f"columns.{column}", name.removeprefix(_OWN))


def _text(subject: Subject, name: str, text: str, language: str) -> str:
    from transition.reports.words import label

    if not text:
        return say("project.review.empty", language)
    if name == "confirmed":
        return label("confirms", "yes", language)
    group = _LISTS.get((subject.kind, name))
    if group:
        return label(group, text, language)
    line = " ".join(text.split())
    return f"“{line if len(line) <= _LONGEST else line[: _LONGEST - 1] + '…'}”"


def _way(way: str, language: str) -> str:
    return way.partition(":")[2] or way if way else say("project.review.project", language)


def some(keys: Sequence[str], language: str) -> str:
    """Return the first of some keys in brackets, and how many more there are; "" where there is none."""
    if not keys:
        return ""
    more = say("project.status.more", language, count=len(keys) - SHOWN) if len(keys) > SHOWN else ""
    return f"({', '.join(keys[:SHOWN])}{more})"
