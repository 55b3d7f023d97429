"""The whole line, from Word files to a register and its reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from transition.asked import Progress, Settings, silent
from transition.assessment import find_retired, judge
from transition.assessment.gather import Gathered
from transition.cache import from_bytes
from transition.clauses import in_profile, load_pack, load_profile, remarks
from transition.documents import FoundFile, find_files, mark_copies
from transition.documents import read_documents as read_files
from transition.line import Line, Part, Stated
from transition.model import ClausePack, Decision, Document, GapRegister, Match, Problem, RunInfo
from transition.register import build_register, merge_decisions
from transition.version import __version__
from transition.work import Given, Means, Share, shares_of, tasks_of, work_ahead, work_on_files

__all__ = ["Progress", "Settings", "analyze", "analyze_files", "analyze_groups", "read_documents"]


def read_documents(paths: str | Path | Iterable[str | Path]) -> list[Document]:
    """Return every Word document found under ``paths``; what could not be read is listed in its ``problems``."""
    return read_files(_paths(paths))[0]


def analyze(
    documents: Iterable[Document],
    pack: ClausePack | None = None,
    *,
    settings: Settings | None = None,
    problems: Iterable[Problem] = (),
    progress: Progress = silent,
) -> GapRegister:
    """Return the gap register of a set of documents, judged together.

    ``problems`` are those of files that became no document (skipped, missing).
    """
    settings = settings or Settings()
    pack = in_profile(pack or load_pack(), load_profile(settings.profile))
    line = Line(pack, settings.language, load_profile(settings.profile))
    parts = []
    for document in documents:
        parts.append(line.work(document))
        progress("reading", len(parts), 0)
    return _judged(parts, pack, settings, problems, progress)


def _judged(
    parts: Iterable[Part], pack: ClausePack, settings: Settings, problems: Iterable[Problem], progress: Progress
) -> GapRegister:
    gathered = Gathered()
    documents: list[Document] = []
    matches: dict[str, tuple[Match, ...]] = {}
    held: dict[str, tuple[str, ...]] = {}
    for part in parts:
        documents.append(part.document)
        matches |= part.matches
        held[part.document.id] = part.holds
        # An old copy gives no evidence, but its passages are kept and its matches shown.
        if part.examined and not part.document.superseded_by:
            gathered.add(part.examined)
    if documents:
        progress("judging", 0, 1)
    examined = gathered.all()
    assessments = judge(pack, examined, documents)
    if documents:
        progress("judging", 1, 1)
    return build_register(
        pack,
        RunInfo(__version__, settings.today, settings.shown(pack)),
        documents,
        assessments,
        wording=gathered.wording,
        retired=find_retired(pack, examined),
        problems=(*remarks(load_profile(settings.profile), pack, documents, held), *problems),
        matches=matches,
    )


def analyze_files(
    paths: Sequence[Path],
    pack: ClausePack,
    settings: Settings,
    *,
    decisions: Iterable[Decision] = (),
    jobs: int = 0,
    means: Means | None = None,
    progress: Progress = silent,
) -> GapRegister:
    """Return the register of all Word files under ``paths``, with ``decisions`` merged in.

    ``jobs`` guarded processes do the work, or this one with 0; ``means`` say more of how it is done. The register is
    the same.
    """
    given = Given(settings.language, load_profile(settings.profile))
    pack = in_profile(pack, given.profile)
    files, problems = find_files(paths)
    shares = work_on_files(files, pack, given, means or Means(jobs), partial(progress, "reading"))
    register = _judged(_parts(shares, pack, given), pack, settings, problems, progress)
    return merge_decisions(register, decisions)


def analyze_groups(
    paths: Sequence[Path],
    pack: ClausePack,
    settings: Settings,
    *,
    means: Means | None = None,
    progress: Progress = silent,
) -> Iterator[tuple[str, GapRegister, dict[str, Path]]]:
    """Yield name, register and files of each group: the documents of one folder of the first level, judged together.

    Files in no folder are the group "". All documents are worked on first; then the groups come one by one, so that
    only one of them is in memory.
    """
    means = means or Means()
    given = Given(settings.language, load_profile(settings.profile))
    pack = in_profile(pack, given.profile)
    files, problems = find_files(paths)
    groups: dict[str, list[FoundFile]] = {}
    for file in files:
        groups.setdefault(group_of(file.name), []).append(file)
    tasks = {name: tasks_of(members, pack, given) for name, members in groups.items()}
    together = [task for members in tasks.values() for task in members]
    ahead = work_ahead(together, pack, given, means, partial(progress, "reading"))
    for name in sorted(groups):
        shares = shares_of(tasks[name], pack, given, means, ahead)
        own = [p for p in problems if group_of(p.document) == name]
        register = _judged(_parts(shares, pack, given), pack, settings, own, silent)
        yield name, register, {file.name: file.path for file in groups[name]}


def group_of(name: str) -> str:
    """Return the group of a file by the name people know it by: its folder of the first level, or ""."""
    return name.partition("/")[0] if "/" in name else ""


def _parts(shares: Sequence[Share], pack: ClausePack, given: Given) -> Iterator[Part]:
    """Yield the shares of all documents with old copies marked, unpacked one at a time: they are large."""
    documents = mark_copies([share.document for share in shares])
    line: Line | None = None
    for share, document in zip(shares, documents, strict=True):
        stated = from_bytes(Stated, share.stated)
        if stated is None:  # what is kept has the right seal and yet no sense: it was made by something else
            line = line or Line(pack, given.language, given.profile)
            stated = line.stated(document)
        yield Part(document, stated.examined, stated.matches, stated.holds)


def _paths(paths: str | Path | Iterable[str | Path]) -> list[Path]:
    return [Path(paths)] if isinstance(paths, (str, Path)) else [Path(p) for p in paths]
