"""Which share a unit or works owes on a day, and why: by number, grade, process, marks, heated area."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Protocol

from scheduler.domain.base import Text
from scheduler.domain.calendar import DayRange
from scheduler.domain.enterprise import Enterprise, Grade
from scheduler.domain.measure import MarkIncrement, ShareFactor
from scheduler.domain.parameter import ANY_GRADE, ParameterType
from scheduler.domain.unit import Process, Unit
from scheduler.domain.words import PROCESS_NAMES
from scheduler.errors import Fault
from scheduler.obligations.outcome import percent
from scheduler.obligations.select import Scope

FULL = Fraction(1)
RANKED = (Grade.A, Grade.B, Grade.B_MINUS, Grade.C, Grade.D)
"""From better to worse. Leading and non-leading belong to the scales of other industries."""


@dataclass(frozen=True)
class Owed:
    """A share and why it is owed; the reason alone makes no difference."""

    share: Fraction
    ground: Text = field(compare=False)


Duty = Owed | Fault
"""What a unit owes on a day, or what is missing to say so."""


class Sharing(Protocol):
    """A measure that asks for a share."""

    @property
    def clause(self) -> str: ...
    @property
    def share(self) -> Fraction | None: ...
    @property
    def parameter(self) -> str: ...


def share_owed(scope: Scope, measure: Sharing, works: Enterprise, unit: Unit, day: date) -> Duty | None:
    """The share that a unit owes on a day, with what marks add and special grounds take off.

    ``None`` where the grade is better than those that owe one; the fault where the place gave none.
    """
    if fault := _unlisted(scope, measure, works, unit):
        return fault
    base = _base(scope, measure, works, unit.process, day)
    if base is None:
        return None
    if scope.policy.of(MarkIncrement) and by_grade(scope, measure):
        base = _with_marks(scope, works, unit, day, base)
    return with_factor(scope, measure.clause, works, unit, base)


def owed_spells(spells: Iterable[tuple[DayRange, Duty]]) -> Iterator[tuple[DayRange, Duty]]:
    """The spells on which a share above none is owed; a fault ends them."""
    for spell, owed in spells:
        if isinstance(owed, Fault):
            yield spell, owed
            return
        if owed.share:
            yield spell, owed


def by_grade(scope: Scope, measure: Sharing) -> bool:
    """Whether the place gives the share by grade."""
    return bool(measure.parameter) and _type_of(scope, measure) is ParameterType.SHARE_BY_GRADE


def _type_of(scope: Scope, measure: Sharing) -> ParameterType:
    return scope.policy.parameters[measure.parameter].type


def _base(scope: Scope, measure: Sharing, works: Enterprise, process: Process, day: date) -> Owed | None:
    if measure.share is not None:
        return Owed(
            measure.share, Text(zh=f"比例{percent(measure.share)}", en=f"share {percent(measure.share)}")
        )
    value = scope.parameters[measure.parameter]
    match _type_of(scope, measure):
        case ParameterType.SHARE_BY_GRADE:
            return _of_grade(scope, scope.grade(works, day), value)
        case ParameterType.SHARE_BY_PROCESS:
            return _of_process(scope, process, scope.grade(works, day), value)
        case _:
            return _fixed(value)


def _fixed(share: Fraction) -> Owed:
    return Owed(share, Text(zh=f"比例{percent(share)}", en=f"share {percent(share)}"))


# ── by grade, by process ─────────────────────────────────────────────────────────────────────────


def _of_grade(scope: Scope, grade: Grade | None, shares: Mapping[str, Fraction]) -> Owed | None:
    """The share of a grade; of a grade off the scale, the worst grade's: the stricter reading."""
    if better_than_asked(grade, shares):
        return None
    if grade is not None and grade in shares:
        share = shares[grade]
        zh, en = _graded(scope, f"{grade}级", f"grade {grade}")
    else:
        worst = list(shares)[-1]
        share = shares[worst]
        zh, en = _graded(scope, "无可用等级", "no grade of the scale")
        zh, en = f"{zh}，从严按{worst}级计", f"{en}, taken as grade {worst}"
    return Owed(share, Text(zh=f"{zh}：{percent(share)}", en=f"{en}: {percent(share)}"))


def better_than_asked(grade: Grade | None, shares: Mapping[str, Fraction]) -> bool:
    """Whether the grade is better than every grade that owes a share."""
    best = min((RANKED.index(Grade(known)) for known in shares if known in RANKED), default=0)
    return grade in RANKED and RANKED.index(grade) < best


