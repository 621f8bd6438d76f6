"""Every kind of obligation can be said in both languages, with names instead of ids."""

from typing import get_args

import pytest

from scheduler.domain.obligation import (
    BurdenLimit,
    ChangeoverDays,
    ChangeoverLimit,
    CokingTime,
    EmissionCeiling,
    ForbiddenDays,
    HeatFloor,
    LinesOff,
    LinkedUnits,
    LoadCeiling,
    Maintenance,
    MakeUp,
    MaterialBalance,
    MostStops,
    Obligation,
    OneLoad,
    OutputCeiling,
    RegionOutputCeiling,
    RotationBand,
    ShortestRun,
    ShortestStop,
    StopDays,
    StopShare,
    StopWindow,
    Substitution,
    SupplyFloor,
    TwoStates,
)
from scheduler.domain.unit import Process
from scheduler.report.sentences import say
from tests.helpers import oven, owed, season, unit, window, works

SEASON = season(
    [
        unit("F1", name="1号高炉"),
        unit("S1", name="1号烧结机", process=Process.SINTER),
        oven("C1", name="1号焦炉"),
    ],
    enterprises=[works("W1", name="普阳钢铁")],
)
WORKS = {"subject": "W1"}
CITY = {"subject": "邯郸"}
ONE_OF_EACH = [
    owed(ShortestStop, ["F1"], days=10),
    owed(ShortestRun, ["F1"], days=14),
    owed(MostStops, ["F1"], stops=2),
    owed(ForbiddenDays, ["F1"]),
    owed(TwoStates, ["F1"]),
    owed(LoadCeiling, ["F1"], ceiling=1),
    owed(OneLoad, ["C1"], lowest_load="0.5"),
    owed(StopShare, ["F1"], **WORKS, process=Process.BLAST_FURNACE, share="0.3"),
    owed(LinkedUnits, ["F1", "S1"], **WORKS, process=Process.SINTER, group=("S1",), drivers=("F1",)),
    owed(OutputCeiling, ["F1"], **WORKS, tonnes=1234567, t_per_day={"F1": 1000}),
    owed(HeatFloor, ["F1"], **WORKS, demand_m2=4090000),
    owed(
        MaterialBalance, ["F1", "S1"], **WORKS, product="sinter", feeders=("S1",), consumers=("F1",),
        t_per_t="1.3", stock_t=0, stock_max_t=0, purchases_t_per_day=0,
    ),
    owed(BurdenLimit, ["F1"], **WORKS, owed="0.3", most_excess="0.05"),
    owed(RegionOutputCeiling, ["F1"], **CITY, tonnes=5, t_per_day={"F1": 1000}),
    owed(RotationBand, ["F1"], **CITY, process=Process.BLAST_FURNACE, width_t_per_day=11660, hard=False),
    owed(ChangeoverLimit, ["F1"], **CITY, most=4, days=ChangeoverDays.XUN),
    owed(EmissionCeiling, ["F1"], **CITY, kg_per_day=2500),
    owed(StopWindow, ["F1"]),
    owed(StopDays, ["F1"], days=31),
    owed(MakeUp, ["F1"], 20, 40, instead_of=window(0, 9)),
    owed(CokingTime, ["C1"], hours=48, normal_hours=24),
    owed(LinesOff, ["F1"], **WORKS, process=Process.POT_LINE, by="lines", weights={"F1": 1}, required=3),
    owed(
        Substitution, ["F1", "S1"], **CITY, relieved=("F1",), standing_in=("S1",), extra=(window(10, 19),)
    ),
    owed(SupplyFloor, ["F1"], **CITY, product="clinker_kiln", regions=()),
    owed(Maintenance, ["F1"], subject="邯郸检修队", jobs=(), crews=2, hard=False),
]  # fmt: skip


def test_there_is_an_example_of_every_kind() -> None:
    kinds = get_args(get_args(Obligation)[0])
    assert {type(example) for example in ONE_OF_EACH} == set(kinds)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("obligation", ONE_OF_EACH, ids=lambda obligation: obligation.kind)
