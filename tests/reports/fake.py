"""An invented register with everything in it: all verdicts, decisions, old wording, retired duties, problems."""

from __future__ import annotations

from dataclasses import replace

from transition.model import (
    Assessment,
    Clause,
    ClausePack,
    Correspondence,
    Decision,
    Document,
    Element,
    Evidence,
    GapEntry,
    GapRegister,
    Location,
    Match,
    Passage,
    Problem,
    Reason,
    Requirement,
    RetiredFinding,
    RunInfo,
    Term,
    WordingFinding,
)

OLD, NEW = "2008", "2015"
TITLES = {
    "4": ("Setting and purpose", "Hoàn cảnh và mục đích"),
    "4.1": ("Knowing the surroundings", "Hiểu môi trường hoạt động"),
    "4.2": ("People concerned", "Những người liên quan"),
    "6": ("Looking ahead", "Hoạch định"),
    "6.1": ("What may go wrong", "Những gì có thể trục trặc"),
    "7": ("Means", "Nguồn lực"),
    "7.1": ("People and tools", "Con người và công cụ"),
    "7.1.6": ("Know-how", "Tri thức"),
    "8": ("Doing the work", "Thực hiện công việc"),
    "8.1": ("Planning the work", "Lập kế hoạch công việc"),
    "8.4": ("Bought goods", "Hàng hóa mua ngoài"),
    "8.4.1": ("Choosing suppliers", "Chọn nhà cung cấp"),
    "8.10": ("Closing the work", "Kết thúc công việc"),
    "9": ("Looking back", "Nhìn lại"),
    "9.3": ("Talks of the heads", "Họp lãnh đạo"),
    "10": ("Getting better", "Cải tiến"),
    "10.2": ("Putting things right", "Khắc phục"),
}
LEAVES = ("4.1", "4.2", "6.1", "7.1", "7.1.6", "8.1", "8.4.1", "8.10", "9.3", "10.2")
VERDICTS = ("gap", "partial", "met", "review", "met", "gap", "met", "not-applicable")
CHANGES = ("new", "extended", "changed", "moved", "relaxed", "unchanged")


def text(en: str, vi: str) -> dict[str, str]:
    return {"en": en, "vi": vi}


def clause(edition: str, number: str, titles: tuple[str, str]) -> Clause:
    parent = number.rpartition(".")[0]
    return Clause(edition, number, text(*titles), {}, parent, number.count(".") + 1, carries_requirements=True)


def requirement(clause_number: str, n: int, serial: int) -> Requirement:
    elements = (
        Element("a", text("who does it", "ai thực hiện"), {}),
        Element("b", text("what is written down afterwards", "kết quả được ghi ở đâu"), {}),
    )
    return Requirement(
        id=f"{clause_number}-{n}",
        edition=NEW,
        clause=clause_number,
        wording=text(
            f"Agree on duty {n} of this part, say who looks after it, and look at it again when things change.",
            f"Thống nhất việc {n} của phần này, nêu rõ ai phụ trách và xem lại khi có thay đổi.",
        ),
        kind="do",
        change=CHANGES[serial % len(CHANGES)],
        counterparts=("7.4.1", "8.10") if serial % 3 else (),
        action=text(
            f"Add a paragraph on duty {n} and name its owner.", f"Bổ sung đoạn về việc {n} và nêu người phụ trách."
        ),
        documented=("none", "document", "record")[serial % 3],
        documented_need=("none", "required", "as-needed")[serial % 3],
        severity="major-risk" if serial % 9 == 0 else "minor-risk",
        wave=2 + serial % 5,
        elements=elements,
    )


