"""Models in which obligations may give: integer shortfalls in each one's own unit, priced.

After Chinneck's elastic programs: a row ``Σ … ≥ required`` becomes ``Σ … + per step · shortfall ≥ required``.
The cost of an obligation is its weighted shortfall, under its id; what the season itself prices stands
beside them, and the objective is the sum.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from math import ceil
from typing import Any

from scheduler.domain.obligation import Obligation
from scheduler.domain.season import Season
from scheduler.model.days import DayModel, Grid
from scheduler.model.linear import Linear, Number, Variable
from scheduler.model.rules import RULES
from scheduler.model.schedule import Schedule
from scheduler.model.season_model import SeasonModel, Values
from scheduler.model.terms import TERMS
from scheduler.model.totals import TotalsModel
from scheduler.why.gives import per_step_by_day, per_step_on_totals

MOST_STEPS = 10**8

Weights = Mapping[str, int]
"""Obligation id to what a step of its shortfall costs; what is not named gives nothing."""


class _Elastic(SeasonModel):
    """Rows made while an obligation is ``giving`` have its shortfall."""

    _steps: Variable | None = None
    _per_row: Iterator[Number]
    _rows_given: list[tuple[Linear, Number, Number]]
    _ceilings_only = False

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.shortfalls: dict[str, Variable] = {}
        """Obligation id to how far it gives, in steps."""

    @contextmanager
    def giving(self, owed: Obligation, weight: int, per_step: Iterable[Number]) -> Iterator[None]:
        """The rows that the block states are the obligation's: a band gives above, not below too.

        One variable tells how far it gives, in steps, each of so much to each row in turn; as a definition,
        so that a hint can tell it.
        """
        steps = self.new_int(0, MOST_STEPS)
        self._steps, self._per_row, self._rows_given = steps, iter(per_step), []
        self._ceilings_only = owed.kind == "rotation_band"
        yield
        rows, self._steps = self._rows_given, None

        def fewest(values: Values) -> int:
            short = (ceil((bound - row.at(values)) / Fraction(step)) for row, bound, step in rows)
            return max(short, default=0)

        self.definitions.append((steps, lambda values: max(0, fewest(values))))
        self.costs[owed.id] = Linear().plus(steps, weight)
        self.shortfalls[owed.id] = steps

    def at_least(self, linear: Linear, bound: Number = 0) -> None:
        gives = self._steps is not None and not self._ceilings_only
        super().at_least(self._given(linear, bound) if gives else linear, bound)

    def at_most(self, linear: Linear, bound: Number = 0) -> None:
        super().at_least(self._given(linear.scaled(-1), -bound), -bound)

    def whole_max(self, parts: Sequence[Linear]) -> Linear:
        """A definition, not a row of the obligation: nothing gives."""
        steps, self._steps = self._steps, None
        largest = super().whole_max(parts)
        self._steps = steps
        return largest

    def _given(self, linear: Linear, bound: Number) -> Linear:
        if self._steps is None:
            return linear
        per_step = next(self._per_row)
        if not per_step:  # nothing is asked there that could be less
            return linear
        self._rows_given.append((linear, bound, per_step))
        return Linear().add(linear).plus(self._steps, per_step)


class ElasticTotals(_Elastic, TotalsModel):
    """On days off in each segment."""

    def _ask_for_a_stop(self, owed: Obligation) -> None:
        """Left out: it would hold what is to give."""


class ElasticDays(_Elastic, DayModel):
    """By day."""


def elastic_totals(season: Season, weights: Weights) -> ElasticTotals:
    """The totals relaxation in which the obligations named may give."""
    model = ElasticTotals(season)
    _state(model, "relax", weights, lambda o: per_step_on_totals(o, season.unit_by_id, season.calendar))
    for term in season.objective:
        model.costs[term.term] = TERMS[term.term].relaxed_cost(model, term)
    model.minimise()
    return model


def elastic_days(season: Season, grid: Grid, weights: Weights, base: Schedule | None = None) -> ElasticDays:
    """The season by day, in which the obligations named may give; it prices nothing else.

    Units in ``grid`` are free, all others stand as in ``base``; what reads only those gives nothing here.
    """
    model = ElasticDays(season, grid, base)
    _state(model, "add", weights, lambda o: per_step_by_day(o, season.unit_by_id, season.calendar))
    model.minimise()
    return model


def _state(
    model: ElasticTotals | ElasticDays,
    form: str,
    weights: Weights,
    per_step: Callable[[Obligation], Iterable[Number]],
) -> None:
    """State every rule in its form: ``relax`` on totals, ``add`` by day."""
    for owed in model.season.obligations:
        state = getattr(RULES[owed.kind], form, None)
        if state is None or (isinstance(model, DayModel) and not model.is_open(owed)):
            continue
        if owed.id in weights:
            with model.giving(owed, weights[owed.id], per_step(owed)):
                state(model, owed)
        else:
            state(model, owed)
