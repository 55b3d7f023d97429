"""interviews.docx: questions for what documents cannot prove, grouped by the role to be asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from transition.messages import LANGUAGES, catalogue, say
from transition.model import GapEntry, GapRegister
from transition.reports import words
from transition.reports.files import write_bytes
from transition.reports.findings import cut
from transition.reports.styles import FONT, NAVY, PALE, YELLOW, YOURS
from transition.reports.suggestions import suggestions
from transition.reports.wordfile import TALL, Page, word_file
from transition.reports.wordxml import (
    BOLD,
    END,
    FACES,
    QUIET,
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
from transition.reports.worksheet_marks import sheet_tag, tag
from transition.reports.worksheet_page import DATE, day, scaled, setting, standard

NAME = "interviews.docx"
_OTHER = "other"
_WIDTHS = (5300, 1900, 3266)
_NOTES = 1300
_EXAMPLES = 2
_QUOTES = 2
_QUOTE = 200


def write_interviews(register: GapRegister, path: str | Path, language: str = "en") -> Path:
    """Write the interview pack to ``path`` and return it."""
    target = Path(path)
    write_bytes(target, interviews(register, language))
    return target


def interviews(register: GapRegister, language: str) -> bytes:
    """Return the interview pack as a .docx."""
    name = standard(register)
    title = say("interviews.title", language, standard=name)
    groups = by_role(register)
    parts = [paragraph(run(title), style="Heading1"), _head(register, language)]
    parts.append(paragraph(run(say("interviews.intro" if groups else "interviews.empty", language)), before=160))
    for role, entries in groups.items():
        shown = role_label(role, language)
        key = "interviews.count-one" if len(entries) == 1 else "interviews.count"
        parts.append(paragraph(run(say(key, language, role=shown, n=len(entries))), style="Heading2"))
        parts.append(_questions(register, entries, shown, language))
    foot = say("interviews.foot", language, standard=name)
    numbering = say("worksheets.page", language, page="{page}", pages="{pages}")
    return word_file(
        "".join(parts) + END, Page(title, foot, numbering, language, wide=False, face=FACES.get(language, FONT))
    )


def by_role(register: GapRegister) -> dict[str, list[GapEntry]]:
    """Return what has to be asked, by role in the order of the pack: what needs no document, and what is undecided."""
    groups: dict[str, list[GapEntry]] = defaultdict(list)
    for entry in register.entries:
        if entry.kind == "no-evidence" or entry.verdict == "review":
            groups[entry.requirement.asked or _OTHER].append(entry)
    return groups


def role_label(role: str, language: str) -> str:
    """Return how people call a role; one nobody wrote a word for is shown as it is."""
    found = catalogue("interviews", language if language in LANGUAGES else "en").get(f"roles.{role}")
    return found or role.replace("-", " ")


def _head(register: GapRegister, language: str) -> str:
    widths = scaled((1700, 3533, 1700, 3533), TALL)
    told = {
        "organisation": setting(register, "organisation") or setting(register, "client"),
        "interviewer": setting(register, "auditor"),
        "asked": "",
        "date": "",
    }
    cells = []
    for place, (name, text) in enumerate(told.items()):
        label = say(f"interviews.head.{name}", language)
        prompt = say("worksheets.prompts.date" if name == "date" else "worksheets.prompts.text", language)
        pattern = DATE if name == "date" else ""
        its = Control(sheet_tag(name), label, day(text), prompt, date=pattern, iso=text, language=language)
        cells.append(cell(paragraph(run(label, BOLD)), widths[place % 2 * 2], PALE))
        cells.append(cell(paragraph(control(its)), widths[place % 2 * 2 + 1], YOURS))
    return table([row(cells[:4]), row(cells[4:])], widths, say("worksheets.head", language))


def _questions(register: GapRegister, entries: Sequence[GapEntry], role: str, language: str) -> str:
    widths = scaled(_WIDTHS, TALL)
    white = Ink(bold=True, colour="#FFFFFF")
    looks = (("question", NAVY, white), ("record", NAVY, white), ("notes", YELLOW, BOLD))
    heads = [
        cell(paragraph(run(say(f"interviews.columns.{name}", language), ink)), width, fill)
        for (name, fill, ink), width in zip(looks, widths, strict=True)
    ]
    lines = [row(heads, head=True)]
    for entry in entries:
        contents = [part(register, entry, language) for part in (_question, _record, _notes)]
        fills = ("", "", YOURS)
        cells = [cell(*one) for one in zip(contents, widths, fills, strict=True)]
        lines.append(row(cells, height=_NOTES))
    return table(lines, widths, say("interviews.table", language, role=role))


def _question(register: GapRegister, entry: GapEntry, language: str) -> str:
    asked = entry.requirement
    question = words.texts(asked.question, language) or words.texts(asked.wording, language)
    out = paragraph(run(f"{asked.id}  ", QUIET), run(question, BOLD), before=40)
    labels = [words.texts(e.labels, language) for e in asked.elements] or [words.texts(asked.wording, language)]
    out += paragraph(run(say("interviews.good", language)), before=40)
    out += "".join(paragraph(run(label), bullet=True) for label in dict.fromkeys(filter(None, labels)))
    for proposal in [s for s in suggestions(entry, language) if s.own][:_EXAMPLES]:
        out += paragraph(run(say("interviews.example", language, text=proposal.text), SUGGESTED))
    if entry.verdict == "review":
        out += paragraph(run(say("interviews.why-open", language, why=words.why(entry, language))), before=40)
        for item in entry.assessment.evidence[:_QUOTES]:
            text, place = cut(" ".join(item.quote.split()), _QUOTE), words.place(register, item, language)
            out += paragraph(run(say("interviews.found", language, text=text, place=place), QUIET))
    return out


def _record(register: GapRegister, entry: GapEntry, language: str) -> str:
    """Return what to ask for: what the edition wants kept for just this, else examples and what its clause has kept."""
    pack, asked = register.pack, entry.requirement
    own = [d for d in pack.documented if d.edition == asked.edition]
    exact = [words.texts(d.what, language) for d in own if asked.id in d.requirements]
    if exact:
        return "".join(paragraph(run(text)) for text in exact)
    near = [words.texts(d.what, language) for d in own if d.clause == asked.clause]
    out = paragraph(run(say("interviews.any-record", language)))
    if near:
        out += paragraph(run(say("interviews.of-clause", language, text="; ".join(near[:_QUOTES])), QUIET))
    return out


def _notes(register: GapRegister, entry: GapEntry, language: str) -> str:
    its = tag(register.pack.to_edition, entry.requirement.id, "notes")
    label = say("interviews.columns.notes", language)
    return paragraph(control(Control(its, label, "", say("interviews.notes-prompt", language), language=language)))
