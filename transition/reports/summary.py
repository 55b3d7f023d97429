"""summary.html: the page leadership reads in ten minutes, in one file that asks nothing of any other.

``overview`` and ``findings`` count and collect, ``page`` arranges, ``svg`` draws, ``templates/`` holds the page; here
they are put together. Whatever the documents say is escaped by the template engine; the page's own policy forbids
every outside request and any script but the one it carries.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache, partial
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from transition.messages import catalogue
from transition.model import GapEntry, GapRegister
from transition.reports import words
from transition.reports.files import write_text
from transition.reports.findings import quotes, quotes_shown, search_index
from transition.reports.numerals import decimal
from transition.reports.page import Context, contents, vocabulary

PAGE_BYTES = 2_900_000
LEAST_INDEX = 400_000
INDEX_PLACE = "<index>"
"""Stands for the index until the size of the page is known; no document can write it, since its < is escaped."""
SCRIPT_WORDS: tuple[str, ...] = ("found", "found-one", "nothing", "shown", "requirement", "evidence", "serves", "cut")


def write_summary(register: GapRegister, path: str | Path, language: str = "en") -> Path:
    """Write the page to ``path`` and return it."""
    target = Path(path)
    write_text(target, render(register, language))
    return target


def render(register: GapRegister, language: str = "en") -> str:
    """Return the page as HTML text, the same for the same register."""
    context = _context(register, language)
    context["quotes_shown"] = quotes_shown(register)
    context["finding"] = partial(_finding, register, language, context)
    page = _environment().get_template("summary.html.j2").render(context)
    # The index takes what room the rest of the page leaves; most pages have plenty.
    room = max(LEAST_INDEX, PAGE_BYTES - len(page.encode("utf-8")))
    return page.replace(INDEX_PLACE, search_index(register, language, _script_words(language), room))


def render_for_paper(register: GapRegister, language: str = "en") -> str:
    """Return the page as HTML text without what only serves on a screen: links, search, the list of all findings."""
    return _environment().get_template("summary.html.j2").render(_context(register, language) | {"paper": True})


def _context(register: GapRegister, language: str) -> Context:
    return vocabulary(language) | contents(register, language) | _own_parts() | {"paper": False}


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("transition.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _finding(register: GapRegister, language: str, context: Context, entry: GapEntry) -> Markup:
    """Return one finding as HTML."""
    requirement = entry.requirement
    page = _environment().get_template("finding.html.j2")
    return Markup(  # noqa: S704 - rendered with autoescape on
        page.render(
            context,
            entry=entry,
            wording=words.texts(requirement.wording, language),
            why=words.why(entry, language),
            missing=words.missing(entry, language),
            action=words.action(entry, language),
            question=words.texts(requirement.question, language),
            quotes=quotes(register, entry, language, context["quotes_shown"]),
            confidence=decimal(entry.assessment.confidence, language),
            from_edition=register.pack.from_edition,
        ).strip()
    )


def _own_parts() -> Context:
    """Return the page's own style and script, and the words by which its policy knows them."""
    style, script = _asset("summary.css"), _asset("summary.js")
    return {
        "style": Markup(style),  # noqa: S704 - shipped with the program
        "script": Markup(script),  # noqa: S704 - shipped with the program
        "style_hash": _hash(style),
        "script_hash": _hash(script),
        "index_place": Markup(INDEX_PLACE),  # noqa: S704 - a constant
    }


def _script_words(language: str) -> dict[str, str]:
    """Return the sentences the page's script fills in itself."""
    return {name: catalogue("summary", language)[f"search.{name}"] for name in SCRIPT_WORDS}


def _asset(name: str) -> str:
    return files("transition.reports").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Return the word by which the page's policy knows its own style and script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
