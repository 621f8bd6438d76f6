"""Units planned a few at a time: what keeps them together, and what part of it each group takes."""

from collections.abc import Iterable
from fractions import Fraction

from scheduler.domain.obligation import (
    ChangeoverLimit,
    Obligation,
    RegionSupply,
    RotationBand,
    ShortestStop,
    StopShare,
    Substitution,
    SupplyFloor,
)
from scheduler.domain.season import Season
from scheduler.domain.unit import Unit
from scheduler.solve.turns import batches, so_far
from tests.helpers import owed, season, unit, window


def kilns(*obligations: Obligation) -> Season:
    """Six kilns of 1000 t/d, each in a works of its own."""
    names = [f"K{number}" for number in range(6)]
    return season([unit(name, f"W-{name}") for name in names], obligations)


EVERY_KILN = [f"K{number}" for number in range(6)]


def band(*, hard: bool) -> RotationBand:
    return owed(RotationBand, EVERY_KILN, process="blast_furnace", width_t_per_day=1000, hard=hard)


def ids_of(groups: Iterable[list[Unit]]) -> list[list[str]]:
    return [[unit.unit_id for unit in group] for group in groups]


def test_units_that_owe_nothing_together_are_planned_a_few_at_a_time() -> None:
    assert ids_of(batches(kilns(), 4)) == [["K0", "K1", "K2", "K3"], ["K4", "K5"]]


def test_what_is_owed_of_one_total_stays_in_one_batch() -> None:
    shared = owed(StopShare, ["K0", "K3", "K5"], share="0.5", process="blast_furnace")
    assert ids_of(batches(kilns(shared), 1)) == [["K0", "K3", "K5"], ["K1"], ["K2"], ["K4"]]


def test_bands_that_are_priced_and_limits_on_changeovers_do_not_hold_units_together() -> None:
    limit = owed(ChangeoverLimit, EVERY_KILN, most=2, days="any")
    priced = band(hard=False)
    assert len(list(batches(kilns(limit, priced), 1))) == 6
    assert len(list(batches(kilns(limit, band(hard=True)), 1))) == 1


def test_a_part_of_the_units_has_its_part_of_what_they_share() -> None:
    limit = owed(ChangeoverLimit, EVERY_KILN, most=4, days="any")
    priced = band(hard=False)
    alone = owed(ShortestStop, ["K0"], days=3)
    part = so_far(kilns(limit, priced, alone), ["K0", "K1"])
    stop, some, corridor = part.obligations
    assert (stop, some.units, corridor.units) == (alone, ("K0", "K1"), ("K0", "K1"))
    # a third of 4 changeovers and of 1000 t/d, rounded up
    assert isinstance(some, ChangeoverLimit) and some.most == 2
    assert isinstance(corridor, RotationBand) and corridor.width_t_per_day == 334
    assert so_far(kilns(limit, priced, alone), EVERY_KILN).obligations == (limit, priced, alone)


def test_kilns_that_stand_in_for_those_that_run_come_with_them_or_later() -> None:
    """Without a relieved kiln nothing is asked; with it, of the kilns that are there."""
    extra = owed(Substitution, EVERY_KILN, relieved=["K1"], standing_in=["K0", "K2"], extra=[window(5, 9)])
    assert so_far(kilns(extra), ["K0", "K5"]).obligations == ()
    (asked,) = so_far(kilns(extra), ["K0", "K1"]).obligations
    assert isinstance(asked, Substitution)
    assert (asked.relieved, asked.standing_in, asked.units) == (("K1",), ("K0",), ("K0", "K1"))


def test_each_group_supplies_its_part_of_each_region() -> None:
    rates = {"K0": 1000, "K1": 1000, "K2": 2000}
    fields = {"floors_t": [(window(0, 6), 8000)], "stock_t": 400, "stock_max_t": 2000}
    regions = [
        RegionSupply(region="A", t_per_day=rates, **fields),
        RegionSupply(region="B", t_per_day={"K3": 1000}, **fields),
    ]
    floor = owed(SupplyFloor, ["K0", "K1", "K2", "K3"], product="clinker_kiln", regions=regions)
    (asked,) = so_far(kilns(floor), ["K0", "K1"]).obligations
    assert isinstance(asked, SupplyFloor)
    ours, theirs = asked.regions
    # 2000 of A's 4000 t/d; nothing of B's
    assert [tonnes for _, tonnes in ours.floors_t] == [4000]
    assert (ours.stock_t, ours.stock_max_t) == (Fraction(200), Fraction(1000))
    assert set(ours.t_per_day) == {"K0", "K1"}
    assert [tonnes for _, tonnes in theirs.floors_t] == [0]
    assert (theirs.stock_t, set(theirs.t_per_day)) == (Fraction(0), set())
