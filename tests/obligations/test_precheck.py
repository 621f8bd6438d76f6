"""What arithmetic alone rules out of shares, ceilings and days: said with clause, subject and numbers."""

from collections.abc import Sequence
from typing import Any

import pytest

from scheduler.domain.measure import CountedBy
from scheduler.domain.obligation import (
    ChangeoverDays,
    ChangeoverLimit,
    EmissionCeiling,
    ForbiddenDays,
    HeatFloor,
    LinesOff,
    LinkedUnits,
    MaterialBalance,
    MostStops,
    OneLoad,
    OutputCeiling,
    ShortestStop,
    StopDays,
    StopShare,
    StopWindow,
)
from scheduler.domain.unit import Process, Unit
from scheduler.verify.check import verify
from tests.helpers import on, oven, owed, plan, season, stage, stop, unit
from tests.obligations.impossible import said


def share(number: Any, units: Sequence[str] = ("F1",), **fields: Any) -> StopShare:
    return owed(StopShare, units, process=Process.BLAST_FURNACE, share=number, subject="W1", **fields)


# ── shares ───────────────────────────────────────────────────────────────────────────────────────


def test_a_shortest_stop_longer_than_the_season() -> None:
    shortest = [owed(ShortestStop, ["F1"], days=11)]
    assert said([unit("F1")], [share("0.1"), *shortest]) == [
        "TEST-1 W1: owes a stopped share of 10 % in 2021-11-15…2021-11-24, at most 0 % can stop "
        "(ROTATION: shortest stops and forbidden days; F1 on at most 0 of 10 days)"
    ]
    assert said([unit("F1", off_since=on(-1))], [share("0.1"), *shortest]) == []
    assert said([unit("F1")], [share(0), *shortest]) == []


def test_a_share_above_what_forbidden_days_leave() -> None:
    """Days 4 and 5 forbidden: 4 days before, 4 after; a stop of 5 fits in neither."""
    forbidden = owed(ForbiddenDays, ["F1"], 4, 5)
    assert said([unit("F1")], [share("0.8"), forbidden]) == []
    assert len(said([unit("F1")], [share("0.81"), forbidden])) == 1
    assert len(said([unit("F1")], [share("0.1"), forbidden, owed(ShortestStop, ["F1"], days=5)])) == 1


def test_a_share_above_what_the_number_of_stops_leaves() -> None:
    """Forbidden on days 1 and 6: stretches of 1, 4 and 3 days. One that goes on begins nowhere."""
    forbidden = [owed(ForbiddenDays, ["F1"], day, day) for day in (1, 6)]
    one_stop = owed(MostStops, ["F1"], stops=1)
    assert said([unit("F1")], [share("0.5"), *forbidden, one_stop]) == []
    assert len(said([unit("F1")], [share("0.51"), *forbidden, one_stop])) == 1
    assert said([unit("F1")], [share("0.8"), *forbidden, owed(MostStops, ["F1"], stops=2)]) == []


def test_a_share_above_what_heating_leaves() -> None:
    """Two furnaces of 100 m² and 1000 and 3000 t/d, 100 m² needed: at most 3000 of 4000 may stand."""
    units = [unit("F1", heat_area_m2=100), unit("F2", capacity_t_per_day=3000, heat_area_m2=100)]
    floor = owed(HeatFloor, ["F1", "F2"], demand_m2=100)
    assert said(units, [share("0.75", ["F1", "F2"]), floor]) == []
    assert said(units, [share("0.76", ["F1", "F2"]), floor]) == [
        "TEST-1 W1: owes a stopped share of 76 % in 2021-11-15…2021-11-24, at most 75 % can stop, "
        "so that homes are heated (HEAT)"
    ]


def test_shares_of_two_works_that_one_network_does_not_allow_together() -> None:
    """Each works may stop its one furnace on all days, both together on 10 of 20 furnace days."""
    units = [unit("F1", heat_area_m2=100), unit("F2", "W2", heat_area_m2=100)]
    floor = owed(HeatFloor, ["F1", "F2"], demand_m2=100, subject="N")
    mine, other = share("0.6", ["F1"]), share("0.5", ["F2"]).model_copy(update={"subject": "W2"})
    assert said(units, [mine, other, floor]) == [
        "TEST-1 N: at most 10,000 t of capacity can stop in 2021-11-15…2021-11-24, "
        "W1, W2 together owe 11,000 t (TEST-1)"
    ]
    assert said(units, [share("0.5", ["F1"]), other, floor]) == []


