"""What a sound pack obeys on load: one function a rule, each yielding what is wrong and what to change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from transition.clauses.clause_numbers import dangling_clause
from transition.clauses.map_rules import MAP_RULES
from transition.errors import Fault
from transition.model import ClausePack
from transition.text.cues import is_readable, wordless

_SHOWN = 80  # characters of a cue in a message
_MORE_EXAMPLES = frozenset({"new", "extended"})


def short(cue: str) -> str:
    """Return as much of a cue as tells it from others."""
    return cue if len(cue) <= _SHOWN else cue[:_SHOWN].rstrip("| +") + " …"


def dangling(pack: ClausePack) -> Iterator[Fault]:
    """Every clause number that is named exists in its edition."""
    known = {(c.edition, c.number) for c in pack.clauses}
    other = {pack.from_edition: pack.to_edition, pack.to_edition: pack.from_edition}
    named = [
        ("clauses.csv", "parent", f"{c.edition} {c.number}", c.edition, c.parent) for c in pack.clauses if c.parent
    ]
    for r in pack.requirements:
        key = f"{r.edition} {r.id}"
        named.append(("requirements.csv", "clause", key, r.edition, r.clause))
        named += [("requirements.csv", "counterparts", key, other.get(r.edition, ""), c) for c in r.counterparts]
    for c in pack.correspondence:
        key = f"{c.from_edition}: {c.old} – {c.new}"
        named += [("correspondence.csv", "old", key, pack.from_edition, c.old)] if c.old else []
        named += [("correspondence.csv", "new", key, pack.to_edition, c.new)] if c.new else []
    for file, column, key, edition, clause in named:
        if (edition, clause) not in known:
            yield dangling_clause(file, key, column, edition, clause, known)


def unknown_edition(pack: ClausePack) -> Iterator[Fault]:
    """Every row belongs to one of the two editions, and every pair leads from the one to the other."""
    editions = (pack.from_edition, pack.to_edition)
    named = [("clauses.csv", "edition", c.number, c.edition) for c in pack.clauses]
    named += [("requirements.csv", "edition", r.id, r.edition) for r in pack.requirements]
    for c in pack.correspondence:
        key = f"{c.old} – {c.new}"
        named.append(("correspondence.csv", "from_edition", key, c.from_edition))
        if c.to_edition == c.from_edition or c.to_edition not in editions:
            other = next((e for e in editions if e != c.from_edition), editions[-1])
            details = {"file": "correspondence.csv", "column": "to_edition", "key": key}
            yield "unknown-edition", details | {"value": c.to_edition, "known": other}
    for file, column, key, edition in named:
        if edition not in editions:
            details = {"file": file, "column": column, "key": key, "value": edition}
            yield "unknown-edition", details | {"known": ", ".join(editions)}


def no_wave(pack: ClausePack) -> Iterator[Fault]:
    """Every requirement of the target edition has its place in the transition plan."""
    for r in pack.of(pack.to_edition):
        if r.wave < 1:
            yield "no-wave", {"key": f"{r.edition} {r.id}"}


def phase_without_thread(pack: ClausePack) -> Iterator[Fault]:
    """Every phase belongs to a thread; a thread may have none, as in packs made before there were phases."""
    for r in pack.requirements:
        if r.phase and not r.thread:
            yield "phase-without-thread", {"key": f"{r.edition} {r.id}", "value": r.phase}


def language_gap(pack: ClausePack) -> Iterator[Fault]:
    """Whatever a clause, element, term, guard or condition says in one language it says in each."""
    cells: list[tuple[str, str, str, Mapping[str, object]]] = [
        ("clauses.csv", f"{c.edition} {c.number}", "title", c.titles) for c in pack.clauses
    ]
    for t in pack.terms:
        columns = {"cues": t.cues, "replacement": t.replacement, "advice": t.advice}
        cells += [("terms.csv", t.id, column, texts) for column, texts in columns.items()]
    for g in pack.guards:
        columns = {"cues": g.cues, "hits": g.hits, "misses": g.misses}
        cells += [("guards.csv", g.id, column, texts) for column, texts in columns.items()]
    for k in pack.conditions:
        columns = {"label": k.labels, "excluded": k.excluded, "shown": k.shown}
        cells += [("conditions.csv", k.id, column, texts) for column, texts in columns.items()]
    for r in pack.requirements:
        cells += [("suggestions.csv", f"{r.edition} {r.id} {e.id}", "text", e.suggestion) for e in r.elements]
    for file, key, column, texts in cells:
        having = [language for language in pack.languages if texts.get(language)]
        for language in pack.languages:
            if having and language not in having:
                details = {"file": f"{language}/{file}", "key": key, "column": column}
                yield "language-gap", details | {"language": language, "other": having[0]}


def bare_clause(pack: ClausePack) -> Iterator[Fault]:
    """Every clause that carries requirements has rows; a pack that does not call itself complete may lack some."""
    if not pack.complete:
        return
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
            key, other = (f"{edition}: {c.old} – {c.new}" for edition in (c.from_edition, c.to_edition))
            yield ("asymmetric-both" if mirrored else "asymmetric"), {"key": key, "other": other}


def no_title(pack: ClausePack) -> Iterator[Fault]:
    """Every language of the pack has its line under ``[title]``."""
    for language in pack.languages:
        if not pack.titles.get(language):
            yield "no-title", {"language": language}


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
            details = {"key": f"{r.edition} {r.id}", "value": r.condition}
            yield "unknown-condition", details | {"known": ", ".join(sorted(known))}


def unreadable_cues(pack: ClausePack) -> Iterator[Fault]:
    """Every cue can be read, and each of its phrases holds a word that can be found."""
    for file, key, column, cues in cues_of(pack):
        for language, texts in cues.items():
            details = {"file": f"{language}/{file}", "key": key, "column": column}
            for text in texts:
                if not is_readable(text):
                    yield "unreadable-cue", details | {"value": short(text)}
                    continue
                for phrase in wordless(text, language):
                    yield "wordless-cue", details | {"phrase": phrase, "value": short(text)}


def cues_of(pack: ClausePack) -> Iterator[tuple[str, str, str, Mapping[str, tuple[str, ...]]]]:
    """Yield file, key, column and cues by language, wherever a pack holds cues."""
    for r in pack.requirements:
        for e in r.elements:
            yield "elements.csv", f"{r.edition} {r.id} {e.id}", "cues", e.cues
    for g in pack.guards:
        yield "guards.csv", g.id, "cues", g.cues
    for t in pack.terms:
        yield "terms.csv", t.id, "cues", t.cues
    for c in pack.conditions:
        yield "conditions.csv", c.id, "excluded", c.excluded
        yield "conditions.csv", c.id, "shown", c.shown


def no_cue(pack: ClausePack) -> Iterator[Fault]:
    """Every requirement of the target edition says, in each language, how its statement is recognised."""
    for r in pack.of(pack.to_edition):
        if not r.elements:
            yield "no-element", {"key": f"{r.edition} {r.id}"}
        for e in r.elements:
            for language in pack.languages:
                if not e.cues.get(language) or not e.labels.get(language):
                    yield "no-cue", {"key": f"{r.edition} {r.id} {e.id}", "language": language}


def few_examples(pack: ClausePack) -> Iterator[Fault]:
    """Every requirement has sentences to hit and to miss: two of each, three where it is new or extended."""
    for r in pack.of(pack.to_edition):
        least = 3 if r.change in _MORE_EXAMPLES else 2
        for language in pack.languages:
            for name in ("hits", "misses"):
                count = sum(len(getattr(e, name).get(language, ())) for e in r.elements)
                if r.elements and count < least:
                    details = {"key": f"{r.edition} {r.id}", "language": language, "column": name}
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
                    yield "no-wording", {"key": f"{r.edition} {r.id}", "language": language, "column": column}


RULES: tuple[Callable[[ClausePack], Iterator[Fault]], ...] = (
    dangling,
    bare_clause,
    asymmetric,
    no_title,
    no_rationale,
    unknown_edition,
    unknown_condition,
    no_wave,
    phase_without_thread,
    language_gap,
    unreadable_cues,
    no_cue,
    few_examples,
    no_wording,
)


def faults(pack: ClausePack) -> list[Fault]:
    """Return everything the rules find wrong with ``pack``."""
    return [fault for rule in (*RULES, *MAP_RULES) for fault in rule(pack)]
