"""How often each obligation still holds when units break down or alerts come, and the plan stays as it is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING

from scheduler.domain.calendar import DayRange
from scheduler.domain.obligation import Obligation
from scheduler.domain.plan import Plan, Stop
from scheduler.domain.season import Season
from scheduler.errors import Fault, InputError
from scheduler.obligations.derive import derive
from scheduler.report.progress import steps
from scheduler.report.robustness_frame import Row, robustness_frame, robustness_html
from scheduler.report.words import in_lang
from scheduler.results import CheckedPlan
from scheduler.study.draws import Alerts, Breakdowns, days_of
from scheduler.verify.check import verify

if TYPE_CHECKING:
    import pandas as pd

Key = tuple[str, ...]
"""An obligation of the season by its id; one that only an alert brings by clause, kind and subject."""


@dataclass
class Held:
    """One obligation over all draws; counted up as they are made."""

    owed: Obligation
    """The first of those that alerts bring to one subject by one clause."""
    by_alert: bool = False
    """Whether only a drawn alert brings it: its days are others in each draw."""
    draws: int = 0
    """In how many it was owed."""
    held: int = 0
    worst: Fraction | None = None
    """The lowest slack."""

    def count(self, slacks: Sequence[Fraction]) -> None:
        """One draw, in which it may be owed several times: it holds where each of them does."""
        self.draws += 1
        self.held += min(slacks) >= 0
        self.worst = min(slacks) if self.worst is None else min(self.worst, *slacks)


@dataclass(frozen=True, repr=False)
class Robustness:
    """What becomes of a plan's obligations over many draws."""

    plan: CheckedPlan
    draws: int
    unharmed: int
    """Draws in which every obligation holds."""
    obligations: tuple[Held, ...]
    """The least often held first."""

    def to_frame(self, lang: str = "zh", every: bool = False) -> "pd.DataFrame":
        """A row for each obligation that broke in some draw, or for every one: how often it held."""
        return robustness_frame(self.plan.season, self._shown(every), lang)

    def to_html(self, lang: str = "zh") -> str:
        """What a notebook shows, in ``lang``."""
        return robustness_html(self.plan.season, list(self._shown()), (self.unharmed, self.draws), lang)

    def _shown(self, every: bool = False) -> Iterator[Row]:
        for each in self.obligations:
            if every or each.held < each.draws:
                yield each.owed, each.by_alert, each.draws, each.held, each.worst

    def __repr__(self) -> str:
        held = f"every obligation holds in {self.unharmed} of {self.draws} draws"
        return f"<Robustness of a plan of {self.plan.scenario.name}: {held}>"

    def _repr_html_(self) -> str:
        return self.to_html()


def robustness(
    plan: CheckedPlan,
    *,
    breakdowns: Breakdowns | None = None,
    alerts: Alerts | None = None,
    draws: int = 100,
    seed: int = 1,
    lang: str = "zh",
) -> Robustness:
    """Replay a plan against what may happen. Nothing is planned anew: this is what it withstands itself.

    A broken unit stands, so it may stop too often or too short, or leave homes cold. An alert brings what
    the notices ask on its days; where they ask nothing, it changes nothing.

    Args:
        breakdowns, alerts: what is drawn; at least one of the two.
        draws: seasons to draw; each is drawn from ``seed`` and its own number.
        lang: of the bar's words.

    Raises:
        InputError: where nothing is to be drawn.
    """
    if draws < 1 or (breakdowns is None and alerts is None):
        maybe = "give breakdowns or alerts, and at least one draw"
        raise InputError([Fault("nothing is drawn", key="draws", maybe=maybe)])
    found: dict[Key, Held] = {(owed.id,): Held(owed) for owed in plan.season.obligations}
    unharmed = 0
    with steps(draws) as tick:
        for number in range(draws):
            random = Random(f"{seed}/{number}")
            season = _under(plan, alerts, random)
            broken = _count(season, _with(plan, breakdowns, random), found)
            unharmed += not broken
            tick(in_lang(lang, f"{unharmed}次全部满足", f"{unharmed} unharmed"))
    owed = [each for each in found.values() if each.draws]
    owed.sort(key=lambda each: (Fraction(each.held, each.draws), each.owed.id))
    return Robustness(plan, draws, unharmed, tuple(owed))


def _under(plan: CheckedPlan, alerts: Alerts | None, random: Random) -> Season:
    """The season with drawn alerts: what the notices ask then is owed too."""
    cities = sorted(plan.season.units_in_city)
    drawn = alerts.drawn(random, plan.season.calendar, cities) if alerts else []
    return derive(plan.scenario.change(*drawn)) if drawn else plan.season


def _with(plan: CheckedPlan, breakdowns: Breakdowns | None, random: Random) -> Plan:
    """The plan with units off also while they are broken."""
    if breakdowns is None:
        return plan.plan
    off: dict[str, set[date]] = defaultdict(set)
    for stop in plan.plan.stops:
        off[stop.unit_id] |= days_of(stop.window)
    for unit_id, days in breakdowns.drawn(random, plan.season.calendar, list(plan.season.unit_by_id)).items():
        off[unit_id] |= days
    stops = (Stop(unit_id=unit_id, window=run) for unit_id in sorted(off) for run in _runs(off[unit_id]))
    return plan.plan.model_copy(update={"stops": tuple(stops)})


def _runs(days: Iterable[date]) -> Iterable[DayRange]:
    """Days that follow each other as ranges."""
    for _, run in groupby(enumerate(sorted(days)), key=lambda pair: pair[1].toordinal() - pair[0]):
        in_order = [day for _, day in run]
        yield DayRange(first=in_order[0], last=in_order[-1])


def _count(season: Season, plan: Plan, found: dict[Key, Held]) -> int:
    """Add one draw to what was found; how many obligations it breaks."""
    owed = {each.id: each for each in season.obligations}
    verification = verify(season, plan)
    slacks: dict[Key, list[Fraction]] = defaultdict(list)
    for measured in verification.measured:
        one = owed[measured.obligation_id]
        known = (one.id,) in found
        key: Key = (one.id,) if known else (one.clause, one.kind, one.subject)
        found.setdefault(key, Held(one, by_alert=not known))
        slacks[key].append(measured.slack)
    for key, of_draw in slacks.items():
        found[key].count(of_draw)
    return len(verification.broken)