def _graded(scope: Scope, zh: str, en: str) -> tuple[str, str]:
    """A grade with the day and clause that make it count, where the notice names a day."""
    day = scope.policy.grade
    if day is None:
        return f"环保绩效{zh}", en
    return f"{day.on}环保绩效{zh}（{day.clause}）", f"{en} on {day.on} ({day.clause})"


def _of_process(
    scope: Scope, process: Process, grade: Grade | None, table: Mapping[Process, Mapping[str, Fraction]]
) -> Owed | None:
    """The share of a process, by grade where the place says so; of a grade not named, the largest."""
    shares = table.get(process)
    if shares is None:
        return None
    name = PROCESS_NAMES[process]
    if set(shares) == {ANY_GRADE}:
        share = shares[ANY_GRADE]
        return Owed(share, Text(zh=f"{name.zh}{percent(share)}", en=f"{name.en} {percent(share)}"))
    known = grade if grade is not None and grade in shares else ANY_GRADE
    share = shares[known] if known in shares else max(shares.values())
    said_zh, said_en = (f"{grade}级", f"grade {grade}") if grade else ("无等级", "no grade")
    zh, en = _graded(scope, said_zh, said_en)
    if known not in shares:
        zh, en = f"{zh}，从严按最高比例计", f"{en}, taken at the highest share"
    return Owed(share, Text(zh=f"{zh}，{name.zh}{percent(share)}", en=f"{en}, {name.en} {percent(share)}"))


def _unlisted(scope: Scope, measure: Sharing, works: Enterprise, unit: Unit) -> Fault | None:
    """A process that owes a share for which the place gave none."""
    if not measure.parameter or _type_of(scope, measure) is not ParameterType.SHARE_BY_PROCESS:
        return None
    if unit.process in scope.parameters[measure.parameter]:
        return None
    return Fault(
        f"{measure.parameter} gives no share for {unit.process}, which {measure.clause} asks of "
        f"{unit.unit_id} ({works.name})",
        file="scenario.yaml",
        key=f"parameters.{scope.policy.id}.{measure.parameter}",
        maybe=f"add {unit.process}: 0.5",
    )


# ── what adds and what takes off ─────────────────────────────────────────────────────────────────


def _with_marks(scope: Scope, works: Enterprise, unit: Unit, day: date, base: Owed) -> Owed:
    """The share with what marks add to it, at most a full stop (STL-6)."""
    share, zh, en = base.share, [base.ground.zh], [base.ground.en]
    for measure, mark, more in _increments(scope, works, unit, day):
        share += more
        zh.append(f"{scope.mark_name(mark, 'zh')}+{percent(more)}（{measure.clause}）")
        en.append(f"{scope.mark_name(mark, 'en')} +{percent(more)} ({measure.clause})")
    if share > FULL:
        zh.append("以全停为限")
        en.append("at most a full stop")
    return Owed(min(share, FULL), Text(zh="；".join(zh), en="; ".join(en)))


def _increments(
    scope: Scope, works: Enterprise, unit: Unit, day: date
) -> Iterator[tuple[MarkIncrement, str, Fraction]]:
    marks = scope.register.marks(works, day, unit)
    for measure in scope.policy.of(MarkIncrement):
        stages = scope.stages_of(measure, works)
        if not any(day in stage.window for stage in stages):
            continue
        if not scope.owes(measure, works, unit, day):
            continue
        for mark, more in scope.parameters[measure.parameter].items():
            if mark in marks:
                yield measure, mark, more


def with_factor(scope: Scope, clause: str, works: Enterprise, unit: Unit, base: Owed) -> Owed:
    """The share, or the days as a share, less what a special ground takes off it (SX-6)."""
    for factor in scope.policy.of(ShareFactor):
        if clause not in factor.of:
            continue
        granted = scope.parameters[factor.parameter]
        found = granted.get(unit.unit_id) or granted.get(works.enterprise_id)
        if found:
            approval = f"，{found.approval}" if found.approval else ""
            times = percent(found.share)
            base = Owed(
                base.share * found.share,
                Text(
                    zh=f"{base.ground.zh}；按{times}执行（{factor.clause}：{found.ground}{approval}）",
                    en=f"{base.ground.en}; {times} of it ({factor.clause}: {found.ground}{approval})",
                ),
            )
    return base
