"""A project: a folder with its settings and documents, in which decisions are kept from run to run."""

from transition.workspace.disputes import list_conflicts
from transition.workspace.folder import Project, init, open_project
from transition.workspace.intake import Intake, look, take
from transition.workspace.runs import after_run, laid_onto
from transition.workspace.status import Status, status_of

__all__ = [
    "Intake",
    "Project",
    "Status",
    "after_run",
    "init",
    "laid_onto",
    "list_conflicts",
    "look",
    "open_project",
    "status_of",
    "take",
]
