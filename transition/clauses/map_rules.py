"""What a sound clause map obeys: relations that fit each other, no clause forgotten, and what stands beside the map."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from transition.clauses.clause_numbers import dangling_clause, unsplit
from transition.errors import Fault
from transition.model import ClausePack, Correspondence, DocumentedInformation, Texts

_KINDS = {
    "maintain": "document",
    "document": "document",
    "procedure": "document",
    "retain": "record",
    "record": "record",
}
_ASKED_FOR = frozenset({"required", "conditional"})


def unmapped(pack: ClausePack, edition: str) -> Mapping[str, Texts]:
    """Return the clauses of ``edition`` that have no counterpart, each with the reason by language."""
    return {
        (pair.old or pair.new): pair.rationale
        for pair in pack.correspondence
        if pair.from_edition == edition and not (pair.old and pair.new)
    }


def forgotten_clause(pack: ClausePack) -> Iterator[Fault]:
    """Every clause that carries requirements is in a pair or listed as unmapped.

    Published tables stop at some level: a clause is in the pair of the clause above it where none of its neighbours
    has a pair of its own.
    """
    if not pack.complete:
        return
    for edition, own in ((pack.from_edition, "old"), (pack.to_edition, "new")):
        known = {getattr(pair, own) for pair in pack.correspondence} | set(unmapped(pack, edition))
        parents = {c.number: c.parent for c in pack.clauses_of(edition)}
        detailed = {parents.get(number, "") for number in known}
        for clause in pack.clauses_of(edition):
            number = clause.number
            while number not in known and parents.get(number, "") and parents[number] not in detailed:
                number = parents[number]
            if clause.carries_requirements and number not in known:
                yield "forgotten-clause", {"edition": edition, "value": clause.number}


def uneven_pair(pack: ClausePack) -> Iterator[Fault]:
    """Every pair that stands in both directions says the same of itself in both."""
    found = {(c.from_edition, c.old, c.new): c for c in pack.correspondence}
    for pair in pack.correspondence:
        mirror = found.get((pair.to_edition, pair.old, pair.new))
        if mirror is None or pair.from_edition != pack.from_edition:
            continue
        for column in ("relation", "change"):
            one, other = getattr(pair, column), getattr(mirror, column)
            if one != other:
                yield "uneven-pair", {"key": f"{pair.old} – {pair.new}", "column": column, "value": one, "other": other}
        if not _fits(pair, mirror):
            strengths = {"value": f"{pair.strength:.2f}", "other": f"{mirror.strength:.2f}"}
            yield "uneven-strength", {"key": f"{pair.old} – {pair.new}", "relation": pair.relation} | strengths


def _fits(pair: Correspondence, mirror: Correspondence) -> bool:
    """Return whether the strengths of both directions bear the relation out."""
    if pair.relation == "subset":
        return pair.strength > mirror.strength
    if pair.relation == "superset":
        return pair.strength < mirror.strength
    return True


def unrelated(pack: ClausePack) -> Iterator[Fault]:
    """Every pair without relation has no strength, and every other has some; a clause alone has no relation."""
    for pair in pack.correspondence:
        key = f"{pair.from_edition}: {pair.old or '-'} – {pair.new or '-'}"
        alone = not (pair.old and pair.new)
        if (pair.relation == "none") != (pair.strength == 0) or (alone and pair.relation != "none"):
            yield "unrelated", {"key": key, "relation": pair.relation, "value": f"{pair.strength:.2f}"}


def wrong_disagreement(pack: ClausePack) -> Iterator[Fault]:
    """Every disagreement names known sources and clauses, and differs from the map indeed."""
    pairs = {(c.from_edition, c.old, c.new) for c in pack.correspondence}
    sources = {r.id for r in pack.references}
    clauses = {(c.edition, c.number) for c in pack.clauses}
    for d in pack.disagreements:
        key = f"{d.from_edition}: {d.old} – {d.new}"
        for source in d.sources:
            if wanted := unsplit(source, sources):
                details = {"file": "disagreements.csv", "key": key, "column": "sources", "value": source}
                yield "unsplit-list", details | {"wanted": wanted}
            elif source not in sources:
                yield "unknown-source", {"key": key, "value": source, "known": ", ".join(sorted(sources))}
        for edition, number, column in ((pack.from_edition, d.old, "old"), (pack.to_edition, d.new, "new")):
            if number and (edition, number) not in clauses:
                yield dangling_clause("disagreements.csv", key, column, edition, number, clauses)
        if ((d.from_edition, d.old, d.new) in pairs) != (d.says == "omits"):
            yield "no-disagreement", {"key": key, "value": d.says}
        for language in pack.languages:
            if not d.notes.get(language):
                yield "no-note", {"file": f"{language}/disagreements.csv", "key": key, "column": "note"}


def documented_mismatch(pack: ClausePack) -> Iterator[Fault]:
    """Every requirement for something written agrees with the list of documented information."""
    if not pack.documented:
        return
    wanted = {(r.edition, r.id): r for r in pack.requirements}
    clauses = {(c.edition, c.number) for c in pack.clauses}
    named: set[tuple[str, str]] = set()
    for item in pack.documented:
        yield from _texts_of(pack, item, clauses)
        key = f"{item.edition} {item.clause} {item.item}"
        if item.edition == pack.to_edition and item.need in _ASKED_FOR and not item.requirements:
            yield "documented-unnamed", {"key": key, "value": item.need}
        for id in item.requirements:
            named.add((item.edition, id))
            requirement = wanted.get((item.edition, id))
            if requirement is None and (split := unsplit(id, [r for e, r in wanted if e == item.edition])):
                details = {"file": "documented_information.csv", "key": key, "column": "requirements", "value": id}
                yield "unsplit-list", details | {"wanted": split}
                continue
            if requirement is None:
                yield "documented-unknown", {"key": key, "edition": item.edition, "value": id}
                continue
            told = f"{_KINDS[item.mode]}, {item.need}"
            # Only requirements of the target edition are judged, so only their need matters.
            need = requirement.documented_need if item.edition == pack.to_edition else item.need
            found = f"{requirement.documented}, {need}"
            if told != found:
                yield "documented-mismatch", {"key": key, "requirement": id, "value": told, "other": found}
    for (edition, id), requirement in wanted.items():
        asked = requirement.documented != "none" and requirement.documented_need in _ASKED_FOR
        if asked and (edition, id) not in named:
            yield "documented-missing", {"edition": edition, "value": id, "clause": requirement.clause}


def _texts_of(pack: ClausePack, item: DocumentedInformation, known: set[tuple[str, str]]) -> Iterator[Fault]:
    key = f"{item.edition} {item.clause} {item.item}"
    other = pack.from_edition if item.edition == pack.to_edition else pack.to_edition
    for edition, number, column in (
        (item.edition, item.clause, "clause"),
        *((other, c, "counterparts") for c in item.counterparts),
    ):
        if (edition, number) not in known:
            yield dangling_clause("documented_information.csv", key, column, edition, number, known)
    for language in pack.languages:
        if not item.what.get(language):
            yield "no-note", {"file": f"{language}/documented_information.csv", "key": key, "column": "what"}


def uncertain(pack: ClausePack) -> Iterator[Fault]:
    """Every requirement of a pack that is not complete says how sure it is, and the pack has a notice about it."""
    if pack.complete:
        return
    for r in pack.of(pack.to_edition):
        if not r.certainty:
            yield "uncertain", {"key": f"{r.edition} {r.id}"}
    for language in pack.languages:
        if not pack.notice.get(language):
            yield "no-notice", {"language": language}


MAP_RULES: tuple[Callable[[ClausePack], Iterator[Fault]], ...] = (
    forgotten_clause,
    uneven_pair,
    unrelated,
    wrong_disagreement,
    documented_mismatch,
    uncertain,
)
