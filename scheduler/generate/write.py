"""Writes a generated season as a scenario folder, and its witness as a plan folder."""

from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from ruamel.yaml import YAML

from scheduler.files.columns import OUTPUT_LAST_YEAR
from scheduler.files.folder import whole_folder
from scheduler.files.writing import write_csv, write_tables
from scheduler.generate import place
from scheduler.generate.generate import Generated
from scheduler.generate.place import CALENDAR, WINTER
from scheduler.generate.sizes import sizes

SCENARIO, NOTICE = "scenario.yaml", "notice.yaml"
STOPS, LOADS, JOBS = "stops.csv", "loads.csv", "jobs.csv"
OBJECTIVE: tuple[dict[str, Any], ...] = (
    {"term": "lost_margin", "weight": 1},
    {"term": "restart_cost", "weight": 1},
    {"term": "peak_emissions", "yuan_per_kg": 200, "pollutant_weights": {"pm": 1, "so2": 1, "nox": 1}},
    {"term": "unfairness", "yuan_per_permille_largest": 20_000, "yuan_per_permille_sum": 500},
    {"term": "band_excess", "yuan_per_t": 20},
    {"term": "unplaced_maintenance", "yuan_per_job": 200_000},
)


def write_season(season: Generated, folder: Path, *, overwrite: bool = False) -> None:
    """Write ``scenario.yaml``, the sample notice and the tables of the inventory.

    Raises:
        OutputExists: where the folder is there and ``overwrite`` is false.
        InputError: where it would overwrite a folder that is no scenario.
    """
    with whole_folder(folder, overwrite, known_by=SCENARIO) as made:
        notice = files("scheduler.generate") / NOTICE
        (made / NOTICE).write_text(notice.read_text(encoding="utf-8"), encoding="utf-8")
        yaml = YAML()
        yaml.width = 110
        yaml.dump(_scenario(season), made / SCENARIO)
        write_tables(made / "inventory", _tables(season), lang="en")


def write_witness(season: Generated, folder: Path, *, overwrite: bool = False) -> None:
    """Write the plan that the season was made around, as ``cuofeng verify`` reads plans; raises as above."""
    plan = season.witness
    with whole_folder(folder, overwrite, known_by=STOPS) as made:
        rows: Iterable[Sequence[Any]] = ((s.unit_id, s.window.first, s.window.last) for s in plan.stops)
        write_csv(made / STOPS, ("unit_id", "first_day", "last_day"), rows)
        rows = ((s.unit_id, s.window.first, s.window.last, s.load) for s in plan.loads)
        write_csv(made / LOADS, ("unit_id", "first_day", "last_day", "load"), rows)
        rows = ((j.job_id, j.unit_id, j.window.first, j.window.last) for j in plan.jobs)
        write_csv(made / JOBS, ("job_id", "unit_id", "first_day", "last_day"), rows)


# ── scenario.yaml ────────────────────────────────────────────────────────────────────────────────


def _scenario(season: Generated) -> dict[str, Any]:
    works, units = len(season.enterprises), len(season.units)
    return {
        "name": season.name,
        "title": {
            "zh": f"生成的样例方案：{works}家企业，{units}台设备",
            "en": f"A generated season: {works} works, {units} units",
        },
        "policies": ["sx-2021-171", "stl-2021-241", "cem-2020-201", NOTICE],
        "horizon": _plain(CALENDAR),
        "parameters": _parameters(season),
        "inventory": "inventory",
        "rotation": [_plain(wish) for wish in season.rotation],
        "limits": _plain(season.limits),
        "objective": list(OBJECTIVE),
        "attribution": f"All works are invented. Sizes: {sizes().attribution}",
    }


def _parameters(season: Generated) -> dict[str, Any]:
    reductions = {
        process.value: {grade.value: float(share) for grade, share in zip(place.GRADED, shares, strict=True)}
        for process, shares in place.REDUCTION_SHARES.items()
    }
    winter = CALENDAR.range(WINTER)
    fixed = {swap.runs.unit_id: swap.stands.unit_id for swap in season.swaps[::2]}
    burning = [works.enterprise_id for works in season.enterprises if "co_processing_waste" in works.marks]
    granted = {
        "share": float(place.CO_PROCESSING_LOAD),
        "ground": "全年协同处置城市生活垃圾",
        "approval": "样例批文",
    }
    return {
        "sx-2021-171": {
            "orange_shares": reductions,
            "red_shares": {process.value: float(share) for process, share in place.RED_SHARES.items()},
        },
        "stl-2021-241": {
            "grade_shares": {grade.value: float(share) for grade, share in place.GRADE_SHARES.items()},
            "mark_increments": {mark: float(share) for mark, share in place.MARK_INCREMENTS.items()},
            "annual_ceiling_t": dict(season.annual_ceiling_t),
        },
        "cem-2020-201": {
            "heating_season": {"first": f"{winter.first:%m-%d}", "last": f"{winter.last:%m-%d}"},
            "substitution_pairs": fixed,
            "co_processing_ceilings": {works: dict(granted) for works in burning},
        },
        "generated-notice": {"reduction_shares": {name: dict(shares) for name, shares in reductions.items()}},
    }


def _plain(value: BaseModel) -> dict[str, Any]:
    """A value as YAML writes it: exact numbers as plain ones, what is left at its default left out."""
    plain: dict[str, Any] = _unquoted(value.model_dump(mode="json", exclude_defaults=True))
    return plain


def _unquoted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _unquoted(part) for key, part in value.items()}
    try:
        return float(value) if "." in value else int(value)
    except (TypeError, ValueError):
        return value


# ── tables ───────────────────────────────────────────────────────────────────────────────────────

Row = dict[str, Any]


def _tables(season: Generated) -> Mapping[str, Sequence[Row]]:
    tables = {
        "enterprises": [_enterprise(works) for works in season.enterprises],
        "units": [_row(unit) for unit in season.units],
        "links": [_row(link) for link in season.links],
        "heat": [_dated(row) for row in season.heat],
        "demand": [_row(row) for row in season.demand],
        "routes": [_row(row) for row in season.routes],
        "maintenance": [_row(job) for job in season.maintenance],
        "alerts": [_dated(row) for row in season.alerts],
        "price": [_row(row) for row in season.price],
        "events": [_row(row) for row in season.events],
    }
    return {name: rows for name, rows in tables.items() if rows}


def _row(value: BaseModel) -> Row:
    """The columns that say anything; exact numbers, days and sets as the tables write them."""
    cells = ((name, getattr(value, name)) for name in type(value).model_fields)
    return {name: cell for name, cell in cells if cell not in (None, "", (), frozenset())}


def _dated(value: BaseModel) -> Row:
    row = _row(value)
    window = row.pop("window")
    return {**row, "first": window.first, "last": window.last}


def _enterprise(works: BaseModel) -> Row:
    row = _row(works)
    past = row.pop("output_last_year_t", {})
    return {**row, **{OUTPUT_LAST_YEAR.format(stage): tonnes for stage, tonnes in past.items()}}
