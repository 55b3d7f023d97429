"""Every finding and its quotes, and the index that the page's search runs on: plain records, ready for a page."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from transition.model import Evidence, GapEntry, GapRegister
from transition.reports import words

QUOTES_SHOWN = 5
FEWER_SHOWN = 2
MANY_PLACES = 6000
"""From so many cited places on, findings show fewer quotes, so that the index has room for all of them."""
QUOTE_LENGTHS: tuple[int, ...] = (600, 300, 200, 140, 100)
PLAIN_BYTES = 1_200_000
Place = tuple[str, str, list[int]]
"""Quote, place as people say it, numbers of the findings it serves."""

_WEIGHT = {"supports": 0, "contradicts": 1, "partly": 2, "mentions": 3}


@dataclass(frozen=True, slots=True)
class Quote:
    """One quoted place as a reader sees it."""

    relation: str
    label: str
    text: str
    place: str
    language: str


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotes of one finding, its heading's key, and how many more the workbook holds."""

    heading: str
    shown: tuple[Quote, ...]
    more: int


def quotes_shown(register: GapRegister) -> int:
    """Return how many quotes of a kind a finding shows on the page."""
    places = {evidence.passage for entry in register.entries for evidence in entry.assessment.evidence}
    return FEWER_SHOWN if len(places) >= MANY_PLACES else QUOTES_SHOWN


def quotes(register: GapRegister, entry: GapEntry, language: str, most: int = QUOTES_SHOWN) -> tuple[Quotes, ...]:
    """Return an entry's quotes in groups: evidence, evidence against, and what was looked at and not counted.

    Each group shows at most ``most`` quotes and counts the rest.
    """
    groups: dict[str, list[Evidence]] = {"evidence": [], "against": [], "mentions": []}
    for evidence in entry.assessment.evidence:
        heading = {"contradicts": "against", "mentions": "mentions"}.get(evidence.relation, "evidence")
        groups[heading].append(evidence)
    return tuple(
        Quotes(
            heading,
            tuple(_quote(register, e, language) for e in found[:most]),
            max(0, len(found) - most),
        )
        for heading, found in groups.items()
        if found
    )


def _quote(register: GapRegister, evidence: Evidence, language: str) -> Quote:
    passage = register.passages.get(evidence.passage)
    return Quote(
        evidence.relation,
        words.relation_label(evidence.relation, language),
        evidence.quote,
        words.place(register, evidence, language),
        passage.language if passage else "",
    )


def search_index(register: GapRegister, language: str, texts: Mapping[str, str], room: int) -> str:
    """Return requirements and cited places for the page's search: JSON that no HTML parser can leave.

    It takes at most about ``room`` bytes: where the places would take more they are packed; where that is not enough
    their quotes are cut; and at last the weakest places are left out. ``n`` says how many are kept of how many.
    """
    places = _places(register, language)
    head: dict[str, object] = {
        "t": dict(texts),
        "r": [
            [e.requirement.id, e.requirement.clause, words.texts(e.requirement.wording, language)]
            for e in register.entries
        ],
    }
    plain = _embedded({**head, "n": [len(places)] * 2, **_rows(places, QUOTE_LENGTHS[0])})
    if len(plain.encode("utf-8")) <= min(room, PLAIN_BYTES):
        return plain
    packed, kept = _packed_into(places, room - len(_embedded(head).encode("utf-8")))
    return _embedded({**head, "n": [kept, len(places)], "z": packed})


def _packed_into(places: Sequence[Place], room: int) -> tuple[str, int]:
    """Return the places packed into ``room`` bytes, and how many of them found room."""
    packed, kept = "", len(places)
    for length in QUOTE_LENGTHS:
        packed = _packed(_rows(places, length))
        if len(packed) <= room:
            return packed, kept
    while kept and len(packed) > room:
        kept = min(kept - 1, max(0, kept * room // len(packed)))
        packed = _packed(_rows(places[:kept], QUOTE_LENGTHS[-1]))
    return packed, kept


def _rows(places: Sequence[Place], length: int) -> dict[str, object]:
    """Return places as rows: quote, numbers of two strings of ``p`` that make up the place, numbers of findings."""
    strings: dict[str, int] = {}
    rows = []
    for quote, place, found in places:
        above, _, last = place.rpartition(words.SEPARATOR)
        rows.append([cut(quote, length), *(strings.setdefault(part, len(strings)) for part in (above, last)), found])
    return {"p": list(strings), "e": rows}


def _packed(value: object) -> str:
    """Return JSON as base64 of gzip, without a clock time in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode("utf-8"), mtime=0)).decode("ascii")


def cut(text: str, length: int) -> str:
    """Return ``text`` with an ellipsis at its end where it is longer than ``length``."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _places(register: GapRegister, language: str) -> list[Place]:
    """Return each cited passage once (quote, place, numbers of its findings), the strongest first."""
    best: dict[str, Evidence] = {}
    serves: dict[str, list[int]] = {}
    for number, entry in enumerate(register.entries):
        for evidence in entry.assessment.evidence:
            key = evidence.passage or f"{evidence.document} {evidence.location}"
            if key not in best or _strength(evidence) < _strength(best[key]):
                best[key] = evidence
            if number not in serves.setdefault(key, []):
                serves[key].append(number)
    strongest = sorted(best, key=lambda key: _strength(best[key]))
    return [(best[key].quote, words.place(register, best[key], language), serves[key]) for key in strongest]


def _strength(evidence: Evidence) -> tuple[int, float]:
    return _WEIGHT[evidence.relation], -round(evidence.score, 3)


def _embedded(value: object) -> str:
    """Return JSON that is safe inside a script element, whatever the documents say."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
