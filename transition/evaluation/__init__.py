"""How often the program is right on labelled documents and passages, with intervals, beside plain baselines."""

from transition.evaluation.evaluate import Told, evaluate
from transition.evaluation.measures import Figure, Report

__all__ = ["Figure", "Report", "Told", "evaluate"]
