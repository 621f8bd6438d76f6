"""A season and its changed copies: what a copy takes over must be what it would find out itself."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.domain.calendar import Calendar, Span
from scheduler.domain.season import Season
from scheduler.domain.unit import Pollutant, Unit
from scheduler.solve.decompose import parts, restrict
from scheduler.solve.drivers import driver_season
from tests.helpers import on
from tests.strategies import seasons

quick = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def dearer(unit: Unit) -> Unit:
    return unit.model_copy(update={"margin_yuan_per_day": unit.margin_yuan_per_day + 1, "nox_kg_per_t": 2})


def updates(whole: Season) -> dict[str, dict[str, Any]]:
    """Ways to change a season, by what they change."""
    first, *others = whole.units
    return {
        "nothing": {},
        "fewer units": {"units": tuple(others)},
        "one unit's margin": {"units": (dearer(first), *others)},
        "another unit": {"units": (*whole.units, dearer(first).model_copy(update={"unit_id": "new"}))},
        "prices": {"price_factors": {(first.process.value, "2021-11"): Fraction(1, 3)}},
        "weights": {"pollutant_weights": {Pollutant.NOX: Fraction(3)}},
        "days": {"calendar": Calendar(first=on(10), last=on(20))},
        "what is owed and paid": {"obligations": (), "objective": ()},
    }


def facts(season: Season, pattern: int) -> Iterator[tuple[object, ...]]:
    """All that is kept of each unit."""
    days = season.calendar.days
    off = bytes((day * pattern // 3 + day) % 2 for day in range(days))
    spans = [Span(0, days), Span(1, days // 2), Span(days // 2, days)]
    for unit in season.units:
        yield unit.unit_id, season.emission_g_per_day(unit)
        yield tuple(season.daily_margin_yuan(unit, day) for day in season.calendar.dates())
        for span in spans:
            window = season.calendar.range(span)
            yield season.margin_yuan(unit, window), season.margin_of_days_yuan(unit, span)
            yield (season.margin_while_off_yuan(unit, window, off),)


def afresh(season: Season) -> Season:
    """The same, made of its fields alone."""
    return Season(**{name: getattr(season, name) for name in Season.model_fields})


@quick
@given(whole=seasons(), data=st.data())
def test_a_changed_copy_finds_what_a_season_made_afresh_does(whole: Season, data: st.DataObject) -> None:
    """However often it is changed, and whatever was found out before."""
    pattern = data.draw(st.integers(0, 9))
    season = whole
    for _ in range(3):
        asked = data.draw(st.booleans())
        list(facts(season, pattern)) if asked else []
        changed = data.draw(st.sampled_from(sorted(updates(season))))
        season = season.model_copy(update=updates(season)[changed])
        assert list(facts(season, pattern)) == list(facts(afresh(season), pattern)), changed


@quick
@given(whole=seasons())
def test_parts_and_drivers_find_what_they_would_alone(whole: Season) -> None:
    """Drivers are other units of the same names, which carry what serves them."""
    list(facts(whole, 1))
    some = restrict(whole, [unit.unit_id for unit in whole.units[::2]])
    for part in (*parts(whole), some, driver_season(whole)):
        assert list(facts(part, 1)) == list(facts(afresh(part), 1))
    assert list(facts(whole, 1)) == list(facts(afresh(whole), 1))
