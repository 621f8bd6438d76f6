"""One small season for all reports: a works that stops wholly, one that staggers, one that is exempt.

Twenty days from 15 November 2021, two stages of ten. Days are indices.
"""

from fractions import Fraction

from scheduler.domain.base import Text
from scheduler.domain.finding import Exempted
from scheduler.domain.objective import LostMargin, RestartCost
from scheduler.domain.obligation import RotationBand, StopShare
from scheduler.domain.plan import Plan
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from tests.helpers import oven, owed, plan, season, spell, stage, stop, unit, works

WHOLE, PART, FREE = "W1", "W2", "W3"


def told_season() -> Season:
    base = season(
        [
            unit("F1", WHOLE, name="1号高炉", size=1080),
            unit("F2", PART, name="1号高炉", size=1280, capacity_t_per_day=3000, restart_cost_yuan=500),
            unit("F3", PART, name="2号高炉", size=580),
            oven("C1", PART, name="1号焦炉"),
            unit("F4", FREE, name="1号高炉"),
        ],
        [
            _share(WHOLE, ["F1"], 0, "1"),
            _share(WHOLE, ["F1"], 10, "1"),
            _share(PART, ["F2", "F3"], 0, "0.3"),
            _share(PART, ["F2", "F3"], 10, "0.3"),
            owed(
                RotationBand,
                ["F1", "F2", "F3", "F4"],
                0,
                19,
                subject="邯郸",
                process=Process.BLAST_FURNACE,
                width_t_per_day=3000,
                hard=False,
            ),
        ],
        days=20,
        stages=[stage("stage1", 0, 9), stage("stage2", 10, 19)],
        enterprises=[
            works(WHOLE, name="全停钢铁", county="武安", contact="张三", phone="13800000000"),
            works(PART, name="错峰钢铁", county="武安", address="武安市午汲镇"),
            works(FREE, name="豁免钢铁", county="涉县"),
        ],
        objective=[LostMargin(), RestartCost()],
    )
    freed = Exempted(
        enterprise_id=FREE, clause="STL-4", lifts=("STL-5", "STL-6"), ground=Text(zh="A级", en="grade A")
    )
    return base.model_copy(update={"exemptions": (freed,)})


def told_plan() -> Plan:
    """The first works stands throughout; the second stops a furnace in each stage, its oven runs lower."""
    return plan(
        stop("F1", 0, 19),
        stop("F2", 3, 7),
        stop("F3", 12, 19),
        spell("C1", 0, 9, "0.625"),
        spell("C1", 10, 19, "0.8"),
    )


def _share(works_id: str, units: list[str], first: int, share: str) -> StopShare:
    return owed(
        StopShare,
        units,
        first,
        first + 9,
        subject=works_id,
        clause="STL-5",
        process=Process.BLAST_FURNACE,
        share=Fraction(share),
        ground=Text(zh="D级", en="grade D"),
    )