@pytest.mark.parametrize(
    "others",
    [
        pytest.param({"units": ("F1", "F2")}, id="of the same units"),
        pytest.param({"units": ("F2", "F3")}, id="of some of the same units"),
        pytest.param({"units": ("F1", "F2"), "last": 7}, id="over a part of the same days"),
    ],
)
def test_days_off_count_for_every_share_that_they_meet(others: dict[str, Any]) -> None:
    """F2 stands throughout: half of either pair, while one of three furnaces of 100 m² may stand at once."""
    units = [unit(name, heat_area_m2=100) for name in ("F1", "F2", "F3")]
    floor = owed(HeatFloor, ["F1", "F2", "F3"], demand_m2=200, subject="N")
    owes = [share("0.5", ["F1", "F2"]), share("0.4", **others), floor]
    assert verify(season(units, owes), plan(stop("F2", 0, 9))).broken == ()
    assert said(units, owes) == []


def test_a_lesser_share_of_the_same_units_adds_nothing_beside_that_of_another_works() -> None:
    """One furnace of two may stand: six days of ten and five do not fit, five and five do."""
    units = [unit("F1", heat_area_m2=100), unit("F2", "W2", heat_area_m2=100)]
    floor = owed(HeatFloor, ["F1", "F2"], demand_m2=100, subject="N")
    other = share("0.5", ["F2"]).model_copy(update={"subject": "W2"})
    assert said(units, [share("0.6"), share("0.5"), other, floor]) == [
        "TEST-1 N: at most 10,000 t of capacity can stop in 2021-11-15…2021-11-24, "
        "W1, W2 together owe 11,000 t (TEST-1)"
    ]
    assert said(units, [share("0.5"), share("0.4"), other, floor]) == []


def link(group: Sequence[str], drivers: Sequence[str]) -> LinkedUnits:
    named = {"group": tuple(group), "drivers": tuple(drivers), "subject": "W1"}
    return owed(LinkedUnits, [*group, *drivers], process=Process.COKE_OVEN, **named)


def one_load(oven: Unit) -> OneLoad:
    return owed(OneLoad, [oven.unit_id], lowest_load=oven.lowest_load)


@pytest.mark.parametrize(("owes", "possible"), [("0.5", True), ("0.51", False)])
def test_ovens_that_cannot_follow_their_furnaces(owes: str, possible: bool) -> None:
    """Ovens down to 50 %."""
    units = [unit("F1"), oven("C1")]
    findings = said(units, [share(owes), link(["C1"], ["F1"]), one_load(units[1])])
    assert (findings == []) is possible


def test_furnaces_stop_by_whole_days() -> None:
    """45 % of ten days is 5 days of the one furnace: 50 %, more than the 49 % of the oven."""
    units = [unit("F1"), oven("C1", load_min="0.51")]
    lowest = one_load(units[1])
    assert said(units, [share("0.45"), link(["C1"], ["F1"]), lowest]) == [
        "TEST-1 W1: coke_oven can reduce by at most 49 % in 2021-11-15…2021-11-24, "
        "its furnaces stop at least 50 % in whole days (TEST-1)"
    ]
    assert said(units, [share("0.4"), link(["C1"], ["F1"]), lowest]) == []


# ── ceilings ─────────────────────────────────────────────────────────────────────────────────────


def test_an_output_ceiling_below_what_must_be_made() -> None:
    """Three forbidden days at 1100 t, and an electric furnace not below 60 % of 500 t on ten days: 6300 t."""
    electric = oven("E1", process=Process.ELECTRIC_FURNACE, capacity_t_per_day=500, load_min="0.6")
    units, forbidden = [unit("F1"), electric], owed(ForbiddenDays, ["F1"], 2, 4)
    lowest = one_load(electric)
    rates = {"F1": 1100, "E1": 500}
    tight = owed(OutputCeiling, ["F1", "E1"], tonnes=6300, t_per_day=rates)
    assert said(units, [forbidden, lowest, tight]) == []
    assert said(units, [forbidden, lowest, tight.model_copy(update={"tonnes": 6299})]) == [
        "TEST-1 F1: at most 6,299 t of crude steel in 2021-11-15…2021-11-24, "
        "but forbidden days, lowest loads and heating leave at least 6,300 t"
    ]


