"""Annexes 1 to 3 of a city's plan: who stops, who staggers, who is exempt (SX-9), one export a city (SX-10).

Titles, columns, closing line and note are those of 晋工信节能字〔2021〕171号, word for word; so are its
differences: annex 1 says 秋冬季 where 2 and 3 say 秋季, and the note of annex 3 orders its kilns otherwise.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from scheduler.domain.condition import place_name
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.finding import Exempted
from scheduler.domain.obligation import Substitution
from scheduler.domain.plan import Plan
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Unit
from scheduler.report.duty import Owing
from scheduler.report.industries import HEADS, industry_head
from scheduler.report.jobs import Wanted, wanted_jobs
from scheduler.report.measures import dates, measures, times
from scheduler.verify.facts import Facts, tabulate

_WHO = ("序号", "企业名称", "所属行业", "企业生产地址")
_CONTACT = ("企业联系人", "联系方式（手机）")
_NOTE = (
    "注：1. 所属行业按照钢铁、有色、焦化、化工、建材、铸造分类填写，不在以上行业分类的企业按照其他行业填写；"
    "2. 有色行业包括电解铝、氧化铝，化工行业包括煤制氮肥、炭黑，"
    "建材行业包括砖瓦、耐火、陶瓷、{kilns}、水泥熟料及粉磨站等。"
)
_NOT_CITIES = ("区", "州", "盟", "县")
"""Endings of places of a city's rank that are not called 市."""

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Annex:
    """One list, as it is printed."""

    name: str
    """What its sheet is called: 附件1."""
    title: str
    city: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    """One works a row, numbered from 1."""
    closing: str
    note: str


def annexes(season: Season, plan: Plan) -> dict[str, tuple[Annex, ...]]:
    """Stop, stagger and exemption list by city, and the maintenance of its works where there is any.

    1: every unit that may stop and whose process the notices count stands on every day of the works' own
    stages. 2: any other that owes a reduction, is replaced by others, or reduces without being exempt.
    3: exempt by a clause, with the units and days where it is not the whole works or season; what it
    reduces on its own stands beside the ground. A works stands in 2 and 3 where it is exempt in part.

    Raises:
        InputError: for a plan that cannot be read against this season.
    """
    told = _Told(tabulate(season, plan), plan)
    return {
        city: (*(_annex(form, told, city, works) for form in _FORMS), *_maintenance(told, city, works))
        for city, works in _works_by_city(season).items()
    }


def closing_line(industries: Iterable[str]) -> str:
    """'总计：钢铁行业共3户、…、其他行业共0户，全市总计3户企业。'"""
    counts = Counter(map(industry_head, industries))
    listed = "、".join(f"{head}行业共{counts[head]}户" for head in HEADS)
    return f"总计：{listed}，全市总计{counts.total()}户企业。"


def _works_by_city(season: Season) -> dict[str, list[Enterprise]]:
    """Each city's works by industry and county."""
    counties = list(dict.fromkeys(works.county for works in season.enterprises))
    groups: dict[str, list[Enterprise]] = {}
    for works in season.enterprises:
        groups.setdefault(place_name(works.city), []).append(works)
    for members in groups.values():
        members.sort(key=lambda w: (HEADS.index(industry_head(w.industry)), counties.index(w.county)))
    return groups


# ── which list a works stands in ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Told:
    """A plan and what it is told from."""

    facts: Facts
    plan: Plan

    @property
    def season(self) -> Season:
        return self.facts.season

    @cached_property
    def owing(self) -> Owing:
        return Owing(self.season)

    def units(self, works: Enterprise) -> tuple[Unit, ...]:
        return self.season.units_of[works.enterprise_id]

    def exemptions(self, works: Enterprise) -> list[Exempted]:
        return [e for e in self.season.exemptions if e.enterprise_id == works.enterprise_id]

    def replaced(self, works: Enterprise) -> list[tuple[Unit, Substitution]]:
        """Units that run while others stop instead (CEM-3)."""
        swaps = [owed for owed in self.season.obligations if isinstance(owed, Substitution)]
        return [(u, owed) for u in self.units(works) for owed in swaps if u.unit_id in owed.relieved]

    def stands_throughout(self, works: Enterprise) -> bool:
        units = [unit for unit in self.owing.driving(self.units(works)) if unit.mode is Mode.STOP]
        stages = self.season.stages_of(works.enterprise_id)
        days = [day for stage in stages for day in self.facts.span(stage.window).indices()]
        return bool(units and days) and all(self.facts.off(u.unit_id, day) for u in units for day in days)

    def staggers(self, works: Enterprise) -> bool:
        if self.stands_throughout(works):
            return False
        owes = self.owing.of(works) or self.replaced(works)
        return bool(owes or (not self.exemptions(works) and measures(self.plan, self.units(works))))

    def is_exempt(self, works: Enterprise) -> bool:
        return bool(self.exemptions(works)) and not self.stands_throughout(works)


# ── what stands between the address and the contact ──────────────────────────────────────────────


