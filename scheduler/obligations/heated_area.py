"""Shares that works with much heated area for their steel stop (STL-8)."""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.measure import HeatLoadCeiling
from scheduler.domain.obligation import StopShare
from scheduler.obligations.outcome import Outcome, amount, missing, note, owe, percent
from scheduler.obligations.select import Scope


def heat_load_ceilings(scope: Scope, measure: HeatLoadCeiling) -> Iterator[Outcome]:
    """Works that can heat much for their steel stop what last year's homes did not need (STL-8).

    Who: area that the works can heat ÷ crude-steel capacity > limit, strictly. Highest load: area that
    it heated last year ÷ (divisor × crude-steel capacity). Where one area is given it serves for both.
    """
    for works in scope.works:
        able, heated = works.heated_area_capacity_m2, works.heated_area_last_year_m2
        units = scope.units(works, measure.process)
        if (able is None and heated is None) or not units:
            continue
        if not any(_owing_days(scope, measure, works)):
            continue
        steel = works.crude_steel_capacity_t_per_year
        if not steel:
            yield missing(works.enterprise_id, "crude_steel_capacity_t_per_year", measure.clause)
            continue
        area = able if able is not None else heated
        served = heated if heated is not None else able
        assert area is not None and served is not None  # one of the two is given
        if area <= measure.more_than_m2_per_t * steel:
            yield _heats_little(works, measure, area / steel)
            continue
        load = served / (measure.divisor_m2_per_t * steel)
        if load >= 1:
            yield _binds_nothing(works, measure, area / steel, load)
            continue
        for window in _owing_days(scope, measure, works):
            yield owe(
                StopShare,
                clause=measure.clause,
                subject=works.enterprise_id,
                window=window,
                ground=_heat_ground(measure, area / steel, load),
                units=units,
                apart=measure.process,
                process=measure.process,
                share=1 - load,
            )


def _owing_days(scope: Scope, measure: HeatLoadCeiling, works: Enterprise) -> Iterator[DayRange]:
    for stage in scope.stages_of(measure, works):
        for window, owes in scope.spells(works, stage.window, partial(scope.owes, measure, works, None)):
            if owes:
                yield window


def _heat_ground(measure: HeatLoadCeiling, per_t: Fraction, load: Fraction) -> Text:
    return Text(
        zh=f"吨钢供热面积{amount(per_t)}平方米，大于{amount(measure.more_than_m2_per_t)}；最高负荷{percent(load)}",
        en=f"heated area {amount(per_t)} m²/t, more than {amount(measure.more_than_m2_per_t)}; "
        f"highest load {percent(load)}",
    )


def _heats_little(works: Enterprise, measure: HeatLoadCeiling, per_t: Fraction) -> Outcome:
    limit = amount(measure.more_than_m2_per_t)
    return note(
        measure.clause,
        works.enterprise_id,
        f"吨钢供热面积{amount(per_t)}平方米，不大于{limit}，本条不适用",
        f"heated area {amount(per_t)} m²/t is not more than {limit}: the clause does not meet it",
    )


def _binds_nothing(works: Enterprise, measure: HeatLoadCeiling, per_t: Fraction, load: Fraction) -> Outcome:
    zh = f"吨钢供热面积{amount(per_t)}平方米，最高负荷为{percent(load)}，不低于满负荷，本条不产生约束"
    en = f"heated area {amount(per_t)} m²/t, highest load {percent(load)}: not below full load, binds nothing"
    if None in (works.heated_area_capacity_m2, works.heated_area_last_year_m2):
        zh += "（只给出一个供热面积，兼作供热能力与上一年度面积）"
        en += " (one heated area is given and serves as the area it can heat and the area of last year)"
    return note(measure.clause, works.enterprise_id, zh, en)
