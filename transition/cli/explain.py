"""``transition explain`` and ``transition read``: what lies behind a verdict, and what was understood of a file."""

from __future__ import annotations

import difflib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from transition.cli.progress import Bars
from transition.cli.shared import DEFAULT_PACK, Exit, ReportLanguage, refuse, speak, tell_problems
from transition.errors import InputError
from transition.messages import say

if TYPE_CHECKING:
    from transition.model import ClausePack

Record = dict[str, Any]


def explain(
    requirement: Annotated[str, typer.Argument(help="Id of a requirement, such as 9.3.2-e.")],
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="Output folder of a run, a project folder, or a folder of documents."),
    ] = None,
    pack: Annotated[str | None, typer.Option(help="Clause pack: a name or a folder.")] = None,
    report_language: Annotated[ReportLanguage | None, typer.Option(help="Language of the explanation.")] = None,
) -> int:
    """Show every step from the passages to one verdict."""
    from transition.assessment.weighing import least
    from transition.clauses import load_pack
    from transition.reports.explanation import explain_cues, explain_entry, explain_requirement
    from transition.reports.turning import Turning
    from transition.store.settings import is_project
    from transition.workspace import open_project

    spoken = speak(report_language)
    folders = [folder] if folder else []
    if folder and is_project(folder):
        project = open_project(folder, os.environ, {"pack": pack})
        pack, folders = project.pack, [project.out] if _finished(project.out) else project.documents
    if folder and not folder.exists():
        raise InputError("file-not-found", document=folder)
    loaded = load_pack(pack or _pack_of(folders) or DEFAULT_PACK)
    _known_requirement(loaded, requirement, spoken)
    found = loaded.requirement(requirement)
    if folder is None:
        for line in explain_requirement(loaded, found, spoken):
            print(line)
        print(say("cli.explain.run", spoken, id=requirement))
        return Exit.DONE
    record, passages = _register_of(folders, loaded, spoken)
    entry = next((e for e in record["entries"] if e["requirement"] == requirement), None)
    if entry is None or not record["documents"]:
        raise InputError("nothing-usable")
    languages = tuple(sorted({d["language"] for d in record["documents"]}))
    for line in explain_requirement(loaded, found, spoken, cues_in=()):
        print(line)
    for line in explain_entry(entry, record["documents"], passages, spoken):
        print(line)
    for line in Turning(found, entry, record["documents"], spoken, least(found.change)).lines(languages):
        print(line)
    for line in explain_cues(found, spoken, languages):
        print(line)
    return Exit.DONE


def read(
    file: Annotated[Path, typer.Argument(help="A Word file.")],
    report_language: Annotated[ReportLanguage | None, typer.Option(help="Language of the messages.")] = None,
) -> int:
    """Show what was understood of one file, passage by passage."""
    from transition.pipeline import read_documents

    spoken = speak(report_language)
    if not file.exists():
        raise InputError("file-not-found", document=file)
    documents = read_documents(file)
    for document in documents:
        if not document.passages:
            tell_problems(document.problems, spoken)
            continue
        print(say("cli.read.document", spoken, path=document.path, title=document.title or "-"))
        facts = {k: getattr(document, k) or "-" for k in ("code", "type", "revision", "date", "language")}
        print(say("cli.read.facts", spoken, **facts, editions=", ".join(document.editions_cited) or "-"))
        for p in document.passages:
            level = f" {p.level}" if p.level else ""
            print(f"{' › '.join(p.trail)}\n  [{p.kind}{level} {p.language}] {p.number} {p.text}".strip("\n"))
        tell_problems(document.problems, spoken)
    return Exit.DONE if any(d.passages for d in documents) else Exit.INPUT


def _known_requirement(pack: ClausePack, id: str, language: str) -> None:
    known = [r.id for r in pack.of(pack.to_edition)]
    if id not in known:
        near = difflib.get_close_matches(id, known, n=5, cutoff=0.4) or known[:5]
        refuse("unknown-requirement", language, id=id, edition=pack.to_edition, near=", ".join(near))


def _pack_of(folders: list[Path]) -> str | None:
    """Return the clause pack a finished run was made with."""
    if not folders or not _finished(folders[0]):
        return None
    record = json.loads((folders[0] / "register.json").read_text(encoding="utf-8"))
    return str(record["pack"]["name"])


def _finished(folder: Path) -> bool:
    return (folder / "register.json").is_file() and (folder / "passages.jsonl").is_file()


def _register_of(folders: list[Path], pack: ClausePack, language: str) -> tuple[Record, list[Record]]:
    """Return the JSON records of a finished run, or of an analysis of the documents in ``folders``."""
    from transition.pipeline import Settings, analyze_files
    from transition.reports.exchange import passage_record, register_to_json

    folder = folders[0]
    if _finished(folder):
        record = json.loads((folder / "register.json").read_text(encoding="utf-8"))
        lines = (folder / "passages.jsonl").read_text(encoding="utf-8").splitlines()
        return record, [json.loads(line) for line in lines]
    with Bars(language, quiet=False) as progress:
        register = analyze_files(folders, pack, Settings(report_language=language), progress=progress)
    passages = [passage_record(p, register.matches.get(p.id, ())) for d in register.documents for p in d.passages]
    return register_to_json(register, language), passages
