"""What a search has reached over all cells of a season, and who is told of it."""

from collections.abc import Callable, Iterable

from scheduler.domain.plan import Progress
from scheduler.model.schedule import Schedule
from scheduler.solve.cells import Cell
from scheduler.solve.clock import Clock
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings

ROUNDS_SHARE = 0.2
"""Of the time that is left after first plans, for better prices and what comes of them."""
ROUNDS_UNITS = 200
"""In a larger cell a second plan takes so long that neighbourhoods have done as much meanwhile."""


class Course:
    """What has been reached over all cells."""

    def __init__(
        self,
        cells: Iterable[Cell],
        settings: Settings,
        clock: Clock,
        tell: Callable[[Progress], None] | None,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.searches = [
            Search(cell.season, settings, clock, self.report, alone=cell.alone) for cell in cells
        ]
        self.history: list[Progress] = []
        self.phase = ""
        self._tell = tell
        self._whole: tuple[Schedule, int] | None = None

    @property
    def open(self) -> list[Search]:
        """Cells whose best plan is not proved."""
        return [search for search in self.searches if search.objective is None or search.gap_yuan > 0]

    def fair_seconds(self, search: Search) -> float:
        """The cell's share of the time limit, by its units."""
        return search.settings.time_limit_s * self._part(search)

    def _part(self, search: Search) -> float:
        return len(search.season.units) / sum(len(each.season.units) for each in self.searches)

    def rounds_s(self, search: Search, places: int = 1) -> float:
        """Seconds for better prices of a cell: its part of what is left, by units; a large one has none."""
        if len(search.season.units) > ROUNDS_UNITS:
            return 0.0
        return ROUNDS_SHARE * self.clock.left * min(1.0, places * self._part(search))

    def know(self, schedule: Schedule, objective: int) -> None:
        """A plan of the whole at hand that not each cell holds its part of: none that costs more is given."""
        self._whole = schedule, objective
        self.report()

    @property
    def objective(self) -> int | None:
        known = [self._of_cells] if self._whole is None else [self._of_cells, self._whole[1]]
        return min((yuan for yuan in known if yuan is not None), default=None)

    @property
    def _of_cells(self) -> int | None:
        found = [search.objective for search in self.searches if search.objective is not None]
        return sum(found) if len(found) == len(self.searches) else None

    @property
    def bound(self) -> int:
        return sum(search.bound for search in self.searches)

    def goes_on(self) -> bool:
        """Whether there is a plan that may still get better."""
        return self.objective is not None and not self.is_close

    @property
    def is_close(self) -> bool:
        objective = self.objective
        return objective is not None and objective - self.bound <= self.settings.gap * objective

    def report(self) -> None:
        now = Progress(
            seconds=round(self.clock.seconds, 3),
            objective_yuan=self.objective,
            bound_yuan=self.bound,
            phase=self.phase,
        )
        self.history.append(now)
        if self._tell:
            self._tell(now)

    @property
    def is_impossible(self) -> bool:
        return any(search.infeasible for search in self.searches)

    @property
    def schedule(self) -> Schedule:
        """The best schedules of all cells, or the plan of the whole that costs less."""
        if self._whole is not None and self.objective != self._of_cells:
            return self._whole[0]
        whole = Schedule()
        for search in self.searches:
            whole = whole.with_changes(search.schedule or Schedule())
        return whole

    @property
    def seconds_to_first_plan(self) -> float | None:
        return next((p.seconds for p in self.history if p.objective_yuan is not None), None)
