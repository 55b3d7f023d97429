"""What a sound pack obeys on load: one function a rule, each yielding what is wrong and what to change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from transition.errors import PackError
from transition.model import ClausePack
from transition.text.cues import parse_cue

Fault = tuple[str, Mapping[str, str]]
"""A message key (an entry of messages/…/pack.toml below ``fault``) and its details."""

_MORE_EXAMPLES = frozenset({"new", "extended"})


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
    named = [("clauses.csv", "parent", c.number, c.edition, c.parent) for c in pack.clauses if c.parent]
    for r in pack.requirements:
        named.append(("requirements.csv", "clause", r.id, r.edition, r.clause))
        named += [("requirements.csv", "counterparts", r.id, other.get(r.edition, ""), c) for c in r.counterparts]
    for c in pack.correspondence:
        key = f"{c.old} – {c.new}"
        named += [("correspondence.csv", "old", key, pack.from_edition, c.old)] if c.old else []
        named += [("correspondence.csv", "new", key, pack.to_edition, c.new)] if c.new else []
    for file, column, key, edition, clause in named:
        if (edition, clause) not in known:
            yield "dangling", {"file": file, "column": column, "key": key, "edition": edition, "value": clause}


def bare_clause(pack: ClausePack) -> Iterator[Fault]:
    """Every clause that carries requirements has rows."""
    worded = {(r.edition, r.clause) for r in pack.requirements}
    for c in pack.clauses:
        if c.carries_requirements and (c.edition, c.number) not in worded:
            yield "bare-clause", {"edition": c.edition, "value": c.number}


def asymmetric(pack: ClausePack) -> Iterator[Fault]:
    """Pairs published in both directions say so, and those published in one direction only say that."""
    found = {(c.from_edition, c.old, c.new) for c in pack.correspondence}
    for c in pack.correspondence:
        mirrored = (c.to_edition, c.old, c.new) in found
        if mirrored != c.symmetric and c.old and c.new:
            key = f"{c.from_edition}: {c.old} – {c.new}"
            yield "asymmetric", {"key": key, "value": "yes" if mirrored else "no"}


def no_rationale(pack: ClausePack) -> Iterator[Fault]:
    """Every pair says in each language why it belongs together."""
    for c in pack.correspondence:
        for language in pack.languages:
            if not c.rationale.get(language):
                yield "no-rationale", {"key": f"{c.from_edition}: {c.old} – {c.new}", "language": language}


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
        if not r.elements:
            yield "no-element", {"key": r.id}
        for e in r.elements:
            for language in pack.languages:
                if not e.cues.get(language) or not e.labels.get(language):
                    yield "no-cue", {"key": f"{r.id} {e.id}", "language": language}


def few_examples(pack: ClausePack) -> Iterator[Fault]:
    """Every requirement has sentences to hit and to miss: two of each, three where it is new or extended."""
    for r in pack.of(pack.to_edition):
        least = 3 if r.change in _MORE_EXAMPLES else 2
        for language in pack.languages:
            for name in ("hits", "misses"):
                count = sum(len(getattr(e, name).get(language, ())) for e in r.elements)
                if r.elements and count < least:
                    details = {"key": r.id, "language": language, "column": name}
                    yield "few-examples", details | {"count": str(count), "least": str(least)}


def no_wording(pack: ClausePack) -> Iterator[Fault]:
    """Every requirement is worded in each language, and every one of the target edition says what to do."""
    for r in pack.requirements:
        columns = {"wording": r.wording}
        if r.edition == pack.to_edition:
            columns |= {"action": r.action, "usual_gap": r.usual_gap, "question": r.question}
        for language in pack.languages:
            for column, texts in columns.items():
                if not texts.get(language):
                    yield "no-wording", {"key": r.id, "language": language, "column": column}


RULES: tuple[Callable[[ClausePack], Iterator[Fault]], ...] = (
    twice,
    dangling,
    bare_clause,
    asymmetric,
    no_rationale,
    unknown_condition,
    unreadable_cues,
    no_cue,
    few_examples,
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
