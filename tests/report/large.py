"""Two large seasons made by rule: kilns over a year, and a city of twelve processes. Days are indices."""

from collections.abc import Iterator

from scheduler.domain.base import Text
from scheduler.domain.calendar import Stage
from scheduler.domain.enterprise import Enterprise
from scheduler.domain.finding import Exempted
from scheduler.domain.obligation import (
    LinesOff,
    LoadCeiling,
    Maintenance,
    MakeUp,
    Obligation,
    RotationBand,
    StopDays,
    StopShare,
    StopWindow,
)
from scheduler.domain.plan import LoadSpell, PlacedJob, Plan, Stop
from scheduler.domain.season import Season
from scheduler.domain.unit import Mode, Process, Unit
from scheduler.domain.words import PROCESS_NAMES
from tests.helpers import job, owed, placed, plan, season, spell, stage, stop, unit, window, works

YEAR, WINTER = 365, 121
"""15 November 2021 to 14 November 2022, of which the first 121 days are the cement stage."""
CITIES = ("太原", "大同", "朔州", "忻州", "吕梁", "晋中", "阳泉", "长治", "晋城", "临汾", "运城")


def cement_year() -> tuple[Season, Plan]:
    """Six works of two kilns in each of eleven cities; each city's first heats homes and makes up later."""
    enterprises = [
        works(f"{city}{n}", name=f"{city}水泥{n}厂", province="山西省", city=f"{city}市", industry="cement")
        for city in CITIES
        for n in range(1, 7)
    ]
    kilns = [
        unit(
            f"{each.enterprise_id}-K{n}",
            each.enterprise_id,
            name=f"{n}号窑",
            process=Process.CLINKER_KILN,
            capacity_t_per_day=2500 * n,
        )
        for each in enterprises
        for n in (1, 2)
    ]
    later = [kiln for kiln in kilns if kiln.enterprise_id.endswith("1")]
    now = [kiln for kiln in kilns if kiln not in later]
    jobs = [job(f"J-{kiln.unit_id}", kiln.unit_id, 0, 120, days=20) for kiln in now[::5]]
    obligations: list[Obligation] = [
        *(owed(StopWindow, [kiln.unit_id], 0, WINTER - 1, clause="CEM-1") for kiln in now),
        *(
            owed(MakeUp, [k.unit_id], 151, YEAR - 1, clause="CEM-4", instead_of=window(0, WINTER - 1))
            for k in later
        ),
        owed(
            RotationBand,
            [kiln.unit_id for kiln in kilns],
            0,
            WINTER - 1,
            subject="山西省",
            process=Process.CLINKER_KILN,
            width_t_per_day=50_000,
            hard=False,
        ),
        owed(
            Maintenance, [j.unit_id for j in jobs], subject="检修一队", jobs=tuple(jobs), crews=9, hard=False
        ),
    ]
    rows: list[Stop | LoadSpell | PlacedJob] = [
        *(stop(kiln.unit_id, 0, WINTER - 1) for kiln in now),
        *(stop(kiln.unit_id, 160 + 3 * n, 280 + 3 * n) for n, kiln in enumerate(later)),
        *(placed(j.job_id, j.unit_id, 3 * n, 3 * n + 19) for n, j in enumerate(jobs[:-1])),
    ]
    stages = [stage("north", 0, WINTER - 1)]
    return season(kilns, obligations, days=YEAR, stages=stages, enterprises=enterprises), plan(*rows)


DAYS = 151
STAGES = (stage("stage1", 0, 60), stage("stage2", 61, 150))
OTHER_STAGES = (stage("winter", 14, 134),)
PROCESSES = (
    ("steel", Process.BLAST_FURNACE),
    ("coking", Process.COKE_OVEN),
    ("cement", Process.CLINKER_KILN),
    ("brick", Process.BRICK_KILN),
    ("ceramics", Process.CERAMICS_KILN),
    ("refractory", Process.REFRACTORY_KILN),
    ("lime", Process.LIME_KILN),
    ("casting", Process.CASTING_FURNACE),
    ("aluminium", Process.POT_LINE),
    ("alumina", Process.ALUMINA_LINE),
    ("carbon_black", Process.CARBON_BLACK_LINE),
    ("fertiliser", Process.FERTILISER_LINE),
)
BY_LOAD = (Process.COKE_OVEN, Process.POT_LINE, Process.FERTILISER_LINE)


