"""What a works pays above the least that it must pay whatever the others do: it guides the search."""

from scheduler.domain.objective import LostMargin, RestartCost
from scheduler.domain.obligation import StopDays
from scheduler.model.schedule import Schedule
from scheduler.solve.clock import Clock
from scheduler.solve.excess import excess_yuan, find_least_costs
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings
from tests.helpers import owed, season, unit


def two_kilns() -> Search:
    """Each in a works of its own: four days off of ten at 10,000 yuan, and 5,000 for each stop."""
    kilns = [unit(name, f"W-{name}", restart_cost_yuan=5_000) for name in ("K1", "K2")]
    duties = [owed(StopDays, [name], days=4) for name in ("K1", "K2")]
    settings = Settings(workers=1)
    return Search(season(kilns, duties, objective=[LostMargin(), RestartCost()]), settings, Clock(settings))


def test_a_works_pays_at_least_the_days_it_owes_and_one_restart() -> None:
    search = two_kilns()
    find_least_costs(search)
    assert search.least_yuan == {"W-K1": 45_000, "W-K2": 45_000}


def test_what_a_works_pays_above_it_is_days_and_restarts_that_nothing_asks_of_it_alone() -> None:
    search = two_kilns()
    find_least_costs(search)
    search.schedule = Schedule({"K1": bytes([1] * 4 + [0] * 6), "K2": bytes([1, 1, 0, 0, 0, 1, 1, 1, 0, 0])})
    one, other = search.season.units_of.values()
    assert excess_yuan(search, one) == 0
    assert excess_yuan(search, other) == 15_000
