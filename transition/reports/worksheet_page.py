"""One worksheet set out on the page: facts of the program on white, fields for people on yellow.

Each requirement takes two rows: what was found, and below it what a person fills in. A hidden mark in the second row
says which requirement it is about and what stood in it when it was written; so it is read back even after the file
went through a program that forgets the names of fields.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from transition.messages import say
from transition.model import VERDICTS, Decision, Document, Evidence, GapEntry, GapRegister
from transition.reports import words
from transition.reports.findings import cut
from transition.reports.styles import FONT, NAVY, PALE, VERDICT_COLOURS, YELLOW, YOURS
from transition.reports.suggestions import spoken_in, suggestions
from transition.reports.wordfile import WIDE, Page, word_file
from transition.reports.wordxml import (
    BOLD,
    END,
    FACES,
    QUIET,
    SECRET,
    SUGGESTED,
    Control,
    Ink,
    cell,
    control,
    paragraph,
    row,
    run,
    table,
)
from transition.reports.worksheet_marks import FIELDS, VERDICT, mark, printed, sheet_tag, tag

SMALL = 8.0
QUOTES = 2
QUOTE = 240
ELEMENTS = 5
DATE = "dd/MM/yyyy"
FACTS = ("requirement", "origin", "states", "missing", "finding")
# Facts and fields share one grid of six columns; the numbers say how many of them each takes.
_GRID = (2900, 1400, 2500, 2000, 5000, 1598)
_FACT_SPANS = (1, 1, 2, 1, 1)
_FIELD_SPANS = (2, 1, 1, 1, 1)
_SIGNING = 900
_FILLING = 460
"""Height of a row of fields, enough to write in by hand."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: its file name without ending, what it is about, and the requirements on it."""

    name: str
    key: str
    title: str
    entries: tuple[GapEntry, ...]
    document: Document | None = field(default=None)


@dataclass(frozen=True, slots=True)
class SetOut:
    """A worksheet ready for a page of its own or an organisation's: texts by name, and its body in parts."""

    page: Page
    head: tuple[tuple[str, str], ...]
    """What the worksheet is about, by name: client, standard, document, revision, auditor, date."""
    heading: str
    head_table: str
    rows: str
    signatures: str


def bare(sheet: SetOut) -> bytes:
    """Return a worksheet as a .docx of its own."""
    body = sheet.heading + sheet.head_table + sheet.rows + sheet.signatures
    return word_file(body, sheet.page)


def set_out(register: GapRegister, sheet: Sheet, language: str, width: int = WIDE) -> SetOut:
    """Return a worksheet as XML for a text width of ``width``."""
    title = _title(sheet, language)
    facts = _facts(register, sheet, language)
    return SetOut(
        Page(
            title,
            _foot(register, sheet, language),
            _numbering(language),
            language,
            logo=register.logo,
            face=FACES.get(language, FONT),
        ),
        tuple((name, text) for name, text, _ in facts),
        paragraph(run(title), style="Heading1"),
        _head_table(facts, language, width),
        _rows(register, sheet, language, width),
        _signatures(language, width),
    )


def _title(sheet: Sheet, language: str) -> str:
    if sheet.document is not None:
        return say("worksheets.title-document", language, name=sheet.title)
    return say("worksheets.title-clause", language, number=sheet.key, title=sheet.title)


def _foot(register: GapRegister, sheet: Sheet, language: str) -> str:
    pack = register.pack
    foot = say("worksheets.foot", language, key=sheet.key, from_edition=pack.from_edition, to_edition=pack.to_edition)
    client = setting(register, "client") or setting(register, "organisation")
    return say("worksheets.foot-client", language, client=client, foot=foot) if client else foot


def _numbering(language: str) -> str:
    return say("worksheets.page", language, page="{page}", pages="{pages}")


def setting(register: GapRegister, name: str) -> str:
    """Return what the run was told of an organisation, "" where nothing was."""
    return str(register.run.settings.get(name) or "")