def _stopped(told: _Told, works: Enterprise) -> Cells:
    """Clauses that ask for a full stop, and the days; what cannot stop runs lower."""
    full = [demand.owed for demand in told.owing.of(works) if demand.days == demand.window.days]
    grounds = dict.fromkeys(f"{owed.clause}：{owed.ground.zh}" for owed in full)
    stopping, lower = (
        [unit for unit in told.units(works) if unit.mode is mode] for mode in (Mode.STOP, Mode.LOAD)
    )
    return "\n".join(grounds) or "按本计划全部停产", "\n".join(
        [times(told.plan, stopping), *_besides("其余限产", told, lower)]
    )


def _staggered(told: _Told, works: Enterprise) -> Cells:
    units = told.units(works)
    swaps: dict[str, list[str]] = {}
    for unit, owed in told.replaced(works):
        swaps.setdefault(owed.clause, []).append(unit.name)
    parts = [measures(told.plan, units)]
    parts += [f"{'、'.join(dict.fromkeys(names))}错峰置换（{clause}）" for clause, names in swaps.items()]
    return "；".join(filter(None, parts)) or "本计划未安排停限产", times(told.plan, units)


def _exempt(told: _Told, works: Enterprise) -> Cells:
    lines = [_freed(told, exempted) for exempted in told.exemptions(works)]
    if not told.staggers(works):
        lines += _besides("自主减排", told, told.units(works))
    return ("\n".join(lines),)


def _freed(told: _Told, exempted: Exempted) -> str:
    """'STL-4：A级（豁免STL-5、STL-6）', with units and days where it is not the whole works or season."""
    within = [f"豁免{'、'.join(exempted.lifts)}"]
    if exempted.units:
        within.append("限" + "、".join(told.season.unit_by_id[unit_id].name for unit_id in exempted.units))
    if exempted.window:
        within.append(dates(exempted.window))
    return f"{exempted.clause}：{exempted.ground.zh}（{'；'.join(within)}）"


def _besides(what: str, told: _Told, units: Sequence[Unit]) -> list[str]:
    """What else the units do: two lines, or none where they do nothing."""
    done = measures(told.plan, units)
    return [f"{what}：{done}", times(told.plan, units)] if done else []


@dataclass(frozen=True)
class _Form:
    name: str
    title: str
    columns: Cells
    holds: Callable[[_Told, Enterprise], bool]
    cells: Callable[[_Told, Enterprise], Cells]
    kilns: str
    """The two whose order differs in the notes."""


_FORMS = (
    _Form(
        "附件1",
        "秋冬季实施停产企业清单",
        ("实施停产原因", "停产时间"),
        _Told.stands_throughout,
        _stopped,
        "石灰、玻璃",
    ),
    _Form(
        "附件2",
        "秋季错峰生产企业清单",
        ("错峰措施", "停限产时间"),
        _Told.staggers,
        _staggered,
        "石灰、玻璃",
    ),
    _Form(
        "附件3",
        "秋季豁免错峰生产企业清单",
        ("豁免错峰生产依据",),
        _Told.is_exempt,
        _exempt,
        "玻璃、石灰",
    ),
)


def _annex(form: _Form, told: _Told, city: str, works: Sequence[Enterprise]) -> Annex:
    members = [w for w in works if form.holds(told, w)]
    return Annex(
        name=form.name,
        title=f"{_years(told)}年{form.title}",
        city=_full_name(city),
        columns=(*_WHO, *form.columns, *_CONTACT),
        rows=tuple(
            (place, *_who(w), *form.cells(told, w), w.contact, w.phone)
            for place, w in enumerate(members, start=1)
        ),
        closing=closing_line(w.industry for w in members),
        note=_NOTE.format(kilns=form.kilns),
    )


def _years(told: _Told) -> str:
    calendar = told.season.calendar
    return "-".join(dict.fromkeys(str(day.year) for day in (calendar.first, calendar.last)))


def _full_name(city: str) -> str:
    return city if city.endswith(_NOT_CITIES) else f"{city}市"


def _who(works: Enterprise) -> Cells:
    """Name, industry and address; the place stands in for an address that is not known."""
    head = industry_head(works.industry)
    return works.name, head, works.address or f"{works.province}{works.city}{works.county}"


# ── maintenance ──────────────────────────────────────────────────────────────────────────────────

_MAINTENANCE = ("序号", "企业名称", "检修设备", "检修天数", "检修时间", "检修队伍")


def _maintenance(told: _Told, city: str, works: Sequence[Enterprise]) -> Iterator[Annex]:
    """The maintenance of a city's works and the days that the plan gives it, where there is any."""
    jobs = [wanted for wanted in wanted_jobs(told.season, told.plan) if wanted.works in works]
    found = sum(wanted.placed is not None for wanted in jobs)
    if jobs:
        yield Annex(
            name="检修",
            title=f"{_years(told)}年错峰期间检修安排",
            city=_full_name(city),
            columns=_MAINTENANCE,
            rows=tuple(
                (place, w.works.name, w.unit.name, w.job.days, _when(w), w.crew)
                for place, w in enumerate(jobs, start=1)
            ),
            closing=f"总计：检修{len(jobs)}项，已安排{found}项，未能安排{len(jobs) - found}项。",
            note="注：检修安排在停产期内。",
        )


def _when(wanted: Wanted) -> str:
    if wanted.placed is None:
        return f"未能安排（要求在{dates(wanted.job.window)}之间）"
    return dates(wanted.placed)
