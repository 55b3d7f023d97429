"""What was typed into a gap workbook, as edits of what a project keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from transition.model import Subject
from transition.register import CONFIRMED, REQUIREMENT, STAMP, Edit, Values, decision_of, difference, edit_of, values_of
from transition.register.beside import places
from transition.reports.beside import Told, Word, mark_of
from transition.reports.marks import digest, same
from transition.reports.reviewed import Reviewed

Lines = Mapping[Subject, list[dict[str, str]]]
"""All that each subject has been, the oldest first."""
Lengths = Mapping[Subject, int]
"""How many changes each subject had when a workbook was written."""


def edits_of(told: Told, lines: Lines, name: str, edition: str, at: Lengths | None = None) -> Iterator[Edit]:
    """Yield what was changed in the workbook ``name`` since it was written: decisions, and words beside them.

    ``at`` tells at which point of the history that was; without it the latest that fits is taken.
    """
    yield from _decisions(told.reviewed, lines, f"workbook:{name}", edition, at)
    yield from _beside(told.words, lines, f"workbook:{name}", at)


def _decisions(rows: Iterable[Reviewed], lines: Lines, way: str, edition: str, at: Lengths | None) -> Iterator[Edit]:
    for row in rows:
        subject = Subject(REQUIREMENT, row.decision.requirement, edition)
        base, since = _base(row, lines.get(subject, [{}]), _place(subject, at))
        theirs = {name: _storable(text) for name, text in values_of(row.decision).items()}
        # A column somebody took out says nothing about what stood in it.
        theirs |= {name: text for name, text in base.items() if name not in row.present and name not in theirs}
        # A choice shown in another language was not changed.
        theirs |= {name: text for name, text in base.items() if same(name, text, theirs.get(name, ""))}
        if row.confirmed and theirs.get(STAMP):
            theirs[CONFIRMED] = theirs[STAMP]
        if difference(base, theirs):
            yield Edit(subject, base, theirs, way, since)


def _place(subject: Subject, at: Lengths | None) -> int | None:
    return at.get(subject, 0) if at is not None else None


def _base(row: Reviewed, line: Sequence[Values], at: int | None) -> tuple[Values, tuple[Values, ...]]:
    """Return what the row held when its workbook was written, and what the project has held since.

    The imprint tells which of all earlier states it was, the latest that fits unless it is known when the workbook was
    written. A row without one was written empty.
    """
    mark = row.imprint.rpartition("#")[2]
    key = row.decision.requirement
    for place in places(line, at):
        if (digest(decision_of(key, line[place])) == mark) if mark else not difference({}, line[place]):
            return line[place], tuple(line[place + 1 :])
    return {}, ()


def _beside(words: Iterable[Word], lines: Lines, way: str, at: Lengths | None) -> Iterator[Edit]:
    for word in words:
        line = lines.get(word.subject, [{}])
        place = _place(word.subject, at)
        edit = edit_of(word.subject, _known(word, line, place), word.theirs, way, line, place)
        if edit:
            yield edit


def _known(word: Word, line: Sequence[Values], at: int | None) -> Values:
    """Return what the word was when its workbook was written, as far as the project knows of it.

    What the project never held is new to it, though it stood in the workbook before.
    """
    for place in places(line, at):
        state = line[place]
        if mark_of(state) == word.mark if word.mark else not difference(state, word.base):
            return state
    return {}


def _storable(text: str) -> str:
    """Return a text without halves of letters, which spreadsheets can hold and files cannot."""
    return text.encode("utf-8", "replace").decode("utf-8")
