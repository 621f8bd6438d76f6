"""Ceilings on crude steel: of works that act on their own (STL-4), of regions (STL-2, STL-3)."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from scheduler.domain.base import Text
from scheduler.domain.calendar import ONE_DAY, Stage
from scheduler.domain.condition import place_name
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.measure import OutputNotAboveLastYear, RegionCut, RegionYearCeiling
from scheduler.domain.obligation import OutputCeiling, RegionOutputCeiling
from scheduler.domain.unit import Process, Unit
from scheduler.errors import Fault
from scheduler.obligations.exemptions import standing_text
from scheduler.obligations.outcome import Outcome, amount, impossible, missing, note, owe, percent
from scheduler.obligations.select import Scope

NOTHING = Fraction(0)


def steel_rates(works: Enterprise, units: Sequence[Unit]) -> dict[str, Fraction]:
    """Crude steel of a day at full load: hot metal × steel-to-iron ratio, electric steel."""
    ratios = {Process.BLAST_FURNACE: works.steel_per_iron, Process.ELECTRIC_FURNACE: Fraction(1)}
    return {u.unit_id: u.capacity_t_per_day * ratios[u.process] for u in units if u.process in ratios}


# ── works that act on their own ──────────────────────────────────────────────────────────────────


def outputs_not_above_last_year(scope: Scope, measure: OutputNotAboveLastYear) -> Iterator[Outcome]:
    """Crude steel of a stage ≤ that of the same period a year before (STL-4)."""
    for works in scope.works:
        if not any(_counts(scope, measure, works, stage) for stage in scope.stages_of(measure, works)):
            continue
        rates = steel_rates(works, scope.units(works))
        if not rates:
            yield note(
                measure.clause,
                works.enterprise_id,
                f"{works.name}没有高炉和电炉，产量上限不产生约束",
                f"{works.name} has neither blast nor electric furnace: its output ceiling binds nothing",
            )
            continue
        yield from _ceilings_of_last_year(scope, measure, works, rates)


def _counts(
    scope: Scope,
    measure: OutputNotAboveLastYear | RegionYearCeiling | RegionCut,
    works: Enterprise,
    stage: Stage,
) -> bool:
    """Tonnes are those of a whole stage: what the works is on its first day counts."""
    return scope.owes(measure, works, None, stage.window.first)


def _ceilings_of_last_year(
    scope: Scope, measure: OutputNotAboveLastYear, works: Enterprise, rates: dict[str, Fraction]
) -> Iterator[Outcome]:
    for stage in scope.stages_of(measure, works):
        if not _counts(scope, measure, works, stage):
            continue
        standing = standing_text(scope, works, stage.window.first)
        last_year = works.output_last_year_t.get(stage.id)
        if last_year is None:
            yield missing(works.enterprise_id, _column(stage), measure.clause)
            continue
        yield owe(
            OutputCeiling,
            clause=measure.clause,
            subject=works.enterprise_id,
            window=stage.window,
            ground=Text(
                zh=f"{standing.zh}；上一年同期粗钢产量{amount(last_year)}吨",
                en=f"{standing.en}; crude steel of the same period a year before: {amount(last_year)} t",
            ),
            units=[u for u in scope.units(works) if u.unit_id in rates],
            tonnes=last_year,
            t_per_day=rates,
        )


def _column(stage: Stage) -> str:
    return f"output_last_year_{stage.id}_t"


# ── regions ──────────────────────────────────────────────────────────────────────────────────────


def region_year_ceilings(scope: Scope, measure: RegionYearCeiling) -> Iterator[Outcome]:
    """Crude steel of a region ≤ its ceiling of the year − its output of the year to date (STL-2)."""
    ceilings = {place_name(name): t for name, t in scope.parameters[measure.parameter].items()}
    regions = scope.regions(scope.parameters[measure.region])
    for unmet in sorted(ceilings.keys() - regions.keys()):
        yield note(measure.clause, unmet, f"{unmet}没有适用企业", f"no works of {unmet} is met by the notice")
    for counted in _by_stage(scope, measure):
        faults = [
            *_unknown_ceiling(scope, measure, counted.region, ceilings),
            *_unknown_outputs(measure, counted.members),
        ]
        yield from faults
        if not faults:
            yield from _year_ceiling(scope, measure, counted, ceilings[counted.region])


class _Counted(NamedTuple):
    """The works of a region that a ceiling counts in a stage."""

    region: str
    stage: Stage
    members: Sequence[Enterprise]


def _by_stage(scope: Scope, measure: RegionYearCeiling | RegionCut) -> Iterator[_Counted]:
    """By region and stage; without those in which no works counts."""
    for region, covered in scope.regions(scope.parameters[measure.region]).items():
        for stage in scope.stages_of(measure, covered[0]):
            members = [works for works in covered if _counts(scope, measure, works, stage)]
            if members:
                yield _Counted(region, stage, members)


def _unknown_ceiling(
    scope: Scope, measure: RegionYearCeiling, region: str, ceilings: dict[str, Fraction]
) -> Iterator[Fault]:
    if region not in ceilings:
        yield Fault(
            f"{measure.parameter} gives no ceiling for {region}, whose works {measure.clause} meets",
            file="scenario.yaml",
            key=f"parameters.{scope.policy.id}.{measure.parameter}",
            maybe=f"add {region} with its crude steel of the whole year in tonnes",
        )


def _unknown_outputs(measure: RegionYearCeiling, members: Sequence[Enterprise]) -> Iterator[Fault]:
    for works in members:
        if works.output_this_year_to_date_t is None:
            yield missing(works.enterprise_id, "output_this_year_to_date_t", measure.clause)


def _year_ceiling(
    scope: Scope, measure: RegionYearCeiling, counted: _Counted, ceiling: Fraction
) -> Iterator[Outcome]:
    made = sum((works.output_this_year_to_date_t or NOTHING for works in counted.members), NOTHING)
    eve = counted.stage.window.first - ONE_DAY
    if made > ceiling:
        yield impossible(
            measure.clause,
            counted.region,
            f"截至{eve}已产粗钢{amount(made)}吨，超过全年上限{amount(ceiling)}吨；按本阶段零产量处理",
            f"{amount(made)} t of crude steel made up to {eve} exceed the year's ceiling of "
            f"{amount(ceiling)} t; taken as no output in the stage",
        )
    ground = Text(
        zh=f"全年上限{amount(ceiling)}吨，截至{eve}已产{amount(made)}吨",
        en=f"ceiling of the year {amount(ceiling)} t less {amount(made)} t made up to {eve}",
    )
    tonnes = max(NOTHING, ceiling - made)
    yield from _region_ceiling(scope, measure, counted, tonnes=tonnes, ground=ground)


def region_cuts(scope: Scope, measure: RegionCut) -> Iterator[Outcome]:
    """Crude steel of a region ≤ (1 − cut) × that of the same period a year before (STL-3).

    Last year counts for the works whose furnaces are planned: what others made frees nobody's.
    """
    for counted in _by_stage(scope, measure):
        stage = counted.stage
        makers = [works for works in counted.members if steel_rates(works, scope.units(works))]
        unknown = [works for works in makers if stage.id not in works.output_last_year_t]
        yield from (missing(works.enterprise_id, _column(stage), measure.clause) for works in unknown)
        if unknown:
            continue
        last_year = sum((works.output_last_year_t[stage.id] for works in makers), NOTHING)
        ground = Text(
            zh=f"上一年同期粗钢{amount(last_year)}吨，错峰比例不低于{percent(measure.cut)}",
            en=f"{amount(last_year)} t of crude steel in the same period a year before, "
            f"less at least {percent(measure.cut)}",
        )
        tonnes = (1 - measure.cut) * last_year
        yield from _region_ceiling(scope, measure, counted, tonnes=tonnes, ground=ground)


def _region_ceiling(
    scope: Scope,
    measure: RegionYearCeiling | RegionCut,
    counted: _Counted,
    *,
    tonnes: Fraction,
    ground: Text,
) -> Iterator[Outcome]:
    rates: dict[str, Fraction] = {}
    for works in counted.members:
        rates |= steel_rates(works, scope.units(works))
    if not rates:
        yield note(
            measure.clause,
            counted.region,
            f"{counted.region}没有高炉和电炉，产量上限不产生约束",
            f"{counted.region} has neither blast nor electric furnaces: its ceiling binds nothing",
        )
        return
    yield owe(
        RegionOutputCeiling,
        clause=measure.clause,
        subject=counted.region,
        window=counted.stage.window,
        ground=ground,
        units=[unit for works in counted.members for unit in scope.units(works) if unit.unit_id in rates],
        tonnes=tonnes,
        t_per_day=rates,
    )
