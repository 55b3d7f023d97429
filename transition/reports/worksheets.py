"""Transition worksheets: which there are, and what stands on each, as plain records; ``worksheet_page`` sets them out.

One for each clause of the second level, because that is how an audit is planned and how people speak ("8.4"), and one
for each procedure. What a person filled in before stands in them again.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from transition.model import Document, GapEntry, GapRegister
from transition.reports import words
from transition.reports.homes import homes, speaking
from transition.reports.overview import clause_path, full_titles
from transition.reports.worksheet_page import Sheet, bare, set_out
from transition.reports.worksheet_template import OwnTemplate

FOLDER = "worksheets"
_CITED = ("supports", "partly", "contradicts")
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_LONGEST = 80


def worksheets(
    register: GapRegister, language: str = "en", template: OwnTemplate | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield the file name and the bytes of every worksheet, in the organisation's own ``template`` if there is one."""
    for sheet in sheets(register, language):
        data = template.filled(register, sheet, language) if template else bare(set_out(register, sheet, language))
        yield f"{sheet.name}.docx", data


def sheets(register: GapRegister, language: str) -> Iterator[Sheet]:
    """Yield the worksheets of all clauses, then of all documents that state something or lack something."""
    yield from _of_clauses(register, language)
    yield from _of_documents(register)


def _of_clauses(register: GapRegister, language: str) -> Iterator[Sheet]:
    paths = clause_path(register)
    titles = full_titles(register, language)
    groups: dict[str, list[GapEntry]] = defaultdict(list)
    for entry in register.entries:
        groups[paths.get(entry.requirement.clause, (entry.requirement.clause,))[:2][-1]].append(entry)
    for number, entries in groups.items():
        yield Sheet(f"clause-{_safe(number)}", number, titles.get(number, ""), tuple(entries))


def _of_documents(register: GapRegister) -> Iterator[Sheet]:
    concerned = _concerned(register)
    documents = [d for d in speaking(register) if concerned[d.id]]
    for document, name in zip(documents, _names(documents), strict=True):
        entries = tuple(e for e in register.entries if e.requirement.id in concerned[document.id])
        yield Sheet(f"doc-{name}", words.short_name(document), words.document_name(document), entries, document)


def _concerned(register: GapRegister) -> dict[str, set[str]]:
    """Return, by document, the requirements it states, contradicts, or is the natural home of."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in register.entries:
        for item in entry.assessment.evidence:
            if item.relation in _CITED:
                found[item.document].add(entry.requirement.id)
    for id, passage in homes(register).items():
        found[passage.location.document].add(id)
    return found


def _names(documents: Sequence[Document]) -> Iterable[str]:
    """Return a file name for each document: its code where no other has it, else its id."""
    codes = Counter(_safe(d.code).casefold() for d in documents)
    ids = {d.id for d in documents}
    for document in documents:
        code = _safe(document.code)
        alone = code and codes[code.casefold()] == 1 and code.casefold() not in ids
        yield code if alone else _cut(document.id)


def _safe(text: str) -> str:
    """Return a text as part of a file name on any system."""
    return _cut(_UNSAFE.sub("-", text).strip(" .-"))


def _cut(text: str) -> str:
    # The end tells ids apart: copies are numbered there.
    return text if len(text) <= _LONGEST else text[: _LONGEST // 2] + "-" + text[-_LONGEST // 2 :]
