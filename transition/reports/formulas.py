"""The live formulas of the table sheets, built from where the tables lie."""

from __future__ import annotations

from collections.abc import Mapping

from transition.reports.layout import SPARE_ROWS, Block
from transition.reports.overview import WEAKEST_FIRST
from transition.reports.rows import BULLET, SEVERITY_STEP, WEAKNESS_STEP
from transition.reports.tables import Formula, Page

OPEN = ("gap", "review", "partial")
PRIORITIES = ("high", "medium", "low")
SEVERITIES = ("major-risk", "minor-risk", "none")
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
    """Return what the Action plan says in a column, found by the user's action key, else by the proposed one."""
    keys = plan.cells("key", last=SPARE_ROWS)
    values = plan.cells(column, last=SPARE_ROWS)

    def formula(row: int) -> str:
        typed, proposed = register.here("action_key", row), register.here("group", row)
        # What is closed needs no action, unless somebody gave it one.
        wanted = f'IF({typed}<>"",{typed},IF({register.here("rank", row)}="","",{proposed}))'
        found = f"INDEX({values},MATCH({wanted},{keys},0))"
        shown = _first_line(found) if column == "action" else found
        return f'=IFERROR(IF({found}="","",{shown}),"")'

    return formula


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
    rank, group = register.here("rank", row), register.here("group", row)
    groups, ranks = register.cells("group"), register.cells("rank")
    return f'=IF({rank}="","",IF(COUNTIFS({groups},{group},{ranks},"<"&{rank})=0,{rank},""))'


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