def standard(register: GapRegister) -> str:
    """Return the newer edition as documents name it: "ISO 9001:2015"."""
    return f"{(register.pack.standards or ('',))[-1]}:{register.pack.to_edition}".lstrip(":")


def day(iso: str) -> str:
    """Return an ISO date as worksheets show it, anything else as it is."""
    parts = iso.split("-")
    return "/".join(reversed(parts)) if [len(p) for p in parts] == [4, 2, 2] and "".join(parts).isdecimal() else iso


# --- head and foot ------------------------------------------------------------------------------------


def _facts(register: GapRegister, sheet: Sheet, language: str) -> list[tuple[str, str, Control | None]]:
    """Return name, text and, where it is to be filled in, the field of each fact about the worksheet."""
    document = sheet.document
    about = ("document", sheet.title) if document else ("clause", f"{sheet.key} {sheet.title}".strip())
    more = ("revision", document.revision) if document else ("documents", ", ".join(_documents(register, sheet)))
    client = setting(register, "client") or setting(register, "organisation")
    told = [("client", client), ("standard", standard(register)), about, more]
    told += [("auditor", setting(register, "auditor")), ("date", setting(register, "date_audit"))]
    return [(name, day(text), _head_control(name, text, language)) for name, text in told]


def _documents(register: GapRegister, sheet: Sheet) -> list[str]:
    cited = [e.document for entry in sheet.entries for e in entry.assessment.evidence if e.relation != "mentions"]
    found = (register.documents_by_id[id] for id in dict.fromkeys(cited) if id in register.documents_by_id)
    return list(dict.fromkeys(words.short_name(d) for d in found))


def _head_control(name: str, text: str, language: str) -> Control | None:
    if name not in ("client", "auditor", "date"):
        return None
    label = say(f"worksheets.head_names.{name}", language)
    if name == "date":
        prompt = say("worksheets.prompts.date", language)
        return Control(sheet_tag(name), label, day(text), prompt, date=DATE, iso=text, language=language)
    return Control(sheet_tag(name), label, text, say("worksheets.prompts.text", language), language=language)


def _head_table(facts: Sequence[tuple[str, str, Control | None]], language: str, width: int) -> str:
    widths = scaled((1500, 3600, 1500, 3600, 1500, 3698), width)
    lines = []
    for start in (0, 3):
        cells: list[str] = []
        for place, (name, text, its) in enumerate(facts[start : start + 3]):
            label = say(f"worksheets.head_names.{name}", language)
            cells.append(cell(paragraph(run(label, BOLD)), widths[2 * place], PALE))
            shown = control(its) if its else run(text)
            cells.append(cell(paragraph(shown), widths[2 * place + 1], YOURS if its else ""))
        lines.append(row(cells))
    return table(lines, widths, say("worksheets.head", language))


def _signatures(language: str, width: int) -> str:
    widths = scaled((6100, 6100, 3198), width)
    heads = [
        cell(paragraph(run(say(f"worksheets.signed.{name}", language), BOLD), keep=True), one, PALE)
        for name, one in zip(("auditor", "owner", "date"), widths, strict=True)
    ]
    blank = [cell(paragraph(), one, YOURS) for one in widths]
    gap = paragraph(before=120, keep=True)
    signing = table([row(heads), row(blank, height=_SIGNING)], widths, say("worksheets.signatures", language))
    return gap + signing + END


def scaled(widths: Sequence[int], width: int) -> list[int]:
    """Return widths in proportion that together take ``width``."""
    total = sum(widths)
    edges = [round(width * sum(widths[:n]) / total) for n in range(len(widths) + 1)]
    return [after - before for before, after in pairwise(edges)]


# --- requirements -------------------------------------------------------------------------------------


