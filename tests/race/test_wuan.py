"""Wu'an's twelve works: the public facts are in the race as they are, and its own plan holds."""

from pathlib import Path

import pytest

from scheduler.domain.unit import Process
from scheduler.files.plan import read_plan
from scheduler.files.scenario import read_scenario
from scheduler.obligations.precheck import precheck
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


def test_the_plan_that_comes_with_it_holds_every_duty_with_trade_and_without(wuan: Prepared) -> None:
    assert wuan.traded is not None
    plan = read_plan(Path(WUAN / "own-plan"), wuan.own)
    assert verify(wuan.own, plan).broken == ()
    assert verify(wuan.traded, plan).broken == ()
