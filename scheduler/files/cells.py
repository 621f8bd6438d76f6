"""One cell to one value: numbers exact, dates that exist, names apart. Nothing is repaired on the way."""

import re
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

from scheduler.domain.base import exact
from scheduler.domain.condition import place_name
from scheduler.files.columns import Kind

Cell = str | int | float | bool | date | None
"""What a workbook or a CSV file holds; a blank cell is ``None``."""

_NUMBER = re.compile(r"[-+]?(\d{1,18}(\.\d{0,18})?|\.\d{1,18})([eE][-+]?\d{1,2})?|[-+]?\d{1,18}/\d{1,18}")
_GROUPED = re.compile(r"[-+]?\d{1,3}([,，]\d{3})+(\.\d+)?")
_NOT_FINITE = re.compile(r"[-+]?(nan|inf|infinity)", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_WEEK = re.compile(r"(\d{4})-W(\d{2})|(\d{4})年第(\d{1,2})周")
_TRUTHS = {"true": True, "是": True, "false": False, "否": False}
_SEPARATOR = re.compile("[;；、]")
_RANGE = re.compile(r"\.\.|…|~|至")


class BadCell(ValueError):
    """A cell that is not what its column holds; ``maybe`` says what was perhaps meant."""

    def __init__(self, text: str, maybe: str = "") -> None:
        super().__init__(text)
        self.maybe = maybe


def blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def parsed(cell: Cell, kind: Kind) -> Any:
    """The value of a cell that is not blank.

    Raises:
        BadCell: where the cell is not of the kind.
    """
    return _PARSERS[kind](cell)


def shown(cell: Cell) -> str:
    """A cell as text: identifiers typed as numbers keep their digits, days are ISO dates."""
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    return "" if cell is None else str(cell).strip()


def _number(cell: Cell) -> Fraction:
    if isinstance(cell, str):
        text = cell.strip()
        if _NOT_FINITE.fullmatch(text):
            raise BadCell("is not finite")
        if not _NUMBER.fullmatch(text):
            raise BadCell("is not a number", _without_decoration(text))
        cell = text
    try:
        return exact(cell)
    except ValueError as fault:
        raise BadCell(str(fault)) from fault


def _without_decoration(text: str) -> str:
    if _GROUPED.fullmatch(text):
        return re.sub("[,，]", "", text)
    if text.endswith(("%", "％")) and _NUMBER.fullmatch(text[:-1].strip()):
        return str(float(exact(text[:-1].strip()) / 100))
    return ""


def _whole(cell: Cell) -> int:
    number = _number(cell)
    if number.denominator != 1:
        raise BadCell("is not a whole number")
    return number.numerator


def _date(cell: Cell) -> date:
    if isinstance(cell, datetime):
        if cell.time() != time():
            raise BadCell("is a time of day, not a date", f"{cell:%Y-%m-%d}")
        return cell.date()
    if isinstance(cell, date):
        return cell
    match = _DATE.fullmatch(shown(cell))
    if not match:
        raise BadCell("is not a date", "written as 2022-01-31")
    year, month, day = map(int, match.groups())
    try:
        return date(year, month, day)
    except ValueError as fault:
        raise BadCell("is a date that does not exist") from fault


def _month(cell: Cell) -> str:
    """Spreadsheet programs turn a typed ``2021-11`` into the first of that month."""
    if isinstance(cell, date) and cell.day == 1:
        return f"{cell:%Y-%m}"
    if not _MONTH.fullmatch(shown(cell)):
        raise BadCell("is not a month", "written as 2021-11")
    return shown(cell)


def _place(cell: Cell) -> str:
    return place_name(shown(cell))


def _week(cell: Cell) -> str:
    match = _WEEK.fullmatch(shown(cell))
    if not match:
        raise BadCell("is not a week", "written as 2021-W47")
    year, week = (int(part) for part in match.groups() if part)
    try:
        date.fromisocalendar(year, week, 1)
    except ValueError as fault:
        raise BadCell("is a week that does not exist") from fault
    return f"{year}-W{week:02}"


def _truth(cell: Cell) -> bool:
    found = _TRUTHS.get(shown(cell).lower())
    if found is None:
        raise BadCell("is neither true nor false", "true or false, 是 or 否")
    return found


def _names(cell: Cell) -> tuple[str, ...]:
    return tuple(name.strip() for name in _SEPARATOR.split(shown(cell)) if name.strip())


def _day_ranges(cell: Cell) -> tuple[dict[str, date], ...]:
    return tuple(_day_range(text) for text in _names(cell))


def _day_range(text: str) -> dict[str, date]:
    ends = [_date(end.strip()) for end in _RANGE.split(text)]
    if len(ends) > 2:
        raise BadCell("is not a range of days", "written as 2022-02-01..2022-02-07")
    if ends[-1] < ends[0]:
        raise BadCell(f"ends on {ends[-1]}, before it begins on {ends[0]}", f"{ends[-1]}..{ends[0]}")
    return {"first": ends[0], "last": ends[-1]}


_PARSERS = {
    Kind.TEXT: shown,
    Kind.NUMBER: _number,
    Kind.WHOLE: _whole,
    Kind.DATE: _date,
    Kind.PLACE: _place,
    Kind.MONTH: _month,
    Kind.WEEK: _week,
    Kind.TRUTH: _truth,
    Kind.NAMES: _names,
    Kind.DAY_RANGES: _day_ranges,
}
