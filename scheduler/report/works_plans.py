"""One plan for each works 一企一策: what each of its lines does, on which days and why (ZZ-5)."""

import re
from collections.abc import Iterable, Iterator

from scheduler.domain.enterprise import Enterprise
from scheduler.domain.plan import Plan
from scheduler.domain.season import Season
from scheduler.domain.unit import Unit
from scheduler.domain.words import PROCESS_NAMES
from scheduler.report.industries import industry_head
from scheduler.report.jobs import wanted_jobs
from scheduler.report.measures import dates, tasks
from scheduler.report.sentences import alike, say_alike
from scheduler.report.sheets import Sheet
from scheduler.report.told import Told, address
from scheduler.report.words import size_text
from scheduler.verify.facts import tabulate

_COLUMNS = ("序号", "生产线（设备）", "工序", "规模", "产能（吨/日）", "错峰措施", "停限产时间", "备注")
_NOT_IN_NAMES = re.compile(r"[\\/:*?\[\]\x00-\x1f]")
_LONGEST_NAME = 31
"""Characters that the name of a sheet may have."""


def works_plans(season: Season, plan: Plan) -> dict[str, tuple[Sheet, ...]]:
    """A sheet for each works, by city: its lines with measures and days, what it owes, what frees it.

    Raises:
        InputError: for a plan that cannot be read against this season.
    """
    told = Told(tabulate(season, plan), plan)
    return {
        city: tuple(_sheet(told, each, name) for each, name in zip(works, _sheet_names(works), strict=True))
        for city, works in told.works_by_city().items()
    }


def _sheet_names(works: Iterable[Enterprise]) -> Iterator[str]:
    """Each works' name as a sheet's may be, with a number where it is there already."""
    seen: set[str] = set()
    for number, each in enumerate(works, start=1):
        name = _NOT_IN_NAMES.sub("_", each.name)[:_LONGEST_NAME].strip("'") or each.enterprise_id
        if name.casefold() in seen:
            name = f"{name[: _LONGEST_NAME - 5]}~{number}"
        seen.add(name.casefold())
        yield name


def _sheet(told: Told, works: Enterprise, name: str) -> Sheet:
    jobs = [wanted for wanted in wanted_jobs(told.season, told.plan) if wanted.works == works]
    notes = ["豁免：" + told.freed(exempted) for exempted in told.exemptions(works)]
    notes += [
        "，".join(filter(None, (f"检修：{job.unit.name}", dates(job.placed), job.crew)))
        for job in jobs
        if job.placed
    ]
    return Sheet(
        name=name,
        title=f"{works.name}{told.years}年错峰生产方案（一企一策）",
        head="；".join(_about(works)),
        columns=_COLUMNS,
        rows=tuple(_row(told, unit, place) for place, unit in enumerate(told.units(works), start=1)),
        closing="\n".join(_owed(told, works)) or "各项通知未要求本企业停限产。",
        note="\n".join(notes),
    )


def _about(works: Enterprise) -> Iterator[str]:
    yield f"所属行业：{industry_head(works.industry)}"
    if works.grade:
        yield f"环保绩效等级：{works.grade}"
    yield f"企业生产地址：{address(works)}"
    if works.contact or works.phone:
        yield f"企业联系人：{works.contact} {works.phone}".rstrip()


def _row(told: Told, unit: Unit, place: int) -> tuple[str | int, ...]:
    done = list(tasks(told.plan, [unit]))
    return (
        place,
        unit.name,
        PROCESS_NAMES[unit.process].zh,
        size_text(unit),
        f"{float(unit.capacity_t_per_day):,g}",
        "；".join(task.measure for task in done) or "正常生产",
        "\n".join(task.days for task in done),
        unit.remark,
    )


def _owed(told: Told, works: Enterprise) -> Iterator[str]:
    """'SX-4：1号窑在…停产不少于31天（C级）': what makes the works give something up, by clause."""
    asked = {demand.owed.id: demand.owed for demand in told.season.demands_of[works.enterprise_id]}
    for group in alike(asked.values()):
        yield f"{group[0].clause}：{say_alike(group, told.season, 'zh')}（{group[0].ground.zh}）"
