"""A saved race is worked out again from its plans; what was changed by hand in its folder is named."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from scheduler.cli import app
from scheduler.race_result import RaceResult


@pytest.fixture
def saved(result: RaceResult, tmp_path: Path) -> Path:
    return result.save(tmp_path / "race")


def verified(scenario: Path, race: Path) -> Result:
    return CliRunner().invoke(app, ["verify", str(scenario), str(race), "--lang", "en"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_race_is_what_it_says(folder: Path, result: RaceResult, tmp_path: Path, lang: str) -> None:
    run = verified(folder, result.save(tmp_path / "race", lang=lang))
    assert run.exit_code == 0, run.output
    assert "all the same" in run.output


def change_payment(race: Path) -> None:
    told = json.loads((race / "race.json").read_text(encoding="utf-8"))
    told["settlements"][0]["payment_yuan"]["S1"] += 0.01
    (race / "race.json").write_text(json.dumps(told), encoding="utf-8")


def change_rank(race: Path) -> None:
    table = race / "scores.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("\n2,S3", "\n1,S3"), encoding="utf-8")


def drop_deals(race: Path) -> None:
    (race / "deals.csv").unlink()


def change_what_is_left(race: Path) -> None:
    table = race / "history.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace("race-trade,", "race-trade,1", 1), encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (change_payment, "race.json settlements[0].payment_yuan.S1: "),
        (change_rank, "scores.csv row 3 rank: 1 saved, 2 worked out"),
        (drop_deals, "deals.csv heads and rows: — saved"),
        (change_what_is_left, "history.csv row 2 excess: "),
    ],
)
def test_a_number_changed_by_hand_is_named(
    folder: Path, saved: Path, change: Callable[[Path], None], said: str
) -> None:
    change(saved)
    run = verified(folder, saved)
    assert run.exit_code == 5, run.output
    assert run.stdout.startswith(said)
    assert len(run.stdout.splitlines()) == 1


def test_a_plan_that_no_longer_bears_its_duty_is_refused(folder: Path, saved: Path) -> None:
    table = saved / "without" / "stops.csv"
    table.write_text(
        "".join(table.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8"
    )
    assert verified(folder, saved).exit_code == 5


def test_a_race_that_cannot_be_read_is_a_fault(folder: Path, saved: Path) -> None:
    (saved / "race.json").write_text("{", encoding="utf-8")
    assert verified(folder, saved).exit_code == 2
