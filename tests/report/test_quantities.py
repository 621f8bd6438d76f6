"""Numbers of obligations carry the unit that people count in."""

from fractions import Fraction

import pytest

from scheduler.domain.obligation import (
    CokingTime,
    LinesOff,
    Maintenance,
    Obligation,
    OutputCeiling,
    StopDays,
    StopShare,
    StopWindow,
    SupplyFloor,
    TwoStates,
)
from scheduler.domain.unit import Process
from scheduler.report.quantities import asked_for, quantity
from tests.helpers import job, owed
from tests.report.test_sentences import ONE_OF_EACH

POTS = {"process": Process.POT_LINE, "weights": {"F1": 7}, "required": 3, "subject": "W1"}


@pytest.mark.parametrize(
    ("obligation", "number", "zh", "en"),
    [
        (owed(StopDays, ["F1"], days=31), 31, "31天", "31 days"),
        (owed(CokingTime, ["F1"], hours=48, normal_hours=24), 48, "48小时", "48 h"),
        (owed(StopShare, ["F1"], share="0.3", process=Process.SINTER), "0.375", "37.5 %", "37.5 %"),
        (owed(LinesOff, ["F1"], by="lines", **POTS), 3, "3条", "3 lines"),
        (owed(LinesOff, ["F1"], by="pots", **POTS), 60, "60台", "60 pots"),
        (owed(LinesOff, ["F1"], by="capacity", **POTS), 1200, "1,200吨/日", "1,200 t/d"),
        (owed(OutputCeiling, ["F1"], tonnes=5, t_per_day={}), "12345.5", "12,345.5吨", "12,345.5 t"),
        (owed(SupplyFloor, ["F1"], product="coke_gas", regions=()), 9000, "9,000立方米", "9,000 m³"),
        (owed(SupplyFloor, ["F1"], product="clinker_kiln", regions=()), 9000, "9,000吨", "9,000 t"),
        (owed(Maintenance, ["F1"], jobs=(), crews=1, hard=False), 2, "2项", "2 jobs"),
    ],
)
def test_a_number_with_its_unit(obligation: Obligation, number: str, zh: str, en: str) -> None:
    assert quantity(obligation, Fraction(number), "zh") == zh
    assert quantity(obligation, Fraction(number), "en") == en


@pytest.mark.parametrize("obligation", ONE_OF_EACH, ids=lambda obligation: obligation.kind)
def test_every_kind_has_a_unit(obligation: Obligation) -> None:
    assert quantity(obligation, Fraction(1, 2), "zh")


def test_what_is_asked_for_before_there_is_a_plan() -> None:
    assert asked_for(owed(StopWindow, ["F1"], 0, 60)) == 61
    assert asked_for(owed(LinesOff, ["F1"], by="lines", **POTS)) == 3
    two = (job("J1"), job("J2"))
    assert asked_for(owed(Maintenance, ["F1"], jobs=two, crews=1, hard=False)) == 2
    assert asked_for(owed(TwoStates, ["F1"])) is None
