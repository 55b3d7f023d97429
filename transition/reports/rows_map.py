"""Tables of clauses and of documents: where each clause went, and what was read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from transition.model import Clause, Correspondence, Document, GapEntry, GapRegister, VerdictName
from transition.reports import layout, words
from transition.reports.exchange import clause_order, document_clauses
from transition.reports.frames import frame, ids
from transition.reports.overview import WEAKEST_FIRST, clause_path

DOCUMENTS_SHOWN = 6
NONE = "—"


def pairs(register: GapRegister) -> tuple[Correspondence, ...]:
    """Return each pair of clauses once, in the order of the older edition; both directions of the map are read.

    A pair that stands in the backward direction only is kept: the two tables are not mirrors of each other.
    """
    pack = register.pack
    found: dict[tuple[str, str], Correspondence] = {}
    for forward in (True, False):
        for row in pack.correspondence:
            if (row.from_edition == pack.from_edition) is forward:
                found.setdefault((row.old, row.new), row)
    old = {c.number: n for n, c in enumerate(pack.clauses_of(pack.from_edition))}
    new = {c.number: n for n, c in enumerate(pack.clauses_of(pack.to_edition))}
    return tuple(sorted(found.values(), key=lambda r: (old.get(r.old, len(old)), new.get(r.new, len(new)))))


def clause_transition(register: GapRegister, language: str = "en") -> pd.DataFrame:
    """Return the Clause transition: one row per pair of clauses."""
    existing = _documents_by_clause(register)
    empty: dict[str, Any] = dict.fromkeys(ids(layout.CLAUSE_TRANSITION), "")
    rows = []
    for pair in pairs(register):
        rationale = words.texts(pair.rationale, language)
        change = words.change_label(pair.change, language)
        worst = worst_below(register, pair.new)
        rows.append(
            empty
            | {
                "key": f"{pair.old or NONE} → {pair.new or NONE}",
                "clause_from": pair.old or NONE,
                "clause_to": pair.new or NONE,
                "relation": words.label("correspondence", pair.relation, language),
                "fate": ". ".join(filter(None, (change, rationale))),
                "existing_documents": "; ".join(existing.get(pair.old, ())[:DOCUMENTS_SHOWN]),
                "worst_status": words.verdict_label(worst, language) if worst else "",
            }
        )
    return frame(ids(layout.CLAUSE_TRANSITION), rows)


def worst_below(register: GapRegister, clause: str) -> VerdictName | None:
    """Return the weakest verdict in force among a clause and the clauses below it, or ``None`` without requirements."""
    below = f"{clause}."
    found = {e.verdict for e in register.entries if (e.requirement.clause + ".").startswith(below)} if clause else set()
    return next((verdict for verdict in WEAKEST_FIRST if verdict in found), None)


def _documents_by_clause(register: GapRegister) -> dict[str, list[str]]:
    """Return for each older clause the documents that serve it or a clause below it, the surest first."""
    parents = {c.number: c.parent for c in register.pack.clauses_of(register.pack.from_edition)}
    best: dict[str, dict[str, float]] = {}
    for document in register.documents:
        if document.superseded_by:
            continue
        for clause, score in document_clauses(register, document):
            for number in _upwards(clause, parents):
                names = best.setdefault(number, {})
                name = words.short_name(document)
                names[name] = max(names.get(name, 0.0), score)
    return {
        clause: [name for name, _ in sorted(names.items(), key=lambda item: (-round(item[1], 3), item[0]))]
        for clause, names in best.items()
    }


def _upwards(clause: str, parents: dict[str, str]) -> Iterable[str]:
    seen: set[str] = set()
    while clause and clause not in seen:
        seen.add(clause)
        yield clause
        clause = parents.get(clause, "")


def heat_clauses(register: GapRegister) -> tuple[str, ...]:
    """Return the newer clauses that head a column of the heat map: the second level, as far as it is required."""
    paths = clause_path(register)
    wanted = {paths.get(e.requirement.clause, (e.requirement.clause,))[:2][-1] for e in register.entries}
    clauses: tuple[Clause, ...] = register.pack.clauses_of(register.pack.to_edition)
    known = [c.number for c in clauses if c.number in wanted]
    return (*known, *sorted(wanted - set(known), key=clause_order))


def documents(register: GapRegister, language: str = "en") -> pd.DataFrame:
    """Return the Documents: inventory, and per clause how many requirements each document gives evidence for."""
    heat = heat_clauses(register)
    served = _served(register)
    columns = ids(layout.documents_sheet(heat))
    rows = [_document_row(register, d, served.get(d.id, {}), heat, language) for d in register.documents]
    return frame(columns, rows)


def _served(register: GapRegister) -> dict[str, dict[str, int]]:
    """Return document → second-level clause → number of requirements it gives evidence for."""
    paths = clause_path(register)
    found: dict[str, dict[str, int]] = {}
    for entry in register.entries:
        clause = paths.get(entry.requirement.clause, (entry.requirement.clause,))[:2][-1]
        for document in sorted(_givers(entry)):
            counts = found.setdefault(document, {})
            counts[clause] = counts.get(clause, 0) + 1
    return found


def _givers(entry: GapEntry) -> set[str]:
    return {e.document for e in entry.assessment.evidence if e.relation in ("supports", "partly")}


def _document_row(
    register: GapRegister, document: Document, served: dict[str, int], heat: tuple[str, ...], language: str
) -> dict[str, Any]:
    counts: dict[str, Any] = {f"clause {number}": served.get(number, "") for number in heat}
    newer = register.documents_by_id.get(document.superseded_by)
    kind = words.label("document_types", document.type, language)
    if document.superseded_by:
        name = words.document_name(newer) if newer else document.superseded_by
        kind = words.label("links", "superseded", language).format(type=kind, newer=name)
    return {
        "key": document.id,
        "code": document.code,
        "title": document.title,
        "type": kind,
        "revision": document.revision,
        "language": words.label("languages", document.language, language),
        "edition_claimed": ", ".join(document.editions_cited),
        "passages": len(document.passages),
        **counts,
        "next_step": "",
        "file": document.path.replace("\\", "/"),
    }
