"""The inventory of documents, old wording and problems, as the page shows them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from transition.messages import say
from transition.model import Document, GapRegister
from transition.reports import words
from transition.reports.exchange import problem_record
from transition.reports.numerals import number

Context = dict[str, Any]


def counted(key: str, count: int, language: str) -> str:
    """Return a sentence of the page's with a number in it, in the form for one or for many."""
    return say(f"summary.{key}.{'one' if count == 1 else 'many'}", language, n=number(count, language))


def documents(register: GapRegister, language: str) -> list[Context]:
    """Return the inventory of what was read."""
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
        remarks.append(counted("documents.problems", len(document.problems), language))
    return remarks


def wording(register: GapRegister, language: str) -> list[str]:
    """Return in sentences how much old wording and how many dropped duties were found."""
    needed = sum(w.needed for w in register.wording)
    counts = {"needed": needed, "optional": len(register.wording) - needed, "retired": len(register.retired)}
    return [counted(f"wording.{name}", number, language) for name, number in counts.items() if number]


def problems(register: GapRegister, language: str) -> dict[str, list[Context]]:
    """Return every problem once, errors first; a document's own problems belong here too."""
    listed = dict.fromkeys(
        tuple(problem_record(p, language).items())
        for p in (*register.problems, *(p for d in register.documents for p in d.problems))
    )
    records = [dict(items) for items in listed]
    by_severity = {s: [r for r in records if r["severity"] == s] for s in ("error", "warning", "info")}
    return {severity: rows for severity, rows in by_severity.items() if rows}
