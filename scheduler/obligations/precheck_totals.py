"""What arithmetic rules out over a stage or the season: shares, linked groups, ceilings."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, gcd, lcm

from scheduler.domain.calendar import DayRange
from scheduler.domain.finding import Finding
from scheduler.domain.obligation import (
    HeatFloor,
    LinkedUnits,
    OutputCeiling,
    StopShare,
)
from scheduler.domain.owing import demands, least_t
from scheduler.domain.unit import Mode
from scheduler.domain.words import PROCESS_NAMES
from scheduler.obligations.outcome import amount, impossible, percent
from scheduler.obligations.reach import NOTHING, Reach

COLD = ("，因须保障供暖（HEAT）", ", so that homes are heated (HEAT)")


# ── shares ───────────────────────────────────────────────────────────────────────────────────────


def stop_shares(reach: Reach) -> Iterator[Finding]:
    """A share above what shortest stops, forbidden days and heat floors leave."""
    for owed in reach.all(StopShare):
        alone = reach.share(owed.units, owed.window, warm=False)
        warm = alone if alone < owed.share else reach.share(owed.units, owed.window)
        if warm >= owed.share:
            continue
        zh, en = _own_limits(reach, owed) if alone < owed.share else COLD
        yield impossible(
            owed.clause,
            owed.subject,
            f"{owed.window}须停产{percent(owed.share)}，至多只能停产{percent(warm)}{zh}",
            f"owes a stopped share of {percent(owed.share)} in {owed.window}, "
            f"at most {percent(warm)} can stop{en}",
        )


def _own_limits(reach: Reach, owed: StopShare) -> tuple[str, str]:
    """The units that cannot stand on all days, and how far they can."""
    whole = len(reach.days(owed.window))
    days = {u.unit_id: reach.days_off(u, owed.window) for u in reach.units(owed.units) if u.mode is Mode.STOP}
    short = {name: most for name, most in days.items() if most < whole}
    zh = "，".join(f"{name}至多停{most}天" for name, most in short.items())
    en = ", ".join(f"{name} on at most {most} of {whole} days" for name, most in short.items())
    return (
        f"（ROTATION：最短停产和不得停产的日期；{zh}）",
        f" (ROTATION: shortest stops and forbidden days; {en})",
    )


def shares_in_one_network(reach: Reach) -> Iterator[Finding]:
    """Shares of several works, each possible alone, that one heat network does not allow together."""
    for floor in reach.all(HeatFloor):
        tied = [owed for owed in reach.all(StopShare) if not set(owed.units).isdisjoint(floor.units)]
        for window in dict.fromkeys(str(owed.window) for owed in tied):
            together = [owed for owed in tied if str(owed.window) == window]
            if len(together) > 1:
                yield from _together(reach, floor, together)


def _together(reach: Reach, floor: HeatFloor, shares: Sequence[StopShare]) -> Iterator[Finding]:
    """More owed than can stop; a day off counts for every share of its unit, so those do not add up."""
    window, names = shares[0].window, list(dict.fromkeys(name for owed in shares for name in owed.units))
    need = least_t(demands(shares, reach.season.unit_by_id, reach.season.calendar))
    most = reach.most(names, reach.capacity(names), window)
    if need > most:
        works = ", ".join(dict.fromkeys(owed.subject for owed in shares))
        clauses = ", ".join(sorted({owed.clause for owed in shares}))
        yield impossible(
            floor.clause,
            floor.subject,
            f"{window}至多可停产{amount(most)}吨能力，而{works}共须停产{amount(need)}吨（{clauses}）",
            f"at most {amount(most)} t of capacity can stop in {window}, "
            f"{works} together owe {amount(need)} t ({clauses})",
        )


def linked_units(reach: Reach) -> Iterator[Finding]:
    """A linked group that cannot reduce by the share that its furnaces owe."""
    shares: dict[tuple[DayRange, frozenset[str]], list[StopShare]] = {}
    for owed in reach.all(StopShare):
        shares.setdefault((owed.window, frozenset(owed.units)), []).append(owed)
    for link in reach.all(LinkedUnits):
        for owed in shares.get((link.window, frozenset(link.drivers)), ()):
            least, most = _least_share(reach, owed), reach.share(link.group, link.window)
            if most < least:
                yield impossible(
                    link.clause,
                    link.subject,
                    f"{PROCESS_NAMES[link.process].zh}在{link.window}至多减产{percent(most)}，"
                    f"而其高炉按整日至少停产{percent(least)}（{owed.clause}）",
                    f"{link.process} can reduce by at most {percent(most)} in {link.window}, "
                    f"its furnaces stop at least {percent(least)} in whole days ({owed.clause})",
                )


def _least_share(reach: Reach, owed: StopShare) -> Fraction:
    """The share owed, rounded up to what whole days of the units' capacities can add up to at all."""
    whole, units = reach.unit_days(owed.units, owed.window), reach.units(owed.units)
    if not whole or any(unit.mode is Mode.LOAD for unit in units):
        return owed.share
    capacities = [unit.capacity_t_per_day for unit in units]
    parts = lcm(*(capacity.denominator for capacity in capacities))
    step = Fraction(gcd(*(int(capacity * parts) for capacity in capacities)), parts)
    return ceil(owed.share * whole / step) * step / whole


# ── ceilings ─────────────────────────────────────────────────────────────────────────────────────


def output_ceilings(reach: Reach) -> Iterator[Finding]:
    """A ceiling of a works or region below what cannot but be made."""
    for owed in reach.all(OutputCeiling):
        whole = sum(owed.t_per_day.values(), NOTHING) * len(reach.days(owed.window))
        least = whole - reach.most(list(owed.t_per_day), owed.t_per_day, owed.window)
        if least > owed.tonnes:
            yield impossible(
                owed.clause,
                owed.subject,
                f"{owed.window}粗钢不高于{amount(owed.tonnes)}吨，"
                f"但因不得停产的日期、最低负荷和供暖至少产{amount(least)}吨",
                f"at most {amount(owed.tonnes)} t of crude steel in {owed.window}, "
                f"but forbidden days, lowest loads and heating leave at least {amount(least)} t",
            )
