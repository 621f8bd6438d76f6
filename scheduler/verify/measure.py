"""How a number found in a plan becomes a measured obligation."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from scheduler.domain.obligation import Obligation
from scheduler.domain.plan import Measured
from scheduler.verify.facts import Facts, Number


def at_least(obligation: Obligation, required: Number, achieved: Number, detail: str = "") -> Measured:
    """Measure a floor: slack is what is achieved beyond it."""
    return _measured(obligation, required, achieved, achieved - required, detail)


def at_most(obligation: Obligation, required: Number, achieved: Number, detail: str = "") -> Measured:
    """Measure a ceiling: slack is what is left below it."""
    return _measured(obligation, required, achieved, required - achieved, detail)


def lowest_day_at_least(
    facts: Facts, obligation: Obligation, required: Number, by_day: Mapping[int, Number]
) -> Measured:
    """Measure a floor of each day by the lowest, which the detail names; over no days it is just met."""
    if not by_day:
        return at_least(obligation, required, required)
    day = min(by_day, key=by_day.__getitem__)
    found = at_least(obligation, required, by_day[day], f"lowest on {facts.date_of(day)}")
    return on_days(facts, found, (day for day, value in by_day.items() if value < required))


def highest_day_at_most(
    facts: Facts, obligation: Obligation, required: Number, by_day: Mapping[int, Number]
) -> Measured:
    """Measure a ceiling of each day by the highest, which the detail names; over no days it is just met."""
    if not by_day:
        return at_most(obligation, required, required)
    day = max(by_day, key=by_day.__getitem__)
    found = at_most(obligation, required, by_day[day], f"highest on {facts.date_of(day)}")
    return on_days(facts, found, (day for day, value in by_day.items() if value > required))


def on_days(facts: Facts, found: Measured, days: Iterable[int]) -> Measured:
    """With the days that break it."""
    return found.model_copy(update={"broken_on": tuple(map(facts.date_of, days))})


def priced(found: Measured) -> Measured:
    """As met, with no slack below 0: what is missing is a cost of the objective instead."""
    return found.model_copy(update={"slack": max(Fraction(0), found.slack), "met": True})


def _measured(
    obligation: Obligation,
    required: Number,
    achieved: Number,
    slack: Number,
    detail: str,
) -> Measured:
    return Measured(
        obligation_id=obligation.id,
        required=Fraction(required),
        achieved=Fraction(achieved),
        slack=Fraction(slack),
        met=slack >= 0,
        detail=detail,
    )
