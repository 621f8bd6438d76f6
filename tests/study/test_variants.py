"""``variants`` of a scenario: read with everything else, every fault at its line; the commands for them."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import scheduler
from scheduler.cli import app
from scheduler.errors import Fault
from tests.tutorial import tutorial_with

END = "attribution: Sample"
VARIANTS = """\
variants:
  grade_b: {change: grade, works: S2, grade: B}
  more:
    - {change: parameters, policy: tutorial-notice, values: {grade_shares: {C: 0.45}}}
    - {change: units, process: blast_furnace, shortest_stop_days: 5}
  whole: {change: parameters, policy: tutorial-notice, values: {grade_shares: {C: 1}}}
  new_furnace:
    - change: join
      units:
        - {unit_id: S3-BF2, enterprise_id: S3, name: 2号高炉, process: blast_furnace, capacity_t_per_day: 800}
  steel_notice:
    - change: add_policy
      policy: stl-2021-241
      parameters:
        grade_shares: {B: 0.3, B-: 0.35, C: 0.4, D: 0.5}
        mark_increments: {violation: 0.05, over_120_utilisation: 0.05, not_listed: 0.1}
        annual_ceiling_t: {样例: 1738500}

"""


def with_variants(folder: Path, text: str = VARIANTS) -> Path:
    return tutorial_with(folder, (END, text + END))


def test_variants_are_read_with_their_notices_and_defaults(tmp_path: Path) -> None:
    scenario = scheduler.read(with_variants(tmp_path))
    assert list(scenario.variants) == ["grade_b", "more", "whole", "new_furnace", "steel_notice"]
    assert scenario.variant("grade_b") == scenario.change(scheduler.GradeGiven(works="S2", grade="B"))
    more = scenario.variant("more")
    assert more.parameters["tutorial-notice"]["grade_shares"]["C"] == Fraction(9, 20)
    assert [policy.id for policy in scenario.variant("steel_notice").policies][1] == "stl-2021-241"


def test_what_a_joined_unit_leaves_out_is_defaulted_and_said(tmp_path: Path) -> None:
    scenario = scheduler.read(with_variants(tmp_path)).variant("new_furnace")
    furnace = scenario.units[-1]
    used = {default.field: default for default in scenario.defaulted if default.unit_id == "S3-BF2"}
    assert furnace.capacity_t_per_day == 800
    assert Fraction(used["margin_yuan_per_day"].value) == furnace.margin_yuan_per_day > 0
    assert all(default.source for default in used.values())


WRONG = [
    ("{change: grade, works: S2, grade: E}", "grade", "is not one of the names", ""),
    ("{change: grades, works: S2}", "", "is not one of the names", "grade"),
    ("{change: grade, works: S9, grade: B}", "works", "grade: is not known here", ""),
    (
        "[{change: grade, works: S2, grade: B}, {change: close, units: S1-BF7}]",
        "1.units",
        "close: is",
        "S1-BF",
    ),
    ("{change: add_policy, policy: stl-2021}", "policy", "is no policy of the library", "stl-2021-241"),
    (
        "{change: parameters, policy: tutorial-notice, values: {grade_shares: {C: 40}}}",
        "values.grade_shares.C",
        "is not a share",
        "0.4",
    ),
    (
        "{change: join, units: [{unit_id: X, name: X, process: sinter, capacity_t_per_day: much}]}",
        "units.0.capacity_t_per_day",
        "is not a number",
        "",
    ),
]


@pytest.mark.parametrize(("text", "key", "says", "maybe"), WRONG, ids=[key for _, key, _, _ in WRONG])
def test_a_fault_of_a_variant_has_its_line(
    tmp_path: Path, text: str, key: str, says: str, maybe: str
) -> None:
    folder = with_variants(tmp_path, f"variants:\n  a: {text}\n")
    with pytest.raises(scheduler.InputError) as caught:
        scheduler.read(folder)
    faults: dict[str, Fault] = {fault.key: fault for fault in caught.value.faults}
    fault = faults[f"variants.a.{key}".rstrip(".")]
    lines = (folder / "scenario.yaml").read_text(encoding="utf-8").splitlines()
    assert says in fault.message
    assert maybe in fault.maybe
    assert fault.line is not None
    assert text in lines[fault.line - 1]


# ── the commands ─────────────────────────────────────────────────────────────────────────────────


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "160"})


def test_variants_are_compared_by_name(tmp_path: Path) -> None:
    folder, chart = with_variants(tmp_path), tmp_path / "chart.svg"
    result = run(
        "compare", folder, "--variants", "whole", "--time-limit", 20, "--chart", chart, "--lang", "en"
    )
    assert result.exit_code == 0
    assert "Cost (yuan)" in result.stdout
    assert "No plan can exist; these collide: T-5, T-7" in result.stdout
    assert chart.read_text(encoding="utf-8").startswith("<?xml")


def test_a_sweep_writes_its_answers_and_ends_well_though_a_variant_fails(tmp_path: Path) -> None:
    folder, out = with_variants(tmp_path), tmp_path / "sweep"
    arguments = ("sweep", folder, "--variants", "whole", "--out", out, "--time-limit", 4, "--processes", 1)
    result = run(*arguments)
    assert result.exit_code == 0
    assert {file.name for file in out.iterdir()} == {"base.json", "whole.json"}
    assert "whole: 不存在可行方案；相互冲突的条款：T-5、T-7" in result.stdout
    assert "元，差距" in run(*arguments, "--lang", "zh").stdout
    assert "yuan, gap" in run(*arguments, "--lang", "en").stdout
    told = json.loads(run(*arguments, "--json").stdout)
    assert told["whole"]["failure"] == "NoPlanExists"
    assert "base" in told


def test_a_variant_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    result = run("compare", with_variants(tmp_path), "--variants", "grade_b, grade_d")
    assert result.exit_code == 2
    assert "value 'grade_d'" in result.stderr
    assert "grade_b" in result.stderr
    none = run("sweep", tutorial_with(tmp_path / "other"), "--out", tmp_path / "sweep")
    assert none.exit_code == 2
    assert "has no variants" in none.stderr


def test_a_frontier_is_told_by_point(tmp_path: Path) -> None:
    result = run("frontier", with_variants(tmp_path), "--x", "peak dust")
    assert result.exit_code == 2
    assert "peak PM" in result.stderr
