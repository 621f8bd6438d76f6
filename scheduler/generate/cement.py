"""Cement works: kilns and mills of real sizes; some heat homes, burn waste or carbide slag."""

from random import Random

from scheduler.domain.enterprise import Grade, Mark
from scheduler.domain.unit import Mode, Process
from scheduler.generate.inventory import Equipment, Site, Works, group_of
from scheduler.generate.sizes import at, sizes

KILNS = Equipment(Process.CLINKER_KILN, "K", "熟料窑")
MILLS = Equipment(Process.GRINDING, "M", "水泥磨")

ONE_KILN_BELOW_T_PER_DAY = 7_000
USUAL_KILN_T_PER_DAY = 5_000
TASKS = {
    1: Mark.CARBIDE_SLAG,
    3: Mark.HEATS_HOMES,
    4: Mark.HEATS_HOMES,
    6: Mark.CO_PROCESSING_WASTE,
    9: Mark.HEATS_HOMES,
    12: Mark.CARBIDE_SLAG,
}
"""Of the first works of each dozen and a half, by place."""
TASKS_COME_ROUND = 18
HEAT_M2_PER_T_PER_DAY = 120
"""Homes that a kiln's waste heat serves: assumed."""


def cement_works(random: Random, site: Site, place: int) -> Works:
    """``place`` is the works' among all cement works of the season: tasks come round by it."""
    known, task = sizes().cement, TASKS.get(place % TASKS_COME_ROUND)
    size = random.uniform(0.05, 0.3 if task is Mark.CARBIDE_SLAG else 0.6 if task else 0.95)
    clinker = at(known.clinker_t_per_day, size)
    kilns = 1 if task or clinker < ONE_KILN_BELOW_T_PER_DAY else round(clinker / USUAL_KILN_T_PER_DAY)
    mills = random.randint(2, 5)
    columns = {"heat_area_m2": round(clinker * HEAT_M2_PER_T_PER_DAY)} if task is Mark.HEATS_HOMES else {}
    mode = Mode.LOAD if task is Mark.CO_PROCESSING_WASTE else Mode.STOP
    units = [
        *group_of(random, site, KILNS, [clinker / kilns] * kilns, mode=mode, **columns),
        *group_of(random, site, MILLS, [clinker / known.clinker_per_cement / mills] * mills),
    ]
    more = {"marks": (task,), "grade": Grade.NON_LEADING} if task else {}
    return Works(site.trade, site.enterprise(random, **more), tuple(units))
