"""Turns: where the next stop goes."""

from scheduler.domain.calendar import Span
from scheduler.domain.unit import Unit
from scheduler.generate.rota import Rota, Turn, legal, spans
from tests.helpers import unit

STAGE = Span(0, 24)


def kiln(unit_id: str, shortest: int = 2, **fields: object) -> Unit:
    limits = {"shortest_stop_days": shortest, "shortest_run_days": 2, "most_stops_per_stage": 2}
    return unit(unit_id, capacity_t_per_day=100, **(limits | fields))


def test_days_become_stops() -> None:
    assert spans({3, 4, 5, 9, 0}) == (Span(0, 1), Span(3, 6), Span(9, 10))
    assert spans(set()) == ()


def test_a_stop_too_short_a_run_too_short_and_one_stop_too_many_are_not_legal() -> None:
    assert legal(kiln("K"), (Span(0, 5), Span(7, 9)), [STAGE])
    assert not legal(kiln("K"), (Span(0, 5), Span(7, 8)), [STAGE])
    assert not legal(kiln("K"), (Span(0, 5), Span(6, 8)), [STAGE])
    assert not legal(kiln("K", most_stops_per_stage=1), (Span(0, 5), Span(7, 9)), [STAGE])


def test_two_kilns_that_each_owe_half_of_the_stage_share_it_but_no_changeover_day() -> None:
    rota = Rota()
    for name in ("K1", "K2"):
        rota.place(kiln(name), [Turn(STAGE, 12)])
    assert rota.stopped_t[:24].count(200) == 1
    assert max(rota.changeovers) == 1


def test_a_unit_stands_for_its_shortest_stop_at_least() -> None:
    (stop,) = Rota().place(kiln("K", shortest=7), [Turn(STAGE, 3)])
    assert stop.days == 7


def test_where_no_run_would_fit_beside_its_days_a_unit_stands_the_whole_stage() -> None:
    assert Rota().place(kiln("K"), [Turn(STAGE, 23)]) == (STAGE,)
