"""Units that run in a window while others of the province stop as much beyond their duty (CEM-3)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from scheduler.domain.base import Text
from scheduler.domain.calendar import ONE_DAY, DayRange, hull
from scheduler.domain.measure import Substitution
from scheduler.domain.obligation import Substitution as SubstitutionOwed
from scheduler.domain.unit import Mode, Unit
from scheduler.errors import Fault
from scheduler.obligations.instead import Duty, cannot_stand, duties
from scheduler.obligations.outcome import Outcome, note, owe
from scheduler.obligations.select import Scope


class _Swap(NamedTuple):
    """Units that are relieved together, and those that stand in for them."""

    relieved: tuple[Duty, ...]
    standing_in: tuple[Duty, ...]
    fixed: str
    """The unit that the place has named to stand in; empty where the solver chooses."""


def substitution(scope: Scope, measure: Substitution) -> Iterator[Outcome]:
    """Relieved units run as much as others of the province stop beyond their duty (CEM-3)."""
    owed = list(duties(scope, measure.of))
    relief = [duty for duty in owed if duty.instead is measure]
    ordinary = [duty for duty in owed if duty.instead is None and duty.unit.mode is Mode.STOP]
    yield from (cannot_stand(measure, duty.unit) for duty in relief if duty.unit.mode is Mode.LOAD)
    pairs: dict[str, str] = scope.parameters[measure.pairs]
    faults = list(_pair_faults(scope, measure, pairs, relief, ordinary))
    yield from faults
    if not faults:
        for swap in _swaps(pairs, relief, ordinary):
            yield from _substituted(scope, measure, swap)


def _swaps(pairs: Mapping[str, str], relief: Sequence[Duty], ordinary: Sequence[Duty]) -> Iterator[_Swap]:
    """One for each unit that the place has named to stand in, and one for all others of a province."""
    for fixed in dict.fromkeys(pairs.values()):
        mine = tuple(duty for duty in relief if pairs.get(duty.unit.unit_id) == fixed)
        yield _Swap(mine, tuple(duty for duty in ordinary if duty.unit.unit_id == fixed), fixed)
    free = [duty for duty in relief if duty.unit.unit_id not in pairs]
    taken = set(pairs.values())
    for province in dict.fromkeys(duty.province for duty in free):
        mine = tuple(duty for duty in free if duty.province == province)
        kinds = {duty.unit.process for duty in mine}
        pool = (d for d in ordinary if d.province == province and d.unit.process in kinds)
        yield _Swap(mine, tuple(duty for duty in pool if duty.unit.unit_id not in taken), "")


def _substituted(scope: Scope, measure: Substitution, swap: _Swap) -> Iterator[Outcome]:
    """One obligation for each winter; the window is that of the relieved units, from first to last."""
    province = swap.relieved[0].province
    standing_in = _units(swap.standing_in)
    for winter, extra in _winters((*swap.relieved, *swap.standing_in), scope.scenario.horizon):
        mine = [duty for duty in swap.relieved if duty.days.overlaps(winter)]
        if not mine:
            continue
        window = hull(duty.days for duty in mine)
        relief = _units(mine)
        if not standing_in or not extra:
            yield _nobody(measure, province, relief, window)
        yield owe(
            SubstitutionOwed,
            clause=measure.clause,
            subject=province,
            window=window,
            ground=_swap_text(measure, relief, swap.fixed),
            units=[*relief, *standing_in],
            apart=swap.fixed,
            relieved=tuple(unit.unit_id for unit in relief),
            standing_in=tuple(unit.unit_id for unit in standing_in),
            extra=extra,
        )


def _winters(owed: Collection[Duty], horizon: DayRange) -> Iterator[tuple[DayRange, tuple[DayRange, ...]]]:
    """Stages that overlap as one, each with the days outside them that count for it.

    These are the days up to the next winter, and for the first winter those before it too, so that no
    extra stop counts twice.
    """
    winters: list[DayRange] = []
    for window in sorted({duty.stage.window for duty in owed}, key=lambda window: window.first):
        if winters and window.overlaps(winters[-1]):
            winters[-1] = hull([winters[-1], window])
        else:
            winters.append(window)
    for place, winter in enumerate(winters):
        end = winters[place + 1].first - ONE_DAY if place + 1 < len(winters) else horizon.last
        around = [(horizon.first, winter.first - ONE_DAY)] if place == 0 else []
        around.append((winter.last + ONE_DAY, end))
        yield winter, tuple(DayRange(first=first, last=last) for first, last in around if first <= last)


def _units(owed: Iterable[Duty]) -> list[Unit]:
    """Each unit once."""
    return list({duty.unit.unit_id: duty.unit for duty in owed}.values())


def _swap_text(measure: Substitution, relief: Sequence[Unit], fixed: str) -> Text:
    names = ", ".join(unit.unit_id for unit in relief)
    if fixed:
        return Text(
            zh=f"{names}以{fixed}置换，免于{measure.of}的停产",
            en=f"{fixed} stands in for {names}, which {measure.of} would have stand",
        )
    return Text(
        zh=f"{names}由本省其他设备置换，免于{measure.of}的停产",
        en=f"others of the province stand in for {names}, which {measure.of} would have stand",
    )


def _nobody(measure: Substitution, province: str, relief: Sequence[Unit], window: DayRange) -> Outcome:
    names = ", ".join(unit.unit_id for unit in relief)
    return note(
        measure.clause,
        province,
        f"{province}没有设备能在错峰期外为{names}多停，{names}须在{window}停产",
        f"nothing in {province} can stop outside its stages for {names}, which then stand in {window}",
    )


# ── pairs that the place has fixed ───────────────────────────────────────────────────────────────


def _pair_faults(
    scope: Scope,
    measure: Substitution,
    pairs: Mapping[str, str],
    relief: Sequence[Duty],
    ordinary: Sequence[Duty],
) -> Iterator[Fault]:
    run = {duty.unit.unit_id: duty.province for duty in relief}
    stand = {duty.unit.unit_id: duty.province for duty in ordinary}
    for runs, stands in pairs.items():
        if runs not in run:
            text = f"{measure.clause} does not relieve {runs}"
            yield _pair_fault(scope, measure, runs, text, _meant(runs, run))
        if stands not in stand:
            text = f"{stands} owes no stop window of {measure.of} itself, so it cannot stand in"
            yield _pair_fault(scope, measure, runs, text, _meant(stands, stand))
        elif runs in run and run[runs] != stand[stands]:
            near = {unit: province for unit, province in stand.items() if province == run[runs]}
            text = (
                f"{runs} is in {run[runs]}, {stands} in {stand[stands]}: only units of one province may swap"
            )
            yield _pair_fault(scope, measure, runs, text, _meant(stands, near))


def _pair_fault(scope: Scope, measure: Substitution, runs: str, text: str, maybe: str) -> Fault:
    key = f"parameters.{scope.policy.id}.{measure.pairs}.{runs}"
    return Fault(text, file="scenario.yaml", key=key, maybe=maybe)


def _meant(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1)
    if near:
        return f"{near[0]} is meant"
    return f"one of: {', '.join(sorted(known))}" if known else "leave the pair out"
