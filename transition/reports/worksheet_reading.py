"""Reads a worksheet that somebody filled in back into decisions, whatever program it was saved with.

Fields are known by their tags; where a program dropped those, by the hidden mark of their row and their order in it.
What cannot be taken over for sure is refused with a problem that says why.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import etree

from transition.messages import LANGUAGES, catalogue
from transition.model import VERDICTS, Decision, Problem, VerdictName
from transition.reports.wordfile import core
from transition.reports.worksheet_marks import FIELDS, OWN, SHEET, VERDICT, Mark, read_mark

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN, _CORE = "word/document.xml", "docProps/core.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_LARGEST = 60_000_000
"""Bytes of the main part of a worksheet; one of a whole standard takes less than two."""
_DAYS = (re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})"), re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"))
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}delText"})

Result = tuple[tuple[Decision, ...], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields of one requirement as they came back, and the mark they were written with."""

    decision: Decision
    mark: Mark

    @property
    def touched(self) -> bool:
        """Whether somebody changed a field."""
        return self.mark.touched(self.decision)


def read_worksheet(path: str | Path) -> Result:
    """Return the decisions in a worksheet, in its order, and a problem for each requirement that was refused.

    A file that is no worksheet yields no decision and the problem ``worksheet-not-one``.
    """
    filled, problems = read_filled(path)
    return tuple(f.decision for f in filled if _says_something(f.decision)), problems


def read_filled(path: str | Path) -> tuple[tuple[Filled, ...], tuple[Problem, ...]]:
    """Return the fields of every requirement on a worksheet, empty ones too, and a problem for each refused one."""
    path = Path(path)
    root = _main_part(path)
    rows = list(_rows(root)) if root is not None else []
    if root is None or not rows:
        return (), (Problem("worksheet-not-one", "error", path.name),)
    auditor = _sheet_field(root, "auditor")
    filled: list[Filled] = []
    problems: list[Problem] = []
    twice = {id for id, count in Counter(mark.requirement for mark, _ in rows).items() if count > 1}
    problems += [Problem("worksheet-duplicate-key", "error", path.name, {"key": id}) for id in sorted(twice)]
    for mark, texts in rows:
        if mark.requirement in twice:
            continue
        problem = _refusal(mark, texts, path.name)
        if problem:
            problems.append(problem)
        else:
            filled.append(_filled(mark, texts, auditor))
    return tuple(filled), tuple(problems)


def is_worksheet(path: Path) -> bool:
    """Return whether a file holds fields of requirements."""
    root = _main_part(path)
    return root is not None and next(_rows(root), None) is not None


def overlay(decisions: Iterable[Decision], filled: Iterable[Filled], *, alone: bool) -> tuple[Decision, ...]:
    """Return decisions read elsewhere with what worksheets say laid over them, field by field.

    What somebody changed on a worksheet rules. What stands there as it was printed only adds what nothing else holds:
    the fields only worksheets have, and all of it where the worksheets stand ``alone``.
    """
    found = {decision.requirement: decision for decision in decisions}
    for item in filled:
        id = item.decision.requirement
        if item.touched:
            now = found.get(id) or Decision(id)
            found[id] = replace(now, stamp=item.decision.stamp, **_said(item.decision))
        elif _says_something(item.decision):
            now = found.get(id) or Decision(id, stamp=item.decision.stamp)
            names = (*OWN, "verdict", "reason") if alone else OWN
            told = {name: getattr(item.decision, name) for name in names if not getattr(now, name)}
            found[id] = replace(now, **told)
    return tuple(found.values())


def _said(decision: Decision) -> dict[str, Any]:
    """Return what a worksheet says: all of its fields, and the reason and the reviewer where it has them."""
    told = {name: getattr(decision, name) for name in (*OWN, "verdict")}
    return told | {name: text for name in ("reason", "reviewer") if (text := getattr(decision, name))}


def is_untouched(path: Path) -> bool:
    """Return whether a worksheet still says about itself what this program wrote; any other program says more."""
    try:
        with zipfile.ZipFile(path) as archive:
            told = archive.read(_CORE)
        title = _parsed(told).findtext(_TITLE) or ""
    except (OSError, KeyError, zipfile.BadZipFile, etree.XMLSyntaxError):
        return False
    return told == core(title).encode()


def _says_something(decision: Decision) -> bool:
    return any((decision.verdict, decision.action, decision.responsible, decision.due, decision.evidence_seen))


def _refusal(mark: Mark, texts: dict[str, str], document: str) -> Problem | None:
    """Return why the fields of a requirement cannot be taken over, or ``None``."""
    status = texts[VERDICT]
    where = {"key": mark.requirement, "status": status}
    if status and _verdict(status) is None:
        return Problem("worksheet-unknown-status", "error", document, where)
    if _verdict(status) == "not-applicable" and not texts["evidence_seen"]:
        return Problem("worksheet-missing-reason", "error", document, where)
    return None


