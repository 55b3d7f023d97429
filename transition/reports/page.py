"""What stands on the leadership page: words, drawings and rows for its templates, in the language asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Any

from markupsafe import Markup

from transition.messages import catalogue, say
from transition.model import VERDICTS, Document, GapEntry, GapRegister
from transition.reports import overview, svg, words
from transition.reports.exchange import problem_record
from transition.reports.overview import Row, Tally

FIRST_SHOWN = 10
Context = dict[str, Any]


# --- what the templates may call ------------------------------------------------------------------


def vocabulary(language: str) -> Context:
    """Return the words and drawings the templates call for."""
    return {
        "language": language,
        "t": lambda key, **details: say(f"summary.{key}", language, **details),
        "n": lambda key, number: _counted(key, number, language),
        "verdict_label": lambda verdict: words.verdict_label(verdict, language),
        "kind_label": lambda kind: _kind(kind, language),
        "severity_label": lambda severity: words.severity_label(severity, language),
        "change_label": lambda change: words.change_label(change, language),
        "sign": svg.sign,
        "bar": partial(_bar, language),
        "depth": _depth,
        "anchor": anchor,
        "verdicts": VERDICTS,
    }


def anchor(key: str) -> str:
    """Return the id under which a finding stands on the page; the page's script makes the same."""
    return "r-" + re.sub(r"[^\w.-]", "-", key, flags=re.ASCII)


def _counted(key: str, number: int, language: str) -> str:
    return say(f"summary.{key}.{'one' if number == 1 else 'many'}", language, n=number)


def _kind(kind: str, language: str) -> str:
    return say("summary.standing.undecided", language) if kind == "undecided" else words.kind_label(kind, language)


def _bar(language: str, tally: Tally, label: str, **size: Any) -> Markup:
    """Draw one bar of verdicts; its spoken label names every part."""
    parts = [(verdict, tally.counts[verdict]) for verdict in VERDICTS]
    spoken = [
        say("summary.bar-part", language, label=words.verdict_label(verdict, language), n=count)
        for verdict, count in parts
        if count
    ]
    text = ", ".join(spoken) or say("summary.no-requirements", language)
    return svg.stacked_bar(parts, f"{label}: {text}", **size)


def _open_bar(language: str, scale: int, tally: Tally, label: str) -> Markup:
    """Draw one bar of what is open, on the scale of the longest such bar."""
    left = {verdict: tally.counts[verdict] if verdict in ("gap", "partial", "review") else 0 for verdict in VERDICTS}
    return _bar(language, Tally(left, 0), label, width=200, height=12, scale=scale)


