"""The clauses of the notice of Zhoucun, 2020-11-26."""

from fractions import Fraction

import pytest

from scheduler.domain.enterprise import EventKind
from scheduler.domain.policy import PolicyStage
from scheduler.domain.scenario import AlertLevel
from scheduler.domain.unit import Mode, Process
from scheduler.errors import InputError
from tests.policies.notices import ZHOUCUN, days, event, line, one, owed, season


@pytest.mark.parametrize(("last", "length", "stands"), [("2021-03-15", 105, 32), ("2021-03-10", 100, 31)])
def test_a_single_line_stands_strictly_more_than_its_share_in_one_piece(
    last: str, length: int, stands: int
) -> None:
    """105 × 0.3 = 31.5 → 32; 100 × 0.3 = 30 → 31."""
    stage = PolicyStage(id="winter", window=days("2020-12-01", last))
    found = season(ZHOUCUN.model_copy(update={"stages": (stage,)}), [line(Process.BRICK_KILN)])
    asked = one(found, "stop_days", "ZC-4")
    assert (asked.window.days, asked.days) == (length, stands)
    stops = one(found, "most_stops", "ZC-4")
    assert (stops.stops, stops.counts_carried) == (1, True)


def test_of_several_lines_a_share_of_the_capacity_is_off_every_day() -> None:
    """600 + 500 + 400 t/d: 30 % are 450 t/d."""
    lines = [
        line(Process.BRICK_KILN, f"U{n}", capacity_t_per_day=tonnes)
        for n, tonnes in enumerate((600, 500, 400))
    ]
    assert one(season(ZHOUCUN, lines), "lines_off", "ZC-4").required == 450


def test_a_line_that_cannot_stop_runs_lower() -> None:
    kiln = line(Process.CARBON_BAKING, mode=Mode.LOAD, load_min=0)
    assert one(season(ZHOUCUN, [kiln], industry="carbon"), "load_ceiling", "ZC-4").ceiling == Fraction(7, 10)


def test_a_serious_violation_ends_an_exemption_at_once() -> None:
    violation = event("2021-01-01", EventKind.MARK_WON, "serious_violation")
    found = season(
        ZHOUCUN, [line(Process.BRICK_KILN)], marks={"alert_exempt"}, tables={"events": [violation]}
    )
    (freed,) = found.exemptions
    assert freed.window == days("2020-12-01", "2020-12-31")
    asked = one(found, "stop_days", "ZC-4")
    assert (asked.window, asked.days) == (days("2021-01-01", "2021-03-15"), 23)  # 74 × 0.3 = 22.2


@pytest.mark.parametrize(("switched_on", "duties"), [(False, 1), (True, 0)])
def test_alert_reductions_replace_staggering_where_the_place_says_so(switched_on: bool, duties: int) -> None:
    found = season(
        ZHOUCUN,
        [line(Process.BRICK_KILN)],
        marks={"alert_measures_done"},
        numbers={"alert_replaces_stagger": switched_on},
    )
    assert len(owed(found, "stop_days", "ZC-4")) == duties
    assert len(found.exemptions) == 1 - duties


def test_concealed_works_stop_at_once_and_what_cannot_stop_needs_a_number() -> None:
    found_out = event("2021-02-01", EventKind.MARK_WON, "concealed")
    found = season(
        ZHOUCUN, [line(Process.BRICK_KILN)], marks={"alert_exempt"}, tables={"events": [found_out]}
    )
    assert one(found, "stop_window", "ZC-5").window == days("2021-02-01", "2021-03-15")
    kiln = line(Process.CARBON_BAKING, mode=Mode.LOAD, load_min=0)
    with pytest.raises(InputError, match="full_stop_cuts"):
        season(ZHOUCUN, [kiln], industry="carbon", tables={"events": [found_out]})


@pytest.mark.parametrize(("level", "required"), [("yellow", 2), ("orange", 3), ("red", 4)])
def test_gloves_cut_lines_on_alert_days(level: str, required: int) -> None:
    """Of 7 lines 20, 30 and 50 %: 1.4, 2.1 and 3.5, rounded up."""
    lines = [line(Process.GLOVE_LINE, f"U{n}") for n in range(7)]
    alert = AlertLevel(city="淄博市", level=level, window=days("2021-01-05", "2021-01-08"))
    off = one(season(ZHOUCUN, lines, industry="glove", tables={"alerts": [alert]}), "lines_off", "ZC-6")
    assert (off.window, off.required) == (alert.window, required)


def test_pharma_for_livelihood_is_exempt() -> None:
    found = season(ZHOUCUN, [line(Process.PHARMA_VOC)], industry="pharma", marks={"livelihood"})
    assert [(freed.clause, freed.lifts) for freed in found.exemptions] == [("ZC-6", ("ZC-6",))]