def _filled(mark: Mark, texts: dict[str, str], auditor: str) -> Filled:
    verdict = _verdict(texts[VERDICT])
    decision = Decision(
        mark.requirement,
        verdict,
        reason=texts["evidence_seen"] if verdict == "not-applicable" else "",
        action=texts["action"],
        responsible=texts["responsible"],
        due=_iso(texts["due"]),
        evidence_seen=texts["evidence_seen"],
    )
    by = auditor if mark.touched(decision) and _says_something(decision) else ""
    return Filled(replace(decision, reviewer=by, stamp=mark.stamp_for(decision)), mark)


# --- the file -----------------------------------------------------------------------------------------


def _main_part(path: Path) -> etree._Element | None:
    """Return the root of a worksheet's main part, or ``None`` where the file holds none that is safe to read."""
    try:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            entry = archive.getinfo(_MAIN)
            if entry.file_size > _LARGEST:
                return None
            with archive.open(entry) as stream:
                data = stream.read(_LARGEST + 1)
        return None if len(data) > _LARGEST or b"<!DOCTYPE" in data else _parsed(data)
    except (OSError, KeyError, RuntimeError, zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError):
        return None


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _rows(root: etree._Element) -> Iterator[tuple[Mark, dict[str, str]]]:
    """Yield the mark and the texts of the fields of each requirement."""
    for row in root.iter(f"{_W}tr"):
        mark = read_mark(_text(row))
        if mark is None:
            continue
        tagged = {tag: control for control in row.iter(f"{_W}sdt") if (tag := _tag(control))}
        prefix = f"{mark.edition}|{mark.requirement}|"
        cells = list(row.iter(f"{_W}tc"))
        texts: dict[str, str] = {}
        for place, name in enumerate(FIELDS):
            control = tagged.get(prefix + name)
            if control is not None:
                texts[name] = _value(control, mark)
            elif len(cells) == len(FIELDS):
                texts[name] = _value(cells[place], mark)
            else:
                texts[name] = ""
        yield mark, texts


def _sheet_field(root: etree._Element, name: str) -> str:
    """Return a field about the whole worksheet; without tags, the cell beside its label."""
    for control in root.iter(f"{_W}sdt"):
        if _tag(control) == f"{SHEET}|{name}":
            return _value(control)
    labels = {catalogue("worksheets", language)[f"head_names.{name}"].casefold() for language in LANGUAGES}
    for row in root.iter(f"{_W}tr"):
        cells = list(row.iter(f"{_W}tc"))
        for label, beside in pairwise(cells):
            if _text(label).strip().casefold() in labels:
                return _value(beside)
    return ""


def _tag(control: etree._Element) -> str:
    tag = control.find(f"{_W}sdtPr/{_W}tag")
    return (tag.get(f"{_W}val") or "") if tag is not None else ""


def _value(element: etree._Element, mark: Mark | None = None) -> str:
    """Return what stands in a field or cell; the words shown while it is empty are nothing."""
    text = _text(element).replace(mark.text, "") if mark else _text(element)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    text = "\n".join(lines).strip()
    return "" if text in _prompts() else text


def _text(element: etree._Element) -> str:
    """Return the text of an element, a line for each paragraph and each break; deleted text is none."""
    pieces: list[str] = []
    _collect(element, pieces)
    return "".join(pieces)


def _collect(element: etree._Element, pieces: list[str]) -> None:
    for child in element:
        tag = child.tag
        if tag == f"{_W}t":
            pieces.append(child.text or "")
        elif tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif tag == f"{_W}tab":
            pieces.append(" ")
        elif tag not in _GONE:
            _collect(child, pieces)
            if tag == f"{_W}p":
                pieces.append("\n")


# --- words --------------------------------------------------------------------------------------------


@cache
def _prompts() -> frozenset[str]:
    """Return what empty fields show, in every language."""
    names = ("text", "date", "result")
    return frozenset(catalogue("worksheets", lang)[f"prompts.{name}"].strip() for lang in LANGUAGES for name in names)


def _verdict(status: str) -> VerdictName | None:
    found = (_verdicts().get(" ".join(text.casefold().split())) for text in _without_prompts(status))
    return next(filter(None, found), None)


def _without_prompts(text: str) -> list[str]:
    """Return a text, and what is left of it where the words shown in an empty field were typed beside, not over."""
    bare = [text.removesuffix(prompt) for prompt in _prompts() if prompt] + [
        text.removeprefix(prompt) for prompt in _prompts() if prompt
    ]
    return [text, *sorted({other.strip() for other in bare} - {text, ""})]


@cache
def _verdicts() -> dict[str, VerdictName]:
    found: dict[str, VerdictName] = {str(verdict): verdict for verdict in VERDICTS}
    for language in LANGUAGES:
        labels = catalogue("workbook", language)
        found |= {labels[f"verdicts.{verdict}"].casefold(): verdict for verdict in VERDICTS}
    return found


def _iso(text: str) -> str:
    """Return a date as year-month-day, however its numbers were typed; any other words as they are."""
    for typed in _without_prompts(text):
        for pattern, order in zip(_DAYS, ((3, 2, 1), (1, 2, 3)), strict=True):
            found = pattern.fullmatch(typed)
            if found:
                try:
                    return dt.date(*_numbers(found, order)).isoformat()
                except ValueError:
                    return text
    return text


def _numbers(found: re.Match[str], order: Sequence[int]) -> tuple[int, int, int]:
    year, month, day = (int(found[n]) for n in order)
    return year, month, day
