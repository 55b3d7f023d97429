"""``transition evaluate``: how often the program is right on what the user labelled."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from transition.cli.progress import Bars
from transition.cli.shared import DEFAULT_PACK, Exit, ReportLanguage, day, speak
from transition.messages import say

if TYPE_CHECKING:
    from transition.evaluation import Figure, Report

_SHOWN_MISSES = 1000


def evaluate(
    labels: Annotated[
        Path,
        typer.Argument(
            metavar="LABELS", help="Your labelled sheet: .csv, .xlsx or .jsonl, or a folder with labels.csv."
        ),
    ],
    documents: Annotated[
        Path | None, typer.Option(help="Folder of the documents the labels are about; that of the sheet if not given.")
    ] = None,
    pack: Annotated[str, typer.Option(help="Clause pack: a name or a folder.")] = DEFAULT_PACK,
    profile: Annotated[str, typer.Option(help="Kind of organisation: company, vn-agency, or a folder.")] = "company",
    report_language: Annotated[ReportLanguage | None, typer.Option(help="Language of the messages.")] = None,
    jobs: Annotated[int, typer.Option(min=0, help="Documents worked on at once.")] = 0,
    misses: Annotated[bool, typer.Option("--misses", help="List the trap passages that were told wrongly.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON and nothing else.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
) -> int:
    """Measure the program on your own labelled passages, documents and verdicts, beside plain baselines."""
    from transition.clauses import load_pack
    from transition.evaluation import Told
    from transition.evaluation import evaluate as measure
    from transition.pipeline import Settings
    from transition.reports.labels import read_labels

    spoken = speak(report_language)
    rows = read_labels(labels)
    folder = documents or (labels if labels.is_dir() else labels.parent)
    told = Told(folder, Settings(day("", spoken), "auto", spoken, profile), jobs)
    with Bars(spoken, quiet=quiet or as_json) as progress:
        report = measure(rows, load_pack(pack), told, progress)
    if as_json:
        print(json.dumps(_record(report), ensure_ascii=False, indent=1))
    else:
        tell_report(report, spoken, misses=misses)
    return Exit.DONE


def tell_report(report: Report, language: str, *, misses: bool) -> None:
    """Print the figures, tables and, where asked for, what was told wrongly."""
    for part, figures in report.figures.items():
        print(say(f"evaluate.part.{part}", language))
        width = max(len(f.name) for f in figures)
        for f in figures:
            print(f"  {f.name:<{width}}  {f.value:.3f}  {_interval(f)}  n {f.n}")
    for name, table in report.tables.items():
        print(say(f"evaluate.table.{name}", language))
        heads = list(next(iter(table.values()), {}))
        print(f"  {'':<16}" + "".join(f"{head:>16}" for head in heads))
        for row, counts in table.items():
            if any(counts.values()):
                print(f"  {row:<16}" + "".join(f"{counts[head]:>16}" for head in heads))
    print(say("evaluate.honest", language))
    if misses and report.misses:
        print(say("evaluate.misses", language, n=len(report.misses)))
        for miss in report.misses[:_SHOWN_MISSES]:
            print(f"  {miss['family']} {miss['kind']} {miss['requirement']}: {miss['text']}")


def _interval(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return " " * 13
    return f"[{figure.low:.3f} {figure.high:.3f}]"


def _record(report: Report) -> Mapping[str, Any]:
    return {
        "figures": {
            part: [
                {"name": f.name, "value": round(f.value, 4), "n": f.n, "low": f.low, "high": f.high} for f in figures
            ]
            for part, figures in report.figures.items()
        },
        "tables": report.tables,
        "misses": list(report.misses),
    }
