"""One verdict per requirement of the target edition, with its evidence and its why."""

from transition.assessment.assess import Assessor
from transition.assessment.retired import find_retired
from transition.assessment.wording import find_wording

__all__ = ["Assessor", "find_retired", "find_wording"]