def pack(per_clause: int = 4, leaves: tuple[str, ...] = LEAVES) -> ClausePack:
    asked = [(c, n) for c in leaves for n in range(1, per_clause + 1)]
    numbers = dict.fromkeys([*TITLES, *leaves])
    old = [clause(OLD, n, (f"Old part {n}", f"Phần cũ {n}")) for n in ("7", "7.4", "7.4.1", "8", "8.10")]
    new = [clause(NEW, n, TITLES.get(n, (f"Part {n}", f"Phần {n}"))) for n in numbers]
    duty = replace(
        requirement("7.4.1", 1, 1),
        id="7.4.1-9",
        edition=OLD,
        clause="7.4.1",
        change="removed",
        action=text("You may keep it.", "Có thể giữ lại."),
    )
    pairs = (
        ("7.4.1", "8.4.1", "superset", "extended"),
        ("8.10", "8.10", "equal", "kept"),
        ("8.10", "8.1", "none", "new"),
    )
    return ClausePack(
        name="invented-map",
        version="1.0",
        sha256="a" * 64,
        from_edition=OLD,
        to_edition=NEW,
        complete=False,
        languages=("en", "vi"),
        titles=text("Invented standard: 2008 to 2015", "Tiêu chuẩn tự đặt: từ 2008 sang 2015"),
        notice=text("All of this is invented.", "Tất cả đều là tự đặt."),
        standards=("Invented standard",),
        clauses=(*old, *new),
        requirements=(duty, *(requirement(c, n, i) for i, (c, n) in enumerate(asked))),
        correspondence=(
            *(
                Correspondence(OLD, NEW, o, n, r, c, 0.9, text("Most of it lives on.", "Phần lớn vẫn còn."), "own", "A")
                for o, n, r, c in pairs
            ),
            Correspondence(NEW, OLD, "", "7.1.6", "none", "new", 0.0, {}, "own", "B", symmetric=False),
        ),
        conditions=(),
        terms=(
            Term(
                "old-role",
                "term",
                True,
                {},
                text("the person in charge", "người phụ trách"),
                text("The title may stay.", "Có thể giữ chức danh."),
            ),
        ),
        guards=(),
        vocabulary={},
    )


def documents() -> tuple[Document, ...]:
    def passage(document: str, n: int, kind: str, words: str, trail: tuple[str, ...], number: str = "") -> Passage:
        part = "header" if kind == "header" else "body"
        language = "vi" if document == "d3" else "en"
        return Passage(f"{document}-{n}", Location(document, part, (n,)), kind, words, trail, number, language=language)  # type: ignore[arg-type]

    buying = (
        passage("d1", 1, "header", "QP-07 Rev 3", ()),
        passage("d1", 2, "heading", "Supplier evaluation", ("Purchasing",), "5.2"),
        passage(
            "d1",
            3,
            "list-item",
            "The buyer rates each supplier once a year.",
            ("Purchasing", "5.2 Supplier evaluation"),
            "a)",
        ),
        passage("d1", 4, "body", "=SUM(A1) is what the old form says; see www.example.test", ("5.3 Forms",)),
    )
    heads = (passage("d2", 1, "body", "The heads meet every year.", ("3 Meetings",)),)
    vietnamese = (
        passage("d3", 1, "body", "Trưởng phòng xem xét kết quả hằng quý.", ("5 Nội dung", "5.1 Xem xét"), "b)"),
    )
    return (
        Document(
            "d1",
            "procedures/QP-07.docx",
            "1" * 64,
            "QP-07",
            "Purchasing",
            "procedure",
            "3",
            passages=buying,
            editions_cited=("2008",),
        ),
        Document(
            "d2",
            "manual/heads.docx",
            "2" * 64,
            passages=heads,
            type="manual",
            problems=(Problem("fake-odd-passage", "warning", "manual/heads.docx"),),
        ),
        Document(
            "d3",
            "quy trình/QT.05 Xem xét.docx",
            "3" * 64,
            "QT.05",
            "Xem xét của lãnh đạo",
            "procedure",
            "02",
            language="vi",
            passages=vietnamese,
        ),
    )


