"""The clauses of the notice of Zhengzhou, 郑政文〔2017〕210号."""

from fractions import Fraction

import pytest

from scheduler.domain.enterprise import EventKind
from scheduler.domain.plan import LoadSpell, Plan
from scheduler.domain.unit import Mode, Process
from scheduler.errors import InputError
from tests.policies.notices import ZHENGZHOU, days, event, holds, line, one, owed, season, slow_oven

CLEAN_BLOCKS = {"fly_ash_blocks", "coal_replaced", "enclosed_storage"}


@pytest.mark.parametrize(
    ("industry", "process", "fuel", "marks", "stands"),
    [
        # 1 cement, but grinding
        ("cement", "clinker_kiln", "coal", set(), True),
        ("cement", "grinding", None, set(), False),
        # 2 casting with coal or coke; electric and gas furnaces that do not keep the limits
        ("casting", "casting_furnace", "coal", set(), True),
        ("casting", "casting_furnace", "coke", set(), True),
        ("casting", "casting_furnace", "electricity", set(), False),
        ("casting", "casting_furnace", "natural_gas", set(), False),
        ("casting", "casting_furnace", "electricity", {"unstable_emission"}, True),
        ("casting", "casting_furnace", "natural_gas", {"unstable_emission"}, True),
        # 3 brick, but fly-ash blocks without coal and under roof, all three
        ("brick", "brick_kiln", "coal", set(), True),
        ("brick", "brick_kiln", "natural_gas", CLEAN_BLOCKS, False),
        ("brick", "brick_kiln", "natural_gas", CLEAN_BLOCKS - {"enclosed_storage"}, True),
        ("brick", "brick_kiln", "natural_gas", CLEAN_BLOCKS - {"coal_replaced"}, True),
        ("brick", "brick_kiln", "natural_gas", CLEAN_BLOCKS - {"fly_ash_blocks"}, True),
        # 4 ceramics, but electricity, natural gas and piped gas
        ("ceramics", "ceramics_kiln", "producer_gas", set(), True),
        ("ceramics", "ceramics_kiln", "electricity", set(), False),
        ("ceramics", "ceramics_kiln", "natural_gas", set(), False),
        ("ceramics", "ceramics_kiln", "pipeline_gas", set(), False),
        # 5 refractory, but electricity and natural gas, or pressed without firing
        ("refractory", "refractory_kiln", "coal", set(), True),
        ("refractory", "refractory_kiln", "electricity", set(), False),
        ("refractory", "refractory_kiln", "natural_gas", set(), False),
        ("refractory", "refractory_kiln", None, {"no_firing"}, False),
        # 6 rock wool, but electric furnaces
        ("rock_wool", "rock_wool", "coke", set(), True),
        ("rock_wool", "rock_wool", "electricity", set(), False),
        # 7 glass wool, but natural gas
        ("glass_wool", "glass_wool", "coal", set(), True),
        ("glass_wool", "glass_wool", "natural_gas", set(), False),
        # 8 gypsum board, whatever it burns
        ("gypsum_board", "gypsum_board", "natural_gas", set(), True),
        # 9 carbon that misses the special limits
        ("carbon", "carbon_baking", "natural_gas", set(), True),
        ("carbon", "carbon_baking", "natural_gas", {"special_limits_met"}, False),
        # 10 VOC processes of drug substances, and of pesticides with organic solvents, but with approval
        ("pharma", "pharma_voc", None, set(), True),
        ("pharma", "pharma_voc", None, {"approved_to_run"}, False),
        ("pharma", "other", None, set(), False),
        ("pesticide", "pesticide_voc", None, {"organic_solvents"}, True),
        ("pesticide", "pesticide_voc", None, set(), False),
        ("pesticide", "pesticide_voc", None, {"organic_solvents", "approved_to_run"}, False),
    ],
)
def test_ten_kinds_of_works_stop_each_with_its_exceptions(
    industry: str, process: str, fuel: str | None, marks: set[str], stands: bool
) -> None:
    found = season(ZHENGZHOU, [line(Process(process), fuel=fuel)], industry=industry, marks=marks)
    assert [o.window.days for o in owed(found, "stop_window", "ZZ-2")] == ([121] if stands else [])


