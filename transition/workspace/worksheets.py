"""What was filled in on worksheets, as edits of what a project keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from transition.model import Subject
from transition.register import REQUIREMENT, Edit, Values, decision_of, difference, values_of
from transition.reports.worksheet_marks import FIELDS, VERDICT, digest
from transition.reports.worksheet_reading import Filled

_NAMES = tuple("verdict" if name == VERDICT else name for name in FIELDS)


def edits_of(filled: Iterable[Filled], lines: Mapping[Subject, list[dict[str, str]]], name: str) -> Iterator[Edit]:
    """Yield what was changed on the worksheet ``name`` since it was written.

    ``lines`` hold all that each subject has been. What a worksheet has no field for it says nothing about.
    """
    for item in filled:
        if not item.touched:
            continue
        subject = Subject(REQUIREMENT, item.decision.requirement, item.mark.edition)
        base, since = _base(item, lines.get(subject, [{}]))
        said = values_of(item.decision)
        theirs = {key: text for key, text in base.items() if key not in _NAMES} | said
        if difference(base, theirs):
            yield Edit(subject, base, theirs, f"worksheet:{name}", since)


def _base(item: Filled, line: Sequence[Values]) -> tuple[Values, tuple[Values, ...]]:
    """Return what the fields held when the worksheet was written, and what the project has held since."""
    key = item.decision.requirement
    for place in range(len(line) - 1, -1, -1):
        if digest(decision_of(key, line[place])) == item.mark.digest:
            return line[place], tuple(line[place + 1 :])
    return {}, ()