def test_every_kind_is_said_with_names(obligation: Obligation, lang: str) -> None:
    sentence = say(obligation, SEASON, lang)
    assert (obligation.subject if obligation.subject.startswith("邯郸") else "普阳钢铁") in sentence
    assert "{" not in sentence
    assert "W1" not in sentence
    assert "blast_furnace" not in sentence


@pytest.mark.parametrize(
    ("place", "lang", "sentence"),
    [
        (7, "zh", "普阳钢铁在2021-11-15…2021-11-24的高炉停产比例不低于30 %"),
        (7, "en", "普阳钢铁 stops at least 30 % of its blast furnace capacity in 2021-11-15…2021-11-24"),
        (0, "zh", "普阳钢铁 1号高炉每次停产不少于10天"),
        (9, "zh", "普阳钢铁在2021-11-15…2021-11-24的粗钢产量不高于1,234,567吨"),
        (11, "zh", "普阳钢铁每天的烧结矿：自产、库存与外购不少于需要"),
        (15, "zh", "邯郸每天停复产切换不多于4次（每月1日、11日、21日）"),
        (
            14,
            "en",
            "stopped blast furnace capacity of 邯郸 varies by at most 11,660 t/d over 2021-11-15…2021-11-24",
        ),
        (17, "zh", "普阳钢铁 1号高炉在2021-11-15…2021-11-24全部停产"),
        (18, "en", "普阳钢铁 1号高炉 stands at least 31 days in 2021-11-15…2021-11-24"),
        (19, "zh", "普阳钢铁 1号高炉在2021-11-15…2021-11-24每运行一天，须在2021-12-05…2021-12-25补停一天"),
        (20, "zh", "普阳钢铁 1号焦炉在2021-11-15…2021-11-24结焦时间不少于48小时"),
        (21, "zh", "普阳钢铁在2021-11-15…2021-11-24每天停运的电解槽系列不少于3条（按生产线条数计）"),
        (23, "zh", "邯郸在2021-11-15…2021-11-24每周的水泥熟料：产量、库存与调入不少于需要"),
        (24, "en", "maintenance by 邯郸检修队 falls inside stops, at most 2 jobs at a time"),
    ],
)
def test_numbers_and_names_read_as_people_write_them(place: int, lang: str, sentence: str) -> None:
    assert say(ONE_OF_EACH[place], SEASON, lang) == sentence


def test_changeovers_of_any_number_are_held_to_their_days_only() -> None:
    limit = owed(ChangeoverLimit, ["F1"], **CITY, most=None, days=ChangeoverDays.XUN)
    assert say(limit, SEASON, "en") == "changeovers in 邯郸 only on these days: the 1st, 11th and 21st"
    assert "None" not in say(limit, SEASON, "zh")


def test_a_stop_in_one_piece_counts_what_goes_on_from_before() -> None:
    one_piece = owed(MostStops, ["F1"], stops=1, counts_carried=True)
    assert say(one_piece, SEASON, "zh") == (
        "普阳钢铁 1号高炉在2021-11-15…2021-11-24的停产不多于1次（含此前延续的停产）"
    )


@pytest.mark.parametrize(
    ("by", "zh", "en"),
    [
        (
            "capacity",
            "1,200吨/日（按产能计）",
            "at least 1,200 t/d of the pot line of 普阳钢铁 are off, by capacity",
        ),
        (
            "pots",
            "1,200台（按电解槽数计）",
            "at least 1,200 pots of the pot line of 普阳钢铁 are off, by number",
        ),
    ],
)
def test_lines_off_are_said_by_what_is_counted(by: str, zh: str, en: str) -> None:
    pots = owed(
        LinesOff, ["F1"], **WORKS, process=Process.POT_LINE, by=by, weights={"F1": 4000}, required=1200
    )
    assert zh in say(pots, SEASON, "zh")
    assert en in say(pots, SEASON, "en")
