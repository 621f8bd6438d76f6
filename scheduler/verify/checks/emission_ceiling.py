"""Weighted emission is at most ``kg_per_day`` on each day."""

from fractions import Fraction

from scheduler.domain.obligation import EmissionCeiling
from scheduler.domain.plan import Measured
from scheduler.domain.season import GRAMS_PER_KG
from scheduler.verify.facts import Facts
from scheduler.verify.measure import highest_day_at_most


def check(facts: Facts, owed: EmissionCeiling) -> Measured:
    """Hold the emission of the worst day against the ceiling."""
    emitted_kg = {day: Fraction(facts.emission_g(owed.units, day), GRAMS_PER_KG) for day in facts.days(owed)}
    return highest_day_at_most(facts, owed, owed.kg_per_day, emitted_kg)