def city_season(works_each: int = 10) -> tuple[Season, Plan]:
    """Ten works of each of twelve industries, 400 units; each process owes in its own way."""
    enterprises = [
        works(
            f"{industry}{n}", name=f"样例{PROCESS_NAMES[process].zh}{n}厂", city="样例市", industry=industry
        )
        for industry, process in PROCESSES
        for n in range(works_each)
    ]
    units = [u for each in enterprises for u in _units(each)]
    exempt = tuple(
        Exempted(enterprise_id=e.enterprise_id, clause="SX-5", lifts=("SX-4",), ground=Text(zh="A级", en="A"))
        for e in enterprises
        if e.enterprise_id.endswith("0")
    )
    bound = [u for u in units if not u.enterprise_id.endswith("0")]
    of_city = season(
        units,
        [o for u in bound for o in _owed(u)] + _by_works(bound),
        days=DAYS,
        stages=[*STAGES, *OTHER_STAGES],
        enterprises=enterprises,
        stages_by_works={e.enterprise_id: _stages(e) for e in enterprises},
    )
    rows = [row for number, each in enumerate(bound) for row in _planned(each, number)]
    return of_city.model_copy(update={"exemptions": exempt}), plan(*rows)


def _stages(each: Enterprise) -> tuple[Stage, ...]:
    return OTHER_STAGES if each.industry == "cement" else STAGES


def _units(each: Enterprise) -> Iterator[Unit]:
    (process,) = (process for industry, process in PROCESSES if industry == each.industry)
    for n in range(3 + (int(each.enterprise_id[-1]) % 3 == 0)):
        by_load = {"mode": Mode.LOAD, "load_min": "0.4"} if process in BY_LOAD else {}
        yield unit(
            f"{each.enterprise_id}-{n}",
            each.enterprise_id,
            name=f"{n + 1}号{PROCESS_NAMES[process].zh}"[:7],
            process=process,
            capacity_t_per_day=500 * (n + 1),
            **by_load,
        )


def _owed(each: Unit) -> Iterator[Obligation]:
    """Days off in each stage, the whole of its own stage, or a load."""
    if each.mode is Mode.LOAD:
        yield owed(LoadCeiling, [each.unit_id], 0, DAYS - 1, clause="SX-4", ceiling="0.6")
    elif each.process is Process.CLINKER_KILN:
        yield owed(StopWindow, [each.unit_id], 14, 134, clause="CEM-1")
    elif each.process is Process.CASTING_FURNACE:
        yield owed(StopDays, [each.unit_id], 0, DAYS - 1, clause="SX-4", days=90)
    elif each.process not in (Process.BLAST_FURNACE, Process.ALUMINA_LINE):
        yield owed(StopDays, [each.unit_id], 0, 60, clause="SX-4", days=31)
        yield owed(StopDays, [each.unit_id], 61, 150, clause="SX-4", days=45)


def _by_works(units: list[Unit]) -> list[Obligation]:
    """Shares of furnaces, alumina lines on every day, a band for the brick kilns."""
    found: list[Obligation] = []
    for name in dict.fromkeys(u.enterprise_id for u in units):
        own = [u.unit_id for u in units if u.enterprise_id == name]
        if name.startswith("steel"):
            share = {"process": Process.BLAST_FURNACE, "share": "0.3", "clause": "STL-5", "subject": name}
            found += [owed(StopShare, own, *edges, **share) for edges in ((0, 60), (61, 150))]
        elif name.startswith("alumina"):
            lines = {"by": "lines", "weights": dict.fromkeys(own, 1), "required": 1, "subject": name}
            found.append(owed(LinesOff, own, 0, DAYS - 1, process=Process.ALUMINA_LINE, **lines))
    bricks = [u.unit_id for u in units if u.process is Process.BRICK_KILN]
    band = {"process": Process.BRICK_KILN, "width_t_per_day": 5000, "hard": False, "subject": "样例市"}
    return [*found, *(owed(RotationBand, bricks, *edges, **band) for edges in ((0, 60), (61, 150)))]


def _planned(each: Unit, number: int) -> Iterator[Stop | LoadSpell]:
    if each.mode is Mode.LOAD:
        yield spell(each.unit_id, 0, DAYS - 1, "0.6")
    elif each.process is Process.CLINKER_KILN:
        yield stop(each.unit_id, 14, 134)
    else:
        yield stop(each.unit_id, number % 2 * 30, number % 2 * 30 + 30)
        yield stop(each.unit_id, 61 + number % 2 * 45, 61 + number % 2 * 45 + 44)
