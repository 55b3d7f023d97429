"""What stands on the leadership page: words, drawings and rows for its templates, in the language asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from markupsafe import Markup

from transition.messages import say
from transition.model import VERDICTS, Comparison, GapEntry, GapRegister
from transition.reports import overview, page_documents, page_plan, svg, words
from transition.reports.changes import changes_in_words, words_of_difference
from transition.reports.concepts import PHASES, Concept, concepts, first_break, phase_label, state_of, thread_label
from transition.reports.drawings import stacked
from transition.reports.numerals import long_day, number, typed_day
from transition.reports.overview import Tally
from transition.reports.page_documents import counted
from transition.reports.plan import plan_of
from transition.reports.schedule import schedule

FIRST_SHOWN = 10
CHANGES_SHOWN = 8
DAYS_SHOWN = 12
LEAST_DAYS = 2
Context = dict[str, Any]
_PARTS = ("standing", "changes", "clauses", "threads", "first", "plan", "search", "findings", "documents", "problems")


# --- what the templates may call ------------------------------------------------------------------


def vocabulary(language: str) -> Context:
    """Return the words and drawings the templates call for."""
    return {
        "language": language,
        "t": lambda key, **details: say(f"summary.{key}", language, **details),
        "t2": lambda key: say(key, language),
        "n": lambda key, count: counted(key, count, language),
        "count": lambda count: number(count, language),
        "verdict_label": lambda verdict: words.verdict_label(verdict, language),
        "kind_label": lambda kind: _kind(kind, language),
        "severity_label": lambda severity: words.severity_label(severity, language),
        "change_label": lambda change: words.change_label(change, language),
        "sign": lambda verdict: svg.sign(verdict, words.verdict_label(verdict, language)),
        "bar": partial(_bar, language),
        "depth": depth,
        "anchor": anchor,
        "verdicts": VERDICTS,
    }


def anchor(key: str) -> str:
    """Return the id under which a finding stands on the page; the page's script makes the same."""
    return "r-" + re.sub(r"[^\w.-]", "-", key, flags=re.ASCII)


def _kind(kind: str, language: str) -> str:
    return say("summary.standing.undecided", language) if kind == "undecided" else words.kind_label(kind, language)


def _bar(language: str, tally: Tally, label: str, **size: Any) -> Markup:
    """Draw one bar of verdicts; its spoken label names every part."""
    parts = [(verdict, tally.counts[verdict]) for verdict in VERDICTS]
    return svg.picture(stacked(parts, f"{label}: {spoken(tally, language)}", **size))


def spoken(tally: Tally, language: str) -> str:
    """Return a tally as a list in words, as a screen reader says it."""
    told = [
        say("summary.bar-part", language, label=words.verdict_label(verdict, language), n=number(count, language))
        for verdict, count in tally.counts.items()
        if count
    ]
    return ", ".join(told) or say("summary.no-requirements", language)


def _open_bar(language: str, scale: int, tally: Tally, label: str) -> Markup:
    """Draw one bar of what is open, on the scale of the longest such bar."""
    left = {verdict: tally.counts[verdict] if verdict in ("gap", "partial", "review") else 0 for verdict in VERDICTS}
    return _bar(language, Tally(left, 0), label, width=200, height=12, scale=scale)


def depth(count: int, total: int) -> int:
    """Return how dark a cell of the heat map is, 1 … 4, by its share of the row."""
    return min(4, 1 + (4 * count - 1) // total) if count else 0


# --- what the page shows --------------------------------------------------------------------------


def contents(register: GapRegister, language: str) -> Context:
    """Return everything on the page that depends on the register."""
    threads = [_thread(concept, language) for concept in concepts(register.entries)]
    plan = plan_of(register)
    laid_out = schedule(register, plan)
    waves = page_plan.waves(laid_out, language)
    closing = overview.first_to_close(register, language)
    changes = _changes(register, language)
    return {
        "pack": register.pack,
        "run": register.run,
        "pack_title": words.texts(register.pack.titles, language) or register.pack.name,
        "date": long_day(register.run.today, language),
        "parts": _parts({"plan": bool(waves), "threads": bool(threads), "changes": bool(changes)}),
        "total": overview.tally(register.entries),
        "confirmed": overview.confirmed(register),
        "kinds": overview.gap_kinds(register.entries),
        "clauses": _clauses(register, language),
        "first": closing[:FIRST_SHOWN],
        "who": lambda item: page_plan.who(plan, item, language),
        "late": laid_out.late,
        "changes": changes,
        "more_to_close": max(0, len(closing) - FIRST_SHOWN),
        "why": lambda entry: words.why(entry, language),
        "waves": waves,
        "axis": svg.axis(page_plan.marks(laid_out, language), say("summary.plan.time", language)),
        "proposed": any(s.proposed and s.starts for s in laid_out.stretches),
        "solid": any(s.starts and not s.proposed for s in laid_out.stretches),
        "fixed": any(s.dated for s in laid_out.stretches),
        "open_bar": partial(_open_bar, language, max((row["tally"].open for row in waves), default=0)),
        "phases": [(phase, phase_label(phase, language)) for phase in PHASES],
        "threads": threads,
        "groups": _groups(register, language),
        "documents": page_documents.documents(register, language),
        "wording": {"lines": page_documents.wording(register, language)},
        "problems": page_documents.problems(register, language),
    }


def _parts(shown: Mapping[str, bool]) -> list[str]:
    return [name for name in _PARTS if shown.get(name, True)]


def _thread(concept: Concept, language: str) -> Context:
    tallies = {phase: overview.tally(concept.phases.get(phase, ())) for phase in PHASES}
    broken = first_break(concept)
    return {
        "title": thread_label(concept.thread, language),
        "tally": overview.tally(concept.entries),
        "phases": [{"key": phase, "tally": counted, "state": state_of(counted)} for phase, counted in tallies.items()],
        "phased": bool(concept.phases),
        "break": phase_label(broken, language) if broken else "",
    }


def since(compared: Comparison | None, language: str) -> str:
    """Return in words what changed since the run before, "" where there was none."""
    if compared is None:
        return ""
    return changes_in_words(replace(compared, old_today=typed_day(compared.old_today, language)), language)


def _changes(register: GapRegister, language: str) -> Context:
    """Return what changed since the run before, and where things stood on the days of earlier runs."""
    compared, trend = register.comparison, register.trend[-DAYS_SHOWN:]
    lines: Sequence[str] = ()
    if compared is not None:
        lines = [words_of_difference(d, language) for d in compared.differences]
    days = [
        {
            "day": typed_day(s.day, language),
            "tally": Tally({v: s.counts.get(v, 0) for v in VERDICTS}, s.critical),
            "confirmed": s.confirmed,
        }
        for s in trend
    ]
    if compared is None and len(days) < LEAST_DAYS:
        return {}
    return {
        "told": since(compared, language),
        "lines": lines[:CHANGES_SHOWN],
        "more": max(0, len(lines) - CHANGES_SHOWN),
        "days": days if len(days) >= LEAST_DAYS else [],
    }


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
