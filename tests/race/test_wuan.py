"""Wu'an's twelve works: the public facts are in the race as they are, and its own plan holds."""

import pytest

from scheduler.domain.unit import Process
from scheduler.files.plan import read_plan
from scheduler.files.scenario import read_scenario
from scheduler.obligations.precheck import precheck
from scheduler.race.outcome import exchanges
from scheduler.race.prepare import Prepared, prepare
from scheduler.verify.check import verify
from tests.tutorial import HANDAN, SCENARIOS

WUAN = SCENARIOS / "wuan-2021-2022"


@pytest.fixture(scope="module")
def wuan() -> Prepared:
    return prepare(read_scenario(WUAN))


def test_twelve_works_with_the_furnaces_of_handan(wuan: Prepared) -> None:
    within = {unit.unit_id: unit.size for unit in read_scenario(HANDAN).units}
    furnaces = [unit for unit in wuan.own.units if unit.process is Process.BLAST_FURNACE]
    assert len(wuan.scores) == 12
    assert len(furnaces) == 31
    assert all(within[unit.unit_id] == unit.size for unit in furnaces)


def test_a_missing_value_is_seen_and_gives_nothing(wuan: Prepared) -> None:
    (score,) = (score for score in wuan.scores if score.enterprise_id == "P100000120129")
    assert [(p.criterion, p.points) for p in score.points if p.value is None] == [("clean_transport", 0)]


def test_arithmetic_rules_neither_season_out(wuan: Prepared) -> None:
    assert wuan.traded is not None
    assert precheck(wuan.own) == precheck(wuan.traded) == ()


def test_the_plans_that_come_with_it_hold_every_duty(wuan: Prepared) -> None:
    """Each works its own without trade, which is also one with trade; with trade for less."""
    assert wuan.traded is not None
    without = read_plan(WUAN / "plan-without-trade", wuan.own)
    assert verify(wuan.own, without).broken == ()
    assert verify(wuan.traded, without).broken == ()
    found = verify(wuan.traded, read_plan(WUAN / "plan-with-trade", wuan.traded))
    assert found.broken == ()
    assert found.total_yuan < verify(wuan.own, without).total_yuan


def test_who_is_annotated_neither_sells_nor_buys(wuan: Prepared) -> None:
    """CEM-9: one of the twelve bears the mark of a violation, and stands for itself."""
    assert wuan.barred == {"P100000120113"}
    plan = read_plan(WUAN / "plan-with-trade", wuan.traded or wuan.own)
    without = read_plan(WUAN / "plan-without-trade", wuan.own)
    (exchange,) = exchanges(wuan, without, plan)
    assert wuan.barred.isdisjoint(position.enterprise_id for position in exchange.positions)
    assert wuan.barred.isdisjoint(works for deal in exchange.deals for works in (deal.seller, deal.buyer))