def test_an_emission_ceiling_below_what_a_day_must_emit() -> None:
    units = [unit("F1", nox_kg_per_t="0.5"), unit("F2", nox_kg_per_t=1)]
    forbidden = [owed(ForbiddenDays, ["F1"], 3, 4), owed(ForbiddenDays, ["F2"], 4, 5)]
    assert said(units, [*forbidden, owed(EmissionCeiling, ["F1", "F2"], kg_per_day=1500)]) == []
    assert said(units, [*forbidden, owed(EmissionCeiling, ["F1", "F2"], kg_per_day="1499.9")]) == [
        "TEST-1 F1: at most 1,499.9 kg on each day, but on 2021-11-19 at least 1,500 kg are emitted"
    ]


def test_changeovers_too_few_for_the_stops_owed() -> None:
    """15, 21 November and no 1 December in ten days: two days of one changeover, three furnaces to stop."""
    units = [unit(f"F{n}", f"W{n}") for n in (1, 2, 3)]
    owes = [share("0.2", [f"F{n}"]).model_copy(update={"subject": f"W{n}"}) for n in (1, 2, 3)]
    names = ["F1", "F2", "F3"]
    limit = owed(ChangeoverLimit, names, most=1, days=ChangeoverDays.XUN, subject="邯郸市")
    assert said(units, [*owes, limit]) == [
        "TEST-1 邯郸市: at most 2 changeovers in 2021-11-15…2021-11-24 (on 2 days), "
        "the shares owed need at least 3 stops to begin"
    ]
    assert said(units, [*owes, limit.model_copy(update={"most": 2})]) == []
    assert said([unit("F1", "W1", off_since=on(-1)), *units[1:]], [*owes, limit]) == []


def test_what_may_change_over_outside_a_limits_window_is_not_called_impossible() -> None:
    """From 16 to 20 November nothing may change; the furnace stops on the 15th, or on the 21st."""
    limit = owed(ChangeoverLimit, ["F1"], 1, 5, most=None, days=ChangeoverDays.XUN, subject="邯郸市")
    for first, last in ((1, 5), (0, 9)):
        assert said([unit("F1")], [owed(StopDays, ["F1"], first, last, days=1), limit]) == []


def test_more_units_to_stop_by_a_day_than_may_change_over() -> None:
    """Five of six furnaces stand from the second day on: two on the first morning, two on the second."""
    units = [unit(f"F{n}") for n in range(6)]
    stands = [owed(StopWindow, [f"F{n}"], 1, 5) for n in range(5)]
    limit = owed(
        ChangeoverLimit, [f"F{n}" for n in range(6)], most=2, days=ChangeoverDays.ANY, subject="邯郸市"
    )
    assert said(units, [*stands, limit]) == [
        "TEST-1 邯郸市: at most 4 changeovers up to 2021-11-16, but 5 units must have stopped by then"
    ]
    assert said(units, [*stands[:4], limit]) == []
    assert said([unit("F0", off_since=on(-1)), *units[1:]], [*stands, limit]) == []


def test_lines_off_from_the_first_day_change_over_on_its_morning() -> None:
    """Of four lines three are off from the first day; what stands already need not stop."""
    units = [unit(f"F{n}") for n in range(4)]
    ids = [f"F{n}" for n in range(4)]
    weights = dict.fromkeys(ids, 1)
    named = {"subject": "W1", "process": Process.BLAST_FURNACE, "by": "lines", "weights": weights}
    lines = owed(LinesOff, ids, required=3, **named)
    limit = owed(ChangeoverLimit, ids, most=2, days=ChangeoverDays.ANY, subject="邯郸市")
    assert said(units, [lines, limit]) == [
        "TEST-1 邯郸市: at most 2 changeovers up to 2021-11-15, but 3 units must have stopped by then"
    ]
    assert said([unit("F0", off_since=on(-1)), *units[1:]], [lines, limit]) == []
    xun = owed(ChangeoverLimit, ids, most=None, days=ChangeoverDays.XUN, subject="邯郸市")
    assert said(units, [lines, xun], stages=[stage("later", 3, 9)]) == [
        "TEST-1 邯郸市: at most 0 changeovers up to 2021-11-15, but 3 units must have stopped by then"
    ]


