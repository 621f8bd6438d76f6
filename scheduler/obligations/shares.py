"""Shares of capacity that a works stops: by grade and marks (STL-5, 6, 7), by heated area (STL-8)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scheduler.domain.base import Text, decimal_text
from scheduler.domain.enterprise import Enterprise, Grade, Mark
from scheduler.domain.obligation import Overruled, StopShare
from scheduler.domain.policy import GradeShare, HeatLoadCeiling, MarkIncrement
from scheduler.domain.words import MARK_NAMES, PROCESS_NAMES
from scheduler.obligations.outcome import Outcome, amount, missing, note, owe, percent
from scheduler.obligations.select import Scope

FULL = Fraction(1)
RANKED = (Grade.A, Grade.B, Grade.B_MINUS, Grade.C, Grade.D)
"""From better to worse. Leading and non-leading belong to the scales of other industries."""


@dataclass(frozen=True)
class _Owed:
    """A share and why it is owed."""

    share: Fraction
    ground: Text


# ── by grade and marks ───────────────────────────────────────────────────────────────────────────


def grade_shares(scope: Scope, measure: GradeShare) -> Iterator[Outcome]:
    """Works stop the share of their grade, more by their marks, at most all.

    The clause stays the grade's; the increments' clause stands in the ground.
    """
    for works in scope.works:
        if scope.frees(works, measure.clause):
            continue
        units = scope.units(works, measure.process)
        if not units:
            yield _without_units(works, measure)
            continue
        grade, shares = scope.grade(works), scope.parameters[measure.parameter]
        if _better_than_asked(grade, shares):
            yield _better(works, measure)
            continue
        if grade not in shares:
            yield _off_scale(works, grade, measure)
        base = _by_grade(measure, grade, shares)
        for stage in scope.stages_of(measure):
            owed = _with_marks(scope, works, stage.id, base)
            yield owe(
                StopShare,
                clause=measure.clause,
                subject=works.enterprise_id,
                window=stage.window,
                ground=owed.ground,
                units=units,
                apart=measure.process,
                process=measure.process,
                share=owed.share,
            )


def _better_than_asked(grade: Grade | None, shares: Mapping[str, Fraction]) -> bool:
    best = min(RANKED.index(Grade(known)) for known in shares)
    return grade in RANKED and RANKED.index(grade) < best


def _by_grade(measure: GradeShare, grade: Grade | None, shares: Mapping[str, Fraction]) -> _Owed:
    """The share of a grade; of a grade off the scale, the worst grade's: the stricter reading."""
    worst = list(shares)[-1]
    share = shares[worst] if grade is None else shares.get(grade, shares[worst])
    on_zh = f"{measure.grade_on}环保绩效"
    on_en = f"on {measure.grade_on} ({measure.grade_clause})"
    if grade in shares:
        zh, en = f"{on_zh}{grade}级（{measure.grade_clause}）", f"grade {grade} {on_en}"
    else:
        zh = f"{on_zh}无可用等级（{measure.grade_clause}），从严按{worst}级计"
        en = f"no grade of the scale {on_en}, taken as grade {worst}"
    return _Owed(share, Text(zh=f"{zh}：{percent(share)}", en=f"{en}: {percent(share)}"))


def _with_marks(scope: Scope, works: Enterprise, stage_id: str, base: _Owed) -> _Owed:
    """The share with what marks add to it, at most a full stop (STL-6)."""
    share, zh, en = base.share, [base.ground.zh], [base.ground.en]
    for measure, mark, more in _increments(scope, works, stage_id):
        share += more
        zh.append(f"{MARK_NAMES[mark].zh}+{percent(more)}（{measure.clause}）")
        en.append(f"{MARK_NAMES[mark].en} +{percent(more)} ({measure.clause})")
    if share > FULL:
        zh.append("以全停为限")
        en.append("at most a full stop")
    return _Owed(min(share, FULL), Text(zh="；".join(zh), en="; ".join(en)))


