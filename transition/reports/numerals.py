"""Dates and numbers as people write them in the language of the report."""

from __future__ import annotations

import datetime as dt

from transition.messages import say

NO_BREAK = "\u00a0"


def number(count: int, language: str) -> str:
    """Return a whole number with the language's mark between thousands."""
    return f"{count:,}".replace(",", say("summary.thousands-mark", language))


def decimal(value: float, language: str, digits: int = 2) -> str:
    """Return a number with the language's decimal mark."""
    return f"{value:.{digits}f}".replace(".", say("summary.decimal-mark", language))


def day_of(iso: str) -> dt.date | None:
    """Return the day an ISO date names, or ``None`` where the text is none."""
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return None


def long_day(iso: str, language: str) -> str:
    """Return an ISO date in words; a text that is none as it stands, and words for no date at all."""
    day = day_of(iso)
    if day is None:
        return iso or say("summary.not-dated", language)
    return say("summary.date", language, day=day.day, month=months(language)[day.month - 1], year=day.year)


def short_day(day: dt.date, language: str) -> str:
    """Return a day for a table."""
    month = say("summary.short-months", language).split("|")[day.month - 1]
    return say("summary.short-date", language, day=day.day, month=month, year=day.year).replace(" ", NO_BREAK)


def typed_day(text: str, language: str) -> str:
    """Return a day somebody typed for a table; what is no date as it was typed."""
    day = day_of(text)
    return short_day(day, language) if day else text


def short_month(day: dt.date, language: str) -> str:
    """Return the name of a day's month for the head of a time line, the year where one begins."""
    return str(day.year) if day.month == 1 else say("summary.axis-months", language).split("|")[day.month - 1]


def months(language: str) -> list[str]:
    """Return the names of the months."""
    return say("summary.months", language).split("|")
