"""Turns taken, burdens borne and what is carried over, worked out a second time (ROTATION, FAIRNESS)."""

from collections.abc import Iterator
from fractions import Fraction

from scheduler.domain.race import FEN_PER_YUAN, Scheme
from scheduler.domain.race_results import Burden, Settlement, Turn
from scheduler.verify.race_claims import Claimed, differs, rate_of, region_of, units_of
from scheduler.verify.race_costs import lost_yuan


def burden_faults(claimed: Claimed) -> Iterator[str]:
    """Every turn, burden and row of the history that does not come out the same."""
    for turn in claimed.turns:
        yield from _turn(claimed, turn)
    received = _received_yuan(claimed)
    for burden in claimed.burdens:
        expected = _burden(claimed, burden.enterprise_id, received.get(burden.enterprise_id, Fraction(0)))
        if burden != expected:
            yield differs(f"{burden.enterprise_id}, burden", burden, expected)
    yield from _left(claimed)


def _turn(claimed: Claimed, turn: Turn) -> Iterator[str]:
    """Everybody is ready or spared, enough are ready, and nobody stands who is spared."""
    where = f"{turn.region}, {turn.dates.name.en}"
    members = region_of(claimed, turn.ready[0]) if turn.ready else []
    if sorted([*turn.ready, *turn.spared]) != sorted(members):
        yield f"{where}: {sorted(members)} are to be ready or spared, each once"
    ready, all_t = (sum(_t_per_day(claimed, works) for works in names) for names in (turn.ready, members))
    if ready < claimed.race.rotate.ready * all_t:
        yield f"{where}: {float(ready):,g} of {float(all_t):,g} t a day are ready"
    for works in turn.spared:
        if _stands(claimed, works, turn):
            yield f"{where}: {works} stands, but it is not its turn"


def _t_per_day(claimed: Claimed, works: str) -> Fraction:
    return sum((rate_of(claimed.season, unit) for unit in units_of(claimed, works)), Fraction(0))


def _stands(claimed: Claimed, works: str, turn: Turn) -> bool:
    """Whether a unit that races stands on any of the unwanted dates, with trade."""
    own = {unit.unit_id for unit in units_of(claimed, works)}
    dates = [day for day in claimed.season.calendar.dates() if day in turn.dates.window]
    stops = (stop for stop in claimed.with_trade.stops if stop.unit_id in own)
    return any(day in stop.window for stop in stops for day in dates)


def _received_yuan(claimed: Claimed) -> dict[str, Fraction]:
    """By the scheme that the race names; by the Shapley value where the nucleolus is for fewer works."""
    by_region: dict[str, list[Settlement]] = {}
    for settlement in claimed.settlements:
        by_region.setdefault(settlement.region, []).append(settlement)
    received: dict[str, Fraction] = {}
    for settled in by_region.values():
        schemes = {settlement.scheme: settlement for settlement in settled}
        named = schemes.get(claimed.race.scheme, schemes.get(Scheme.SHAPLEY))
        received |= {
            p.enterprise_id: Fraction(p.fen, FEN_PER_YUAN) for p in (named.payments if named else ())
        }
    return received


def _burden(claimed: Claimed, works: str, received_yuan: Fraction) -> Burden:
    """Margin lost in its stages less what it receives, and its duty without credit, both as shares."""
    season, own = claimed.season, [duty for duty in claimed.duties if duty.enterprise_id == works]
    margin = sum(season.margin_yuan(unit, d.window) for unit in season.units_of[works] for d in own)
    lost = sum(lost_yuan(season, claimed.with_trade, works, duty.window) for duty in own)
    owed_t = sum((duty.tonnes + duty.credit_t for duty in own), Fraction(0))
    return Burden(
        enterprise_id=works,
        borne=(lost - received_yuan) / margin if margin else Fraction(0),
        owed=owed_t / sum(duty.full_t for duty in own),
    )


def _left(claimed: Claimed) -> Iterator[str]:
    """The next season is told each works' excess, and on how many unwanted dates it stood."""
    excess = {burden.enterprise_id: burden.borne - burden.owed for burden in claimed.burdens}
    if sorted(past.enterprise_id for past in claimed.left) != sorted(excess):
        yield f"{sorted(excess)} leave a burden, not {sorted(past.enterprise_id for past in claimed.left)}"
        return
    for past in claimed.left:
        works = past.enterprise_id
        turns = Fraction(sum(_stands(claimed, works, turn) for turn in claimed.turns if works in turn.ready))
        if (past.excess, past.turns) != (excess[works], turns):
            told = float(past.excess), float(past.turns)
            yield differs(f"{works}, excess and turns left", told, (float(excess[works]), float(turns)))
