"""What would change a verdict: what is missing, what nearly counts, what it rests on, and which readings there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from transition.messages import say
from transition.model import MOST_COUNTED, Element, Requirement
from transition.reports import words
from transition.text.cues import parse_cue

Record = Mapping[str, Any]
_CUES_SHOWN = 2
_PHRASES_SHOWN = 3
_LONGEST_QUOTE = 120
_CHANCE = "chance"
_CONFLICT = "review-conflict"


class Turning:
    """Says, for one entry of register.json, what would turn its verdict."""

    def __init__(
        self, requirement: Requirement, entry: Record, documents: Iterable[Record], language: str, bar: float = 0.0
    ) -> None:
        """Take the records of the JSON contract; ``bar`` is the chance from which on a place counts."""
        self._requirement, self._entry, self._language = requirement, entry, language
        self._basis: Record = entry.get("basis") or {}
        self._names = {d["id"]: d["path"] for d in documents}
        self._bar = bar

    def lines(self, languages: Sequence[str]) -> Iterator[str]:
        """Yield the explanation, with cues of ``languages``; nothing for an entry that does not tell its basis."""
        if not self._basis:
            return
        yield self._say("title")
        verdict = str(self._basis["rule"]).partition("-")[0]
        if verdict == "met":
            yield from self._met()
        elif verdict == "review":
            yield from self._review()
        elif verdict in ("gap", "partial"):
            yield from self._lacking(languages)
            yield from self._nearly()
        else:
            yield f"  {self._say('excluded')}"

    def _say(self, key: str, **details: object) -> str:
        return say(f"cli.turning.{key}", self._language, **details)

    def _elements(self) -> Iterator[tuple[Element, Record]]:
        elements = {e.id: e for e in self._requirement.elements}
        return ((elements[r["element"]], r) for r in self._basis["elements"] if r["element"] in elements)

    def _label(self, element: Element) -> str:
        label = words.texts(element.labels, self._language) or words.texts(self._requirement.wording, self._language)
        return f"{element.id}) {label}"

    def _count(self, places: int) -> str:
        return self._say("or-more", n=places) if places >= MOST_COUNTED else str(places)

    def _place(self, evidence: Record) -> str:
        quote = evidence["quote"]
        short = quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1].rsplit(" ", 1)[0] + "…"
        return f"{self._names.get(evidence['document'], evidence['document'])} {evidence['location']} “{short}”"

    def _met(self) -> Iterator[str]:
        """Yield how many places hold each element, and which of them is the only one."""
        alone: dict[int, None] = {}
        for element, record in self._elements():
            places, best = record["places"], record["evidence"]
            key = "one-place" if places == 1 else "places"
            yield f"  {self._say(key, element=self._label(element), n=self._count(places))}"
            if places == 1 and best is not None:
                alone[best] = None
        for number in alone:
            place = self._place(self._entry["evidence"][number])
            yield f"  {self._say('falls', place=place, verdict=words.verdict_label('met', self._language))}"
        if not alone:
            yield f"  {self._say('holds')}"

    def _lacking(self, languages: Sequence[str]) -> Iterator[str]:
        general = self._basis["rule"] == words.GENERAL
        for element, record in self._elements():
            if record["places"]:
                key = "general" if general else "stated"
                yield f"  {self._say(key, element=self._label(element), n=self._count(record['places']))}"
                continue
            yield f"  {self._say('missing', element=self._label(element))}"
            for code in languages:
                for cue in element.cues.get(code, ())[:_CUES_SHOWN]:
                    yield f"     {say('cli.explain.looks', self._language, cues=short_cue(cue))} [{code}]"

    def _nearly(self) -> Iterator[str]:
        """Yield the places that come close, each with the reason it does not count."""
        beside = [(self._entry["evidence"][note["evidence"]], note) for note in self._basis["notes"]]
        lacking = {"", *(r["element"] for r in self._basis["elements"] if not r["places"])}
        close = [(e, n) for e, n in beside if e["relation"] != "supports" and n["element"] in lacking]
        close += [(e, e) for e in self._basis["nearly"]]
        if not close:
            yield f"  {self._say('nothing-near')}"
        for evidence, note in close:
            yield f"  {self._say('near', place=self._place(evidence), reason=self._reason(evidence, note))}"

    def _reason(self, evidence: Record, note: Record) -> str:
        reason = words.hindrance(note["hindrance"], self._language)
        if note["hindrance"] == _CHANCE and self._bar:
            return self._say("under-the-bar", reason=reason, score=evidence["score"], bar=self._bar)
        return self._say("scored", reason=reason, score=evidence["score"])

    def _review(self) -> Iterator[str]:
        """Yield the two readings between which a person decides, and the verdict each leads to."""
        evidence = self._entry["evidence"]
        against = next((e for e in evidence if e["relation"] == "contradicts"), None)
        backed = next((e for e in evidence if e["relation"] == "supports"), None)
        met, gap = (words.verdict_label(v, self._language) for v in ("met", "gap"))
        yield f"  {self._say('confirm')}"
        if self._basis["rule"] == _CONFLICT and against and backed:
            yield f"  1 {self._say('done', place=self._place(backed), verdict=met)}"
            yield f"  2 {self._say('not-done', place=self._place(against), verdict=gap)}"
        elif evidence:
            yield f"  1 {self._say('states', place=self._place(evidence[0]), verdict=met)}"
            yield f"  2 {self._say('other', verdict=gap)}"


def short_cue(cue: str) -> str:
    """Return a cue with the first phrases of each of its parts, as people read it ("supplier/vendor + rate/score")."""
    parts = (
        "/".join(part[:_PHRASES_SHOWN]) + ("/…" if len(part) > _PHRASES_SHOWN else "") for part in parse_cue(cue).parts
    )
    return " + ".join(parts)
