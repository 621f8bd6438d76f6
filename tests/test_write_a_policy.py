"""docs/write-a-policy.md: its example is read as it stands, and says what the page says it says."""

import re
import shutil
from pathlib import Path
from typing import Any, get_args

import pytest
from typer.testing import CliRunner

from scheduler.cli import app
from scheduler.domain.condition import Condition
from scheduler.domain.measure import Measure
from scheduler.domain.parameter import ParameterType
from scheduler.domain.season import Season
from scheduler.errors import InputError
from scheduler.files.scenario import read_scenario
from scheduler.obligations.derive import derive

PAGE = (Path(__file__).parents[1] / "docs" / "write-a-policy.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^`([\w./-]+)`\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
PRINTED, FAULTS = re.findall(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("page") / "sample-district"
    for name, text in FILES.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def season(folder: Path) -> Season:
    return derive(read_scenario(folder))


def owed(season: Season, works: str) -> list[Any]:
    """What the clauses of the two notices ask of a works' units."""
    units = {unit.unit_id for unit in season.units_of[works]}
    return [o for o in season.obligations if o.subject in units and o.clause.startswith(("SD-", "ZZ-"))]


def test_a_share_with_an_exception_gives_whole_days(season: Season) -> None:
    (stands,) = owed(season, "W1")
    assert (stands.kind, stands.clause, stands.days) == ("stop_days", "SD-2", 45)


def test_the_stricter_notice_holds_and_the_other_stays_listed(season: Season) -> None:
    (stands,) = owed(season, "W2")
    assert (stands.kind, stands.clause, stands.window.days) == ("stop_window", "ZZ-2", 121)
    assert [(less.clause, less.required) for less in stands.overruled] == [("SD-2", "36")]


def test_a_mark_of_the_notices_own_stops_from_its_day_on(season: Season) -> None:
    (stands,) = owed(season, "W3")
    assert (stands.kind, stands.clause, str(stands.window)) == (
        "stop_window",
        "SD-4",
        "2018-01-15…2018-02-28",
    )
    assert stands.window.days == 45


def test_an_exemption_does_not_lift_another_notices_duty(season: Season) -> None:
    (stands,) = owed(season, "W4")
    assert (stands.kind, stands.clause, stands.overruled) == ("stop_window", "ZZ-2", ())
    (freed,) = season.exemptions
    assert (freed.enterprise_id, freed.clause, freed.lifts) == ("W4", "SD-3", ("SD-2",))


def test_the_page_shows_what_check_prints(folder: Path) -> None:
    result = CliRunner().invoke(app, ["check", str(folder), "--lang", "en"], env={"COLUMNS": "116"})
    assert result.exit_code == 0
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    shown = [line.rstrip() for line in PRINTED.splitlines()]
    assert [line for line in shown if line != "…" and line not in lines] == []


def test_the_page_shows_how_a_slip_is_told(folder: Path, tmp_path: Path) -> None:
    changed = shutil.copytree(folder, tmp_path / "changed")
    notice = (changed / "sample-district.yaml").read_text(encoding="utf-8")
    (changed / "sample-district.yaml").write_text(notice.replace("lifts:", "lift:"), encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_scenario(changed)
    assert str(told.value).replace(f"{changed}/", "").strip() == FAULTS.strip()


def named_in(heading: str) -> set[str]:
    """Names in the first column of the table below a heading."""
    (section,) = re.findall(rf"^### {heading}\n(.*?)(?=^##)", PAGE, re.MULTILINE | re.DOTALL)
    firsts = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    return {name for cell in firsts[1:] for name in re.findall(r"`(\w+)`", cell)}


def test_every_measure_and_every_type_of_parameter_is_told() -> None:
    measures = {kind.model_fields["measure"].annotation for kind in get_args(get_args(Measure)[0])}
    assert named_in("Measures") == {get_args(name)[0] for name in measures}
    assert named_in("Parameters") == set(ParameterType)


def test_every_part_of_a_condition_is_told() -> None:
    (table,) = re.findall(r"^\| part \| asks \|\n(.*?)\n\n", PAGE, re.MULTILINE | re.DOTALL)
    told = set(re.findall(r"`(\w+)(?:: true)?`", table))
    assert set(Condition.model_fields) - {"unless"} <= told
