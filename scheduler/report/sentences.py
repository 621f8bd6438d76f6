"""What is owed, said in a sentence: names instead of ids, per cent instead of fractions."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from scheduler.domain.base import Text
from scheduler.domain.measure import CountedBy
from scheduler.domain.obligation import (
    ChangeoverDays,
    ChangeoverLimit,
    LinesOff,
    MaterialBalance,
    MostStops,
    Obligation,
    SupplyFloor,
)
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.domain.words import PROCESS_NAMES, product_name
from scheduler.obligations.outcome import amount, percent
from scheduler.report.quantities import quantity
from scheduler.report.words import in_lang

_SHARES = frozenset({"share", "ceiling", "lowest_load", "most_excess", "owed"})
_DAYS = {
    ChangeoverDays.ANY: Text(zh="任意日期", en="any"),
    ChangeoverDays.XUN: Text(zh="每月1日、11日、21日", en="the 1st, 11th and 21st"),
}
_DAYS_ONLY = Text(
    zh="{subject}的停复产切换只在以下日期进行：{days}",
    en="changeovers in {subject} only on these days: {days}",
)
_COUNTED_BY = {
    CountedBy.CAPACITY: Text(zh="产能", en="capacity"),
    CountedBy.LINES: Text(zh="生产线条数", en="number of lines"),
    CountedBy.POTS: Text(zh="电解槽数", en="number of pots"),
}
_WITH_CARRIED = Text(
    zh="{subject}在{window}的停产不多于{stops}次（含此前延续的停产）",
    en="{subject} stands in at most {stops} pieces in {window}, counting one that goes on from before",
)


def say(owed: Obligation, season: Season, lang: str, subject: str = "", window: str = "") -> str:
    """The obligation in a sentence in ``lang``: zh or en.

    ``subject`` and ``window`` stand for its own where several obligations are said in one breath.
    """
    words = {name: _word(name, getattr(owed, name), lang) for name in type(owed).model_fields}
    words["subject"] = subject or subject_name(owed, season)
    words["window"] = window or str(owed.window)
    if isinstance(owed, LinesOff):
        words["required"] = quantity(owed, owed.required, lang)
    if isinstance(owed, MaterialBalance | SupplyFloor):
        words["product"] = product_name(owed.product)[lang]
    return _template(owed)[lang].format_map(words)


def alike(owed: Iterable[Obligation]) -> Iterator[list[Obligation]]:
    """Obligations that differ only in their days or in the unit that owes them, each unit on all the days."""
    of_subject: dict[tuple[str, str], list[Obligation]] = {}
    for one in owed:
        rest = one.model_dump_json(exclude={"id", "subject", "window", "units", "overruled"})
        of_subject.setdefault((one.subject, rest), []).append(one)
    groups: dict[tuple[str, ...], list[Obligation]] = {}
    for (_, rest), found in of_subject.items():
        groups.setdefault((rest, *(str(one.window) for one in found)), []).extend(found)
    yield from groups.values()


def say_alike(group: Sequence[Obligation], season: Season, lang: str) -> str:
    """Obligations of one works that are alike in one sentence; the works is not named again."""
    units = dict.fromkeys(owed.subject for owed in group if owed.subject in season.unit_by_id)
    subject = in_lang(lang, "、", ", ").join(season.unit_by_id[unit_id].name for unit_id in units)
    if group[0].subject in season.enterprise_by_id:
        subject = in_lang(lang, "本企业", "the works")
    return say(group[0], season, lang, subject, days_of(group, lang))


def days_of(group: Sequence[Obligation], lang: str) -> str:
    """The windows of obligations that are alike, each counted for itself."""
    windows = sorted({str(owed.window) for owed in group})
    if len(windows) == 1:
        return windows[0]
    return in_lang(lang, f"{'、'.join(windows)}各时段", f"each of {' and '.join(windows)}")


def subject_name(owed: Obligation, season: Season) -> str:
    """The name of the unit with its works, of the works, or of the region or heat network."""
    unit = season.unit_by_id.get(owed.subject)
    works = season.enterprise_by_id.get(unit.enterprise_id if unit else owed.subject)
    if unit is not None and works is not None:
        return f"{works.name} {unit.name}"
    return works.name if works else owed.subject


def _template(owed: Obligation) -> Text:
    match owed:
        case ChangeoverLimit(most=None):
            return _DAYS_ONLY
        case MostStops(counts_carried=True):
            return _WITH_CARRIED
        case _:
            return owed.sentence


def _word(name: str, value: Any, lang: str) -> str:
    """A field's value for people; what no sentence says may stay as it is."""
    match value:
        case Process():
            return PROCESS_NAMES[value][lang]
        case ChangeoverDays():
            return _DAYS[value][lang]
        case CountedBy():
            return _COUNTED_BY[value][lang]
        case Fraction():
            return percent(value) if name in _SHARES else amount(value)
        case int() if name == "width_t_per_day":
            return amount(Fraction(value))
        case _:
            return str(value)
