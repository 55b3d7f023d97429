"""What people typed comes into the project: from their workbooks, and from a backup that went its own way.

All of it comes in or nothing: one row that cannot be taken, or one field people disagree on, and the project stays
as it is.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from transition.errors import InputError
from transition.model import Change, Conflict, Problem, Settlement, Subject
from transition.register import (
    REQUIREMENT,
    Edit,
    lengths_at,
    merge_edits,
    replay,
    states,
)
from transition.reports.beside import read_workbook
from transition.reports.worksheet_reading import read_filled
from transition.store.backup import Kept, parse
from transition.store.database import Store
from transition.workspace import disputes, workbooks, worksheets
from transition.workspace.folder import Project

BACKUP_ENDING = ".jsonl"
WORKSHEET_ENDING = ".docx"


@dataclass(frozen=True, slots=True)
class Intake:
    """What came in, or would: the changes; conflicts and problems, which keep all of it out unless they are warnings.

    ``known`` names the files that were taken over before, ``unknown`` the keys the clause pack does not have: these
    are kept beside the register. ``ended`` are conflicts that people agreed on.
    """

    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()
    ended: tuple[tuple[Conflict, Settlement], ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing may come in."""
        return bool(self.conflicts) or any(p.severity == "error" for p in self.problems)


def take(project: Project, files: Sequence[Path], today: str) -> Intake:
    """Take over what ``files`` hold, if all of it can be; the caller holds the project's lock."""
    with Store(project.folder) as store:
        intake = _look(project, store, files, today)
        if not intake.refused:
            store.append(intake.changes, intake.files, today)
            disputes.close(project, intake.ended)
    return intake


def look(project: Project, files: Sequence[Path], today: str) -> Intake:
    """Return what taking over ``files`` would change, changing nothing."""
    with Store(project.folder) as store:
        return _look(project, store, files, today)


def _look(project: Project, store: Store, files: Sequence[Path], today: str) -> Intake:
    pack = project.load_pack()
    history = store.history()
    taken = store.taken()
    edits: list[Edit] = []
    hashes: dict[str, str] = {}
    known: list[str] = []
    ahead: list[Change] = []
    if store.backup.is_file():
        ahead, edits = _from_backup(store.backup, history)
    lines = states((*history, *ahead))
    files = disputes.with_own_lists(project, files)
    names = _names(files)
    settled: list[Settlement] = []
    problems: list[Problem] = []
    for file in files:
        data = _bytes(file)
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in taken or sha256 in hashes:
            known.append(names[file])
        elif file.suffix.lower() == BACKUP_ENDING:
            more, found = _from_backup(file, (*history, *ahead))
            ahead += more
            lines = states((*history, *ahead))
            edits += found
        elif file.suffix.lower() == WORKSHEET_ENDING:
            filled, refused = read_filled(file)
            problems += refused
            edits += worksheets.edits_of(filled, lines, names[file])
        else:
            told = read_workbook(file)
            problems += told.problems
            settled += told.settled
            if told.only_settled:
                continue  # an answer is not done with before the files it is about come in
            at = lengths_at(told.origin, (*history, *ahead))
            edits += workbooks.edits_of(told, lines, names[file], pack.to_edition, at)
        hashes[sha256] = file.name
    merged = merge_edits(replay((*history, *ahead)), edits, today, settled)
    if not merged.conflicts:
        problems += disputes.unneeded(settled, merged.ended)
    ids = {r.id for r in pack.of(pack.to_edition)}
    strange = {e.subject.key for e in edits if e.subject.kind == REQUIREMENT and e.subject.edition == pack.to_edition}
    intake = Intake(
        (*ahead, *merged.changes),
        merged.conflicts,
        tuple(problems),
        merged.ended,
        hashes,
        tuple(known),
        tuple(sorted(strange - ids)),
    )
    return replace(intake, changes=()) if intake.refused else intake


def _names(files: Iterable[Path]) -> Mapping[Path, str]:
    """Return what to call each file: its name, with the folder before it where several carry that name."""
    often = Counter(file.name for file in files)
    return {f: f.name if often[f.name] == 1 else f"{f.absolute().parent.name}/{f.name}" for f in files}


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise InputError("import-unreadable", file=file, fault=fault.strerror or fault) from None


def _from_backup(file: Path, history: Sequence[Change]) -> tuple[list[Change], list[Edit]]:
    """Return what a backup says beyond the project's history: entries that follow on it, and edits to merge."""
    ours: dict[Subject, list[Change]] = {}
    for change in history:
        ours.setdefault(change.subject, []).append(change)
    ahead: list[Change] = []
    edits: list[Edit] = []
    for kept in parse(_bytes(file).decode("utf-8", "replace"), file.name):
        more, edit = _beyond(kept, ours.get(kept.subject, []), f"backup:{file.name}")
        ahead += more
        edits += [edit] if edit else []
    return ahead, edits


def _beyond(kept: Kept, ours: Sequence[Change], way: str) -> tuple[Sequence[Change], Edit | None]:
    common = 0
    while common < min(len(ours), len(kept.changes)) and ours[common] == kept.changes[common]:
        common += 1
    tail = kept.changes[common:]
    follows = tail if common == len(ours) else ()
    base = replay(kept.changes if follows else ours[:common]).get(kept.subject, {})
    told = {} if follows else {change.field: change for change in tail}
    since = () if follows else tuple(states(ours).get(kept.subject, [{}])[common + 1 :])
    edit = Edit(kept.subject, base, kept.values, way, since, told)
    return follows, edit if edit.typed else None
