"""A plan and what is told of each works: what it owes, what frees it, what it does."""

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
from scheduler.report.measures import dates, measures
from scheduler.verify.facts import Facts


@dataclass(frozen=True)
class Told:
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
        owes = self.season.demands_of[works.enterprise_id] or self.replaced(works)
        return bool(owes or (not self.exemptions(works) and measures(self.plan, self.units(works))))

    def is_exempt(self, works: Enterprise) -> bool:
        return bool(self.exemptions(works)) and not self.stands_throughout(works)

    def freed(self, exempted: Exempted) -> str:
        """'STL-4：A级（豁免STL-5、STL-6）', with units and days where it is not the whole works or season."""
        within = [f"豁免{'、'.join(exempted.lifts)}"]
        if names := exempt_units(self.season, exempted):
            within.append(f"限{'、'.join(names)}")
        if exempted.window:
            within.append(dates(exempted.window))
        return f"{exempted.clause}：{exempted.ground.zh}（{'；'.join(within)}）"

    @property
    def years(self) -> str:
        """'2021-2022', as in titles."""
        calendar = self.season.calendar
        return "-".join(dict.fromkeys(str(day.year) for day in (calendar.first, calendar.last)))

    def works_by_city(self) -> dict[str, list[Enterprise]]:
        """Each city's works by industry and county."""
        counties = list(dict.fromkeys(works.county for works in self.season.enterprises))
        groups: dict[str, list[Enterprise]] = {}
        for works in self.season.enterprises:
            groups.setdefault(place_name(works.city), []).append(works)
        for members in groups.values():
            members.sort(key=lambda w: (HEADS.index(industry_head(w.industry)), counties.index(w.county)))
        return groups


def exempt_units(season: Season, exempted: Exempted) -> list[str]:
    """Names of the units that are exempt; none where all of the works are."""
    own = {unit.unit_id for unit in season.units_of[exempted.enterprise_id]}
    part = exempted.units if own.difference(exempted.units) else ()
    return [season.unit_by_id[unit_id].name for unit_id in part]


def address(works: Enterprise) -> str:
    """Where it is; the place stands in for an address that is not known."""
    return works.address or f"{works.province}{works.city}{works.county}"
