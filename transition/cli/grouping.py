"""``--group-by folder``: reports for each folder of the first level, and one roll-up over all of them."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from transition.cli.running import Asked, delivered, is_typed, with_words
from transition.errors import InputError
from transition.messages import say

if TYPE_CHECKING:
    from transition.asked import Progress
    from transition.model import Problem
    from transition.reports.rollup import GroupStanding
    from transition.unchanged import Told
    from transition.work import Means

_TOP = "_"


@dataclass(frozen=True, slots=True)
class GroupsRan:
    """A run over groups: where each stands, and what there is to tell of all together; nothing if none was readable."""

    groups: tuple[GroupStanding, ...]
    problems: tuple[Problem, ...]
    told: Told | None
    taken: int = 0
    typed: bool = True

    def print_json(self, language: str) -> None:  # noqa: ARG002 - counts are the same in every language
        """Print where the groups stand as one JSON document."""
        record = {"schema": "transition.groups/1", "groups": [asdict(group) for group in self.groups]}
        json.dump(record, sys.stdout, ensure_ascii=False, indent=1)
        print()


def check(asked: Asked) -> None:
    """Refuse what would mix the decisions of groups."""
    for what, given in (("--decisions", asked.decisions), ("transition.toml", asked.chosen.project)):
        if given:
            raise InputError("group-wrong", what=what)


def run_groups(asked: Asked, means: Means, progress: Progress) -> GroupsRan:
    """Read all, then judge and report group after group, and write the roll-up."""
    from transition.pipeline import analyze_groups
    from transition.project import WORKBOOK_NAME
    from transition.reports.rollup import GroupStanding, standing_of, write_rollup
    from transition.unchanged import keep

    chosen, language = asked.chosen, asked.settings.report_language
    standings: list[GroupStanding] = []
    tolds: list[Told] = []
    problems: list[Problem] = []
    found = analyze_groups(chosen.paths, chosen.pack, asked.settings, means=means, progress=progress)
    for name, register, files in found:
        folder = name or _TOP
        shown = name or say("runs.group.top", language)
        problems += register.problems
        if not register.documents:
            standings.append(GroupStanding(shown, folder, 0, len(files), {}, 0, {}))
            continue
        own = replace(asked, chosen=replace(chosen, out=chosen.out / folder))
        register = with_words(own, means.cache, register)  # noqa: PLW2901 - the one without is not needed any more
        told = delivered(own, register, means.cache, progress, files)
        keep(means.cache, own.chosen.out, "", told, typed=is_typed(register))
        standings.append(standing_of(shown, folder, register))
        tolds.append(replace(told, files=tuple(f"{folder}/{file}" for file in told.files)))
    if not tolds:
        return GroupsRan((), tuple(problems), None)
    workbook = WORKBOOK_NAME if "workbook" in asked.reports else ""
    rollup = write_rollup(standings, chosen.pack, workbook, chosen.out, language)
    return GroupsRan(tuple(standings), tuple(problems), _together(tolds, standings, rollup, problems))


def _together(
    tolds: Sequence[Told], standings: Sequence[GroupStanding], rollup: Path, problems: Sequence[Problem]
) -> Told:
    from transition.unchanged import Told

    verdicts: Counter[str] = Counter()
    for told in tolds:
        verdicts.update(told.verdicts)
    return Told(
        read=sum(t.read for t in tolds),
        failed=sum(s.failed for s in standings),
        skipped=sum(t.skipped for t in tolds),
        verdicts=dict(verdicts),
        problems=tuple(p for p in problems if p.severity != "info"),
        beside=tuple(p for t in tolds for p in t.beside),
        files=(rollup.name, *(file for t in tolds for file in t.files)),
    )
