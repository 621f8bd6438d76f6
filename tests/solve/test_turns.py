"""Works planned in turn: what ties them, and what part of it those that are planned so far take."""

from fractions import Fraction

import pytest

from scheduler.domain.obligation import (
    ChangeoverLimit,
    EmissionCeiling,
    HeatFloor,
    LinkedUnits,
    Maintenance,
    Obligation,
    RegionOutputCeiling,
    RegionSupply,
    RotationBand,
    ShortestStop,
    StopDays,
    StopShare,
    Substitution,
    SupplyFloor,
)
from scheduler.domain.season import Season
from scheduler.solve.turns import so_far, ties
from tests.helpers import job, owed, season, unit, window

EVERY_KILN = [f"K{number}" for number in range(6)]
HALVES = (EVERY_KILN[:2], EVERY_KILN[2:])
"""Of six kilns; the first two are of 3000 t/d in all, the rest of 9000."""


def kilns(*obligations: Obligation) -> Season:
    """Two kilns of 1500 t/d, two of 2000 and two of 2500, each in a works of its own."""
    capacities = (1500, 1500, 2000, 2000, 2500, 2500)
    units = [
        unit(name, f"W-{name}", capacity_t_per_day=capacity, nox_kg_per_t=1, heat_area_m2=capacity)
        for name, capacity in zip(EVERY_KILN, capacities, strict=True)
    ]
    return season(units, obligations)


def part_of(tie: Obligation, unit_ids: list[str], *others: Obligation) -> Obligation:
    """The tie as some of its units have it."""
    (part,) = (each for each in so_far(kilns(tie, *others), unit_ids).obligations if each.id == tie.id)
    return part


# ── what ties ────────────────────────────────────────────────────────────────────────────────────


def test_what_units_of_several_works_owe_ties_them() -> None:
    furnaces = [unit("F1", "W1"), unit("F2", "W1"), unit("F3", "W2")]
    share = {"share": "0.5", "process": "blast_furnace"}
    within, across = owed(StopShare, ["F1", "F2"], **share), owed(StopShare, ["F2", "F3"], **share)
    alone = owed(ShortestStop, ["F3"], days=3)
    whole = season(furnaces, [within, across, alone])
    assert [ties(whole, each) for each in (within, across, alone)] == [False, True, False]


# ── parts ────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_owed_by_those_alone_is_theirs_whole() -> None:
    alone = owed(ShortestStop, ["K0"], days=3)
    other = owed(ShortestStop, ["K2"], days=3)
    assert so_far(kilns(alone, other), ["K0", "K1"]).obligations == (alone,)


def test_all_units_have_all_of_it() -> None:
    limit = owed(ChangeoverLimit, EVERY_KILN, most=4, days="any")
    whole = kilns(limit, owed(ShortestStop, ["K0"], days=3))
    assert so_far(whole, EVERY_KILN).obligations == whole.obligations


@pytest.mark.parametrize(("most", "part"), [(4, 2), (3, 1), (1, 1), (None, None)])
def test_changeovers_by_number_of_units_rounded_up(most: int | None, part: int | None) -> None:
    limit = part_of(owed(ChangeoverLimit, EVERY_KILN, most=most, days="any"), ["K0", "K1"])
    assert isinstance(limit, ChangeoverLimit)
    assert (limit.most, limit.units) == (part, ("K0", "K1"))


@pytest.mark.parametrize("hard", [False, True])
def test_a_corridor_by_number_of_units_rounded_up(hard: bool) -> None:
    band = owed(RotationBand, EVERY_KILN, process="blast_furnace", width_t_per_day=1000, hard=hard)
    part = part_of(band, ["K0", "K1"])
    assert isinstance(part, RotationBand)
    assert (part.width_t_per_day, part.units, part.hard) == (334, ("K0", "K1"), hard)


def test_emissions_by_what_each_emits_at_full_load() -> None:
    """3000 of 12,000 kg a day: a quarter of 8000."""
    part = part_of(owed(EmissionCeiling, EVERY_KILN, kg_per_day=8000), ["K0", "K1"])
    assert isinstance(part, EmissionCeiling)
    assert (part.kg_per_day, part.units) == (2000, ("K0", "K1"))


def test_heat_by_the_area_that_each_can_heat() -> None:
    part = part_of(owed(HeatFloor, EVERY_KILN, demand_m2=6000), ["K4", "K5"])
    assert isinstance(part, HeatFloor)
    assert (part.demand_m2, part.units) == (2500, ("K4", "K5"))


RATES = {"K0": 1000, "K1": 1000, "K2": 2000}


def ceiling() -> RegionOutputCeiling:
    """Three quarters of what they can make in ten days."""
    return owed(RegionOutputCeiling, list(RATES), tonnes=30_000, t_per_day=RATES)


