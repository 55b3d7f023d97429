"""handover.docx: what an auditor wants at the opening meeting, and what it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from transition.messages import say
from transition.model import VERDICTS, GapEntry, GapRegister
from transition.reports import words
from transition.reports.concepts import PHASES, concepts, phase_label, thread_label
from transition.reports.files import write_bytes
from transition.reports.overview import clause_path, full_titles, tally
from transition.reports.rows import documents_found
from transition.reports.styles import FONT, GREY, NAVY, PALE, VERDICT_COLOURS
from transition.reports.wordfile import WIDE, Page, word_file
from transition.reports.wordxml import BOLD, END, FACES, Ink, cell, paragraph, row, run, table
from transition.reports.worksheet_page import day, scaled, setting, standard

NAME = "handover.docx"
_NAMES = 8
_CODE = Ink(size=7, colour=GREY)
_Cell = tuple[str, str]
"""Content and fill."""


def write_handover(register: GapRegister, path: str | Path, language: str = "en") -> Path:
    """Write the hand-over pack to ``path`` and return it."""
    target = Path(path)
    write_bytes(target, handover(register, language))
    return target


def handover(register: GapRegister, language: str) -> bytes:
    """Return the hand-over pack as a .docx."""
    name = standard(register)
    title = say("handover.title", language, standard=name)
    intro = say("handover.intro", language, standard=name)
    if register.run.today:
        intro += " " + say("handover.as-of", language, date=day(register.run.today))
    parts = [
        paragraph(run(title), style="Heading1"),
        paragraph(run(intro)),
        _section("clauses", language),
        _clauses(register, language),
        _section("concepts", language),
        paragraph(run(say("handover.concepts-intro", language)), after=100, keep=True),
        _concepts(register, language),
        _section("manifest", language),
        _manifest(register, language),
        _section("documents", language),
        _documents(register, language),
    ]
    foot = say("handover.foot", language, standard=name)
    numbering = say("worksheets.page", language, page="{page}", pages="{pages}")
    return word_file("".join(parts) + END, Page(title, foot, numbering, language, face=FACES.get(language, FONT)))


def _section(name: str, language: str) -> str:
    return paragraph(run(say(f"handover.{name}", language)), style="Heading2")


def _table(
    names: Sequence[str], shares: Sequence[int], rows: Iterable[Sequence[_Cell]], title: str, language: str
) -> str:
    widths = scaled(shares, WIDE)
    white = Ink(bold=True, colour="#FFFFFF")
    heads = [
        cell(paragraph(run(say(f"handover.columns.{name}", language), white)), width, NAVY)
        for name, width in zip(names, widths, strict=True)
    ]
    lines = (row([cell(content, w, fill) for (content, fill), w in zip(cells, widths, strict=True)]) for cells in rows)
    return table([row(heads, head=True), *lines], widths, title)


def _plain(text: str, ink: Ink | None = None) -> _Cell:
    return paragraph(run(text, ink or Ink())), ""


def _weakest(entries: Sequence[GapEntry], language: str) -> _Cell:
    """Return the weakest verdict among entries, with how many are met."""
    counted = tally(entries)
    verdict = counted.weakest
    if verdict is None:
        return _plain(say("handover.none", language))
    fill, colour = VERDICT_COLOURS[verdict]
    label = words.verdict_label(verdict, language)
    text = say("handover.result", language, verdict=label, met=counted.counts["met"], total=counted.total)
    return paragraph(run(text, Ink(colour=colour))), fill


# --- clauses and concepts -----------------------------------------------------------------------------


def _clauses(register: GapRegister, language: str) -> str:
    titles = full_titles(register, language)
    groups: dict[str, list[GapEntry]] = defaultdict(list)
    for entry in register.entries:
        groups[entry.requirement.clause].append(entry)
    order = {number: place for place, number in enumerate(clause_path(register))}
    rows = [
        (
            _plain(number, BOLD),
            _plain(titles.get(number, "")),
            _weakest(groups[number], language),
            _plain(_references(register, groups[number], language)),
            (_phases(groups[number], language), ""),
        )
        for number in sorted(groups, key=lambda n: order.get(n, len(order)))
    ]
    names = ("clause", "title", "result", "documents", "concept")
    return _table(names, (8, 30, 20, 22, 30), rows, say("handover.clauses", language), language)


def _references(register: GapRegister, entries: Sequence[GapEntry], language: str) -> str:
    names = list(dict.fromkeys(name for entry in entries for name in documents_found(register, entry)))
    if len(names) <= _NAMES:
        return ", ".join(names) or say("handover.none", language)
    return say("handover.more", language, names=", ".join(names[:_NAMES]), n=len(names) - _NAMES)


def _phases(entries: Sequence[GapEntry], language: str) -> str:
    out = ""
    for concept in concepts(entries):
        told = []
        for step, some in concept.phases.items():
            verdict = tally(some).weakest
            if verdict is not None:
                phase, shown = phase_label(step, language).lower(), words.verdict_label(verdict, language)
                told.append(say("handover.phase", language, phase=phase, verdict=shown))
        if told:
            out += paragraph(run(f"{thread_label(concept.thread, language)}: ", BOLD), run(" · ".join(told)))
    return out or paragraph(run(say("handover.none", language)))


def _concepts(register: GapRegister, language: str) -> str:
    rows = [
        (
            _plain(thread_label(concept.thread, language), BOLD),
            *(_weakest(concept.phases.get(step, ()), language) for step in PHASES),
        )
        for concept in concepts(register.entries)
        if concept.phases
    ]
    return _table(("thread", *PHASES), (30, 20, 20, 20, 20), rows, say("handover.concepts", language), language)


# --- manifest -----------------------------------------------------------------------------------------


def _manifest(register: GapRegister, language: str) -> str:
    pack, run_info = register.pack, register.run
    counts = tally(register.entries).counts
    listed = ", ".join(f"{words.verdict_label(v, language)} {counts[v]}" for v in VERDICTS)
    told = {
        "organisation": setting(register, "organisation") or setting(register, "client"),
        "standard": standard(register),
        "counts": f"{len(register.entries)}: {listed}",
        "pack": f"{words.texts(pack.titles, language)} ({pack.name} {pack.version})",
        "pack_sha256": pack.sha256,
        "program": run_info.program_version,
        "today": day(run_info.today),
    }
    rows = [
        (_head(say(f"handover.manifest_rows.{name}", language)), _plain(text)) for name, text in told.items() if text
    ]
    return _table(("what", "value"), (30, 80), rows, say("handover.manifest", language), language)


def _head(text: str) -> _Cell:
    return paragraph(run(text, BOLD)), PALE


def _documents(register: GapRegister, language: str) -> str:
    rows = []
    for document in register.documents:
        code = document.code
        if document.superseded_by:
            code = say("handover.superseded", language, code=code).strip()
        path = document.path.replace("\\", "/")
        rows.append((_plain(path), _plain(code), _plain(document.revision), _plain(document.sha256, _CODE)))
    names = ("file", "code", "revision", "sha256")
    return _table(names, (44, 18, 12, 38), rows, say("handover.documents", language), language)