def _depth(count: int, total: int) -> int:
    """Return how dark a cell of the heat map is, 1 … 4, by its share of the row."""
    return min(4, 1 + (4 * count - 1) // total) if count else 0


# --- what the page shows --------------------------------------------------------------------------


def contents(register: GapRegister, language: str) -> Context:
    """Return everything on the page that depends on the register."""
    threads = [_titled(row, "thread", language) for row in overview.thread_rows(register)]
    waves = _waves(register, language)
    closing = overview.first_to_close(register, language)
    return {
        "pack": register.pack,
        "run": register.run,
        "pack_title": words.texts(register.pack.titles, language) or register.pack.name,
        "date": _date(register.run.today, language),
        "parts": _parts(bool(waves), bool(threads)),
        "total": overview.tally(register.entries),
        "confirmed": overview.confirmed(register),
        "kinds": overview.gap_kinds(register.entries),
        "clauses": _clauses(register, language),
        "first": closing[:FIRST_SHOWN],
        "more_to_close": max(0, len(closing) - FIRST_SHOWN),
        "why": lambda entry: words.why(entry, language),
        "waves": waves,
        "open_bar": partial(_open_bar, language, max((row["tally"].open for row in waves), default=0)),
        "threads": threads,
        "groups": _groups(register, language),
        "documents": _documents(register, language),
        "wording": {"lines": _wording(register, language)},
        "problems": _problems(register, language),
    }


def _parts(waves: bool, threads: bool) -> list[str]:
    shown = {"waves": waves, "threads": threads}
    names = ("standing", "clauses", "first", "waves", "threads", "search", "findings", "documents", "problems")
    return [name for name in names if shown.get(name, True)]


def _date(today: str, language: str) -> str:
    """Return an ISO date as people write it, or words for none."""
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", today)
    if not found:
        return today or say("summary.not-dated", language)
    months = say("summary.months", language).split("|")
    month = months[int(found[2]) - 1]
    return say("summary.date", language, day=int(found[3]), month=month, year=found[1])


def _titled(row: Row, group: str, language: str) -> Context:
    """Return a row with its title from the catalogue; a name nobody wrote words for is shown as it is."""
    title = catalogue("summary", language).get(f"{group}.{row.key}", row.key.replace("-", " ").capitalize())
    return {"key": row.key, "title": title, "tally": row.tally, "where": row.where}


def _waves(register: GapRegister, language: str) -> list[Context]:
    """Return the waves with something open; none where the pack plans no waves."""
    rows = [row for row in overview.wave_rows(register) if row.tally.open]
    return [_titled(row, "wave", language) for row in rows] if any(row.key for row in rows) else []


def _clauses(register: GapRegister, language: str) -> list[Context]:
    return [
        {"key": row.key, "title": row.title, "level": row.level, "tally": row.tally, "anchor": _clause_anchor(row.key)}
        for row in overview.clause_rows(register, language)
    ]


def _clause_anchor(number: str) -> str:
    return anchor(number).replace("r-", "c-", 1)


def _groups(register: GapRegister, language: str) -> list[Context]:
    """Return all findings under their outermost clause and, inside it, under their own clause or its parent."""
    titles = overview.clause_titles(register, language)
    paths = overview.clause_path(register)
    groups = []
    for top, entries in overview.by_top_clause(register).items():
        parts: dict[str, list[GapEntry]] = {}
        for entry in entries:
            clause = entry.requirement.clause
            parts.setdefault(paths.get(clause, (clause,))[:2][-1], []).append(entry)
        groups.append(
            _headed(top, titles)
            | {
                "tally": overview.tally(entries),
                "parts": [_headed(number, titles) | {"entries": found} for number, found in parts.items()],
            }
        )
    return groups


def _headed(number: str, titles: Mapping[str, str]) -> Context:
    return {"key": number, "title": titles.get(number, ""), "anchor": _clause_anchor(number)}


def _documents(register: GapRegister, language: str) -> list[Context]:
    cited = Counter(
        register.passages[passage].location.document
        for passage in {
            e.passage for entry in register.entries for e in entry.assessment.evidence if e.relation != "mentions"
        }
        if passage in register.passages
    )
    return [
        {
            "name": words.document_name(d),
            "path": d.path,
            "type": words.label("document_types", d.type, language),
            "revision": d.revision,
            "editions": ", ".join(d.editions_cited),
            "passages": len(d.passages),
            "cited": cited[d.id],
            "remarks": _remarks(register, d, language),
        }
        for d in read_documents(register)
    ]


def read_documents(register: GapRegister) -> list[Document]:
    """Return the documents that were read; one without a passage that explains itself is among the problems."""
    return [d for d in register.documents if d.passages or not d.problems]


def _remarks(register: GapRegister, document: Document, language: str) -> list[str]:
    remarks = []
    if document.superseded_by:
        newer = register.documents_by_id.get(document.superseded_by)
        name = newer.path if newer else document.superseded_by
        remarks.append(say("summary.documents.old-copy", language, document=name))
    if document.problems:
        remarks.append(_counted("documents.problems", len(document.problems), language))
    return remarks


def _wording(register: GapRegister, language: str) -> list[str]:
    needed = sum(w.needed for w in register.wording)
    counts = {"needed": needed, "optional": len(register.wording) - needed, "retired": len(register.retired)}
    return [_counted(f"wording.{name}", number, language) for name, number in counts.items() if number]


def _problems(register: GapRegister, language: str) -> dict[str, list[Context]]:
    """Return every problem once, errors first; a document's own problems belong here too."""
    listed = dict.fromkeys(
        tuple(problem_record(p, language).items())
        for p in (*register.problems, *(p for d in register.documents for p in d.problems))
    )
    records = [dict(items) for items in listed]
    by_severity = {s: [r for r in records if r["severity"] == s] for s in ("error", "warning", "info")}
    return {severity: rows for severity, rows in by_severity.items() if rows}
