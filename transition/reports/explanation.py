"""Every step from passage to verdict for one requirement, as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from transition.messages import say
from transition.model import ClausePack, Requirement
from transition.reports import words

Record = Mapping[str, Any]


def explain_requirement(
    pack: ClausePack, requirement: Requirement, language: str, cues_in: Sequence[str] | None = None
) -> Iterator[str]:
    """Yield what the requirement asks, where it comes from, and which words would show it.

    ``cues_in`` names the languages whose cues are listed; all of the pack's if it is not given.
    """

    def told(key: str, **details: object) -> str:
        return say(f"cli.explain.{key}", language, **details)

    yield told("requirement", id=requirement.id, clause=requirement.clause, edition=pack.to_edition)
    yield f"  {words.texts(requirement.wording, language)}"
    if not pack.complete:
        yield f"  {say('workbook.about.pack_incomplete', language)}"
    if requirement.certainty:
        yield told("certainty", certainty=requirement.certainty, source=requirement.source)
    own = words.texts(requirement.own_text, language)
    if own:
        yield say("pack_verbs.show.own-text", language)
        yield from (f"  {line}" for line in own.splitlines())
    old = ", ".join(requirement.counterparts) or told("nothing")
    change = words.change_label(requirement.change, language)
    yield told("change", edition=pack.from_edition, change=change, old=old)
    yield told("elements")
    for element in requirement.elements:
        yield f"  {element.id}) {words.texts(element.labels, language)}"
    yield from explain_cues(requirement, language, pack.languages if cues_in is None else cues_in)


def explain_cues(requirement: Requirement, language: str, languages: Sequence[str]) -> Iterator[str]:
    """Yield the cues each element is looked for by, in each of ``languages``."""
    for element in requirement.elements:
        for code in languages:
            for cue in element.cues.get(code, ()):
                yield f"  {element.id}) {say('cli.explain.looks', language, cues=cue)} [{code}]"


def explain_entry(
    entry: Record, documents: Iterable[Record], passages: Iterable[Record], language: str
) -> Iterator[str]:
    """Yield the verdict of one register entry and the steps to it; all records are those of the JSON contract."""

    def told(key: str, **details: object) -> str:
        return say(f"cli.explain.{key}", language, **details)

    verdict = words.verdict_label(entry["verdict"], language)
    severity = words.severity_label(entry["severity"], language)
    yield told("verdict", verdict=verdict, confidence=entry["confidence"], severity=severity)
    if entry["decision"]:
        given = entry["decision"]
        decided = words.verdict_label(given["verdict"], language) if given.get("verdict") else told("nothing")
        yield told("decision", reviewer=given["reviewer"] or "?", verdict=decided, reason=given["reason"] or "-")
    yield told("why", why=entry["why"])
    if entry["missing"]:
        yield told("missing", missing="; ".join(entry["missing"]))
    yield told("evidence") if entry["evidence"] else told("none")
    names = {d["id"]: d["path"] for d in documents}
    wanted = {(e["document"], e["location"]) for e in entry["evidence"]}
    places = {(p["document"], p["location"]): p for p in passages if (p["document"], p["location"]) in wanted}
    for e in entry["evidence"]:
        relation = words.relation_label(e["relation"], language)
        yield f"  [{relation} {e['score']}] {names.get(e['document'], e['document'])} {e['location']} ({e['signal']})"
        place = places.get((e["document"], e["location"]))
        if place:
            trail = words.SEPARATOR.join([*place["trail"], place["number"]]).rstrip(words.SEPARATOR)
            yield from [f"      {trail}"] if trail else []
        yield f"      “{e['quote']}”"
        if place and place["clauses_2008"]:
            best, *others = map(_served, place["clauses_2008"])
            yield f"      {told('passage', clause=best)}"
            yield from (f"      {told('runner-up', clause=other)}" for other in others[:1])
    if entry["action"]:
        yield told("action", action=entry["action"])


def _served(match: Record) -> str:
    """Return a clause a passage serves with its score and the signs it was found by, their own scores where told."""
    signals = match["signals"]
    parts = [f"{name} {score}" for name, score in signals.items()] if isinstance(signals, Mapping) else signals
    return f"{match['clause']} ({match['score']}: {', '.join(parts)})"
