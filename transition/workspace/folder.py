"""The folder of a project: making one, and what its settings mean on this machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from transition.clauses import load_pack
from transition.clauses.packs import DEFAULT_PACK
from transition.clauses.profiles import DEFAULT_PROFILE
from transition.errors import InputError, SettingsError
from transition.messages import say
from transition.model import ClausePack
from transition.reports.words import texts
from transition.store.backup import BACKUP
from transition.store.database import DATABASE, Store
from transition.store.lock import locked
from transition.store.settings import FILE, ProjectSettings, is_project, read_file, resolve

EMPTY = '""'
ALWAYS = "always"
"""The condition that holds for everybody, in every pack."""


@dataclass(frozen=True, slots=True)
class Project:
    """An opened project: its folder and the settings that count, places in them relative to the folder."""

    folder: Path
    settings: ProjectSettings

    @property
    def documents(self) -> list[Path]:
        """The folders or files that are read."""
        return [self.folder / name for name in self.settings.documents]

    @property
    def out(self) -> Path:
        """The folder the reports go to."""
        return self.folder / self.settings.out

    @property
    def kept_files(self) -> tuple[Path, ...]:
        """The files that hold what the project is told and what people decided."""
        logo = (self.folder / self.settings.logo,) if self.settings.logo else ()
        return (*(self.folder / name for name in (FILE, DATABASE, BACKUP)), *logo)

    @property
    def pack(self) -> str:
        """The clause pack, by name or by path."""
        return self._shipped_or_own(self.settings.pack or DEFAULT_PACK)

    @property
    def profile(self) -> str:
        """The kind of organisation, by name or by path."""
        return self._shipped_or_own(self.settings.profile or DEFAULT_PROFILE)

    def load_pack(self) -> ClausePack:
        """Return the clause pack; ``SettingsError`` names the declared conditions it does not know."""
        pack = load_pack(self.pack)
        known = [c.id for c in pack.conditions if c.id != ALWAYS]
        unknown = [id for id in self.settings.not_applicable if id not in known]
        if unknown:
            details = {"place": FILE, "known": ", ".join(known)}
            faults = tuple(("condition-unknown", {**details, "name": id}) for id in unknown)
            raise SettingsError("settings-wrong", faults)
        return pack

    def _shipped_or_own(self, name: str) -> str:
        own = self.folder / name
        return str(own) if own.is_dir() else name


def open_project(
    folder: Path, environment: Mapping[str, str] | None = None, flags: Mapping[str, object | None] | None = None
) -> Project:
    """Return the project in ``folder`` with the settings that count; ``InputError`` where there is none or it is wrong.

    A place given as a flag is relative to the current folder, as everywhere on a command line.
    """
    if not is_project(folder):
        raise InputError("no-project", folder=folder, file=FILE)
    told = dict(flags or {})
    if told.get("out") is not None:
        told["out"] = str(Path(str(told["out"])).absolute())
    return Project(folder, resolve(read_file(folder), environment or {}, told))


def init(folder: Path, documents: str = "", language: str = "en") -> tuple[Path, ...]:
    """Make a project in ``folder`` and return what was made; what is there already is left as it is.

    ``documents`` is where the Word files are, relative to the folder or not; by default a new folder ``documents``.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = _missing(folder / FILE, folder / DATABASE, folder / BACKUP)
        with locked(folder):
            if folder / FILE in made:
                text = _template(documents or "documents", language)
                (folder / FILE).write_text(text, encoding="utf-8", newline="\n")
            own = [place for place in open_project(folder).documents if folder in place.parents]
            made += _missing(*own)
            for place in own:
                place.mkdir(parents=True, exist_ok=True)
            with Store(folder) as store:
                if folder / BACKUP in made:
                    store.write_backup()
    except OSError as fault:
        raise InputError("project-not-writable", folder=folder, fault=fault.strerror or fault) from None
    return tuple(made)


def _missing(*paths: Path) -> list[Path]:
    return [path for path in paths if not path.exists()]


def _template(documents: str, language: str) -> str:
    pack = load_pack(DEFAULT_PACK)
    width = max(len(c.id) for c in pack.conditions) + 8
    conditions = (
        f"{f'# {c.id} = {EMPTY}':<{width}}  # {texts(c.labels, language)}" for c in pack.conditions if c.id != ALWAYS
    )
    return say(
        "project.template",
        language,
        documents=documents.replace("\\", "/").replace('"', ""),
        pack=DEFAULT_PACK,
        profile=DEFAULT_PROFILE,
        report_language=language,
        conditions="\n".join(conditions),
    )
