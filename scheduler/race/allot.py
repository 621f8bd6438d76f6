"""From a region's target and its ranks to each works' duty.

Each works owes ``clip(level · factor · full − credit, least, most)`` tonnes, with one level for all such that
the target is met to the tonne. So a works' share never falls when its rank gets worse, its grade's minimum
rises or the target grows, and equals owe equal shares. Each duty is then rounded up to whole tonnes.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from scheduler.domain.base import Text
from scheduler.domain.race import Bands, Duty, Past, ProRata, Race, Score, Target, Tilt
from scheduler.errors import NoPlanExists
from scheduler.obligations.outcome import amount, percent
from scheduler.race.racing import NOTHING, Heat, Racing


class Claim(NamedTuple):
    """What decides a works' duty: tonnes at full load, two ends, its factor and its credit."""

    full_t: Fraction
    least_t: int
    most_t: int
    factor: Fraction
    credit_t: Fraction = NOTHING

    def at(self, level: Fraction) -> Fraction:
        return max(Fraction(self.least_t), min(Fraction(self.most_t), self._free(level)))

    def _free(self, level: Fraction) -> Fraction:
        return level * self.factor * self.full_t - self.credit_t

    @property
    def bends(self) -> tuple[Fraction, Fraction]:
        """The levels at which the least and the most are reached."""
        slope = self.factor * self.full_t
        return (self.least_t + self.credit_t) / slope, (self.most_t + self.credit_t) / slope


def factor(race: Race, rank: int, works: int) -> Fraction:
    """What a rank among so many works multiplies the common share by."""
    match race.allot:
        case ProRata():
            return Fraction(1)
        case Bands(bands=bands):
            return next(band.factor for band in bands if Fraction(rank, works) <= band.up_to)
        case Tilt(tilt=tilt):
            place = Fraction(2 * (rank - 1), works - 1) - 1 if works > 1 else NOTHING
            return 1 + tilt * place


def level_for(target: Fraction | int, claims: Sequence[Claim]) -> Fraction:
    """The level at which the claims add up to the target, which lies between their ends.

    The sum rises with the level and is straight between bends: the bends around the target are found, and
    the level between them.
    """
    levels = sorted({bend for claim in claims for bend in claim.bends})
    totals = [sum((claim.at(level) for claim in claims), NOTHING) for level in levels]
    if totals[0] >= target:
        return levels[0]
    for (low, below), (high, above) in pairwise(zip(levels, totals, strict=True)):
        if below < target <= above:
            return low + (target - below) * (high - low) / (above - below)
    raise ValueError("the target lies above all that the claims can give")


# ── a region in a stage ──────────────────────────────────────────────────────────────────────────


def allot(
    racing: Racing, scores: Mapping[str, Score], history: Sequence[Past] = ()
) -> tuple[tuple[Target, ...], tuple[Duty, ...]]:
    """Every region's target in each stage, and every works' duty.

    Raises:
        NoPlanExists: where a works cannot do what the notices ask of it, or a region not reach its target.
    """
    targets: list[Target] = []
    duties: list[Duty] = []
    reasons: list[Text] = []
    for heat in racing.heats:
        rooms = {w.enterprise_id: _room(racing, w.enterprise_id, heat) for w in heat.works}
        target = _target(racing, heat, sum(least for least, _, _ in rooms.values()))
        reasons += _impossible(racing, heat, target, rooms)
        if not reasons:
            targets.append(target)
            duties += _duties(racing, heat, target, rooms, _claims(racing, heat, rooms, scores, history))
    if reasons:
        raise NoPlanExists((racing.race.clause,), reasons)
    return tuple(targets), tuple(duties)


Room = tuple[int, int, Text]
"""Least, most, and the ground of the least."""


def _room(racing: Racing, works: str, heat: Heat) -> Room:
    least, ground = racing.least(works, heat.stage)
    return least, racing.most(works, heat.stage), ground


