"""Small documents made in one line, without a Word file."""

from __future__ import annotations

from functools import cache

from transition.assessment.findings import Finding
from transition.clauses import in_profile, load_pack, load_profile
from transition.line import Line
from transition.model import Document, Location, Passage
from transition.text.reading import read_passages


def passage(text: str, number: int = 1, *, document: str = "d", language: str = "en", **fields: object) -> Passage:
    """Return a body passage; ``fields`` are those of ``Passage``."""
    kind = fields.pop("kind", "body")
    return Passage(
        f"{document}:{number:04d}", Location(document, "body", (number,)), kind, text, language=language, **fields
    )


def document(*texts: str | Passage, id: str = "d", language: str = "en", **fields: object) -> Document:
    """Return a document of the given texts, all under the headings in ``trail`` if there are any."""
    trail = fields.pop("trail", ())
    passages = tuple(
        t if isinstance(t, Passage) else passage(t, n, document=id, language=language, trail=tuple(trail))
        for n, t in enumerate(texts, start=1)
    )
    fields.setdefault("type", "procedure")
    return Document(id, f"{id}.docx", "0" * 64, language=language, passages=passages, **fields)


def read(*documents: Document) -> dict:
    """Return the sentences of all passages of ``documents``."""
    return read_passages(p for d in documents for p in d.passages)


@cache
def _line() -> Line:
    return Line(in_profile(load_pack(), load_profile("company")))


def state(text: str, language: str = "en", heading: str = "") -> tuple[Finding, ...]:
    """Return what one passage states of the shipped pack's requirements."""
    trail = (heading,) if heading else ()
    return _line().examine(document(text, language=language, trail=trail))[0].findings
