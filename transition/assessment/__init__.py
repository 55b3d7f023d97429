"""One verdict per requirement of the target edition, with its evidence and its why."""

from transition.assessment.examine import Examined, Examiner
from transition.assessment.judge import find_retired, judge

__all__ = ["Examined", "Examiner", "find_retired", "judge"]