def test_steelworks_stop_a_fifth_of_each_process_but_not_cold_rolling() -> None:
    units = [line(Process.BLAST_FURNACE), line(Process.ROLLING, "U2")]
    shares = owed(season(ZHENGZHOU, units, industry="steel"), "stop_share", "ZZ-3a")
    assert {(o.process, o.share) for o in shares} == {
        ("blast_furnace", Fraction(1, 5)),
        ("rolling", Fraction(1, 5)),
    }
    cold = season(ZHENGZHOU, units[1:], industry="steel", marks={"cold_rolling"})
    assert not owed(cold, "stop_share", "ZZ-3a")


def test_of_seven_lines_three_are_off_by_lines() -> None:
    """7 × 0.3 = 2.1 → 3."""
    lines = [line(Process.ALUMINA_LINE, f"U{n}") for n in range(7)]
    assert one(season(ZHENGZHOU, lines, industry="alumina"), "lines_off", "ZZ-3c").required == 3


def test_of_seven_pot_lines_thirty_per_cent_of_the_pots_are_off() -> None:
    """Seven lines of 101 pots: 707 × 0.3 = 212.1 → 213 pots, which three lines have and two have not."""
    lines = [line(Process.POT_LINE, f"U{n}", pots=101) for n in range(7)]
    off = one(season(ZHENGZHOU, lines, industry="aluminium"), "lines_off", "ZZ-3b")
    assert off.required == 213
    assert set(off.weights.values()) == {101}


@pytest.mark.parametrize(
    ("industry", "process", "marks", "clause"),
    [
        ("carbon", "carbon_baking", {"special_limits_met"}, "ZZ-3d"),
        ("secondary_nonferrous", "secondary_melting", set(), "ZZ-3f"),
    ],
)
def test_half_of_three_lines_are_two(industry: str, process: str, marks: set[str], clause: str) -> None:
    lines = [line(Process(process), f"U{n}") for n in range(3)]
    assert one(season(ZHENGZHOU, lines, industry=industry, marks=marks), "lines_off", clause).required == 2


@pytest.mark.parametrize(("load", "met"), [("0.5", True), ("0.501", False)])
def test_coking_for_48_hours_instead_of_24_is_half_the_load(load: str, met: bool) -> None:
    found = season(ZHENGZHOU, [slow_oven()], industry="coking")
    asked = one(found, "coking_time", "ZZ-3e")
    assert (asked.hours, asked.normal_hours) == (48, 24)
    spell = LoadSpell(unit_id="U1", window=asked.window, load=load)
    assert holds(found, "ZZ-3e", Plan(loads=(spell,))) is met


def test_works_left_out_for_their_task_run_at_the_load_that_was_approved() -> None:
    kiln = line(Process.BRICK_KILN, mode=Mode.LOAD, load_min=0, fuel="coal")
    granted = {"task_ceilings": {"W1": {"share": 0.6, "ground": "居民供暖", "approval": "郑政批〔2017〕1号"}}}
    marks = {"heats_homes", "approved_to_run"}
    found = season(ZHENGZHOU, [kiln], marks=marks, numbers=granted)
    ceiling = one(found, "load_ceiling", "ZZ-4")
    assert ceiling.ceiling == Fraction(6, 10)
    assert "郑政批〔2017〕1号" in ceiling.ground.zh
    assert not owed(found, "stop_window", "ZZ-2")
    with pytest.raises(InputError, match="task_ceilings"):
        season(ZHENGZHOU, [kiln], marks=marks)


def test_works_that_do_not_carry_out_stop_from_that_day_on() -> None:
    caught = event("2018-01-10", EventKind.MARK_WON, "not_carried_out")
    lines = [line(Process.ALUMINA_LINE, f"U{n}") for n in range(2)]
    found = season(ZHENGZHOU, lines, industry="alumina", tables={"events": [caught]})
    windows = {(o.subject, str(o.window)) for o in owed(found, "stop_window", "ZZ-7")}
    assert windows == {("U0", "2018-01-10…2018-03-15"), ("U1", "2018-01-10…2018-03-15")}


def test_an_oven_under_full_stop_runs_as_low_as_the_place_says() -> None:
    caught = event("2018-01-10", EventKind.MARK_WON, "not_carried_out")
    tables = {"events": [caught]}
    with pytest.raises(InputError, match="full_stop_cuts"):
        season(ZHENGZHOU, [slow_oven()], industry="coking", tables=tables)
    cuts = {"full_stop_cuts": {"coke_oven": 0.6}}
    lower = one(
        season(ZHENGZHOU, [slow_oven()], industry="coking", tables=tables, numbers=cuts),
        "load_ceiling",
        "ZZ-7",
    )
    assert (lower.ceiling, lower.window) == (Fraction(4, 10), days("2018-01-10", "2018-03-15"))
