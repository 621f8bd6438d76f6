"""Large neighbourhood search: free a few units or days at a time, keep what is better."""

from collections.abc import Callable, Mapping, Sequence
from random import Random

from scheduler.domain.unit import Unit
from scheduler.solve.grids import coarse, daily, near
from scheduler.solve.run import Effort
from scheduler.solve.search import Search

Grid = Mapping[str, Sequence[int]]
Neighbourhood = Callable[[Search, Random], Grid]

STEP_S = 4.0
WINDOW_DAYS = (14, 30)


def one_works(search: Search, random: Random) -> Grid:
    """All units of one works, every day."""
    return daily(search.season, _works(search, random, 1))


def two_works(search: Search, random: Random) -> Grid:
    """All units of two works on a coarse grid and around their changes."""
    units = _works(search, random, 2)
    return _merged(coarse(search.season, units, 5), near(search.season, units, _best(search), 2))


def shifted_ends(search: Search, random: Random) -> Grid:
    """Units of several works, each change within two days of where it is."""
    return near(search.season, _works(search, random, 5), _best(search), 2)


def window(search: Search, random: Random) -> Grid:
    """Units of some works, every day of a window, and one day around other changes."""
    length = random.randint(*WINDOW_DAYS)
    first = random.randrange(max(1, search.season.calendar.days - length))
    days = range(first, min(search.season.calendar.days, first + length))
    return near(search.season, _works(search, random, 3), _best(search), 1, days)


def drivers_only(search: Search, random: Random) -> Grid:
    """Drivers of several works within three days of their changes: levels the band."""
    chosen = {unit.enterprise_id for unit in _works(search, random, 8)}
    units = [unit for unit in search.drivers if unit.enterprise_id in chosen]
    return near(search.season, units, _best(search), 3)


NEIGHBOURHOODS: tuple[Neighbourhood, ...] = (one_works, two_works, shifted_ends, window, drivers_only)


class Choice:
    """Draws neighbourhoods by how well each has paid lately, in yuan per second."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._pay = dict.fromkeys(NEIGHBOURHOODS, 1.0)

    def draw(self) -> Neighbourhood:
        floor = max(self._pay.values()) * 0.1
        weights = [max(floor, pay) for pay in self._pay.values()]
        return self._random.choices(list(self._pay), weights)[0]

    def learn(self, neighbourhood: Neighbourhood, gain_share: float) -> None:
        self._pay[neighbourhood] = 0.7 * self._pay[neighbourhood] + 0.3 * gain_share


def polish(search: Search, choice: Choice, random: Random) -> None:
    """One step: solve one neighbourhood of the best schedule."""
    neighbourhood = choice.draw()
    before, begun = search.objective or 0, search.clock.seconds
    outcome = search.try_grid(neighbourhood(search, random), Effort(STEP_S))
    search.keep(outcome)
    gain = before - (search.objective or 0)
    spent = max(0.05, search.clock.seconds - begun)
    choice.learn(neighbourhood, 1e4 * gain / max(1, before) / spent)


def _best(search: Search):  # type: ignore[no-untyped-def]
    assert search.schedule is not None
    return search.schedule


def _works(search: Search, random: Random, count: int) -> list[Unit]:
    """Units of some works, drawn without regard to size."""
    works = [units for units in search.season.units_of.values() if units]
    chosen = random.sample(works, min(count, len(works)))
    return [unit for units in chosen for unit in units]


def _merged(one: Grid, other: Grid) -> Grid:
    return {unit_id: sorted({*days, *other[unit_id]}) for unit_id, days in one.items()}