def test_output_by_rate_where_nobody_owes_anything() -> None:
    part = part_of(ceiling(), ["K0", "K1", "K5"])
    assert isinstance(part, RegionOutputCeiling)
    assert part.t_per_day == {"K0": 1000, "K1": 1000}
    assert (part.tonnes, part.units) == (15_000, ("K0", "K1"))


def test_output_by_what_each_own_duty_leaves_it() -> None:
    """The first stands half of the days anyhow: 500 of 3500 t/d that are left are its part of the ceiling."""
    part = part_of(ceiling(), ["K0"], owed(StopDays, ["K0"], days=5))
    assert isinstance(part, RegionOutputCeiling)
    assert part.tonnes == Fraction(30_000, 7)


def test_output_none_of_which_is_theirs_asks_nothing() -> None:
    assert so_far(kilns(ceiling()), ["K4", "K5"]).obligations == ()


def test_each_supplies_its_part_of_each_region() -> None:
    rates = {"K0": 1000, "K1": 1000, "K2": 2000}
    fields = {"floors_t": [(window(0, 6), 8000)], "stock_t": 400, "stock_max_t": 2000}
    regions = [
        RegionSupply(region="A", t_per_day=rates, **fields),
        RegionSupply(region="B", t_per_day={"K3": 1000}, **fields),
    ]
    tie = owed(SupplyFloor, ["K0", "K1", "K2", "K3"], product="clinker_kiln", regions=regions)
    asked = part_of(tie, ["K0", "K1"])
    assert isinstance(asked, SupplyFloor)
    ours, theirs = asked.regions
    # 2000 of A's 4000 t/d; nothing of B's
    assert [tonnes for _, tonnes in ours.floors_t] == [4000]
    assert (ours.stock_t, ours.stock_max_t) == (200, 1000)
    assert set(ours.t_per_day) == {"K0", "K1"}
    assert [tonnes for _, tonnes in theirs.floors_t] == [0]
    assert (theirs.stock_t, set(theirs.t_per_day)) == (0, set())


def test_work_on_their_units_alone_by_as_many_crews() -> None:
    jobs = [job("J0", "K0"), job("J2", "K2")]
    tie = owed(Maintenance, ["K0", "K2", "K3"], jobs=jobs, crews=1, hard=True)
    part = part_of(tie, ["K0", "K3"])
    assert isinstance(part, Maintenance)
    assert (part.jobs, part.crews, part.hard) == ((jobs[0],), 1, True)
    assert so_far(kilns(tie), ["K3", "K4"]).obligations == ()


def test_kilns_that_stand_in_for_those_that_run_come_with_them_or_later() -> None:
    """Without a relieved kiln nothing is asked; with it, of the kilns that are there."""
    extra = owed(Substitution, EVERY_KILN, relieved=["K1"], standing_in=["K0", "K2"], extra=[window(5, 9)])
    assert so_far(kilns(extra), ["K0", "K5"]).obligations == ()
    asked = part_of(extra, ["K0", "K1"])
    assert isinstance(asked, Substitution)
    assert (asked.relieved, asked.standing_in, asked.units) == (("K1",), ("K0",), ("K0", "K1"))


def test_what_cannot_be_shared_out_is_left_to_the_whole() -> None:
    linked = owed(LinkedUnits, ["K0", "K2"], group=["K0"], drivers=["K2"], process="sinter")
    assert so_far(kilns(linked), ["K0", "K1"]).obligations == ()


# ── parts together ───────────────────────────────────────────────────────────────────────────────


def test_parts_add_up_to_no_less_than_the_whole_and_to_less_than_one_more_for_each() -> None:
    """Rounding gives away less than one for each part: a later works finds no less room than an earlier."""
    limit = owed(ChangeoverLimit, EVERY_KILN, most=4, days="any")
    band = owed(RotationBand, EVERY_KILN, process="blast_furnace", width_t_per_day=1000, hard=True)
    changes = [part.most for half in HALVES if isinstance(part := part_of(limit, half), ChangeoverLimit)]
    widths = [
        part.width_t_per_day for half in HALVES if isinstance(part := part_of(band, half), RotationBand)
    ]
    assert 4 <= sum(most or 0 for most in changes) < 4 + len(HALVES)
    assert 1000 <= sum(widths) < 1000 + len(HALVES)


def test_what_is_shared_out_exactly_adds_up_exactly() -> None:
    emission, heat = (
        owed(EmissionCeiling, EVERY_KILN, kg_per_day=8000),
        owed(HeatFloor, EVERY_KILN, demand_m2=7),
    )
    kilograms = [
        part.kg_per_day for half in HALVES if isinstance(part := part_of(emission, half), EmissionCeiling)
    ]
    areas = [part.demand_m2 for half in HALVES if isinstance(part := part_of(heat, half), HeatFloor)]
    apart = (["K0"], ["K1", "K2"])
    tonnes = [
        part.tonnes for half in apart if isinstance(part := part_of(ceiling(), half), RegionOutputCeiling)
    ]
    assert (sum(kilograms), sum(areas), sum(tonnes)) == (8000, 7, 30_000)
