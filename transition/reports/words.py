"""The small words every report shares: verdicts, reasons, places, in the language the report asks for."""

from __future__ import annotations

import datetime as dt
import unicodedata
from functools import cache
from pathlib import PurePosixPath

from transition.messages import LANGUAGES, catalogue, say
from transition.model import Document, Element, Evidence, GapEntry, GapRegister, Location, Passage, Requirement, Texts

SEPARATOR = " › "
LONGEST_STEP = 60
STEPS_SHOWN = 3
GENERAL = "partial-general"
"""The rule by which all that is stated only repeats what is asked."""


def texts(mapping: Texts, language: str) -> str:
    """Return the text in ``language``, else the English one, else any, else ""."""
    return mapping.get(language) or mapping.get("en") or next((text for text in mapping.values() if text), "")


def why(entry: GapEntry, language: str) -> str:
    """Return the sentence that says why the program's verdict fell."""
    details = dict(entry.why.details)
    details["missing"] = "; ".join(missing(entry, language))
    # Only the assessment's own codes stand in these two details; each has its words beside the rules.
    if "guard" in details:
        details["guard"] = _reason_word("guards", details["guard"] or "none", language)
    if "what" in details:
        details["what"] = _reason_word("documented", details["what"], language)
    return say(f"reasons.{_told(entry)}", language, **details)


def _told(entry: GapEntry) -> str:
    """Return the name of the sentence for a rule: where one place alone states something, it says so."""
    alone = [footing.places for footing in entry.assessment.footing] == [1]
    return f"{entry.why.rule}-alone" if alone and entry.why.rule == "met-one" else entry.why.rule


def action(entry: GapEntry, language: str) -> str:
    """Return what to do about a requirement: the pack's advice, after what the program's reason asks for first."""
    advice = texts(entry.requirement.action, language)
    key = f"actions.{entry.why.rule}"
    if not entry.open or key not in catalogue("reasons", language if language in LANGUAGES else "en"):
        return advice
    return say(f"reasons.{key}", language, **{**entry.why.details, "action": advice}).rstrip()


def hindrance(code: str, language: str) -> str:
    """Return why a place does not count, or not in full, or "" where nothing hinders it."""
    found = catalogue("reasons", language if language in LANGUAGES else "en")
    return found.get(f"hindrances.{code}") or found.get(f"guards.{code}", code)


def _reason_word(group: str, code: str, language: str) -> str:
    found = catalogue("reasons", language if language in LANGUAGES else "en")
    return found.get(f"{group}.{code}", code)


def missing(entry: GapEntry, language: str) -> tuple[str, ...]:
    """Return what is not stated, as the labels of the requirement's elements.

    An element without a label of its own is shown by the wording of its requirement. One that is stated, but only in
    general words, is shown by what is left unsaid about it.
    """
    elements = {element.id: element for element in entry.requirement.elements}
    found = (_element(entry.requirement, elements.get(id), id, language) for id in entry.assessment.missing)
    if entry.why.rule == GENERAL:
        return tuple(say("reasons.unsaid", language, label=label) for label in found)
    return tuple(found)


def _element(requirement: Requirement, element: Element | None, id: str, language: str) -> str:
    if element is None:
        return id
    return texts(element.labels, language) or texts(requirement.wording, language) or id


def label(group: str, name: str, language: str) -> str:
    """Return the word people read for a code of the data; a code nobody wrote a word for is shown as it is."""
    found = catalogue("workbook", language if language in LANGUAGES else "en").get(f"{group}.{name}")
    return found if found is not None else name.replace("-", " ")


@cache
def _codes(group: str) -> dict[str, str]:
    """Return every label of a group in any language, and the codes themselves, → code."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for name, text in catalogue("workbook", language).items():
            if name.startswith(f"{group}."):
                code = name.removeprefix(f"{group}.")
                found |= {folded(code): code, folded(text): code}
    return found


def folded(text: str) -> str:
    """Return a text such that case, spaces and the way its accents are stored make no difference."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def code(group: str, text: str) -> str:
    """Return the code of a label in any language, or "" where it is none of the group's."""
    return _codes(group).get(folded(text), "")


