"""Annexes 1 to 3 of a city's plan: who stops, who staggers, who is exempt (SX-9), one export a city (SX-10).

Titles, columns, closing line and note are those of 晋工信节能字〔2021〕171号, word for word; so are its
differences: annex 1 says 秋冬季 where 2 and 3 say 秋季, and the note of annex 3 orders its kilns otherwise.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from scheduler.domain.enterprise import Enterprise
from scheduler.domain.obligation import StopShare
from scheduler.domain.plan import Plan
from scheduler.domain.policy import place_name
from scheduler.domain.season import Season
from scheduler.report.duty import driving_units
from scheduler.report.industries import HEADS, industry_head
from scheduler.report.measures import measures, times
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

    number: int
    title: str
    city: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    """One works a row, numbered from 1."""
    closing: str
    note: str


def annexes(season: Season, plan: Plan) -> dict[str, tuple[Annex, ...]]:
    """Stop, stagger and exemption list by city; every works stands in at most one of them.

    1: all its driving units (furnaces) stand on every day of every stage. 3: exempt by a clause; what it
    reduces on its own stands beside the ground. 2: any other that owes a share or reduces. A works that
    neither owes nor reduces is in none.

    Raises:
        InputError: for a plan that cannot be read against this season.
    """
    facts = tabulate(season, plan)
    return {
        city: tuple(_annex(form, facts, plan, city, works) for form in _FORMS)
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


def _number_of(facts: Facts, plan: Plan, works: Enterprise) -> int | None:
    """The annex that a works belongs to."""
    season = facts.season
    if _stands_throughout(facts, works):
        return 1
    if any(freed.enterprise_id == works.enterprise_id for freed in season.exemptions):
        return 3
    owes = any(isinstance(o, StopShare) and o.subject == works.enterprise_id for o in season.obligations)
    return 2 if owes or measures(plan, season.units_of[works.enterprise_id]) else None


def _stands_throughout(facts: Facts, works: Enterprise) -> bool:
    units = driving_units(facts.season, facts.season.units_of[works.enterprise_id])
    days = [day for stage in facts.season.stages for day in facts.span(stage.window).indices()]
    return bool(units and days) and all(facts.off(unit.unit_id, day) for unit in units for day in days)


# ── what stands between the address and the contact ──────────────────────────────────────────────


def _stopped(season: Season, plan: Plan, works: Enterprise) -> Cells:
    """Clauses that ask for a full stop, and the days."""
    full = [o for o in season.obligations if isinstance(o, StopShare) and o.subject == works.enterprise_id]
    grounds = dict.fromkeys(f"{owed.clause}：{owed.ground.zh}" for owed in full if owed.share == 1)
    return (
        "\n".join(grounds) or "按本计划全部停产",
        times(plan, driving_units(season, season.units_of[works.enterprise_id])),
    )


def _staggered(season: Season, plan: Plan, works: Enterprise) -> Cells:
    units = season.units_of[works.enterprise_id]
    return measures(plan, units) or "本计划未安排停限产", times(plan, units)


def _exempt(season: Season, plan: Plan, works: Enterprise) -> Cells:
    freed = [e for e in season.exemptions if e.enterprise_id == works.enterprise_id]
    lines = [f"{e.clause}：{e.ground.zh}（豁免{'、'.join(e.lifts)}）" for e in freed]
    units = season.units_of[works.enterprise_id]
    if own := measures(plan, units):
        lines += [f"自主减排：{own}", times(plan, units)]
    return ("\n".join(lines),)


@dataclass(frozen=True)
class _Form:
    number: int
    title: str
    columns: Cells
    cells: Callable[[Season, Plan, Enterprise], Cells]
    kilns: str
    """The two whose order differs in the notes."""


_FORMS = (
    _Form(1, "秋冬季实施停产企业清单", ("实施停产原因", "停产时间"), _stopped, "石灰、玻璃"),
    _Form(2, "秋季错峰生产企业清单", ("错峰措施", "停限产时间"), _staggered, "石灰、玻璃"),
    _Form(3, "秋季豁免错峰生产企业清单", ("豁免错峰生产依据",), _exempt, "玻璃、石灰"),
)


def _annex(form: _Form, facts: Facts, plan: Plan, city: str, works: Sequence[Enterprise]) -> Annex:
    season = facts.season
    years = dict.fromkeys(str(day.year) for day in (season.calendar.first, season.calendar.last))
    members = [w for w in works if _number_of(facts, plan, w) == form.number]
    return Annex(
        number=form.number,
        title=f"{'-'.join(years)}年{form.title}",
        city=city if city.endswith(_NOT_CITIES) else f"{city}市",
        columns=(*_WHO, *form.columns, *_CONTACT),
        rows=tuple(
            (place, *_who(w), *form.cells(season, plan, w), w.contact, w.phone)
            for place, w in enumerate(members, start=1)
        ),
        closing=closing_line(w.industry for w in members),
        note=_NOTE.format(kilns=form.kilns),
    )


def _who(works: Enterprise) -> Cells:
    """Name, industry and address; the place stands in for an address that is not known."""
    head = industry_head(works.industry)
    return works.name, head, works.address or f"{works.province}{works.city}{works.county}"
