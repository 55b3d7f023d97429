"""summary.pdf: the page as a tagged PDF, by WeasyPrint, which comes with the extra ``[pdf]`` and is never needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from transition.errors import InputError
from transition.model import GapRegister
from transition.reports.files import write_bytes
from transition.reports.summary import render_for_paper

NAME = "summary.pdf"
VARIANT = "pdf/ua-1"


def check() -> None:
    """Raise ``InputError`` with what to install where no PDF can be made here."""
    _weasyprint()


def write_pdf(register: GapRegister, path: str | Path, language: str = "en") -> Path:
    """Write the PDF to ``path`` and return it; ``InputError`` where WeasyPrint is missing."""
    target = Path(path)
    write_bytes(target, pdf(register, language))
    return target


def pdf(register: GapRegister, language: str = "en") -> bytes:
    """Return the summary as a tagged PDF, the same bytes for the same register and fonts."""
    weasyprint = _weasyprint()
    # The page is whole in itself: nothing is fetched, whatever the documents say.
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=())
    page = weasyprint.HTML(string=render_for_paper(register, language), url_fetcher=nothing)
    data: bytes = page.write_pdf(pdf_variant=VARIANT, pdf_tags=True)
    return data


def _weasyprint() -> Any:
    try:
        import weasyprint
        import weasyprint.urls
    except ImportError:
        raise InputError("no-pdf") from None
    except OSError as fault:  # the package is there, the system's library for text (Pango) is not
        raise InputError("no-pango", fault=str(fault).splitlines()[0]) from None
    return weasyprint
