"""Several neighbourhoods at once: never worse than before, what others found meanwhile stays."""

import threading
import time

from scheduler.domain.objective import LostMargin
from scheduler.domain.obligation import Obligation, RegionOutputCeiling
from scheduler.domain.plan import Status
from scheduler.files.scenario import read_scenario
from scheduler.model.schedule import Schedule, to_plan
from scheduler.obligations.derive import derive
from scheduler.solve.clock import Clock
from scheduler.solve.first import plan_first
from scheduler.solve.polish import Draft, settle
from scheduler.solve.run import Outcome
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings
from scheduler.solve.together import improve
from scheduler.verify.check import verify
from tests.helpers import owed, season, unit
from tests.tutorial import TUTORIAL


class _Choice:
    """Learns nothing."""

    def learn(self, *_: object) -> None:
        pass


def searched(seconds: float = 30, workers: int = 2) -> Search:
    """The tutorial with a first plan."""
    settings = Settings(time_limit_s=seconds, workers=workers)
    search = Search(derive(read_scenario(TUTORIAL)), settings, Clock(settings))
    plan_first(search)
    assert search.objective is not None
    return search


def draft_of(search: Search, *freed: str) -> Draft:
    objective = search.objective or 0
    grid = dict.fromkeys(freed, range(search.season.calendar.days))
    return Draft(search, lambda *_: {}, grid, search.best, objective, search.clock.seconds)


def test_two_workers_find_plans_that_hold_and_never_cost_more() -> None:
    search = searched()
    before, begun = search.objective, search.clock.seconds
    improve([search], search.settings, search.clock, lambda: search.clock.seconds < begun + 3)
    assert search.objective is not None and before is not None
    assert search.objective <= before
    found = verify(search.season, to_plan(search.season, search.best))
    assert not found.broken
    assert found.total_yuan <= search.objective  # a step that ends within its gap may count a little more


def test_what_was_found_meanwhile_stays_where_a_late_draft_is_no_better_with_it() -> None:
    search = searched()
    late = draft_of(search)
    worse = Outcome(Status.FEASIBLE, search.best, late.objective + 1, before=late.objective)
    kept = search.schedule
    search.schedule = search.best.with_changes(search.best)  # another has found something meanwhile
    settle(late, worse, _Choice())  # type: ignore[arg-type]
    assert search.best == kept
    assert search.objective == late.objective


def test_an_interruption_ends_what_is_under_way() -> None:
    search = searched(seconds=600)
    threading.Timer(1, lambda: setattr(search.clock, "interrupted", True)).start()
    begun = time.monotonic()
    improve([search], search.settings, search.clock, lambda: True)
    assert search.clock.interrupted or search.gap_yuan == 0
    assert time.monotonic() - begun < 300  # it ended, long before its time was up


def two_furnaces(tie: Obligation, *, days_off: int, objective: int) -> Search:
    """Of two works, which both stand on so many first days of ten, at 10,000 yuan each."""
    settings = Settings()
    furnaces = [unit(name, f"W-{name}") for name in ("F1", "F2")]
    search = Search(season(furnaces, [tie], objective=[LostMargin()]), settings, Clock(settings))
    search.schedule = Schedule({"F1": off(days_off), "F2": off(days_off)})
    search.objective = objective
    return search


def both_settle(search: Search, days_off: int, objective: int) -> None:
    """Each furnace is freed alone, and found to stand on so many first days; one ends, then the other."""
    for draft, freed in [(draft_of(search, name), name) for name in ("F1", "F2")]:
        found = Schedule({freed: off(days_off)})
        outcome = Outcome(Status.OPTIMAL, found, objective, objective, before=draft.objective)
        settle(draft, outcome, _Choice())  # type: ignore[arg-type]


def ceiling(tonnes: int) -> RegionOutputCeiling:
    return owed(RegionOutputCeiling, ["F1", "F2"], tonnes=tonnes, t_per_day={"F1": 1000, "F2": 1000})


def test_two_gains_that_together_break_what_works_share_are_not_both_kept() -> None:
    """Each furnace may run two days more; both together would pass the region's ceiling."""
    search = two_furnaces(ceiling(14_000), days_off=4, objective=80_000)
    both_settle(search, 2, 60_000)
    assert search.objective == 60_000
    assert search.best == Schedule({"F1": off(2), "F2": off(4)})


def test_two_gains_that_hold_together_are_both_kept_at_the_price_of_both() -> None:
    search = two_furnaces(ceiling(16_000), days_off=4, objective=80_000)
    both_settle(search, 2, 60_000)
    assert search.objective == 40_000
    assert search.best == Schedule({"F1": off(2), "F2": off(2)})


def test_a_draft_is_mended_by_two_that_each_mend_half_of_it() -> None:
    """Each furnace stands a day more, towards the ceiling; neither reaches it alone, both do."""
    search = two_furnaces(ceiling(10_000), days_off=4, objective=80_000)
    search.loose = {search.season.obligations[0].id: ()}
    both_settle(search, 5, 60_000)
    assert search.best == Schedule({"F1": off(5), "F2": off(5)})
    assert not search.loose


def test_a_draft_that_is_not_mended_yet_goes_on_from_what_both_found() -> None:
    search = two_furnaces(ceiling(8_000), days_off=4, objective=80_000)
    search.loose = {search.season.obligations[0].id: ()}
    both_settle(search, 5, 60_000)
    assert search.best == Schedule({"F1": off(5), "F2": off(5)})
    assert set(search.loose) == {search.season.obligations[0].id}


def off(days: int) -> bytes:
    """Off on the first days of ten."""
    return bytes(day < days for day in range(10))
