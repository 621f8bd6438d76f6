"""What a works pays above the least it could, at the prices of what ties it: it guides the search."""

from collections.abc import Iterable

from scheduler.domain.objective import BandExcess, LostMargin, RestartCost, Term, Unfairness
from scheduler.domain.obligation import RotationBand, ShortestStop, StopDays
from scheduler.model.schedule import Schedule
from scheduler.solve.bounds import bound_by_prices
from scheduler.solve.clock import Clock
from scheduler.solve.excess import excess_yuan
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings
from tests.helpers import owed, season, standing, unit


def two_kilns(own: Iterable[Term] = (LostMargin(), RestartCost())) -> Search:
    """Each in a works of its own: four days off of ten at 10,000 yuan, and 5,000 for each stop."""
    kilns = [unit(name, f"W-{name}", restart_cost_yuan=5_000) for name in ("K1", "K2")]
    duties = [owed(StopDays, [name], days=4) for name in ("K1", "K2")]
    lengths = [owed(ShortestStop, [name], days=2) for name in ("K1", "K2")]
    band = owed(RotationBand, ["K1", "K2"], process="blast_furnace", width_t_per_day=0, hard=False)
    settings = Settings(workers=1)
    terms = [*own, BandExcess(yuan_per_t=1)]
    search = Search(season(kilns, [*duties, *lengths, band], objective=terms), settings, Clock(settings))
    bound_by_prices(search)
    return search


def test_a_works_pays_at_least_the_days_it_owes_and_one_restart() -> None:
    search = two_kilns()
    assert search.known is not None
    assert search.known.least_yuan == {"W-K1": 45_000, "W-K2": 45_000}
    assert search.bound >= 90_000


def test_what_is_weighed_twice_counts_twice() -> None:
    search = two_kilns((LostMargin(weight=2), RestartCost(weight=3)))
    assert search.known is not None
    assert search.known.least_yuan == {"W-K1": 95_000, "W-K2": 95_000}
    schedule = Schedule({"K1": bytes([1] * 4 + [0] * 6), "K2": bytes([1, 1, 0, 0, 0, 1, 1, 1, 0, 0])})
    assert excess_yuan(search.season, schedule, search.known) == {"W-K1": 0, "W-K2": 35_000}


def test_what_a_works_pays_above_it_is_days_and_restarts_that_nothing_asks_of_it_alone() -> None:
    search = two_kilns()
    assert search.known is not None
    schedule = Schedule({"K1": bytes([1] * 4 + [0] * 6), "K2": bytes([1, 1, 0, 0, 0, 1, 1, 1, 0, 0])})
    assert excess_yuan(search.season, schedule, search.known) == {"W-K1": 0, "W-K2": 15_000}


def test_a_works_pays_for_each_thousandth_of_its_own_burden() -> None:
    """Each must stand four of ten days; K2 stands a fifth and bears 100 thousandths more."""
    search = two_kilns((LostMargin(), Unfairness(yuan_per_permille_largest=0, yuan_per_permille_sum=10)))
    assert search.known is not None
    schedule = standing(K1=4, K2=5)
    assert excess_yuan(search.season, schedule, search.known) == {"W-K1": 0, "W-K2": 11_000}


def test_the_works_that_bears_most_of_its_city_also_pays_what_all_would_save() -> None:
    """K2 bears 200 thousandths more than K1: at 10 yuan each that is 2,000 beside its two days."""
    terms = (LostMargin(), Unfairness(yuan_per_permille_largest=10, yuan_per_permille_sum=0))
    search = two_kilns(terms)
    assert search.known is not None
    most, alike = standing(K1=4, K2=6), standing(K1=6, K2=6)
    of_most = excess_yuan(search.season, most, search.known)["W-K2"]
    of_alike = excess_yuan(search.season, alike, search.known)["W-K2"]
    assert of_most - of_alike == 2_000
