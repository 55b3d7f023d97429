"""Where each passage stands: the headings above it, and the sentence that introduces its list or table."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from transition.documents.numbers import item_mark, label_number
from transition.documents.tidy import one_line

if TYPE_CHECKING:
    from transition.documents.drafts import Draft

_SENTENCE_END: Final = re.compile(r"(?<=[.;!?])\s+(?=\S)")
_LEAD_LETTERS: Final = 300
_PLAIN: Final = -1
_CONTENT: Final = frozenset({None, "body", "list-item", "table-cell", "definition", "reference"})


def set_kinds(drafts: list[Draft]) -> None:
    """Decide between list item and body for every paragraph that is neither heading nor a special part."""
    for draft in drafts:
        if draft.kind is None:
            draft.kind = "list-item" if item_depth(draft) != _PLAIN else "body"


def item_depth(draft: Draft) -> int:
    """Return how deep in a list a paragraph stands, -1 for a plain one or a numbered paragraph of an outline."""
    paragraph = draft.paragraph
    if paragraph is not None and paragraph.label is not None and paragraph.label.text:
        number = label_number(paragraph.label.text)
        if number is not None and number.depth > 1:
            return _PLAIN
    return _list_depth(draft)


def _list_depth(draft: Draft) -> int:
    """Return the list level of a paragraph, -1 for one that has neither a label nor a mark typed by hand."""
    paragraph = draft.paragraph
    if paragraph is None:
        return _PLAIN
    if paragraph.label is not None:
        return paragraph.label.level
    mark = item_mark(draft.text)
    return {"": _PLAIN, "1": 0, "a": 0, "+": 2}.get(mark, 1)


def set_trails(drafts: list[Draft]) -> None:
    """Give every draft the headings above it; unnumbered row titles rule no further than their table."""
    stack: list[tuple[int, str]] = []
    outside: list[tuple[int, str]] = []
    trail: tuple[str, ...] = ()
    table = 0
    titled = {d.table for d in drafts if d.row_title and d.kind == "heading" and not _is_numbered(d)}
    for draft in drafts:
        if draft.part in ("header", "footer"):
            continue
        if draft.part != "body":
            draft.trail = trail
            continue
        if draft.table != table:
            if table in titled:
                stack, trail = outside, tuple(t for _, t in outside)
            outside, table = stack, draft.table
        if draft.kind == "heading":
            level = draft.level or 1
            stack = [(lv, t) for lv, t in stack if lv < level]
            draft.trail = tuple(t for _, t in stack)
            stack = [*stack, (level, f"{draft.number} {draft.text}".strip())]
            trail = tuple(t for _, t in stack)
        else:
            draft.trail = (*trail, *draft.heads) if draft.heads else trail


def _is_numbered(draft: Draft) -> bool:
    return bool(draft.number) or draft.text[:1].isdigit()


def set_leads(drafts: list[Draft]) -> None:
    """Give list items and table rows the sentence that introduces them."""
    leads: list[tuple[int, str]] = []
    before: Draft | None = None
    table, table_lead = 0, ""
    for draft in drafts:
        if draft.part != "body" or draft.kind not in _CONTENT:
            if draft.kind == "heading":
                leads, before = [], None
            continue
        if draft.cells:
            if draft.table != table:
                table, table_lead = draft.table, _colon_lead(before)
            draft.lead = table_lead
            continue
        depth = _list_depth(draft)
        if depth == _PLAIN:
            leads = [(_PLAIN, draft.text)]
        else:
            leads = [(d, t) for d, t in leads if d < depth]
            draft.lead = _lead_of(leads[-1][1]) if leads and item_depth(draft) != _PLAIN else ""
            if draft.text.endswith(":"):
                leads.append((depth, draft.text))
        before = draft


def _colon_lead(before: Draft | None) -> str:
    return _lead_of(before.text) if before is not None and before.text.endswith(":") else ""


@lru_cache(maxsize=64)
def _lead_of(text: str) -> str:
    """Return the last sentence of a paragraph that ends in a colon, a short paragraph whole, "" for a long one."""
    text = one_line(text)
    if text.endswith(":"):
        return _SENTENCE_END.split(text)[-1][-_LEAD_LETTERS:]
    return text if len(text) <= _LEAD_LETTERS else ""
