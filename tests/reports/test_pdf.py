"""summary.pdf: tagged, in the report's language, with words for every drawing, and without fetching anything."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import fake
import pytest

from transition.errors import InputError
from transition.messages import LANGUAGES, catalogue
from transition.reports import summary_pdf
from transition.reports.summary import render_for_paper

try:
    import weasyprint  # noqa: F401
    from pypdf import PdfReader
except (ImportError, OSError):
    PdfReader = None

needs_weasyprint = pytest.mark.skipif(PdfReader is None, reason="needs the extra [pdf] and pypdf")


def tags(node: Any) -> Iterator[Any]:
    """Yield every element of the tree that screen readers follow."""
    node = node.get_object()
    for kid in node if isinstance(node, list) else [node]:
        child = kid.get_object()
        if not hasattr(child, "get"):
            continue
        if "/S" in child:
            yield child
        kids = child.get("/K")
        if kids is not None and hasattr(kids, "get_object") and not isinstance(kids, int):
            yield from tags(kids)


@needs_weasyprint
@pytest.mark.parametrize("language", ["en", "vi"])
def test_it_is_tagged_and_names_language_title_and_drawings(language):
    reader = PdfReader(io.BytesIO(summary_pdf.pdf(fake.register(), language)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert reader.metadata.title.startswith(catalogue("summary", language)["title"])
    found = list(tags(root["/StructTreeRoot"]))
    kinds = {str(tag["/S"]) for tag in found}
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure"} <= kinds
    assert all(tag.get("/Alt") for tag in found if tag["/S"] == "/Figure")
    width, height = (float(n) for n in reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)


@needs_weasyprint
def test_the_same_register_gives_the_same_bytes():
    assert summary_pdf.pdf(fake.register()) == summary_pdf.pdf(fake.register())


@needs_weasyprint
def test_it_says_what_the_page_says():
    reader = PdfReader(io.BytesIO(summary_pdf.pdf(fake.register(), "vi")))
    said = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for key in ("nav.standing", "nav.clauses", "nav.first", "nav.plan", "nav.documents"):
        assert catalogue("summary", "vi")[key] in said
    assert catalogue("summary", "vi")["nav.search"] not in said


def test_paper_has_no_script_search_or_links():
    text = render_for_paper(fake.register(), "en")
    for nothing in ("<script", "<a ", "<form", "Content-Security-Policy", 'id="findings"'):
        assert nothing not in text


def test_without_the_extra_people_are_told_what_to_install(monkeypatch, tmp_path):
    import builtins

    real = builtins.__import__

    def refuse(name, *rest, **named):
        if name.startswith("weasyprint"):
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", refuse)
    for wanted in (summary_pdf.check, lambda: summary_pdf.write_pdf(fake.register(), tmp_path / "summary.pdf")):
        with pytest.raises(InputError) as told:
            wanted()
        assert told.value.code == "no-pdf"
    for language in LANGUAGES:
        assert "[pdf]" in catalogue("cli", language)["no-pdf-hint"]
    assert not (tmp_path / "summary.pdf").exists()


def test_a_document_cannot_make_the_writer_fetch(monkeypatch):
    if PdfReader is None:
        pytest.skip("needs the extra [pdf]")
    import urllib.request

    def refuse(*_args, **_named):
        raise AssertionError("asked the outside")

    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    register = fake.register()
    sly = '<img src="http://example.test/x.png"><link rel="stylesheet" href="file:///etc/passwd">'
    documents = tuple(replace(d, title=sly) for d in register.documents)
    assert summary_pdf.pdf(replace(register, documents=documents)).startswith(b"%PDF")
