"""A run inside a project: what is kept is laid onto fresh verdicts, and what was found is kept."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from transition.model import Change, GapRegister, Problem, Standing, Subject
from transition.register import REQUIREMENT, STAMP, decisions_of, declare, lay_words, merge_decisions, origin_of, replay
from transition.reports.changes import standing, with_today
from transition.reports.pictures import picture_of
from transition.store.database import Finding, Store
from transition.workspace.folder import Project

_WAY, TREND = "run", "run.trend"
LARGEST_LOGO = 2_000_000
"""Bytes; it goes into each worksheet."""


def laid_onto(project: Project, register: GapRegister, today: str) -> GapRegister:
    """Return ``register`` with all the project holds: declarations, decisions, words beside them, history.

    The caller holds the lock. A decision that came without the finding it was made on is taken to be made on the
    first it meets, and from then on becomes stale like any other.
    """
    edition = register.pack.to_edition
    with Store(project.folder) as store:
        history = store.history()
        trend = _trend(store.note(TREND))
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
    whole = (*history, *made)
    logo, problems = _logo(project)
    register = replace(register, trend=trend, logo=logo, problems=(*register.problems, *problems))
    return replace(register, run=run, history=whole, origin=origin_of(whole))


def _logo(project: Project) -> tuple[bytes, tuple[Problem, ...]]:
    """Return the project's logo, and what is wrong with it if it cannot be shown."""
    name = project.settings.logo
    if not name:
        return b"", ()
    try:
        data = (project.folder / name).read_bytes()
    except OSError:
        data = b""
    if len(data) <= LARGEST_LOGO and picture_of(data) is not None:
        return data, ()
    return b"", (Problem("logo-unusable", "warning", details={"file": name}),)


def _shown(project: Project) -> dict[str, str]:
    """Return what a register says about the project."""
    told = project.settings
    shown = {"organisation": told.organisation, "client": told.client, "auditor": told.auditor}
    shown |= {f"date_{name}": day.isoformat() for name, day in told.dates if day}
    shown["not_applicable"] = "; ".join(f"{id}: {reason}" for id, reason in sorted(told.not_applicable.items()))
    return {name: text for name, text in shown.items() if text}


def _trend(noted: str) -> tuple[Standing, ...]:
    """Return where the project stood at its runs, which outlasts the folder of the reports."""
    try:
        return tuple(Standing(**told) for told in json.loads(noted or "[]"))
    except (ValueError, TypeError):
        return ()


def after_run(project: Project, register: GapRegister) -> None:
    """Keep what the run found, so that the project can tell where it stands; the caller holds the lock."""
    findings = [Finding(e.requirement.id, e.assessment.verdict, e.assessment.stamp) for e in register.entries]
    notes = {
        "run.day": register.run.today,
        "run.program": register.run.program_version,
        "run.pack": f"{register.pack.name} {register.pack.version}",
        "run.edition": register.pack.to_edition,
        TREND: json.dumps([asdict(s) for s in with_today(register.trend, standing(register))], sort_keys=True),
    }
    with Store(project.folder) as store:
        store.keep_findings(findings, notes)
