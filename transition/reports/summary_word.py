"""summary.docx: two pages for a board meeting, with the figures and drawings of the page, to be printed or edited."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from transition.messages import say
from transition.model import VERDICTS, GapRegister
from transition.reports import overview, page_plan, words
from transition.reports.board_tables import FINE, QUIET, SMALL, axis, centred, framed, heading, inside, line, tint
from transition.reports.concepts import PHASES, concepts, phase_label, state_of, thread_label
from transition.reports.drawingml import drawn
from transition.reports.drawings import stacked
from transition.reports.files import write_bytes
from transition.reports.findings import cut
from transition.reports.numerals import long_day, number
from transition.reports.overview import Tally
from transition.reports.page import FIRST_SHOWN, since, spoken
from transition.reports.plan import plan_of
from transition.reports.schedule import Schedule, planned_wave, schedule
from transition.reports.styles import GREY, INK, PALE, VERDICT_COLOURS
from transition.reports.wordfile import TALL, Page, word_file
from transition.reports.wordxml import PT, Ink, cell, paragraph, row, run, table
from transition.reports.worksheet_page import scaled, setting, standard

NAME = "summary.docx"
ACTION = 150
_STATES = {"whole": "met", "part": "partial", "none": "gap", "review": "review", "apart": "not-applicable"}


def write_board_summary(register: GapRegister, path: str | Path, language: str = "en") -> Path:
    """Write the two pages to ``path`` and return it."""
    target = Path(path)
    write_bytes(target, board_summary(register, language))
    return target


def board_summary(register: GapRegister, language: str) -> bytes:
    """Return the two pages as a .docx."""
    title = say("board.title", language)
    body = "".join(_Board(register, language).parts(title))
    foot = say("board.foot", language, standard=standard(register))
    numbering = say("worksheets.page", language, page="{page}", pages="{pages}")
    return word_file(body, Page(title, foot, numbering, language, wide=False))


class _Board:
    """What the parts of the two pages share: register, language, and the numbers of drawings."""

    def __init__(self, register: GapRegister, language: str) -> None:
        self.register, self.language = register, language
        self.plan = plan_of(register)
        self.laid_out: Schedule = schedule(register, self.plan)
        self.total = overview.tally(register.entries)
        self.numbers: Iterator[int] = count(1)

    def say(self, key: str, **details: object) -> str:
        return say(key, self.language, **details)

    def parts(self, title: str) -> Iterator[str]:
        yield paragraph(run(title), style="Heading1")
        yield paragraph(run(self._about(), Ink(colour=GREY)), after=60)
        yield paragraph(run(self._headline(), Ink(size=10)), after=120)
        yield self._tiles()
        yield paragraph(self._bar(self.total, self.say("summary.standing.chart"), TALL / PT, 16), before=120, after=40)
        yield paragraph(run(self._kinds(), SMALL))
        yield heading(self.say("summary.nav.clauses"))
        yield self._clauses()
        if concepts(self.register.entries):
            yield heading(self.say("summary.nav.threads"))
            yield self._concepts()
        yield paragraph(run(self.say("board.limits"), QUIET), before=120)
        yield heading(self.say("summary.nav.first"), new_page=True)
        yield self._first()
        if self.laid_out.stretches:
            yield heading(self.say("summary.nav.plan"))
            yield self._schedule()
            yield paragraph(run(self._explained(), QUIET), before=60)

    # --- page one -------------------------------------------------------------------------------------

    def _about(self) -> str:
        pack, run_info = self.register.pack, self.register.run
        organisation = setting(self.register, "organisation") or setting(self.register, "client")
        title = words.texts(pack.titles, self.language) or pack.name
        day = self.say("summary.as-of", date=long_day(run_info.today, self.language)) if run_info.today else ""
        documents = len([d for d in self.register.documents if d.passages or not d.problems])
        many = "one" if documents == 1 else "many"
        read = self.say(f"summary.documents-count.{many}", n=number(documents, self.language))
        return " · ".join(filter(None, (organisation, title, day, read)))

    def _headline(self) -> str:
        counts = {str(verdict): number(n, self.language) for verdict, n in self.total.counts.items()}
        many = "one" if self.total.total == 1 else "many"
        asked = self.say(f"summary.requirements-count.{many}", n=number(self.total.total, self.language))
        told = self.say("summary.standing.headline", requirements=asked, **counts)
        return " ".join(filter(None, (told, since(self.register.comparison, self.language))))

    def _tiles(self) -> str:
        said = overview.confirmed(self.register)
        tiles = [(self.total.counts[v], words.verdict_label(v, self.language), *VERDICT_COLOURS[v]) for v in VERDICTS]
        tiles += [
            (n, self.say(f"summary.standing.{key}"), PALE, INK)
            for n, key in ((self.total.high, "high-open"), (self.laid_out.late, "overdue"), (said, "confirmed"))
        ]
        widths = scaled((1,) * len(tiles), TALL)
        cells = [
            cell(
                paragraph(run(number(n, self.language), Ink(bold=True, size=18, colour=colour)), before=40)
                + paragraph(run(label, Ink(size=7.5, colour=colour)), after=40),
                width,
                fill,
            )
            for (n, label, fill, colour), width in zip(tiles, widths, strict=True)
        ]
        return table([row(cells)], widths, self.say("summary.standing.chart"))

    def _kinds(self) -> str:
        told = [
            f"{self._kind(kind)} {number(n, self.language)}"
            for kind, n in overview.gap_kinds(self.register.entries).items()
            if n
        ]
        return f"{self.say('summary.standing.kinds')}: {' · '.join(told)}" if told else ""

    def _kind(self, kind: str) -> str:
        return self.say("summary.standing.undecided") if kind == "undecided" else words.kind_label(kind, self.language)

    def _clauses(self) -> str:
        rows = [r for r in overview.clause_rows(self.register, self.language) if r.level == 1]
        heads = (
            self.say("summary.clauses.clause"),
            self.say("summary.clauses.share"),
            *(words.verdict_label(verdict, self.language) for verdict in VERDICTS),
            self.say("summary.clauses.weakest"),
        )
        widths = scaled((31, 26, 9, 9, 9, 9, 11, 16), TALL)
        lines = []
        for r in rows:
            name = f"{r.key} {r.title}"
            bar = self._bar(r.tally, name, inside(widths[1]), 10)
            verdict = r.tally.weakest or "not-applicable"
            lines.append(
                [
                    (line(run(name, Ink(size=9, bold=True))), ""),
                    (line(bar), ""),
                    *((centred(number(r.tally.counts[v], self.language)), tint(v, r.tally)) for v in VERDICTS),
                    (
                        line(
                            run(
                                words.verdict_label(verdict, self.language),
                                Ink(size=9, bold=True, colour=VERDICT_COLOURS[verdict][1]),
                            )
                        ),
                        VERDICT_COLOURS[verdict][0],
                    ),
                ]
            )
        return framed(heads, widths, lines, self.say("summary.clauses.caption"))

    def _concepts(self) -> str:
        heads = (
            self.say("summary.threads.thread"),
            *(phase_label(phase, self.language) for phase in PHASES),
        )
        widths = scaled((30, 20, 20, 20, 20), TALL)
        lines = []
        for concept in concepts(self.register.entries):
            cells = [(line(run(thread_label(concept.thread, self.language), Ink(size=9, bold=True))), "")]
            cells += [self._phase(overview.tally(concept.phases.get(phase, ()))) for phase in PHASES]
            lines.append(cells)
        return framed(heads, widths, lines, self.say("summary.threads.caption"))

    def _phase(self, counted: Tally) -> tuple[str, str]:
        found = state_of(counted)
        fill, colour = VERDICT_COLOURS[_STATES[found]] if found in _STATES else ("", GREY)
        told = self.say(f"concepts.states.{found}")
        of = self.say("summary.threads.met", met=counted.counts["met"], total=counted.total) if counted.total else ""
        pieces = [run(told, Ink(size=9, bold=bool(of), colour=colour))]
        pieces += [run(f"\n{of}", Ink(size=8, colour=colour))] if of else []
        return line(*pieces), fill

    # --- page two -------------------------------------------------------------------------------------

    def _first(self) -> str:
        items = overview.first_to_close(self.register, self.language)
        if not items:
            return paragraph(run(self.say("summary.first.none")))
        heads = (
            "#",
            self.say("summary.clauses.clause"),
            self.say("summary.findings.severity"),
            self.say("summary.first.do"),
            self.say("summary.plan.responsible"),
            self.say("summary.plan.due"),
        )
        widths = scaled((4, 27, 12, 39, 16, 13), TALL)
        lines = []
        for place, item in enumerate(items[:FIRST_SHOWN], 1):
            said = page_plan.who(self.plan, item, self.language)
            lead = item.entries[0]
            colour = VERDICT_COLOURS[lead.verdict][1]
            verdict = words.verdict_label(lead.verdict, self.language)
            many = "one" if len(item.entries) == 1 else "many"
            opened = self.say(f"summary.first.open.{many}", n=len(item.entries))
            lines.append(
                [
                    (centred(str(place)), ""),
                    (
                        line(
                            run(f"{item.clause} {item.title}", Ink(size=8.5, bold=True)),
                            run(f"\n{verdict} · {opened}", Ink(size=7.5, colour=colour)),
                        ),
                        "",
                    ),
                    (line(run(words.severity_label(item.severity, self.language), SMALL)), ""),
                    (line(run(cut(item.actions[0], ACTION) if item.actions else "", SMALL)), ""),
                    (line(run(cut(said["people"], 60), SMALL)), ""),
                    (line(run(said["due"], SMALL)), ""),
                ]
            )
        return framed(heads, widths, lines, self.say("summary.nav.first"))

    def _schedule(self) -> str:
        heads = (
            self.say("summary.plan.wave"),
            self.say("summary.plan.topic"),
            self.say("summary.plan.open"),
            "",
            self.say("summary.plan.dates"),
        )
        widths = scaled((6, 25, 8, 41, 32), TALL)
        wide = inside(widths[3])
        lines = []
        for stretch in self.laid_out.stretches:
            wave = planned_wave(stretch.wave)
            chart = page_plan.drawn(self.laid_out, stretch, self.language, 18)
            told = page_plan.when(stretch, self.language)
            lines.append(
                [
                    (centred(str(wave or "–")), ""),
                    (line(run(page_plan.wave_title(wave, self.language), SMALL)), ""),
                    (centred(number(stretch.tally.open, self.language)), ""),
                    (line(drawn(chart, wide, next(self.numbers))) if self.laid_out.first else line(), ""),
                    (
                        line(
                            run(told, SMALL),
                            run(("\n" if told else "") + page_plan.dated(stretch, self.language), FINE),
                        ),
                        "",
                    ),
                ]
            )
        marks = axis(page_plan.marks(self.laid_out, self.language), wide)
        return framed(heads, widths, lines, self.say("summary.plan.caption"), {3: marks})

    def _explained(self) -> str:
        told = [self.say("board.key")]
        if any(s.proposed and s.starts for s in self.laid_out.stretches):
            told += [self.say("summary.plan.proposal-title"), self.say("summary.plan.proposal")]
        return " ".join(told)

    def _bar(self, counted: Tally, label: str, width: float, height: float) -> str:
        parts = [(verdict, counted.counts[verdict]) for verdict in VERDICTS]
        told = f"{label}: {spoken(counted, self.language)}"
        return drawn(stacked(parts, told, width=width, height=height), width, next(self.numbers))
