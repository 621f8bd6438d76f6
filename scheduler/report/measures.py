"""What a plan asks of one works, in the words of a notice's annex: 错峰措施 and 停限产时间."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from scheduler.domain.calendar import ONE_DAY, DayRange
from scheduler.domain.plan import LoadSpell, Plan
from scheduler.domain.unit import Process, Unit
from scheduler.report.words import per_cent, size_text

FULL = Fraction(1)


class Task(NamedTuple):
    """What one unit does, and when."""

    unit: str
    measure: str
    days: str


def measures(plan: Plan, units: Sequence[Unit]) -> str:
    """'1号高炉（1280 m³）、1号烧结机（160 m²）停产；1号焦炉延长结焦时间，负荷降至62.5 %'."""
    groups: dict[str, list[str]] = {}
    for task in tasks(plan, units):
        groups.setdefault(task.measure, []).append(task.unit)
    return "；".join("、".join(dict.fromkeys(names)) + measure for measure, names in groups.items())


def times(plan: Plan, units: Sequence[Unit]) -> str:
    """A line for each set of days: '1号高炉、1号烧结机：2021年11月20日至12月30日'."""
    groups: dict[str, list[str]] = {}
    names = {_label(unit): unit.name for unit in units}
    for task in tasks(plan, units):
        groups.setdefault(task.days, []).append(names[task.unit])
    return "\n".join(f"{'、'.join(dict.fromkeys(units))}：{days}" for days, units in groups.items())


def dates(days: DayRange) -> str:
    """'2021年11月20日至12月30日': the year is said again only where it changes."""
    first, last = days.first, days.last
    start = f"{first.year}年{first.month}月{first.day}日"
    if first == last:
        return start
    year = "" if first.year == last.year else f"{last.year}年"
    return f"{start}至{year}{last.month}月{last.day}日"


def tasks(plan: Plan, units: Sequence[Unit]) -> Iterator[Task]:
    """Stops first, then lower loads; a stop's remark goes with its days (ZC-7)."""
    for unit in units:
        stops = [stop for stop in plan.stops if stop.unit_id == unit.unit_id]
        if stops:
            days = (dates(s.window) + (f"（{s.remark}）" if s.remark else "") for s in stops)
            yield Task(_label(unit), "停产", "、".join(days))
    for unit in units:
        spells = merged(s for s in plan.loads if s.unit_id == unit.unit_id and s.load != FULL)
        if spells:
            yield Task(_label(unit), _load_measure(unit, spells), _load_days(spells))


def _label(unit: Unit) -> str:
    size = size_text(unit)
    return f"{unit.name}（{size}）" if size else unit.name


def merged(spells: Iterable[LoadSpell]) -> list[LoadSpell]:
    """Spells by day, those at one load that follow each other made one."""
    found: list[LoadSpell] = []
    for spell in sorted(spells, key=lambda spell: spell.window.first):
        before = found[-1] if found else None
        if before and before.load == spell.load and before.window.last + ONE_DAY == spell.window.first:
            window = DayRange(first=before.window.first, last=spell.window.last)
            found[-1] = before.model_copy(update={"window": window})
        else:
            found.append(spell)
    return found


def _load_measure(unit: Unit, spells: Sequence[LoadSpell]) -> str:
    """Ovens take longer to coke, so many hours where it is known (STL-11, ZZ-3e)."""
    loads = list(dict.fromkeys(spell.load for spell in spells))
    lowered = "负荷降至" + "、".join(map(per_cent, loads))
    if unit.process is not Process.COKE_OVEN:
        return lowered
    if unit.normal_coking_hours is None or not all(loads):
        return f"延长结焦时间，{lowered}"
    hours = "、".join(f"{float(unit.normal_coking_hours / load):.1f}".removesuffix(".0") for load in loads)
    return f"结焦时间延长至{hours}小时，{lowered}"


def _load_days(spells: Sequence[LoadSpell]) -> str:
    """The load stands with its days where it changes."""
    if len({spell.load for spell in spells}) == 1:
        return "、".join(dates(spell.window) for spell in spells)
    return "、".join(f"{dates(spell.window)}（负荷{per_cent(spell.load)}）" for spell in spells)
