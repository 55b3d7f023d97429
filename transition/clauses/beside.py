"""What stands beside the clause map: documented information, sources, and where published tables disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from transition.clauses import tables as t
from transition.clauses.cells import listed, pick, texts
from transition.clauses.sources import Tables
from transition.model import Disagreement, DocumentedInformation, Reference, Wave


def documented_information(tables: Tables, languages: Sequence[str]) -> tuple[DocumentedInformation, ...]:
    """Return what each edition wants in writing, in the order of the file."""
    told = texts(tables, languages, t.DocumentedText)
    found = []
    for row in tables.of(t.DocumentedRow):
        spoken = told.get((row.edition, row.clause, str(row.item)), {})
        found.append(
            DocumentedInformation(
                row.edition,
                row.clause,
                row.item,
                row.mode,
                row.need,
                listed(row.requirements),
                listed(row.counterparts),
                pick(spoken, "what"),
                pick(spoken, "condition"),
                pick(spoken, "note"),
            )
        )
    return tuple(found)


def references(tables: Tables, languages: Sequence[str]) -> tuple[Reference, ...]:
    """Return the sources of the clause map."""
    told = texts(tables, languages, t.ReferenceText)
    return tuple(
        Reference(row.id, row.reference, pick(told.get((row.id,), {}), "note")) for row in tables.of(t.ReferenceRow)
    )


def disagreements(tables: Tables, languages: Sequence[str]) -> tuple[Disagreement, ...]:
    """Return where published tables differ from the map."""
    told = texts(tables, languages, t.DisagreementText)
    return tuple(
        Disagreement(
            row.from_edition,
            row.old,
            row.new,
            row.says,
            listed(row.sources),
            pick(told.get((row.from_edition, row.old, row.new, row.says), {}), "note"),
        )
        for row in tables.of(t.DisagreementRow)
    )


def waves(rows: Iterable[t.WaveRow]) -> tuple[Wave, ...]:
    """Return when the waves of the transition plan usually run, the first first."""
    return tuple(sorted(Wave(row.wave, row.starts, row.weeks) for row in rows))


def certainties(tables: Tables) -> Mapping[tuple[str, str], tuple[str, str]]:
    """Return (edition, requirement) → how sure the requirement is, and who says so."""
    return {(row.edition, row.id): (row.certainty, row.source) for row in tables.of(t.CertaintyRow)}