def _rows(register: GapRegister, sheet: Sheet, language: str, width: int) -> str:
    grid = scaled(_GRID, width)
    lines = list(_heads(register, grid, language))
    for entry in sheet.entries:
        facts = _fact_cells(register, sheet, entry, language)
        fills = ("",) * (len(FACTS) - 1) + (VERDICT_COLOURS[entry.verdict][0],)
        lines.append(_line(grid, _FACT_SPANS, facts, fills))
        yours = (YOURS,) * len(FIELDS)
        # The last requirement goes with the signatures: they never stand on a page alone.
        fields = _field_cells(register, entry, language, keep=entry is sheet.entries[-1])
        lines.append(_line(grid, _FIELD_SPANS, fields, yours, height=_FILLING))
    counted = Counter(e.verdict for e in sheet.entries)
    listed = ", ".join(
        say("worksheets.count", language, n=counted[v], verdict=words.verdict_label(v, language).lower())
        for v in VERDICTS
        if counted[v]
    )
    intro = paragraph(
        run(say("worksheets.counts", language, total=len(sheet.entries), listed=listed), BOLD), before=120, keep=True
    )
    intro += paragraph(run(say("worksheets.how", language), QUIET), before=40, after=100, keep=True)
    return intro + table(lines, grid, say("worksheets.rows", language))


def _heads(register: GapRegister, grid: Sequence[int], language: str) -> Iterator[str]:
    for names, spans, fill, ink in (
        (FACTS, _FACT_SPANS, NAVY, Ink(bold=True, colour="#FFFFFF")),
        (FIELDS, _FIELD_SPANS, YELLOW, BOLD),
    ):
        texts = [say(f"worksheets.columns.{name}", language, edition=register.pack.from_edition) for name in names]
        yield _line(grid, spans, [paragraph(run(text, ink)) for text in texts], (fill,) * len(names), head=True)


def _line(
    grid: Sequence[int],
    spans: Sequence[int],
    contents: Sequence[str],
    fills: Sequence[str],
    *,
    head: bool = False,
    height: int = 0,
) -> str:
    cells, at = [], 0
    for content, fill, span in zip(contents, fills, spans, strict=True):
        cells.append(cell(content, sum(grid[at : at + span]), fill, span))
        at += span
    return row(cells, head=head, height=height)


def _fact_cells(register: GapRegister, sheet: Sheet, entry: GapEntry, language: str) -> list[str]:
    asked = entry.requirement
    documented = words.documented_label(asked, language) if asked.documented_need in ("required", "conditional") else ""
    requirement = _kept(run(asked.id, BOLD)) + _kept(run(words.texts(asked.wording, language)))
    requirement += _kept(run(documented, QUIET)) if documented else ""
    origin = "; ".join(asked.counterparts) or say("worksheets.cells.no-origin", language)
    change = _kept(run(words.change_label(asked.change, language), QUIET))
    return [
        requirement,
        _kept(run(origin)) + change,
        _states(register, sheet, entry, language),
        _lacks(sheet, entry, language),
        _finding(entry, language),
    ]


def _kept(*pieces: str, bullet: bool = False) -> str:
    """Return a paragraph that stays on one page with the fields below it."""
    return paragraph(*pieces, keep=True, bullet=bullet)


def _states(register: GapRegister, sheet: Sheet, entry: GapEntry, language: str) -> str:
    counted = (e for e in entry.assessment.evidence if e.relation != "mentions")
    # A passage that states several elements is quoted once.
    cited = list({(e.document, e.passage or e.location, e.relation): e for e in counted}.values())
    here = [e for e in cited if sheet.document is None or e.document == sheet.document.id]
    if not here:
        nothing = "nothing-here" if sheet.document else "nothing"
        out = _kept(run(say(f"worksheets.cells.{nothing}", language), QUIET))
    else:
        out = "".join(_quoted(register, sheet, e, language) for e in here[:QUOTES])
        if len(here) > QUOTES:
            out += _kept(run(say("worksheets.cells.more", language, n=len(here) - QUOTES), QUIET))
    others = dict.fromkeys(e.document for e in cited if e not in here)
    if others:
        names = ", ".join(words.short_name(register.documents_by_id[id]) for id in list(others)[:ELEMENTS])
        out += _kept(run(say("worksheets.cells.elsewhere", language, names=names), QUIET))
    return out