def _target(racing: Racing, heat: Heat, all_least: int) -> Target:
    """The most that is asked of all together: by the region's ceilings, the scenario's share, each least."""
    full = sum((racing.full_t(w.enterprise_id, heat.stage.window) for w in heat.works), NOTHING)
    asked = [
        (Fraction(all_least), Text(zh="各企业最低要求之和", en="the least of each works, added up")),
        *(
            (t, Text(zh=f"{clause}：{ground.zh}", en=f"{clause}: {ground.en}"))
            for t, clause, ground in racing.region_needs(heat)
        ),
    ]
    if share := racing.race.target.get(heat.stage.id):
        said = percent(share)
        asked.append(
            (share * full, Text(zh=f"方案设定产能的{said}", en=f"the scenario asks for {said} of capacity"))
        )
    tonnes, ground = max(asked, key=lambda each: each[0])
    return Target(
        region=heat.region,
        stage=heat.stage.id,
        window=heat.stage.window,
        tonnes=ceil(tonnes),
        ground=ground,
    )


def _impossible(racing: Racing, heat: Heat, target: Target, rooms: Mapping[str, Room]) -> Iterator[Text]:
    stage = heat.stage.id
    for works, (least, most, ground) in rooms.items():
        if least > most:
            yield Text(
                zh=f"{works}在{stage}至少应减{least:,}吨（{ground.zh}），但工艺、配套设备和供热最多允许{most:,}吨",
                en=f"{works} owes at least {least:,} t in {stage} ({ground.en}), but its technology, "
                f"linked units and heating leave at most {most:,} t",
            )
    together = sum(most for _, most, _ in rooms.values())
    if together < target.tonnes:
        full = {works: amount(racing.full_t(works, heat.stage.window)) for works in rooms}
        most_zh = "、".join(f"{works} {full[works]}吨中{most:,}吨" for works, (_, most, _) in rooms.items())
        most_en = ", ".join(f"{works} {most:,} of {full[works]} t" for works, (_, most, _) in rooms.items())
        yield Text(
            zh=f"{heat.region}在{stage}应减{target.tonnes:,}吨（{target.ground.zh}），"
            f"但各企业最多能减{together:,}吨：{most_zh}",
            en=f"{heat.region} must give up {target.tonnes:,} t in {stage} ({target.ground.en}), "
            f"but its works can give up {together:,} t at most: {most_en}",
        )


def _claims(
    racing: Racing,
    heat: Heat,
    rooms: Mapping[str, Room],
    scores: Mapping[str, Score],
    history: Sequence[Past],
) -> dict[str, Claim]:
    ranked = len(racing.regions[heat.region])
    claims = {}
    for works, (least, most, _) in rooms.items():
        full = racing.full_t(works, heat.stage.window)
        excess = sum((past.excess for past in history if past.enterprise_id == works), NOTHING)
        credit = racing.race.rotate.carry_over * excess * full
        claims[works] = Claim(full, least, most, factor(racing.race, scores[works].rank, ranked), credit)
    return claims


def _duties(
    racing: Racing, heat: Heat, target: Target, rooms: Mapping[str, Room], claims: Mapping[str, Claim]
) -> Iterator[Duty]:
    level = level_for(target.tonnes, list(claims.values()))
    without = [claim._replace(credit_t=NOTHING) for claim in claims.values()]
    level_without = level_for(target.tonnes, without)
    for (works, claim), uncredited in zip(claims.items(), without, strict=True):
        tonnes = ceil(claim.at(level))
        yield Duty(
            enterprise_id=works,
            region=heat.region,
            stage=heat.stage.id,
            window=heat.stage.window,
            full_t=claim.full_t,
            least_t=claim.least_t,
            most_t=claim.most_t,
            factor=claim.factor,
            credit_t=ceil(uncredited.at(level_without)) - tonnes,
            tonnes=tonnes,
            least_ground=rooms[works][2],
        )