QUOTES = {
    "d1-3": "The buyer rates each supplier once a year.",
    "d1-4": "=SUM(A1) is what the old form says; see www.example.test",
    "d2-1": "The heads meet every year.",
    "d3-1": "Trưởng phòng xem xét kết quả hằng quý.",
}


def evidence(passage: str, relation: str = "supports", score: float = 0.81) -> Evidence:
    return Evidence(passage[:2], passage, f"body/{passage[3:]}", QUOTES[passage], "cue", score, relation)  # type: ignore[arg-type]


def assessment(asked: Requirement, serial: int) -> Assessment:
    verdict = VERDICTS[serial % len(VERDICTS)]
    passages = tuple(QUOTES)
    mine = passages[serial % len(passages)]
    found: tuple[Evidence, ...] = {
        "met": (evidence(mine), evidence("d1-3")) if mine != "d1-3" else (evidence(mine),),
        "partial": (evidence(mine, "partly", 0.55),),
        "review": (evidence(mine, "mentions", 0.31), evidence("d2-1", "contradicts", 0.44)),
        "gap": (),
        "not-applicable": (evidence("d1-4"),),
    }[verdict]
    rule = {
        "met": "met-all",
        "partial": "partial-elements",
        "gap": "gap-nothing",
        "review": "review-weak",
        "not-applicable": "not-applicable-excluded",
    }[verdict]
    why = Reason(
        rule,
        {
            "clause": asked.clause,
            "n": "2",
            "stated": "1",
            "total": "2",
            "missing": "a",
            "words": "rates each supplier",
            "guard": "",
            "score": "0.31",
            "what": asked.documented,
        },
    )
    kinds = ("document", "content", "no-evidence")
    kind = kinds[serial % 3] if verdict in ("gap", "partial") else None
    missing = {"gap": ("a", "b"), "partial": ("a",)}.get(verdict, ())
    return Assessment(asked.id, verdict, kind, found, missing, why, 0.5 + serial % 5 / 10, f"{serial:040x}")  # type: ignore[arg-type]


def register(per_clause: int = 4, leaves: tuple[str, ...] = LEAVES) -> GapRegister:
    the_pack = pack(per_clause, leaves)
    entries = [GapEntry(r, assessment(r, i)) for i, r in enumerate(the_pack.of(NEW))]
    typed = {
        1: Decision(
            entries[1].requirement.id,
            "met",
            "Seen in the minutes.",
            "Ms Lee",
            "high",
            "Sales",
            "A-100",
            "conforming",
            entries[1].assessment.stamp,
        ),
        5: Decision(
            entries[5].requirement.id,
            "not-applicable",
            "Không có hoạt động này.",
            "Trần Văn An",
            stamp="old-stamp",
            state="stale",
        ),
        8: Decision(
            entries[8].requirement.id, None, reviewer="Mr Ode", priority="low", stamp=entries[8].assessment.stamp
        ),
    }
    return GapRegister(
        pack=the_pack,
        run=RunInfo("0.1.0", "2030-05-17", {"profile": "company", "evidence_from_old_copies": False, "language": None}),
        documents=documents(),
        entries=tuple(replace(e, decision=typed.get(i)) for i, e in enumerate(entries)),
        wording=(
            WordingFinding("d1", "d1-4", "body/4", "old form", "term", "old-role", "the person in charge", True),
            WordingFinding("d2", "d2-1", "body/1", "clause 7.4.1", "clause", "", "8.4.1", False),
        ),
        retired=(RetiredFinding("7.4.1-9", (evidence("d1-3"), evidence("d2-1"))),),
        problems=(
            Problem("fake-unreadable", "error", "broken/old.doc"),
            Problem("fake-skipped", "info", "price list.xlsx"),
        ),
        matches={"d1-3": (Match("d1-3", "7.4.1", 0.82, ("cue",)),), "d2-1": (Match("d2-1", "8.10", 0.4, ("words",)),)},
        orphans=(Decision("3.9-1", "met", "From an older map.", "Ms Lee", state="orphan"),),
    )
