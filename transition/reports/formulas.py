"""The live formulas of the table sheets, built from where the tables lie."""

from __future__ import annotations

from collections.abc import Mapping

from transition.reports.layout import SPARE_ROWS, Block
from transition.reports.overview import PRIORITIES, SEVERITIES, WEAKEST_FIRST
from transition.reports.plan import CLOSED
from transition.reports.rows import SEVERITY_STEP, WEAKNESS_STEP
from transition.reports.rows_plan import BULLET
from transition.reports.tables import Formula, Page

OPEN = ("gap", "review", "partial")
LOOKED_UP = {
    "action": "action",
    "responsible": "responsible",
    "due": "due",
    "action_status": "plan_status",
}


def quoted(text: str) -> str:
    """Return a text as it stands in a formula."""
    return '"' + text.replace('"', '""') + '"'


def listed(texts: tuple[str, ...]) -> str:
    """Return texts as a list inside a formula."""
    return "{" + ",".join(quoted(text) for text in texts) + "}"


def register_formulas(
    page: Page, register: Block, plan: Block, evidence: Block, links: Mapping[int, str]
) -> dict[str, Formula]:
    """Return the formulas of the Gap register; ``links`` holds the words of each row's evidence link."""
    here = register.here
    made: dict[str, Formula] = {
        "evidence_link": lambda row: _link(here("key", row), evidence, links.get(row, "")),
        "status": lambda row: f'=IF({here("decision", row)}<>"",{here("decision", row)},{here("finding", row)})',
        "rank": lambda row: _rank(page, register, row),
        "lead": lambda row: _lead(register, row),
        "planned": lambda row: _planned(register, row),
    }
    for mine, theirs in LOOKED_UP.items():
        made[mine] = _look_up(register, plan, theirs)
    return made


def _link(key: str, evidence: Block, text: str) -> str:
    """Return a jump to the first row of that requirement's evidence, wherever sorting has put it."""
    if not text:
        return ""
    where = evidence.cells("requirement", first=1)
    target = quoted(f"#'{evidence.name}'!{evidence.column('requirement')}")
    return f'=IFERROR(HYPERLINK({target}&MATCH({key},{where},0),{quoted(text)}),"")'


def _look_up(register: Block, plan: Block, column: str) -> Formula:
    """Return what the Action plan says in a column about the first action of a row."""
    keys = plan.cells("key", last=SPARE_ROWS)
    values = plan.cells(column, last=SPARE_ROWS)

    def formula(row: int) -> str:
        planned = register.here("planned", row)
        # Of several actions the first is shown.
        wanted = f'LEFT({planned},FIND(",",{planned}&",")-1)'
        found = f"INDEX({values},MATCH({wanted},{keys},0))"
        shown = _shown_action(found, register.here("proposal", row)) if column == "action" else found
        return f'=IFERROR(IF({found}="","",{shown}),"")'

    return formula


def _shown_action(text: str, proposal: str) -> str:
    """Return the first line of an action; a head line goes on with the requirement's own point."""
    line = _first_line(text)
    return f'IF(RIGHT({line},1)<>":",{line},IF({proposal}="",LEFT({line},LEN({line})-1),{line}&" "&{proposal}))'


def _first_line(text: str) -> str:
    """Return the first of several points: a row of the register has room for one."""
    lines = f"{text}&CHAR(10)"
    return f'SUBSTITUTE(LEFT({lines},FIND(CHAR(10),{lines})-1),{quoted(BULLET)},"")'


def _rank(page: Page, register: Block, row: int) -> str:
    """Return the number by which open requirements are ordered, and "" where nothing is open."""
    status, typed = register.here("status", row), register.here("priority", row)
    weakness = listed(tuple(page.say(f"verdicts.{name}") for name in WEAKEST_FIRST if name in OPEN))
    priority = f"MATCH({typed},{listed(tuple(page.say(f'priorities.{name}') for name in PRIORITIES))},0)"
    estimate = (
        f"MATCH({register.here('severity', row)},{listed(tuple(page.say(f'severities.{n}') for n in SEVERITIES))},0)"
    )
    return (
        f"=IFERROR(IFERROR({priority},{estimate})*{SEVERITY_STEP}"
        f'+MATCH({status},{weakness},0)*{WEAKNESS_STEP}+{register.here("order", row)},"")'
    )


def _lead(register: Block, row: int) -> str:
    """Return the rank of the first open requirement of its clause, and "" for every other."""
    rank, clause = register.here("rank", row), register.here("clause_to", row)
    clauses, ranks = register.cells("clause_to"), register.cells("rank")
    # Compared as texts: COUNTIFS would take the clause numbers 1 and 1.0 for the same.
    return f'=IF({rank}="","",IF(SUMPRODUCT(({clauses}={clause})*ISNUMBER({ranks})*({ranks}<{rank}))=0,{rank},""))'


def _planned(register: Block, row: int) -> str:
    """Return the keys of a row's actions with commas between them: typed ones, else those covering it, else proposed.

    What is closed needs no action, unless somebody gave it one.
    """
    typed, covering = register.here("action_key", row), register.here("covering", row)
    listed = f'TRIM(SUBSTITUTE(SUBSTITUTE({typed},";",","),CHAR(10),","))'
    listed = f'SUBSTITUTE(SUBSTITUTE({listed},", ",",")," ,",",")'
    proposed = f'IF({register.here("rank", row)}="","",{register.here("group", row)})'
    return f'=IF({typed}<>"",{listed},IF({covering}<>"",{covering},{proposed}))'


def plan_formulas(page: Page, plan: Block, register: Block, today: str) -> dict[str, Formula]:
    """Return the formulas of the Action plan; ``today`` is the cell that holds the day of the run."""
    here = plan.here

    def still_open(row: int) -> str:
        key, planned, ranks = here("key", row), register.cells("planned"), register.cells("rank")
        among = f'FIND(","&UPPER({key})&",",","&UPPER({planned})&",")'
        return f"=SUMPRODUCT(ISNUMBER({among})*ISNUMBER({ranks}))"

    def late(row: int) -> str:
        due = here("due", row)
        return f'=IF(AND(ISNUMBER({due}),N({due})<{today},NOT({_closed(page, plan, row)})),{due}*1000000+ROW(),"")'

    def alert(row: int) -> str:
        left = f"{here('still_open', row)}&{quoted(page.say('plan.still_open'))}"
        done = f'IF(AND({_closed(page, plan, row)},{here("still_open", row)}>0),{left},"")'
        return f'=IF({here("late", row)}<>"",{quoted(page.say("plan.overdue"))},{done})'

    return {"still_open": still_open, "late": late, "alert": alert}


def _closed(page: Page, plan: Block, row: int) -> str:
    """Return whether an action is done, as the first argument of an IF."""
    status = plan.here("plan_status", row)
    return "OR(" + ",".join(f"{status}={quoted(page.say(f'plan_statuses.{name}'))}" for name in CLOSED) + ")"


def transition_formulas(page: Page, table: Block, register: Block) -> dict[str, Formula]:
    """Return the formulas of the Clause transition: the weakest status among a clause and those below it."""
    clauses, statuses = register.cells("clause_to"), register.cells("status")

    def worst(row: int) -> str:
        clause = table.here("clause_to", row)
        below = f'(LEFT({clauses}&".",LEN({clause})+1)={clause}&".")'
        text = '""'
        for verdict in reversed(WEAKEST_FIRST):
            label = quoted(page.say(f"verdicts.{verdict}"))
            text = f"IF(SUMPRODUCT({below}*({statuses}={label}))>0,{label},{text})"
        return f"={text}"

    return {"worst_status": worst}
