"""Annexes 1 to 3 of a city's plan: who stops, who staggers, who is exempt (SX-9), one export a city (SX-10).

Titles, columns, closing line and note are those of 晋工信节能字〔2021〕171号, word for word; so are its
differences: annex 1 says 秋冬季 where 2 and 3 say 秋季, and the note of annex 3 orders its kilns otherwise.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from scheduler.domain.enterprise import Enterprise
from scheduler.domain.plan import Plan
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Unit
from scheduler.report.industries import HEADS, industry_head
from scheduler.report.jobs import Wanted, wanted_jobs
from scheduler.report.measures import dates, measures, times
from scheduler.report.sheets import Sheet
from scheduler.report.told import Told, address
from scheduler.verify.facts import tabulate

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


def annexes(season: Season, plan: Plan) -> dict[str, tuple[Sheet, ...]]:
    """Stop, stagger and exemption list by city, and the maintenance of its works where there is any.

    1: every unit that may stop and whose process the notices count stands on every day of the works' own
    stages. 2: any other that owes a reduction, is replaced by others, or reduces without being exempt.
    3: exempt by a clause, with the units and days where it is not the whole works or season; what it
    reduces on its own stands beside the ground. A works stands in 2 and 3 where it is exempt in part.

    Raises:
        InputError: for a plan that cannot be read against this season.
    """
    told = Told(tabulate(season, plan), plan)
    return {
        city: (*(_annex(form, told, city, works) for form in _FORMS), *_maintenance(told, city, works))
        for city, works in told.works_by_city().items()
    }


def closing_line(industries: Iterable[str]) -> str:
    """'总计：钢铁行业共3户、…、其他行业共0户，全市总计3户企业。'"""
    counts = Counter(map(industry_head, industries))
    listed = "、".join(f"{head}行业共{counts[head]}户" for head in HEADS)
    return f"总计：{listed}，全市总计{counts.total()}户企业。"


# ── what stands between the address and the contact ──────────────────────────────────────────────


def _stopped(told: Told, works: Enterprise) -> Cells:
    """Clauses that ask for a full stop, and the days; what cannot stop runs lower."""
    full = [
        demand.owed
        for demand in told.season.demands_of[works.enterprise_id]
        if demand.days == demand.window.days
    ]
    grounds = dict.fromkeys(f"{owed.clause}：{owed.ground.zh}" for owed in full)
    stopping, lower = (
        [unit for unit in told.units(works) if unit.mode is mode] for mode in (Mode.STOP, Mode.LOAD)
    )
    return "\n".join(grounds) or "按本计划全部停产", "\n".join(
        [times(told.plan, stopping), *_besides("其余限产", told, lower)]
    )


def _staggered(told: Told, works: Enterprise) -> Cells:
    units = told.units(works)
    swaps: dict[str, list[str]] = {}
    for unit, owed in told.replaced(works):
        swaps.setdefault(owed.clause, []).append(unit.name)
    parts = [measures(told.plan, units)]
    parts += [f"{'、'.join(dict.fromkeys(names))}错峰置换（{clause}）" for clause, names in swaps.items()]
    return "；".join(filter(None, parts)) or "本计划未安排停限产", times(told.plan, units)


def _exempt(told: Told, works: Enterprise) -> Cells:
    lines = [told.freed(exempted) for exempted in told.exemptions(works)]
    if not told.staggers(works):
        lines += _besides("自主减排", told, told.units(works))
    return ("\n".join(lines),)


def _besides(what: str, told: Told, units: Sequence[Unit]) -> list[str]:
    """What else the units do: two lines, or none where they do nothing."""
    done = measures(told.plan, units)
    return [f"{what}：{done}", times(told.plan, units)] if done else []


@dataclass(frozen=True)
class _Form:
    name: str
    title: str
    columns: Cells
    holds: Callable[[Told, Enterprise], bool]
    cells: Callable[[Told, Enterprise], Cells]
    kilns: str
    """The two whose order differs in the notes."""


_FORMS = (
    _Form(
        "附件1",
        "秋冬季实施停产企业清单",
        ("实施停产原因", "停产时间"),
        Told.stands_throughout,
        _stopped,
        "石灰、玻璃",
    ),
    _Form(
        "附件2",
        "秋季错峰生产企业清单",
        ("错峰措施", "停限产时间"),
        Told.staggers,
        _staggered,
        "石灰、玻璃",
    ),
    _Form(
        "附件3",
        "秋季豁免错峰生产企业清单",
        ("豁免错峰生产依据",),
        Told.is_exempt,
        _exempt,
        "玻璃、石灰",
    ),
)


def _annex(form: _Form, told: Told, city: str, works: Sequence[Enterprise]) -> Sheet:
    members = [w for w in works if form.holds(told, w)]
    return Sheet(
        name=form.name,
        title=f"{told.years}年{form.title}",
        head=_place(city),
        columns=(*_WHO, *form.columns, *_CONTACT),
        rows=tuple(
            (place, *_who(w), *form.cells(told, w), w.contact, w.phone)
            for place, w in enumerate(members, start=1)
        ),
        closing=closing_line(w.industry for w in members),
        note=_NOTE.format(kilns=form.kilns),
    )


def _place(city: str) -> str:
    return f"填报市：{city if city.endswith(_NOT_CITIES) else f'{city}市'}"


def _who(works: Enterprise) -> Cells:
    return works.name, industry_head(works.industry), address(works)


# ── maintenance ──────────────────────────────────────────────────────────────────────────────────

_MAINTENANCE = ("序号", "企业名称", "检修设备", "检修天数", "检修时间", "检修队伍")


def _maintenance(told: Told, city: str, works: Sequence[Enterprise]) -> Iterator[Sheet]:
    """The maintenance of a city's works and the days that the plan gives it, where there is any."""
    jobs = [wanted for wanted in wanted_jobs(told.season, told.plan) if wanted.works in works]
    found = sum(wanted.placed is not None for wanted in jobs)
    if jobs:
        yield Sheet(
            name="检修",
            title=f"{told.years}年错峰期间检修安排",
            head=_place(city),
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