def _quoted(register: GapRegister, sheet: Sheet, evidence: Evidence, language: str) -> str:
    text = say("worksheets.cells.quote", language, text=cut(" ".join(evidence.quote.split()), QUOTE))
    place = words.place(register, evidence, language).partition(words.SEPARATOR)[2]
    if sheet.document is None:  # else the document is named at the head of the sheet
        document = register.documents_by_id.get(evidence.document)
        place = words.SEPARATOR.join(filter(None, [words.short_name(document) if document else "", place]))
    relation = evidence.relation
    notes = [say(f"worksheets.cells.{relation}", language)] if relation in ("partly", "contradicts") else []
    where = " · ".join(filter(None, [place, *notes]))
    return _kept(run(text)) + (_kept(run(where, Ink(colour=QUIET.colour, size=SMALL))) if where else "")


def _lacks(sheet: Sheet, entry: GapEntry, language: str) -> str:
    out = ""
    if entry.assessment.missing and entry.verdict in ("gap", "partial", "review"):
        own = spoken_in(sheet.document.language, language) if sheet.document else language
        labels = words.missing(entry, language)
        proposals = [s.text if s.own else say("worksheets.cells.any-suggestion", own) for s in suggestions(entry, own)]
        # Nobody is told to write what no document needs to state.
        key = "suggested-optional" if entry.kind == "no-evidence" else "suggested"
        for place, (label, text) in enumerate(list(zip(labels, proposals, strict=True))[:ELEMENTS]):
            out += _kept(run(label), bullet=True)
            if text not in proposals[place + 1 : ELEMENTS]:  # one sentence for all is said once
                out += _kept(run(say(f"worksheets.cells.{key}", language, text=text), SUGGESTED))
    elif entry.verdict in ("review", "not-applicable"):
        out = _kept(run(words.why(entry, language)))
    elif not entry.open:
        out = _kept(run(say("worksheets.cells.complete", language), QUIET))
    if entry.kind == "no-evidence":
        out += _kept(run(say("worksheets.cells.ask", language), QUIET))
    action = words.action(entry, language) if entry.open else ""
    if action:
        out += _kept(run(say("worksheets.cells.proposed", language, text=action)))
    return out or _kept(run(words.why(entry, language)))


def _finding(entry: GapEntry, language: str) -> str:
    ink = Ink(bold=True, colour=VERDICT_COLOURS[entry.verdict][1])
    out = _kept(run(words.verdict_label(entry.verdict, language), ink))
    if entry.kind:
        out += _kept(run(words.kind_label(entry.kind, language)))
    if entry.open:
        level = words.severity_label(entry.requirement.severity, language).lower()
        out += _kept(run(say("worksheets.cells.severity", language, severity=level), Ink(size=SMALL)))
    return out


# --- what people fill in ------------------------------------------------------------------------------


def _field_cells(register: GapRegister, entry: GapEntry, language: str, *, keep: bool) -> list[str]:
    edition, id = register.pack.to_edition, entry.requirement.id
    told = printed(entry.decision or Decision(id))
    told[VERDICT] = words.verdict_label(told[VERDICT], language) if told[VERDICT] else ""
    cells = []
    for name in FIELDS:
        hidden = run(mark(entry, edition), SECRET) if name == FIELDS[0] else ""
        its = _control(name, tag(edition, id, name), told[name], language)
        cells.append(paragraph(hidden, control(its), keep=keep))
    return cells


def _control(name: str, its: str, text: str, language: str) -> Control:
    label = say(f"worksheets.columns.{name}", language)
    if name == VERDICT:
        choices = tuple(words.verdict_label(v, language) for v in VERDICTS)
        return Control(its, label, text, say("worksheets.prompts.result", language), choices, language=language)
    if name == "due":
        shown = day(text)
        prompt = say("worksheets.prompts.date", language)
        return Control(its, label, shown, prompt, date=DATE, iso=text if shown != text else "", language=language)
    return Control(its, label, text, say("worksheets.prompts.text", language), language=language)