# ── days ─────────────────────────────────────────────────────────────────────────────────────────


def test_more_heat_than_there_is() -> None:
    units = [unit("F1", heat_area_m2=100), unit("F2", heat_area_m2=50, off_since=on(-2))]
    floor = owed(HeatFloor, ["F1", "F2"], demand_m2=150, subject="N")
    assert said(units, [floor]) == []
    assert said(units, [floor.model_copy(update={"demand_m2": 151})]) == [
        "TEST-1 N: 151 m² are to be heated on 2021-11-15, all that can run heat 150 m²"
    ]
    assert len(said(units, [floor, owed(ShortestStop, ["F2"], days=3)])) == 1


def test_homes_that_a_stop_window_leaves_cold() -> None:
    units = [unit("F1", heat_area_m2=100), unit("F2", heat_area_m2=50)]
    floor = owed(HeatFloor, ["F1", "F2"], 5, 9, demand_m2=51, subject="N")
    assert said(units, [floor, owed(StopWindow, ["F1"], 0, 4)]) == []
    assert said(units, [floor, owed(StopWindow, ["F1"], 0, 5)]) == [
        "TEST-1 N: 51 m² are to be heated on 2021-11-20, all that can run heat 50 m²"
    ]


def lines(required: Any, units: Sequence[str], **fields: Any) -> LinesOff:
    known = {"process": Process.BLAST_FURNACE, "by": CountedBy.LINES, "subject": "W1"}
    return owed(LinesOff, units, required=required, weights=dict.fromkeys(units, 1), **(known | fields))


def test_more_lines_off_than_may_be_off_at_once() -> None:
    """F1 must run on day 3; of F2 and F3 one must heat."""
    units = [unit("F1"), unit("F2", heat_area_m2=100), unit("F3", heat_area_m2=100)]
    runs, floor = owed(ForbiddenDays, ["F1"], 3, 3), owed(HeatFloor, ["F2", "F3"], demand_m2=100)
    names = ["F1", "F2", "F3"]
    assert said(units, [runs, floor, lines(1, names)]) == []
    assert said(units, [runs, floor, lines(2, names)]) == [
        "TEST-1 W1: 2 of its blast_furnace are to be off on 2021-11-18, by lines, at most 1 can be"
    ]


def test_a_line_that_runs_lower_is_off_in_part() -> None:
    units = [oven("C1", load_min="0.6"), oven("C2", load_min="0.6")]
    known = [one_load(unit) for unit in units]
    assert said(units, [*known, lines("0.8", ["C1", "C2"])]) == []
    assert len(said(units, [*known, lines("0.81", ["C1", "C2"])])) == 1


def sinter(**fields: Any) -> MaterialBalance:
    known = {
        "product": "sinter",
        "feeders": ("S1",),
        "consumers": ("F1",),
        "t_per_t": "1.3",
        "stock_t": 0,
        "stock_max_t": 9000,
        "purchases_t_per_day": 0,
    }
    return owed(MaterialBalance, ["S1", "F1"], subject="W1", **(known | fields))


def test_material_that_cannot_be_there_whatever_runs() -> None:
    """1000 t a day for a furnace that needs 1300 on four forbidden days: 300 t a day from stock."""
    units = [unit("F1"), unit("S1", process=Process.SINTER)]
    running = owed(ForbiddenDays, ["F1"], 0, 3)
    assert said(units, [running, sinter(stock_t=1200)]) == []
    assert said(units, [running, sinter(stock_t=1199)]) == [
        "TEST-1 W1: at least 1 t of sinter are missing by 2021-11-18"
    ]
    assert said(units, [sinter()]) == []


def test_material_is_made_ahead_only_as_far_as_the_store_holds_it() -> None:
    """The furnace may stand on days 0 to 5; the store fills to its 1000 t, and 4 · 300 t are short."""
    units = [unit("F1"), unit("S1", process=Process.SINTER)]
    running = owed(ForbiddenDays, ["F1"], 6, 9)
    assert said(units, [running, sinter(stock_max_t=1200)]) == []
    assert len(said(units, [running, sinter(stock_max_t=1000)])) == 1
