"""What was typed into a gap workbook, as edits of what a project keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from transition.model import Subject
from transition.register import REQUIREMENT, Edit, Values, decision_of, difference, edit_of, values_of
from transition.reports.beside import Told, Word, mark_of
from transition.reports.marks import digest, same
from transition.reports.reviewed import Reviewed

Lines = Mapping[Subject, list[dict[str, str]]]
"""All that each subject has been, the oldest first."""


def edits_of(told: Told, lines: Lines, name: str, edition: str) -> Iterator[Edit]:
    """Yield what was changed in the workbook ``name`` since it was written: decisions, and words beside them."""
    yield from _decisions(told.reviewed, lines, f"workbook:{name}", edition)
    yield from _beside(told.words, lines, f"workbook:{name}")


def _decisions(rows: Iterable[Reviewed], lines: Lines, way: str, edition: str) -> Iterator[Edit]:
    for row in rows:
        subject = Subject(REQUIREMENT, row.decision.requirement, edition)
        base, since = _base(row, lines.get(subject, [{}]))
        theirs = {name: _storable(text) for name, text in values_of(row.decision).items()}
        # A column somebody took out says nothing about what stood in it.
        theirs |= {name: text for name, text in base.items() if name not in row.present and name not in theirs}
        # A choice shown in another language was not changed.
        theirs |= {name: text for name, text in base.items() if same(name, text, theirs.get(name, ""))}
        if difference(base, theirs):
            yield Edit(subject, base, theirs, way, since)


def _base(row: Reviewed, line: Sequence[Values]) -> tuple[Values, tuple[Values, ...]]:
    """Return what the row held when its workbook was written, and what the project has held since.

    The imprint tells which of all earlier states it was, the latest that fits. A row without one was written empty.
    """
    mark = row.imprint.rpartition("#")[2]
    key = row.decision.requirement
    for place in range(len(line) - 1, -1, -1):
        if (digest(decision_of(key, line[place])) == mark) if mark else not difference({}, line[place]):
            return line[place], tuple(line[place + 1 :])
    return {}, ()


def _beside(words: Iterable[Word], lines: Lines, way: str) -> Iterator[Edit]:
    for word in words:
        line = lines.get(word.subject, [{}])
        edit = edit_of(word.subject, _known(word, line), word.theirs, way, line)
        if edit:
            yield edit


def _known(word: Word, line: Sequence[Values]) -> Values:
    """Return what the word was when its workbook was written, as far as the project knows of it.

    What the project never held is new to it, though it stood in the workbook before.
    """
    for state in reversed(line):
        if mark_of(state) == word.mark if word.mark else not difference(state, word.base):
            return state
    return {}


def _storable(text: str) -> str:
    """Return a text without halves of letters, which spreadsheets can hold and files cannot."""
    return text.encode("utf-8", "replace").decode("utf-8")
