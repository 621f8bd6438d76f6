"""Supply and maintenance: what regions need, what may move between them, work that wants units to stand."""

from collections.abc import Iterator, Mapping, Set

from scheduler.domain.calendar import ONE_DAY
from scheduler.domain.condition import place_name
from scheduler.domain.scenario import COKE_GAS, Demand, MaintenanceJob, Route
from scheduler.domain.unit import Process
from scheduler.errors import Fault
from scheduler.files.crosschecks import Tables, rows_of, said, said_by, twice, unknown
from scheduler.files.records import records
from scheduler.files.tables import Row

PRODUCTS = (*Process, COKE_GAS)
UNKNOWN_PRODUCT = "is no product known here"
UNKNOWN_REGION = "is neither a city nor a province of the works"

Made = Mapping[str, Set[str]]
"""City or province to what its units make."""


def read_demand(tables: Tables, faults: list[Fault]) -> tuple[Demand, ...]:
    """What regions need; needs that nothing can meet and stocks that count nowhere are faults."""
    if "demand" not in tables:
        return ()
    made = _made(tables)
    faults.extend(unknown(tables, "demand", "product", PRODUCTS, UNKNOWN_PRODUCT))
    faults.extend(unknown(tables, "demand", "region", made, UNKNOWN_REGION))
    faults.extend(twice(tables, "demand", ("product", "region", "week")))
    faults.extend(_unmet(tables, made))
    rows = records(tables["demand"], Demand, faults)
    faults.extend(_late_stocks(tables, rows))
    return tuple(demand for _, demand in rows)


def read_routes(tables: Tables, faults: list[Fault]) -> tuple[Route, ...]:
    """What may move between regions."""
    if "routes" not in tables:
        return ()
    made = _made(tables)
    faults.extend(unknown(tables, "routes", "product", PRODUCTS, UNKNOWN_PRODUCT))
    for column in ("from_region", "to_region"):
        faults.extend(unknown(tables, "routes", column, made, UNKNOWN_REGION))
    faults.extend(twice(tables, "routes", ("product", "from_region", "to_region")))
    rows = records(tables["routes"], Route, faults)
    faults.extend(
        tables["routes"].fault(row, "to_region", "is where the route begins")
        for row, route in rows
        if route.from_region == route.to_region
    )
    return tuple(route for _, route in rows)


def read_maintenance(tables: Tables, faults: list[Fault]) -> tuple[MaintenanceJob, ...]:
    """Jobs that want a unit to stand; a window shorter than its job is a fault."""
    if "maintenance" not in tables:
        return ()
    units = said_by(tables, "units", "unit_id")
    faults.extend(unknown(tables, "maintenance", "unit_id", units, "unknown unit"))
    rows = records(tables["maintenance"], MaintenanceJob, faults)
    for row, job in rows:
        last = job.earliest + (job.days - 1) * ONE_DAY
        if last > job.latest:
            text = f"is before {last}, when a job of {job.days} days begun on {job.earliest} ends"
            faults.append(tables["maintenance"].fault(row, "latest", text, f"{last} or later"))
    return tuple(job for _, job in rows)


# ── what is made, and where it may go ────────────────────────────────────────────────────────────


def _made(tables: Tables) -> Made:
    """What each city and province makes, as the rows say, also rows that are wrong in something else."""
    of_works: dict[str, set[str]] = {}
    for row in rows_of(tables, "units"):
        process = said(tables["units"], row, "process")
        products = {process, COKE_GAS} if process == Process.COKE_OVEN else {process}
        of_works.setdefault(row.text("enterprise_id"), set()).update(products)
    made: dict[str, set[str]] = {}
    for row in rows_of(tables, "enterprises"):
        for column in ("province", "city"):
            if place := place_name(row.text(column)):
                made.setdefault(place, set()).update(of_works.get(row.text("enterprise_id"), ()))
    return made


def _unmet(tables: Tables, made: Made) -> Iterator[Fault]:
    """Needs of a known region for a known product that nothing there makes and no route brings."""
    raw = tables["demand"]
    supplied = {product: _supplied(tables, product, made) for product in PRODUCTS}
    for row in raw.rows:
        product, region = said(raw, row, "product"), said(raw, row, "region")
        if product not in supplied or region not in made or region in supplied[product]:
            continue
        makers = sorted(place for place, products in made.items() if product in products)
        maybe = f"a route from one of {', '.join(makers)}" if makers else "another product is meant"
        yield raw.fault(row, "product", f"nothing in {region} makes it and no route brings it", maybe)


def _supplied(tables: Tables, product: str, made: Made) -> set[str]:
    """Regions that make a product, or that routes bring it to."""
    routes = [
        (said(tables["routes"], row, "from_region"), said(tables["routes"], row, "to_region"))
        for row in rows_of(tables, "routes")
        if said(tables["routes"], row, "product") == product
    ]
    reached = {region for region, products in made.items() if product in products}
    while further := {end for start, end in routes if start in reached} - reached:
        reached |= further
    return reached


def _late_stocks(tables: Tables, rows: list[tuple[Row, Demand]]) -> Iterator[Fault]:
    """Stocks of a week that is not the region's first for the product: they count nowhere."""
    first: dict[tuple[str, str], str] = {}
    for _, demand in rows:
        key = (demand.product, demand.region)
        first[key] = min(first.get(key, demand.week), demand.week)
    for row, demand in rows:
        week = first[demand.product, demand.region]
        if demand.stock_t is not None and demand.week > week:
            text = f"is of a later week; what counts is the stock when the first week, {week}, begins"
            yield tables["demand"].fault(row, "stock_t", text, "leave it empty")
