"""What must never be handed out: claims that contradict each other, numbers that were rounded."""

from fractions import Fraction
from pathlib import Path

import pytest

from scheduler import api
from scheduler.domain.objective import LostMargin
from scheduler.domain.obligation import LoadCeiling, OutputCeiling, ShortestStop
from scheduler.domain.plan import Status
from scheduler.errors import InputError, PlanRejected
from scheduler.model.build import build_totals
from scheduler.solve import exact
from scheduler.solve import solve as solving
from scheduler.solve.clock import Clock
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings
from tests.helpers import on, oven, owed, season, unit

SETTINGS = Settings(time_limit_s=5, reproducible=True)
TUTORIAL = Path("scenarios/tutorial")
ZHOUCUN = Path("scenarios/zhoucun-2020-2021")


def test_a_bound_above_a_plan_is_refused_not_trimmed(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(search: Search, _rounds_s: float = 0.0) -> None:
        search.bound = 10**12

    monkeypatch.setattr(exact, "SMALL_UNIT_DAYS", 0)
    monkeypatch.setattr(solving, "bound_by_prices", wrong)
    needed = owed(OutputCeiling, ["F1"], tonnes=9000, t_per_day={"F1": 1000})
    with pytest.raises(PlanRejected, match="bound"):
        solving.solve(season([unit()], [needed], objective=[LostMargin()]), SETTINGS)


def test_a_plan_in_hand_is_not_impossible(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(search: Search, _rounds_s: float = 0.0) -> None:
        search.infeasible = True

    monkeypatch.setattr(exact, "SMALL_UNIT_DAYS", 0)
    monkeypatch.setattr(solving, "bound_by_prices", wrong)
    needed = owed(OutputCeiling, ["F1"], tonnes=9000, t_per_day={"F1": 1000})
    with pytest.raises(PlanRejected, match="impossible"):
        solving.solve(season([unit()], [needed], objective=[LostMargin()]), SETTINGS)


def test_any_plan_refutes_that_a_season_is_impossible() -> None:
    """Not only the cheapest, which would take all the time that is left: here more than there is."""
    whole = api.check(api.read(ZHOUCUN)).season
    search = Search(whole, SETTINGS, Clock(SETTINGS))
    search.confirm_infeasible(build_totals(whole))
    assert not search.infeasible
    assert search.clock.left > SETTINGS.time_limit_s / 2


def test_a_stop_that_runs_on_and_cannot_end_in_the_season_leaves_no_plan() -> None:
    standing = unit(off_since=on(-2), shortest_stop_days=30)
    held = season([standing], [owed(ShortestStop, ["F1"], days=30)], objective=[LostMargin()])
    assert solving.solve(held, SETTINGS).status is Status.INFEASIBLE


def test_a_highest_load_is_held_by_the_model_as_by_the_checker() -> None:
    ceiling = owed(LoadCeiling, ["C1"], ceiling="0.9")
    found = solving.solve(season([oven()], [ceiling], objective=[LostMargin()]), SETTINGS)
    assert found.status is Status.OPTIMAL
    assert found.cost_yuan == {"lost_margin": 10_000}  # a tenth of ten days at 10,000 yuan


def test_load_max_of_the_inventory_is_owed() -> None:
    scenario = api.read(TUTORIAL)
    lower = tuple(
        u.model_copy(update={"load_max": u.load_max * 9 / 10}) if u.unit_id == "S1-CO1" else u
        for u in scenario.units
    )
    derived = api.check(scenario.model_copy(update={"units": lower})).season
    ceilings = [o for o in derived.obligations if o.kind == "load_ceiling" and o.subject == "S1-CO1"]
    assert [str(o.ceiling) for o in ceilings if o.clause == "ROTATION"] == ["9/10", "9/10"]


def test_numbers_too_fine_to_be_exact_are_named() -> None:
    scenario = api.read(TUTORIAL)
    heating = next(u for u in scenario.units if u.heat_area_m2)
    fine = heating.model_copy(update={"heat_area_m2": Fraction("598290.5982905983")})
    units = tuple(fine if u is heating else u for u in scenario.units)
    with pytest.raises(InputError, match="too many decimals"):
        api.plan(scenario.model_copy(update={"units": units}), time_limit_s=5)
