"""Generated seasons: the witness keeps every rule, tightly; every kind occurs; the seed decides all."""

from collections import Counter
from fractions import Fraction
from functools import cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from scheduler import api
from scheduler.cli import app
from scheduler.domain.obligation import Obligation
from scheduler.domain.plan import Verification
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.files.plan import read_plan
from scheduler.generate.generate import Generated, generate
from scheduler.generate.sizes import sizes
from scheduler.generate.write import write_season, write_witness
from scheduler.results import Check
from scheduler.verify.check import verify

KINDS = {kind.model_fields["kind"].default for kind in get_args(get_args(Obligation)[0])}
LARGE = (90, 9)


def checked(season: Generated) -> Check:
    with TemporaryDirectory() as folder:
        write_season(season, Path(folder) / "season")
        return api.check(api.read(Path(folder) / "season"))


@cache
def large() -> tuple[Season, Verification]:
    made = generate(*LARGE)
    season = checked(made).season
    return season, verify(season, made.witness)


@settings(max_examples=5, deadline=None)
@given(works=st.integers(1, 24), seed=st.integers(0, 10_000))
def test_the_witness_breaks_nothing_and_arithmetic_rules_nothing_out(works: int, seed: int) -> None:
    made = generate(works, seed)
    found = checked(made)
    assert found.impossible == ()
    assert verify(found.season, made.witness).broken == ()


def test_a_season_of_two_cities_asks_for_every_kind_of_rule_and_its_witness_keeps_them() -> None:
    season, verification = large()
    assert {owed.kind for owed in season.obligations} == KINDS
    assert verification.broken == ()


def test_the_numbers_of_the_place_leave_the_witness_little_room() -> None:
    season, verification = large()
    slack: dict[str, list[Fraction]] = {}
    for owed, found in zip(season.obligations, verification.measured, strict=True):
        slack.setdefault(owed.kind, []).append(
            found.slack / found.required if found.required else Fraction(0)
        )
    assert max(slack["region_output_ceiling"]) <= Fraction("0.006")
    assert max(slack["output_ceiling"]) <= Fraction("0.006")
    assert max(slack["emission_ceiling"]) <= Fraction("0.021")
    assert max(slack["heat_floor"]) <= Fraction("0.021")


def test_no_hard_corridor_is_more_than_a_hundredth_of_the_capacity_wider_than_the_witness_needs() -> None:
    season, verification = large()
    bands = [
        (found.slack, sum(season.unit_by_id[name].capacity_t_per_day for name in owed.units))
        for owed, found in zip(season.obligations, verification.measured, strict=True)
        if owed.kind == "rotation_band" and owed.hard
    ]
    assert min(slack / capacity for slack, capacity in bands) <= Fraction("0.01")


def test_the_same_seed_writes_the_same_bytes_and_another_one_others(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("again", 3), ("other", 4)):
        write_season(generate(12, seed), tmp_path / name)
        write_witness(generate(12, seed), tmp_path / f"{name}-witness")
    written = {
        name: {
            file.relative_to(tmp_path / name): file.read_bytes() for file in (tmp_path / name).rglob("*.*")
        }
        for name in ("one", "again", "other", "one-witness", "again-witness")
    }
    assert written["one"] == written["again"]
    assert written["one-witness"] == written["again-witness"]
    assert written["one"] != written["other"]


def test_a_large_season_has_ten_units_a_works_in_every_trade_and_real_sizes_in_real_places() -> None:
    made = generate(230, 1)
    assert len(made.enterprises) == 230
    assert 9 <= len(made.units) / 230 <= 11
    cities = Counter(works.city for works in made.enterprises if works.industry == "steel")
    assert len({works.city for works in made.enterprises}) == 5
    assert cities["唐山"] == max(cities.values())
    assert {unit.process for unit in made.units} == set(Process) - {Process.OTHER}
    furnaces = [float(u.size or 0) for u in made.units if u.process is Process.BLAST_FURNACE]
    known = sizes().steel.furnace_m3
    assert known[0] <= min(furnaces) and max(furnaces) <= known[-1]
    assert known[3] <= median(furnaces) <= known[7]


def test_the_command_writes_a_scenario_and_where_asked_the_witness(tmp_path: Path) -> None:
    season, witness = tmp_path / "season", tmp_path / "witness"
    options = ["--works", "6", "--seed", "2", "--out", str(season)]
    done = CliRunner().invoke(app, ["generate", *options, "--witness", str(witness)])
    assert done.exit_code == 0 and "6 works" in done.output
    found = api.check(api.read(season)).season
    assert verify(found, read_plan(witness, found)).broken == ()
    assert CliRunner().invoke(app, ["generate", *options]).exit_code == 2


def test_a_season_of_no_works_is_no_season() -> None:
    with pytest.raises(ValueError, match="one works at least"):
        generate(0, 1)
