"""Several neighbourhoods at once: each worker solves one, on works that no other has at hand.

Models are built in Python while other workers solve, so that no core waits. What one finds is merged into
what the others have found meanwhile.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from random import Random

from scheduler.solve.clock import Clock
from scheduler.solve.polish import Choice, Draft, draw, polish, settle
from scheduler.solve.run import Outcome
from scheduler.solve.search import Search
from scheduler.solve.settings import Settings


def improve(searches: Sequence[Search], settings: Settings, clock: Clock, going: Callable[[], bool]) -> None:
    """Better plans of parts that have one, more often of those with large gaps, while it is ``going``."""
    random = Random(settings.seed)
    choices = {id(search): Choice(random) for search in searches}

    def pick() -> Search | None:
        gaps = [max(search.gap_yuan, int(bool(search.loose))) for search in searches]
        if clock.left <= 0 or not any(gaps) or not going():
            return None
        return random.choices(searches, gaps)[0]

    if settings.reproducible or settings.workers == 1:
        while (search := pick()) is not None:
            polish(search, choices[id(search)], random)
    else:
        _Crew(pick, choices, random, settings.workers).polish()


@dataclass
class _Crew:
    """Workers that improve the parts which ``pick`` names, until it names none."""

    pick: Callable[[], Search | None]
    choices: Mapping[int, Choice]
    """By identity of the search."""
    random: Random
    workers: int
    _running: dict[Future[Outcome], Draft] = field(default_factory=dict)

    def polish(self) -> None:
        """Work until nothing is left; an interruption ends what is under way and keeps what it found."""
        with ThreadPoolExecutor(self.workers) as pool:
            self._begin(pool)
            while self._running:
                done, _ = wait(self._running, return_when=FIRST_COMPLETED)
                for future in done:
                    draft = self._running.pop(future)
                    settle(draft, future.result(), self.choices[id(draft.search)])
                self._begin(pool)

    def _begin(self, pool: Executor) -> None:
        """Give each idle worker a neighbourhood; none where all works of the part are at hand already."""
        for _ in range(self.workers - len(self._running)):
            search = self.pick()
            if search is None:
                return
            at_hand = (draft.works for draft in self._running.values() if draft.search is search)
            busy = frozenset[str]().union(*at_hand)
            draft = draw(search, self.choices[id(search)], self.random, busy)
            if draft.grid or not self._running:
                self._running[pool.submit(draft.solve, 1)] = draft
