"""Parts of a document that are not its content: contents page, revision history, approval, distribution, references."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from transition.documents import filenames, vocabulary
from transition.documents.control import key_of
from transition.documents.numbers import item_mark

if TYPE_CHECKING:
    from transition.documents.drafts import Draft
    from transition.model import PassageKind

_PAGE_END: Final = re.compile(r"(?:\.{2,}|…+|\s)\s*(\d{1,3}|[ivx]{1,5})$")
_LEADER: Final = re.compile(r"(?:\.{4,}|…{2,}|_{4,})\s*\d{1,3}$")
_PAGE_LAST: Final = frozenset("0123456789ivx")
_ENTRY: Final = 160
"""Letters the longest line of a contents page has."""
_TITLE: Final = 60
_FIRST_WORD: Final = re.compile(r"[\W_]*([^\W_]+)")
_MARK: Final = re.compile(r"^[\s\-–—+•*]+")
_RUN: Final = 4
_PROSE: Final = 9
_BLOCK_WORDS: Final = 120
_LINE_WORDS: Final = 12
_SECTION_KINDS: Final[dict[str, PassageKind]] = {
    "references": "reference",
    "definitions": "definition",
    "revision": "revision-history",
    "distribution": "distribution",
    "approval": "approval",
}
_STRICT: Final = frozenset({"revision-history", "distribution", "approval"})


def mark_contents(drafts: list[Draft]) -> None:
    """Mark the lines of contents pages typed by hand or left behind by Word, before headings are looked for."""
    lines = [d for d in drafts if d.part == "body" and d.paragraph is not None]
    runs = _page_runs([_page_at_end(d.text) for d in lines])
    known = vocabulary.group("sections", "toc")
    index = 0
    while index < len(lines):
        line = lines[index]
        run = runs[index + 1]
        titled = len(line.text) <= _TITLE and vocabulary.fold(line.text) in known
        if titled and (run or _next_is_toc(lines, index)):
            line.kind = "toc"
        elif line.text[-1].isdigit() and _LEADER.search(line.text):
            line.kind = "toc"
            run = 0
        elif run:
            run = run if run >= _RUN and line.kind == "toc" else 0
        for entry in lines[index + 1 : index + 1 + run]:
            entry.kind = "toc"
        index += run + 1


def _page_at_end(text: str) -> int:
    """Return the page number a line ends with, 0 for one in small roman, -1 for none."""
    if text[-1] not in _PAGE_LAST or len(text) > _ENTRY:
        return -1
    found = _PAGE_END.search(text)
    if not found:
        return -1
    return int(found[1]) if found[1].isdigit() else 0


def _page_runs(pages: list[int]) -> list[int]:
    """Return for each line how many lines from it on end in page numbers that do not fall; a single one is none."""
    runs = [0] * (len(pages) + 2)
    for index in range(len(pages) - 1, -1, -1):
        if pages[index] >= 0:
            goes_on = index + 1 < len(pages) and pages[index + 1] >= pages[index]
            runs[index] = 1 + (runs[index + 1] if goes_on else 0)
    return [run if run > 1 else 0 for run in runs]


def _next_is_toc(lines: list[Draft], index: int) -> bool:
    return index + 1 < len(lines) and lines[index + 1].kind == "toc"


def mark_parts(drafts: list[Draft]) -> None:
    """Set the kind of everything that is not content; runs after headings are known."""
    _mark_tables(drafts)
    _mark_cited(drafts)
    _mark_sections(drafts)
    _mark_lines(drafts)


def _mark_tables(drafts: list[Draft]) -> None:
    rows: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.table and draft.cells and draft.kind == "table-cell":
            rows.setdefault(draft.table, []).append(draft)
    for table in rows.values():
        kind = table_kind(table)
        if kind is not None:
            for draft in table:
                draft.kind = kind


def table_kind(rows: list[Draft]) -> PassageKind | None:
    """Return what sort of front matter a table is, ``None`` for content."""
    heads = {vocabulary.fold(c) for c in rows[0].cells if c}
    if len(rows) > 1 and len(rows[0].cells) == 1:
        heads = {vocabulary.fold(c) for c in rows[1].cells if c}
    if _is_revision(heads):
        return "revision-history"
    if len(heads & vocabulary.group("blocks", "distribution")) >= 2:  # noqa: PLR2004
        return "distribution"
    if heads & vocabulary.group("blocks", "term") and heads & vocabulary.group("blocks", "meaning"):
        return "definition"
    cells = _few_cells(rows)
    if cells is not None and len(rows) <= 3 and any(_begins(c, _recipients()) for c in cells):  # noqa: PLR2004
        return "distribution"
    if len(heads) > 1 and heads <= vocabulary.group("blocks", "reference") and _lists_codes(rows):
        return "reference"
    if cells is not None and _is_approval(rows, heads):
        return "approval"
    if cells is not None and _control_labels([t for row in rows for t in row.text.split(" | ")]) >= 2:  # noqa: PLR2004
        return "header"
    return None


def _few_cells(rows: list[Draft]) -> list[str] | None:
    """Return the cells of a table, folded, ``None`` for one with more words than a block of control facts has."""
    cells: list[str] = []
    words = 0
    for row in rows:
        for cell in filter(None, row.cells):
            cells.append(vocabulary.fold(cell))
            words += len(cells[-1].split())
        if words > _BLOCK_WORDS:
            return None
    return cells


def _is_approval(rows: list[Draft], heads: set[str]) -> bool:
    """Say whether a table is for names and signatures, not a table of steps that speaks of checking and approving.

    The labels stand side by side in one row, or below each other in the first column, and no column head is that of
    steps, duties or records.
    """
    own = vocabulary.group("blocks", "approval") | vocabulary.group("blocks", "approval_more")
    if (heads & vocabulary.group("outline", "column_heads")) - own:
        return False
    folded = [[vocabulary.fold(c) for c in row.cells if c] for row in rows]
    first = [cells[0] for cells in folded if cells]
    if any(len(_starts(line, "approval")) > 1 for line in (*folded, first)):
        return True
    return bool(_starts(first, "approval")) and bool(_starts(folded[0], "approval_more"))


def _begins(cell: str, phrases: frozenset[str]) -> bool:
    words = cell.split(maxsplit=5)
    return any(" ".join(words[:n]) in phrases for n in range(2, 6)) and len(words) > 2  # noqa: PLR2004


@cache
def _recipients() -> frozenset[str]:
    return frozenset(s for s in vocabulary.group("sections", "distribution") if " " in s)


def _lists_codes(rows: list[Draft]) -> bool:
    """Say whether most rows of a table name a document by its code: a list of documents, not what they say."""
    coded = sum(1 for row in rows[1:] if any(filenames.is_code(c) for c in row.cells))
    return len(rows) > 1 and coded >= 0.6 * (len(rows) - 1)


def _mark_cited(drafts: list[Draft]) -> None:
    """Mark lines that only name a standard or law; a sentence about one stays content."""
    starts = vocabulary.group("blocks", "reference_starts")
    for draft in drafts:
        if draft.kind is not None or draft.part != "body" or len(draft.text) > 300:  # noqa: PLR2004
            continue
        first = _FIRST_WORD.match(draft.text)
        if first is None or vocabulary.fold(first[1]) not in _first_words():
            continue
        text = _MARK.sub("", draft.text)
        words = vocabulary.fold(text[:60]).split()
        named = any(" ".join(words[:n]) in starts for n in (1, 2, 3, 4))
        if (
            named
            and any(c.isdigit() for c in text)
            and not vocabulary.pattern("outline", "duties").search(vocabulary.fold(text))
        ):
            draft.kind = "reference"


@cache
def _first_words() -> frozenset[str]:
    return frozenset(s.split()[0] for s in vocabulary.group("blocks", "reference_starts"))


def _is_revision(heads: set[str]) -> bool:
    number = heads & vocabulary.group("blocks", "revision_number")
    change = heads & vocabulary.group("blocks", "revision_change")
    date = heads & vocabulary.group("blocks", "revision_date")
    return bool(number and (change - number) and (date or len(heads) <= 3)) or bool(date and _names_change(change))  # noqa: PLR2004


def _names_change(heads: set[str]) -> bool:
    return bool(heads & vocabulary.group("sections", "revision")) or any(
        " " in h and vocabulary.pattern("sections", "revision").search(h) for h in heads
    )


def _starts(cells: list[str], key: str) -> set[str]:
    """Return the labels of one group that begin short cells, a label and a name and no sentence."""
    labels = vocabulary.group("blocks", key)
    found: set[str] = set()
    for cell in cells:
        words = cell.split(maxsplit=9)
        if len(words) <= 8:  # noqa: PLR2004
            label = next((s for n in (3, 2, 1) if (s := " ".join(words[:n])) in labels), "")
            found |= {label} if label else set()
    return found


def _control_labels(cells: list[str]) -> int:
    """Return how many sorts of control facts are named as labels, a code among them."""
    named = {key_of(re.split("[:：]", line, maxsplit=1)[0]) for cell in cells for line in cell.split("\n")}
    return len(named & {"code", "revision", "date", "page"}) if "code" in named else 0


def _mark_sections(drafts: list[Draft]) -> None:
    """Mark what stands under headings that name such a part; sentences under some of them stay content."""
    open_level, kind = 0, None
    for draft in drafts:
        if draft.kind == "heading":
            if kind is None or (draft.level or 1) <= open_level:
                kind, open_level = _SECTION_KINDS.get(draft.role), draft.level or 1
                if kind in _STRICT and open_level > 1 and (draft.number or draft.text[:1].isdigit()):
                    kind = None  # "5.2 Approval" is a step of a procedure; only its tables can be a block
            continue
        if kind is None or draft.part != "body" or draft.kind not in (None, "table-cell"):
            continue
        if kind not in _STRICT or not (is_prose(draft) or _is_work(draft)):
            draft.kind = kind


def _is_work(draft: Draft) -> bool:
    """Say whether a row belongs to a table of steps or duties."""
    heads = draft.cells if draft.header_row else [h for names in draft.heads for h in names.split(" | ")]
    return bool({vocabulary.fold(h) for h in heads} & vocabulary.group("outline", "work_heads"))


def is_prose(draft: Draft) -> bool:
    """Say whether a line is a sentence about how something is done, not an entry of a list or form."""
    if draft.cells:
        return False
    words = draft.text.split()
    return len(words) >= _PROSE or (
        len(words) > 4 and bool(vocabulary.pattern("outline", "verbs").search(vocabulary.fold(draft.text)))  # noqa: PLR2004
    )


def _mark_lines(drafts: list[Draft]) -> None:
    """Mark approval lines and recipients that stand in no table."""
    recipients = False
    for draft in drafts:
        if draft.kind is not None or draft.part != "body":
            recipients = recipients and draft.kind == "table-cell"
            continue
        short = draft.text.count(" ") < _LINE_WORDS and len(draft.text.split()) <= _LINE_WORDS
        announces = draft.text.endswith(":")
        head = vocabulary.fold(draft.text.partition(":")[0]) if short or announces else ""
        if short and head in vocabulary.group("blocks", "approval"):
            draft.kind = "approval"
        elif announces and head in vocabulary.group("sections", "distribution"):
            draft.kind, recipients = "distribution", True
        elif recipients and item_mark(draft.text) and len(vocabulary.fold(draft.text).split()) <= 14:  # noqa: PLR2004
            draft.kind = "distribution"
        else:
            recipients = False
