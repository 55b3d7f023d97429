"""A run inside a project: what is kept is laid onto fresh verdicts, and what was found is kept."""

from __future__ import annotations

from dataclasses import replace

from transition.model import Change, GapRegister, Subject
from transition.register import REQUIREMENT, STAMP, decisions_of, declare, lay_words, merge_decisions, replay
from transition.store.database import Finding, Store
from transition.workspace.folder import Project

_WAY = "run"


def laid_onto(project: Project, register: GapRegister, today: str) -> GapRegister:
    """Return ``register`` with all the project holds: declarations, decisions, words beside them, history.

    The caller holds the lock. A decision that came without the finding it was made on is taken to be made on the
    first it meets, and from then on becomes stale like any other.
    """
    edition = register.pack.to_edition
    with Store(project.folder) as store:
        history = store.history()
        words = replay(history)
        register = declare(register, project.settings.not_applicable)
        register = lay_words(merge_decisions(register, decisions_of(words, edition)), words)
        made = [
            Change(Subject(REQUIREMENT, id, edition), STAMP, "", entry.assessment.stamp, when=today, way=_WAY)
            for entry in register.entries
            if entry.decision and not words[Subject(REQUIREMENT, id := entry.requirement.id, edition)].get(STAMP)
        ]
        if made:
            store.append(made)
    run = replace(register.run, settings={**register.run.settings, **_shown(project)})
    return replace(register, run=run, history=(*history, *made))


def _shown(project: Project) -> dict[str, str]:
    """Return what a register says about the project."""
    told = project.settings
    shown = {"organisation": told.organisation, "client": told.client, "auditor": told.auditor}
    shown |= {f"date_{name}": day.isoformat() for name, day in told.dates if day}
    shown["not_applicable"] = "; ".join(f"{id}: {reason}" for id, reason in sorted(told.not_applicable.items()))
    return {name: text for name, text in shown.items() if text}


def after_run(project: Project, register: GapRegister) -> None:
    """Keep what the run found, so that the project can tell where it stands; the caller holds the lock."""
    findings = [Finding(e.requirement.id, e.assessment.verdict, e.assessment.stamp) for e in register.entries]
    notes = {
        "run.day": register.run.today,
        "run.program": register.run.program_version,
        "run.pack": f"{register.pack.name} {register.pack.version}",
        "run.edition": register.pack.to_edition,
    }
    with Store(project.folder) as store:
        store.keep_findings(findings, notes)
