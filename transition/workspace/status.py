"""Where a project stands: open, decided, stale, orphaned, overdue, and what was typed and not yet taken over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from transition.handouts import worksheets_in
from transition.model import Action, Change, Decision
from transition.project import workbooks_in
from transition.register import ACTION, action_of, decisions_of, replay
from transition.store.database import Store
from transition.workspace.folder import Project
from transition.workspace.intake import Intake, look

OPEN = ("gap", "partial", "review")
CLOSED = ("done", "verified")


@dataclass(frozen=True, slots=True)
class Status:
    """The keys in each state; ``day`` and ``pack`` are those of the last run, "" before the first."""

    day: str
    pack: str
    requirements: tuple[str, ...]
    open: tuple[str, ...]
    decided: tuple[str, ...]
    stale: tuple[str, ...]
    orphans: tuple[str, ...]
    overdue: tuple[Action, ...]
    waiting: Intake


def status_of(project: Project, today: str) -> Status:
    """Return where the project stands on ``today``; nothing is changed.

    What is open and stale is told by the last run's findings and the decisions taken over since; what is overdue
    also by what was typed and waits to be taken over.
    """
    waiting = look(project, [*workbooks_in(project.out), *worksheets_in(project.out, touched=True)], today)
    with Store(project.folder) as store:
        findings = {f.requirement: f for f in store.findings()}
        day, pack = store.note("run.day"), store.note("run.pack")
        edition = store.note("run.edition") or project.load_pack().to_edition
        history = store.history()
    decisions = {d.requirement: d for d in decisions_of(replay(history), edition)}
    in_force = {id: _verdict(decisions.get(id)) or finding.verdict for id, finding in findings.items()}
    judged = [d for d in decisions.values() if d.requirement in findings]
    return Status(
        day,
        pack,
        tuple(findings),
        tuple(id for id, verdict in in_force.items() if verdict in OPEN),
        tuple(id for id, decision in decisions.items() if decision.verdict),
        tuple(d.requirement for d in judged if d.stamp not in ("", findings[d.requirement].stamp)),
        tuple(id for id in decisions if findings and id not in findings),
        _overdue((*history, *waiting.changes), today),
        waiting,
    )


def _verdict(decision: Decision | None) -> str:
    return (decision.verdict or "") if decision else ""


def _overdue(changes: Iterable[Change], today: str) -> tuple[Action, ...]:
    """Return the actions whose day has passed and that are not closed, the oldest first."""
    actions = (action_of(s.key, values) for s, values in replay(changes).items() if s.kind == ACTION)
    late = (a for a in actions if a.due and a.due < today and a.status not in CLOSED)
    return tuple(sorted(late, key=lambda a: (a.due, a.key)))
