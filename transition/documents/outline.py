"""Which paragraphs are headings, and how deep: by style, by numbers, by looks, by place.

Few real files use heading styles, so most headings are found by what they look like. Precision goes first: a list
item that is a sentence, a caption or a signature line that became a heading would hide the text below it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from transition.documents import vocabulary
from transition.documents.numbers import Number, item_mark, label_number, typed_number
from transition.documents.sections import section_role

if TYPE_CHECKING:
    from transition.documents.drafts import Draft

_STYLED_LETTERS: Final = 250
_LETTERS: Final = 110
_WORDS: Final = 14
_PLAIN_WORDS: Final = 8
_SHORT: Final = 6
_INSIDE: Final = re.compile(r"[.;!?]\s+\S")
_FILLER: Final = re.compile(r"_{3,}|\.{4,}|…{2,}|-{4,}")
_DATE: Final = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b")
_CODE: Final = re.compile(r"^[A-Z0-9]+(?:[-./][A-Z0-9]+)+$")
_LEVELS: Final = 9
_CHAPTERS: Final = 4
"""So many lines in a row must count up before plain numbers are taken for chapters."""
_FOLLOWED: Final = 0.8


@dataclass(slots=True)
class Habits:
    """What is usual in one document, so that what stands out can be told."""

    size: int = 0
    bold_share: float = 0.0
    styled: int = 0
    sentences: dict[tuple[str, int], float] = field(default_factory=dict)
    """Family and depth of numbers → share of them that number whole sentences."""
    families: list[str] = field(default_factory=list)
    chapters: set[int] = field(default_factory=set)
    """Plain lines, by identity, that count 1, 2, 3 … through the document with text below each."""


def find_headings(drafts: list[Draft]) -> None:
    """Set kind, level and role of every draft that is a heading."""
    lines = [d for d in drafts if d.kind is None and d.paragraph is not None and d.part == "body"]
    numbers = {id(d): number_of(d) for d in lines}
    habits = _habits(lines, numbers)
    habits.chapters = _chapters(drafts, numbers)
    chosen = [d for d in lines if _is_heading(d, numbers[id(d)], habits)]
    keep = {id(d) for d in chosen} - _unfollowed(drafts, chosen, numbers)
    chosen = [d for d in chosen if id(d) in keep]
    _set_levels(chosen, numbers, habits)
    for draft in chosen:
        draft.kind = "heading"
        draft.text = " ".join(draft.text.split())
        draft.role = section_role(words_of(draft, numbers[id(draft)]))


def number_of(draft: Draft) -> Number | None:
    """Return the number of a line, automatic or typed."""
    return label_number(draft.number) if draft.number else typed_number(draft.text)


def words_of(draft: Draft, number: Number | None) -> str:
    """Return a line without the number typed before it."""
    return draft.text if draft.number or number is None else draft.text[number.end :].strip()


def _habits(lines: list[Draft], numbers: dict[int, Number | None]) -> Habits:
    sizes: Counter[int] = Counter()
    bold = total = 0
    sentences: Counter[tuple[str, int]] = Counter()
    all_numbers: Counter[tuple[str, int]] = Counter()
    for draft in lines:
        paragraph = draft.paragraph
        if paragraph is None:
            continue
        length = len(draft.text)
        total += length
        bold += length if paragraph.look.bold else 0
        if paragraph.look.size:
            sizes[paragraph.look.size] += length
        number = numbers[id(draft)]
        if number is not None:
            key = (number.family, number.depth)
            all_numbers[key] += 1
            sentences[key] += _is_sentence(words_of(draft, number))
    shares = {key: sentences[key] / count for key, count in all_numbers.items()}
    styled = sum(1 for d in lines if d.paragraph and d.paragraph.outline is not None)
    size = max(sizes, key=lambda s: (sizes[s], -s)) if sizes else 0
    return Habits(size, bold / max(total, 1), styled, shares)


def _chapters(drafts: list[Draft], numbers: dict[int, Number | None]) -> set[int]:
    """Return lines such as "3.0 Planning" or "3. Planning" that together number the chapters of a document.

    They need no weight or size: they count up from 1 without a hole, none is a sentence, and text stands below each.
    """
    body = [d for d in drafts if d.part == "body" and d.kind is None]
    places = [i for i, d in enumerate(body) if _may_number_a_chapter(d, numbers.get(id(d)))]
    wanted, run = 1, list[int]()
    for place in places:
        number = numbers[id(body[place])]
        value = int(number.text.split(".")[0].strip(" )")) if number else 0
        if value == wanted:
            run.append(place)
            wanted += 1
        elif value == 1 and len(run) < _CHAPTERS:
            run, wanted = [place], 2
    if len(run) < _CHAPTERS:
        return set()
    followed = sum(after - place > 1 for place, after in zip(run, [*run[1:], len(body)], strict=True))
    return {id(body[i]) for i in run} if followed >= _FOLLOWED * len(run) else set()


def _may_number_a_chapter(draft: Draft, number: Number | None) -> bool:
    if draft.paragraph is None or draft.number or draft.cells or number is None or number.family != "decimal":
        return False
    text = words_of(draft, number)
    plain = number.depth == 1 and (number.closed or number.text.endswith(".0")) and not number.text.endswith(")")
    return plain and len(text.split()) <= _PLAIN_WORDS and not _is_sentence(text) and not text.endswith((".", ":"))


def _is_sentence(text: str) -> bool:
    words = text.split()
    if len(words) > 4 and text.endswith((".", ";", ",", ":")):  # noqa: PLR2004 - "1. Purpose." ends with a stop too
        return True
    if len(words) > _WORDS or _INSIDE.search(text):
        return True
    return bool(vocabulary.pattern("outline", "verbs").search(vocabulary.fold(text))) and not text.isupper()


def _is_heading(draft: Draft, number: Number | None, habits: Habits) -> bool:
    paragraph = draft.paragraph
    if paragraph is None:
        return False
    styled = paragraph.outline is not None or paragraph.style.is_title
    text = words_of(draft, number)
    if number is not None and number.family.startswith("word") and not text[:1].isalpha():
        text = draft.text
    if (len(text) > _LETTERS and not styled) or not any(map(str.isalpha, text)):
        return False
    if styled:
        return len(draft.text) <= _STYLED_LETTERS or not _INSIDE.search(draft.text)
    if not _may_be(draft, text):
        return False
    strong = (paragraph.look.bold and habits.bold_share < 0.5) or paragraph.look.caps  # noqa: PLR2004
    if draft.row_title and (strong or section_role(text) or (number is not None and not _is_sentence(text))):
        return True
    if number is not None:
        return _numbered(draft, number, text, habits, strong=strong)
    if paragraph.label is not None:
        return paragraph.label.bullet is False and strong
    return _by_looks(draft, text, habits, strong=strong)


def _may_be(draft: Draft, text: str) -> bool:
    """Say whether nothing forbids a line to be a heading."""
    if len(text) > _LETTERS or len(text.split()) > _WORDS or "\n" in text.strip():
        return False
    if _FILLER.search(text) or _INSIDE.search(text) or text.endswith((",", ";", "?")) or "@" in text:
        return False
    if draft.paragraph and (
        draft.paragraph.style.is_caption or (draft.paragraph.label and draft.paragraph.label.bullet)
    ):
        return False
    if item_mark(draft.text) and not draft.number:
        return False
    folded = vocabulary.fold(text)
    if folded in vocabulary.group("outline", "letterhead") or folded in vocabulary.group("blocks", "approval"):
        return False
    if vocabulary.begins("outline", "stamps", folded):
        return False
    first, _, rest = folded.partition(" ")
    is_caption = first in vocabulary.group("outline", "captions") or folded[:8] in vocabulary.group(
        "outline", "captions"
    )
    return not (is_caption and (rest[:1].isdigit() or not rest))


def _numbered(draft: Draft, number: Number, text: str, habits: Habits, *, strong: bool) -> bool:
    """Judge a line with a number: short, no sentence, and unlike the numbered sentences of the same kind."""
    if number.family == "small" or not text[:1].isalpha() or text[:1].islower():
        return False
    if id(draft) in habits.chapters:
        return True
    typed = not draft.number
    if typed and not number.closed and number.depth == 1 and not strong and not number.family.startswith("word"):
        return False
    if typed and number.text.endswith(")") and not strong:
        return False
    sentence = _is_sentence(text)
    if strong and len(text.split()) <= _WORDS and not (sentence and text.endswith((".", ":"))):
        return True
    if sentence or text.endswith((".", ":")):
        return False
    if section_role(text) or number.family.startswith("word"):
        return True
    usual = habits.sentences.get((number.family, number.depth), 0.0)
    if number.depth >= 2:  # noqa: PLR2004 - "5.2 Purchasing"
        return len(text.split()) <= _PLAIN_WORDS and usual < 0.5  # noqa: PLR2004
    return False


def _by_looks(draft: Draft, text: str, habits: Habits, *, strong: bool) -> bool:
    """Judge a line without a number by weight, capitals, size and a name that sections have."""
    paragraph = draft.paragraph
    if paragraph is None or text[:1].islower() or _DATE.search(text) or _CODE.match(text):
        return False
    words = text.rstrip(":").split()
    if text.endswith(".") or (_is_sentence(text) and not section_role(text) and not (strong and len(words) <= _SHORT)):
        return False
    if section_role(text.rstrip(":")) and (strong or len(draft.path) == 1):
        return strong or text.isupper() or text.endswith(":") or paragraph.look.size > habits.size
    bigger = bool(habits.size) and paragraph.look.size > habits.size
    return (strong or bigger) and len(words) <= _PLAIN_WORDS + 2 and sum(c.isalpha() for c in text) > 2  # noqa: PLR2004


def _unfollowed(drafts: list[Draft], chosen: list[Draft], numbers: dict[int, Number | None]) -> set[int]:
    """Return unnumbered, unstyled candidates with no text below them: signatures, names, lines of a title page."""
    candidates = {id(d) for d in chosen}
    out: set[int] = set()
    body = [d for d in drafts if d.part == "body" and d.kind not in ("header", "footer", "toc")]
    for index, draft in enumerate(body):
        if id(draft) not in candidates or numbers[id(draft)] is not None or _styled(draft):
            continue
        following = body[index + 1 : index + 4]
        first = following[0] if following else None
        if first is None:
            out.add(id(draft))
        elif id(first) in candidates and numbers[id(first)] is None and not _styled(first):
            if not (section_role(draft.text) and section_role(first.text)) and _same_look(draft, first):
                out.add(id(draft))
        elif id(first) not in candidates and not first.cells and not any(len(d.text.split()) >= 5 for d in following):  # noqa: PLR2004
            out.add(id(draft))
    return out


def _styled(draft: Draft) -> bool:
    return draft.paragraph is not None and (draft.paragraph.outline is not None or draft.paragraph.style.is_title)


def _same_look(one: Draft, other: Draft) -> bool:
    return bool(one.paragraph and other.paragraph and one.paragraph.look == other.paragraph.look)


# --- levels -----------------------------------------------------------------------------------------


def _set_levels(chosen: list[Draft], numbers: dict[int, Number | None], habits: Habits) -> None:
    """Give each heading its level: of its style, else of its number, else of its looks among the others."""
    bases = _family_bases([numbers[id(d)] for d in chosen if not _styled(d)])
    looks = _look_ranks(chosen, numbers)
    numbered = any(numbers[id(d)] is not None or _styled(d) for d in chosen)
    current = 0
    for draft in chosen:
        paragraph, number = draft.paragraph, numbers[id(draft)]
        if paragraph is not None and paragraph.outline is not None:
            level = paragraph.outline
            current = level
        elif paragraph is not None and paragraph.style.is_title:
            level = 1
        elif number is not None:
            level = bases.get(number.family, 0) + number.depth
            current = level
        elif numbered and not section_role(draft.text):
            level = 1 if _towers(draft, habits) and not draft.row_title else current + 1
        elif numbered:
            level = 1 if not draft.table else current + 1
        else:
            level = looks[_look_key(draft)]
        draft.level = min(max(level, 1), _LEVELS)


def _family_bases(numbers: list[Number | None]) -> dict[str, int]:
    """Return how deep each family of numbers starts: a family first met below another one lies inside it."""
    order: list[str] = []
    for number in numbers:
        if number is not None and number.family not in order:
            order.append(number.family)
    ranked = sorted((f for f in order if f.startswith("word")), key=lambda f: int(f[4:]))
    outer = [*ranked, *(f for f in order if not f.startswith("word"))]
    if "decimal" in outer and not ranked and order and order[0] == "decimal":
        outer = ["decimal", *(f for f in outer if f != "decimal")]
        return {f: (0 if i == 0 else i) for i, f in enumerate(outer)}
    return {family: index for index, family in enumerate(outer)}


def _look_key(draft: Draft) -> tuple[int, bool, bool, bool]:
    look = draft.paragraph.look if draft.paragraph else None
    return (-look.size, not look.caps, not look.centred, not look.bold) if look else (0, True, True, True)


def _look_ranks(chosen: list[Draft], numbers: dict[int, Number | None]) -> dict[tuple[int, bool, bool, bool], int]:
    found = sorted({_look_key(d) for d in chosen if numbers[id(d)] is None})
    return {key: min(index, 3) for index, key in enumerate(found, 1)}


def _towers(draft: Draft, habits: Habits) -> bool:
    look = draft.paragraph.look if draft.paragraph else None
    return look is not None and (look.caps or look.centred or bool(habits.size and look.size > habits.size + 2))
