"""Changes between registers as files and words: changes.json, trend.csv, and the sentences about them."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from transition.errors import InputError
from transition.messages import say
from transition.model import VERDICTS, Cause, Comparison, Difference, GapRegister, Standing
from transition.reports import words
from transition.reports.exchange import SCHEMA, register_to_json
from transition.reports.files import write_text
from transition.reports.overview import SEVERITIES, confirmed, tally

REGISTER_NAME = "register.json"
CHANGES_NAME = "changes.json"
TREND_NAME = "trend.csv"
CHANGES_SCHEMA = "transition.changes/1"
NAMES_SHOWN = 3
OPEN = ("gap", "partial", "review")
_NEEDED = ("pack", "run", "documents", "entries")
_COUNTED = ("day", *VERDICTS, "critical", "confirmed")

Record = dict[str, Any]


def read_register(path: Path) -> Record:
    """Return a register.json, given itself or the folder that holds it; ``InputError`` where there is none."""
    file = path / REGISTER_NAME if path.is_dir() else path
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise InputError("no-register", file=file) from None
    if not isinstance(record, dict) or record.get("schema") != SCHEMA or any(n not in record for n in _NEEDED):
        raise InputError("no-register", file=file)
    return record


def earlier_register(out: Path) -> Record | None:
    """Return the register an earlier run left in ``out``, or ``None`` where it left none that can be read."""
    try:
        return read_register(out)
    except InputError:
        return None


def record_of(register: GapRegister, language: str) -> Record:
    """Return a register as register.json holds it."""
    record: Record = json.loads(json.dumps(register_to_json(register, language)))
    return record


def comparison_to_json(compared: Comparison) -> Record:
    """Return a comparison as plain lists and dicts."""
    return {
        "schema": CHANGES_SCHEMA,
        "old": {"today": compared.old_today, "verdicts": dict(compared.old_counts)},
        "new": {"today": compared.new_today, "verdicts": dict(compared.new_counts)},
        "changes": [
            {
                "requirement": d.requirement,
                "clause": d.clause,
                "effect": d.effect,
                "before": d.before or None,
                "after": d.after or None,
                "because": [{"what": c.kind, "names": list(c.names)} for c in d.causes],
            }
            for d in compared.differences
        ],
        "documents": {
            "added": list(compared.documents_added),
            "removed": list(compared.documents_removed),
            "changed": list(compared.documents_changed),
        },
    }


def comparison_from_json(record: Mapping[str, Any]) -> Comparison:
    """Return the comparison that ``comparison_to_json`` put down; ``KeyError`` or ``TypeError`` where it is none."""
    return Comparison(
        record["old"]["today"],
        record["new"]["today"],
        record["old"]["verdicts"],
        record["new"]["verdicts"],
        tuple(
            Difference(
                c["requirement"],
                c["clause"],
                c["effect"],
                c["before"] or "",
                c["after"] or "",
                tuple(Cause(b["what"], tuple(b["names"])) for b in c["because"]),
            )
            for c in record["changes"]
        ),
        *(tuple(record["documents"][name]) for name in ("added", "removed", "changed")),
    )


def write_comparison(compared: Comparison, out: Path) -> Path:
    """Write ``changes.json`` into ``out`` and return its path."""
    path = out / CHANGES_NAME
    write_text(path, json.dumps(comparison_to_json(compared), ensure_ascii=False, indent=1) + "\n")
    return path


def earlier_comparison(out: Path) -> Comparison | None:
    """Return the comparison an earlier run left in ``out``, or ``None``."""
    try:
        return comparison_from_json(json.loads((out / CHANGES_NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def cause_words(causes: Iterable[Cause], language: str) -> str:
    """Return why a verdict came out differently, in words."""
    return "; ".join(_cause(cause, language) for cause in causes)


def _cause(cause: Cause, language: str) -> str:
    shown = ", ".join(cause.names[:NAMES_SHOWN])
    more = len(cause.names) - NAMES_SHOWN
    names = say("workbook.summary.more", language, names=shown, n=more) if more > 0 else shown
    if cause.kind in ("pack", "program"):
        names = " → ".join(cause.names)
    if cause.kind == "reviewer" and not names:
        return say("workbook.causes.a-reviewer", language)
    return say(f"workbook.causes.{cause.kind}", language, names=names)


def standing(register: GapRegister) -> Standing:
    """Return where an organisation stands with a register."""
    counts = tally(register.entries)
    by_verdict: dict[str, int] = {str(verdict): counts.counts[verdict] for verdict in VERDICTS}
    return Standing(register.run.today, by_verdict, counts.high, confirmed(register))


def standing_of(record: Mapping[str, Any]) -> Standing:
    """Return where an organisation stood with a register.json."""
    entries = record["entries"]
    found = Counter(str(e["verdict"]) for e in entries)
    critical = sum(e["severity"] == SEVERITIES[0] and e["verdict"] in OPEN for e in entries)
    decided = sum(bool((e["decision"] or {}).get("verdict")) for e in entries)
    return Standing(record["run"]["today"], {str(v): found[v] for v in VERDICTS}, critical, decided)


def read_trend(out: Path) -> tuple[Standing, ...]:
    """Return the standings that earlier runs noted in ``out``, by day; lines that are none are passed by."""
    try:
        text = (out / TREND_NAME).read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return ()
    found = []
    for row in csv.DictReader(io.StringIO(text)):
        try:
            counts: dict[str, int] = {str(verdict): int(row[verdict]) for verdict in VERDICTS}
            found.append(Standing(row["day"], counts, int(row["critical"]), int(row["confirmed"])))
        except (KeyError, TypeError, ValueError):
            continue
    return tuple(sorted(found, key=lambda s: s.day))


def with_today(trend: Sequence[Standing], now: Standing) -> tuple[Standing, ...]:
    """Return the standings with that of today, which takes the place of an earlier one of the same day."""
    return tuple(sorted((*(s for s in trend if s.day != now.day), now), key=lambda s: s.day))


def write_trend(trend: Sequence[Standing], out: Path) -> Path:
    """Write ``trend.csv`` into ``out``, one line a day, and return its path."""
    text = io.StringIO(newline="")
    lines = csv.DictWriter(text, _COUNTED, lineterminator="\n")
    lines.writeheader()
    for point in trend:
        lines.writerow({"day": point.day, **point.counts, "critical": point.critical, "confirmed": point.confirmed})
    path = out / TREND_NAME
    write_text(path, "\ufeff" + text.getvalue())
    return path


def changes_in_words(compared: Comparison, language: str) -> str:
    """Return in a sentence or two how many requirements opened, closed and changed."""
    counts = {effect: len(compared.of(effect)) for effect in ("opened", "closed", "changed", "added", "dropped")}
    since = words.day(compared.old_today, language) or say("workbook.changes_since.undated", language)
    if not any(counts.values()):
        return say("workbook.changes_since.none", language, day=since)
    told = [say(f"workbook.changes_since.{e}", language, n=n) for e, n in counts.items() if n]
    return say("workbook.changes_since.some", language, day=since, list=", ".join(told))


def words_of_difference(difference: Difference, language: str) -> str:
    """Return one change in a line: requirement, from, to, because of what."""
    before, after = (
        words.verdict_label(v, language) if v else say("workbook.log.nothing", language)
        for v in (difference.before, difference.after)
    )
    return f"{difference.requirement}: {before} → {after} ({cause_words(difference.causes, language)})"
