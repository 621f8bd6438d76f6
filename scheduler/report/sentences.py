"""What is owed, said in a sentence: names instead of ids, per cent instead of fractions."""

from fractions import Fraction
from typing import Any

from scheduler.domain.base import Text
from scheduler.domain.obligation import ChangeoverDays, ChangeoverLimit, Obligation
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.domain.words import PROCESS_NAMES
from scheduler.obligations.outcome import amount, percent
from scheduler.report.words import PRODUCT_NAMES

_SHARES = frozenset({"share", "ceiling", "lowest_load", "most_excess", "owed"})
_DAYS = {
    ChangeoverDays.ANY: Text(zh="任意日期", en="any"),
    ChangeoverDays.XUN: Text(zh="每月1日、11日、21日", en="the 1st, 11th and 21st"),
}
_DAYS_ONLY = Text(
    zh="{subject}的停复产切换只在以下日期进行：{days}",
    en="changeovers in {subject} only on these days: {days}",
)


def say(owed: Obligation, season: Season, lang: str, subject: str = "") -> str:
    """The obligation in a sentence in ``lang``: zh or en.

    ``subject`` stands for the subject's name where several obligations are said in one breath.
    """
    words = {name: _word(name, getattr(owed, name), lang) for name in type(owed).model_fields}
    words["subject"] = subject or subject_name(owed, season)
    return _template(owed)[lang].format_map(words)


def subject_name(owed: Obligation, season: Season) -> str:
    """The name of the unit with its works, of the works, or of the region or heat network."""
    unit = season.unit_by_id.get(owed.subject)
    works = season.enterprise_by_id.get(unit.enterprise_id if unit else owed.subject)
    if unit is not None and works is not None:
        return f"{works.name} {unit.name}"
    return works.name if works else owed.subject


def _template(owed: Obligation) -> Text:
    if isinstance(owed, ChangeoverLimit) and owed.most is None:
        return _DAYS_ONLY
    return owed.sentence


def _word(name: str, value: Any, lang: str) -> str:
    """A field's value for people."""
    match value:
        case Process():
            return PROCESS_NAMES[value][lang]
        case ChangeoverDays():
            return _DAYS[value][lang]
        case Fraction():
            return percent(value) if name in _SHARES else amount(value)
        case int() if name == "width_t_per_day":
            return amount(Fraction(value))
        case _:
            return PRODUCT_NAMES[value][lang] if name == "product" and value in PRODUCT_NAMES else str(value)
