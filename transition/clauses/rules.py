"""What a sound pack obeys: one function a rule, each yielding what is wrong and what to change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from transition.errors import PackError
from transition.model import ClausePack
from transition.text.cues import parse_cue

Fault = tuple[str, Mapping[str, str]]
"""A message key (an entry of messages/…/pack.toml) and its details."""


def twice(pack: ClausePack) -> Iterator[Fault]:
    """No clause, requirement or correspondence stands twice."""
    lists: dict[str, list[str]] = {
        "clauses.csv": [f"{c.edition} {c.number}" for c in pack.clauses],
        "requirements.csv": [f"{r.edition} {r.id}" for r in pack.requirements],
        "correspondence.csv": [f"{c.from_edition}: {c.old} – {c.new}" for c in pack.correspondence],
    }
    for file, keys in lists.items():
        for key, count in Counter(keys).items():
            if count > 1:
                yield "twice", {"file": file, "key": key}


def dangling(pack: ClausePack) -> Iterator[Fault]:
    """Every clause number that is named exists in its edition."""
    known = {(c.edition, c.number) for c in pack.clauses}
    other = {pack.from_edition: pack.to_edition, pack.to_edition: pack.from_edition}
    named = [("requirements.csv", "clause", r.id, r.edition, r.clause) for r in pack.requirements]
    named += [
        ("requirements.csv", "counterparts", r.id, other.get(r.edition, ""), c)
        for r in pack.requirements
        for c in r.counterparts
    ]
    for c in pack.correspondence:
        key = f"{c.old} – {c.new}"
        named += [("correspondence.csv", "old", key, pack.from_edition, c.old)] if c.old else []
        named += [("correspondence.csv", "new", key, pack.to_edition, c.new)] if c.new else []
    for file, column, key, edition, clause in named:
        if (edition, clause) not in known:
            yield "dangling", {"file": file, "column": column, "key": key, "edition": edition, "value": clause}


def unknown_condition(pack: ClausePack) -> Iterator[Fault]:
    """Every condition a requirement names is described."""
    known = {c.id for c in pack.conditions}
    for r in pack.requirements:
        if r.condition not in known:
            yield "unknown-condition", {"key": r.id, "value": r.condition, "known": ", ".join(sorted(known))}


def unreadable_cues(pack: ClausePack) -> Iterator[Fault]:
    """Every cue can be read."""
    lists = [(f"elements.csv {r.id} {e.id}", e.cues) for r in pack.requirements for e in r.elements]
    lists += [(f"guards.csv {g.id}", g.cues) for g in pack.guards]
    lists += [(f"terms.csv {t.id}", t.cues) for t in pack.terms]
    lists += [(f"conditions.csv {c.id}", cues) for c in pack.conditions for cues in (c.excluded, c.shown)]
    for place, cues in lists:
        for language, texts in cues.items():
            for text in texts:
                try:
                    parse_cue(text)
                except ValueError as error:
                    yield "unreadable-cue", {"place": f"{language}/{place}", "fault": str(error)}


def no_cue(pack: ClausePack) -> Iterator[Fault]:
    """Every requirement of the target edition says, in each language, how its statement is recognised."""
    for r in pack.of(pack.to_edition):
        for language in pack.languages:
            if not r.elements:
                yield "no-element", {"key": r.id}
                break
            for e in r.elements:
                if not e.cues.get(language):
                    yield "no-cue", {"key": f"{r.id} {e.id}", "language": language}


def no_wording(pack: ClausePack) -> Iterator[Fault]:
    """Every requirement of the target edition is worded in each language."""
    for r in pack.of(pack.to_edition):
        for language in pack.languages:
            if not r.wording.get(language):
                yield "no-wording", {"key": r.id, "language": language}


RULES: tuple[Callable[[ClausePack], Iterator[Fault]], ...] = (
    twice,
    dangling,
    unknown_condition,
    unreadable_cues,
    no_cue,
    no_wording,
)


def faults(pack: ClausePack) -> list[Fault]:
    """Return everything the rules find wrong with ``pack``."""
    return [fault for rule in RULES for fault in rule(pack)]


def check_pack(pack: ClausePack) -> None:
    """Raise ``PackError`` with every fault of ``pack``, if it has any."""
    found = faults(pack)
    if found:
        raise PackError("pack-unsound", tuple(found), name=pack.name, count=len(found))