def _increments(
    scope: Scope, works: Enterprise, stage_id: str
) -> Iterator[tuple[MarkIncrement, Mark, Fraction]]:
    marks = scope.marks(works)
    for measure in scope.policy.of(MarkIncrement):
        stages = {stage.id for stage in scope.stages_of(measure)}
        if stage_id not in stages or scope.frees(works, measure.clause):
            continue
        for mark, more in scope.parameters[measure.parameter].items():
            if mark in marks:
                yield measure, Mark(mark), more


def _without_units(works: Enterprise, measure: GradeShare) -> Outcome:
    process = PROCESS_NAMES[measure.process]
    return note(
        measure.clause,
        works.enterprise_id,
        f"{works.name}没有{process.zh}，本条对其不产生停产比例",
        f"{works.name} has no {process.en}: it owes no share",
    )


def _better(works: Enterprise, measure: GradeShare) -> Outcome:
    return note(
        measure.clause,
        works.enterprise_id,
        f"{works.name}的等级优于本条所列等级，不产生停产比例",
        f"the grade of {works.name} is better than those named: it owes no share",
    )


def _off_scale(works: Enterprise, grade: Grade | None, measure: GradeShare) -> Outcome:
    held_zh, held_en = (f"等级为{grade}", f"grade {grade}") if grade else ("没有等级", "no grade")
    return note(
        measure.grade_clause,
        works.enterprise_id,
        f"{works.name}在{measure.grade_on}{held_zh}，不在本条所列等级之内，从严按最差等级计",
        f"{works.name} has {held_en} on {measure.grade_on}, which the scale does not know: "
        "taken as the worst grade",
    )


def mark_increments(scope: Scope, measure: MarkIncrement) -> Iterator[Outcome]:
    """Increments are added to the share by grade; here only what they leave alone is said."""
    counting = set(scope.parameters[measure.parameter])
    if not any(counting & scope.marks(works) for works in scope.works):
        yield note(
            measure.clause,
            scope.policy.id,
            "没有企业存在本条所列情形，不加大比例",
            "no works bears one of the marks: nothing is added",
        )


# ── by heated area ───────────────────────────────────────────────────────────────────────────────


def heat_load_ceilings(scope: Scope, measure: HeatLoadCeiling) -> Iterator[Outcome]:
    """Works that can heat much for their steel stop what last year's homes did not need (STL-8).

    Who: area that the works can heat ÷ crude-steel capacity > limit, strictly. Highest load: area that
    it heated last year ÷ (divisor × crude-steel capacity). Where one area is given it serves for both.
    """
    for works in scope.works:
        able, heated = works.heated_area_capacity_m2, works.heated_area_last_year_m2
        units = scope.units(works, measure.process)
        if (able is None and heated is None) or not units or scope.frees(works, measure.clause):
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
        for stage in scope.stages_of(measure):
            yield owe(
                StopShare,
                clause=measure.clause,
                subject=works.enterprise_id,
                window=stage.window,
                ground=_heat_ground(measure, area / steel, load),
                units=units,
                apart=measure.process,
                process=measure.process,
                share=FULL - load,
            )


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


# ── the stricter wins ────────────────────────────────────────────────────────────────────────────


def strictest(shares: Sequence[StopShare]) -> list[StopShare]:
    """One share for each works, process and window: the largest, with the others listed as overruled.

    Of equal shares the first stays.
    """
    groups: dict[tuple[str, str, str], list[StopShare]] = {}
    for owed in shares:
        groups.setdefault((owed.subject, owed.process, str(owed.window)), []).append(owed)
    return [_strictest(group) for group in groups.values()]


def _strictest(group: Sequence[StopShare]) -> StopShare:
    largest = max(group, key=lambda owed: owed.share)
    overruled = tuple(
        Overruled(clause=owed.clause, required=decimal_text(owed.share), ground=owed.ground)
        for owed in group
        if owed is not largest
    )
    return largest.model_copy(update={"overruled": overruled})
