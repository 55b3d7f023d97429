"""The table that says how a workbook came about: method, limits, versions and the inputs' hashes."""

from __future__ import annotations

import hashlib
import json

import pandas as pd

from transition.messages import catalogue, say
from transition.model import GapRegister
from transition.reports import layout, words
from transition.reports.exchange import SCHEMA
from transition.reports.frames import frame, ids
from transition.reports.notes import rows_text, sheet_mark


def run_id(register: GapRegister) -> str:
    """Return a short name for a run: the same inputs, map, program and settings give the same one."""
    told = {
        "pack": register.pack.sha256,
        "program": register.run.program_version,
        "today": register.run.today,
        "settings": dict(register.run.settings),
        "documents": sorted((d.path.replace("\\", "/"), d.sha256) for d in register.documents),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode("utf-8")).hexdigest()[:16]


def about(register: GapRegister, language: str = "en", origin: str = "") -> pd.DataFrame:
    """Return the About table: one row per statement; ``origin`` marks the point of the history it is written at."""

    def text(name: str, /, **details: object) -> str:
        return say(f"workbook.about.{name}", language, **details)

    pack, run = register.pack, register.run
    title = words.texts(pack.titles, language) or pack.name
    details = {
        "title": title,
        "old": pack.from_edition,
        "new": pack.to_edition,
        "documents": layout.sheet_name("documents", language),
    }
    rows = [
        (text(name), text(f"{name}_text", **details))
        for name in ("what", "method", "statuses", "kinds", "limits", "sorting")
    ]
    notice = words.texts(pack.notice, language)
    rows += [(text("notice"), notice)] if notice else []
    version = f"{pack.name} {pack.version}"
    rows += [
        (text("pack"), version if pack.complete else f"{version}. {text('pack_incomplete')}"),
        (text("pack_hash"), pack.sha256),
        (text("program"), run.program_version),
        (text("run"), run_id(register)),
        (text("today"), words.day(run.today, language)),
        (text("schema"), SCHEMA),
    ]
    for name, value in sorted(run.settings.items()):
        shown = text("yes" if value else "no") if isinstance(value, bool) else value or "–"
        label = catalogue("workbook", language).get(f"about.settings.{name}", name)
        rows.append((text("setting", name=label), words.day(shown, language)))
    marks: dict[str, object] = {own.title: sheet_mark(rows_text(own.rows)) for own in register.own_sheets}
    rows += [(text("own_sheets"), ", ".join(marks))] if marks else []
    rows += [
        (text("input", path=d.path.replace("\\", "/")), d.sha256)
        for d in sorted(register.documents, key=lambda d: d.path)
    ]
    table = frame(ids(layout.ABOUT), ({"key": key, "value": value} for key, value in rows))
    told: dict[str, object] = {"sheets": marks} if marks else {}
    told |= {"history": origin} if origin else {}
    if told:
        table.loc[0, "written"] = json.dumps(told, sort_keys=True)
    return table
