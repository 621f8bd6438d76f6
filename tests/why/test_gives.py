"""What an obligation gives in a model is what it gives to people: the same steps, in rows of any size."""

import pytest

from scheduler.domain.obligation import RegionSupply, StopDays, SupplyFloor
from scheduler.domain.season import Season
from scheduler.model.schedule import to_plan
from scheduler.solve.clock import Clock
from scheduler.solve.grids import daily
from scheduler.solve.run import Effort, run
from scheduler.solve.settings import Settings
from scheduler.verify.check import verify
from scheduler.why.elastic import elastic_days
from scheduler.why.gives import eased, terms_of
from tests.helpers import owed, season, unit, window

SETTINGS = Settings(time_limit_s=60, reproducible=True)


def region(name: str, kiln: str, *floors_t: int) -> RegionSupply:
    weeks = tuple((window(7 * n, 7 * n + 6), tonnes) for n, tonnes in enumerate(floors_t))
    return RegionSupply(region=name, floors_t=weeks, t_per_day={kiln: 1000}, stock_t=0, stock_max_t=0)


@pytest.fixture
def short_of_supply() -> Season:
    """F2 owes a day off in a week in which its region needs all seven days; the other region has plenty."""
    supply = owed(
        SupplyFloor,
        ["F1", "F2"],
        0,
        13,
        product="clinker_kiln",
        regions=(region("南", "F1", 0, 100), region("北", "F2", 7000, 3000)),
    )
    day_off = owed(StopDays, ["F2"], 0, 6, clause="OFF", days=1)
    return season([unit("F1"), unit("F2", "W2")], [supply, day_off], days=14)


def test_supply_gives_by_day_no_more_of_each_week_than_its_shortest_lacks(short_of_supply: Season) -> None:
    """1,000 t of the week's 7,000 are 143 ‰: no more is given, and of no week more."""
    supply, day_off = short_of_supply.obligations
    terms = terms_of(supply)
    assert terms is not None
    model = elastic_days(short_of_supply, daily(short_of_supply, short_of_supply.units), {supply.id: 1})
    found = run(model, SETTINGS, Clock(SETTINGS), Effort(10))
    assert found.costs[supply.id] == 143
    assert found.schedule is not None
    plan = to_plan(short_of_supply, found.schedule)

    def holds(steps: int) -> bool:
        less = short_of_supply.model_copy(update={"obligations": (eased(supply, steps), day_off)})
        return not verify(less, plan).broken

    assert holds(143)
    assert not holds(142)


def test_a_hint_tells_how_far_supply_gives(short_of_supply: Season) -> None:
    supply = short_of_supply.obligations[0]
    grid = daily(short_of_supply, short_of_supply.units)
    found = run(elastic_days(short_of_supply, grid, {supply.id: 1}), SETTINGS, Clock(SETTINGS), Effort(10))
    assert found.schedule is not None
    assert elastic_days(short_of_supply, grid, {supply.id: 1}).hint(found.schedule) == found.objective