def choices(group: str, language: str) -> tuple[str, ...]:
    """Return the labels of a list in ``language``, in the order of the list."""
    found = catalogue("workbook", language if language in LANGUAGES else "en")
    return tuple(text for name, text in found.items() if name.startswith(f"{group}."))


def chosen(group: str, text: str, language: str) -> str:
    """Return what a person chose from a list as that list shows it in ``language``; any other text as it is."""
    found = code(group, text)
    return label(group, found, language) if found else text


def day(text: str, language: str) -> str:
    """Return an ISO date as people of a language write it; any other text as it is."""
    try:
        year, month, of_month = dt.date.fromisoformat(text).isoformat().split("-")
    except ValueError:
        return text
    form = say("workbook.formats.date", language)
    return form.replace("yyyy", year).replace("mm", month).replace("dd", of_month)


def verdict_label(verdict: str, language: str) -> str:
    """Return "Met", "Partial", "Gap", "Review" or "Not applicable" in ``language``."""
    return label("verdicts", verdict, language)


def kind_label(kind: str | None, language: str) -> str:
    """Return what sort of gap it is, or "" where there is none."""
    return label("kinds", kind, language) if kind else ""


def severity_label(severity: str, language: str) -> str:
    """Return the estimated severity: High, Medium or Low."""
    return label("severities", severity, language)


def change_label(change: str, language: str) -> str:
    """Return what became of a requirement between the editions."""
    return label("changes", change, language) if change else ""


def relation_label(relation: str, language: str) -> str:
    """Return how a passage stands to a requirement: supports, partly, contradicts or only mentions."""
    return label("relations", relation, language)


def documented_label(requirement: Requirement, language: str) -> str:
    """Return whether documented information is asked for, and how firmly."""
    if requirement.documented == "none" and requirement.documented_need != "common":
        return label("documented", "none", language)
    return label("documented", f"{requirement.documented}-{requirement.documented_need}", language)


def document_name(document: Document) -> str:
    """Return a document's code and title, or its file name where it has neither."""
    return " ".join(filter(None, (document.code, document.title))) or PurePosixPath(document.path).name


def short_name(document: Document) -> str:
    """Return a document's code, or its file name where it has none."""
    return document.code or PurePosixPath(document.path.replace("\\", "/")).name


def place(register: GapRegister, evidence: Evidence, language: str) -> str:
    """Return where a quote stands, as people say it: "QP-07 Purchasing › 5.2 Supplier evaluation › a)"."""
    return place_of(register, evidence.document, evidence.passage, evidence.location, language)


def place_of(register: GapRegister, document: str, passage: str, location: str, language: str) -> str:
    """Return the place of a passage, from its document, its headings and its number."""
    found = register.documents_by_id.get(document)
    steps = [document_name(found) if found else document]
    passage_found = register.passages.get(passage)
    if passage_found is None:
        return SEPARATOR.join([*steps, location] if location else steps)
    return SEPARATOR.join(steps + _steps(found, passage_found, language))


def _steps(document: Document | None, passage: Passage, language: str) -> list[str]:
    """Return headings, number and, outside the body, the part of the page, outermost first."""
    title = document.title.casefold() if document else ""
    trail = [" ".join(step.split()) for step in passage.trail if step.strip() and step.strip().casefold() != title]
    steps = [_cut(step) for step in trail[-STEPS_SHOWN:]]
    if passage.kind == "heading":
        steps.append(_cut(" ".join(f"{passage.number} {passage.text}".split())))
    elif passage.number.strip():
        steps.append(passage.number.strip())
    part = part_label(passage.location, passage.kind, language)
    return [*steps, part] if part else steps


def part_label(location: Location, kind: str, language: str) -> str:
    """Return the name of a part outside the running text (header, footnote, text box), else ""."""
    name = {"footnotes": "footnote", "endnotes": "note", "comments": "comment"}.get(location.part, location.part)
    if name == "body" and kind in ("textbox", "footnote", "note"):
        name = kind
    return "" if name == "body" else label("parts", name, language)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_STEP else text[: LONGEST_STEP - 1].rstrip() + "…"
