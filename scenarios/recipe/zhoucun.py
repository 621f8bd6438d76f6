"""The season of 周村区, a district: sample works of every trade that ZC names, alerts, marks with dates."""

from collections.abc import Iterator

from recipe import trades
from recipe.folder import Tables
from recipe.rows import event_row
from recipe.samples import Place, SampleWorks, Trade

Row = dict[str, str]

NAME = "zhoucun-2020-2021"
DISTRICT = Place("山东", "淄博", "ZC")
COUNTY = "周村区"

# Trade, grade, fuel, marks, capacities of the units in t/d: one line a works.
SAMPLES: tuple[tuple[Trade, str, str, tuple[str, ...], tuple[int, ...]], ...] = (
    (trades.REFRACTORY, "B", "natural_gas", (), (90, 90, 90)),
    (trades.REFRACTORY, "C", "natural_gas", (), (60, 60)),
    (trades.REFRACTORY, "C", "producer_gas", (), (60, 60, 60, 60)),
    (trades.REFRACTORY, "B", "natural_gas", (), (120,)),
    (trades.REFRACTORY, "A", "natural_gas", ("alert_exempt",), (120, 120)),
    (trades.REFRACTORY, "D", "coal", (), (40, 40)),
    (trades.REFRACTORY, "C", "natural_gas", ("alert_measures_done",), (60, 60, 40)),
    (trades.REFRACTORY, "B", "natural_gas", (), (90, 90, 60, 60)),
    (trades.REFRACTORY, "A", "electricity", ("alert_exempt",), (60, 60, 60)),
    (trades.BRICK, "C", "coal", (), (450, 450)),
    (trades.BRICK, "B", "natural_gas", (), (350,)),
    (trades.BRICK, "C", "coal", (), (250,)),
    (trades.BRICK, "B", "natural_gas", (), (350, 350, 250)),
    (trades.BRICK, "C", "coal", (), (250, 250)),
    (trades.CARBON, "B", "natural_gas", (), (90, 90, 90)),
    (trades.CARBON, "C", "natural_gas", (), (120, 120)),
    (trades.CARBON, "B", "natural_gas", ("alert_measures_done",), (60, 60, 60, 60)),
    (trades.ALUMINA, "B", "coal", (), (1_100, 1_100, 1_100)),
    (trades.GLASS, "B", "natural_gas", (), (500,)),
    (trades.GLASS, "C", "natural_gas", (), (120, 120)),
    (trades.GLASS, "A", "natural_gas", ("alert_exempt",), (150,)),
    (trades.PHARMA, "B", "", ("livelihood",), (6, 6)),
    (trades.PHARMA, "C", "", (), (4, 4, 4)),
    (trades.PHARMA, "B", "", (), (8,)),
    (trades.GLOVES, "B", "natural_gas", (), (4, 4, 4, 4, 4, 4, 4, 4)),
    (trades.GLOVES, "C", "natural_gas", (), (3, 3, 3, 3, 3)),
    (trades.GLOVES, "C", "coal", (), (5, 5, 5, 5, 5, 5, 5)),
    (trades.GLOVES, "A", "natural_gas", ("alert_exempt",), (4, 4, 4, 4, 4, 4)),
)
EVENTS = (
    ("ZC-RE05", "2021-01-18", "mark_won", "serious_violation"),
    ("ZC-GL03", "2021-02-08", "mark_won", "serious_violation"),
    ("ZC-RE02", "2021-01-05", "mark_won", "unstable_emission"),
    ("ZC-RE02", "2021-01-25", "mark_lost", "unstable_emission"),
    ("ZC-BR03", "2021-02-01", "mark_won", "false_data"),
    ("ZC-BR05", "2020-12-10", "mark_won", "concealed"),
    ("ZC-GL02", "2021-01-10", "mark_won", "permit_breach"),
    ("ZC-GL02", "2021-01-31", "mark_lost", "permit_breach"),
    ("ZC-CC02", "2021-01-15", "grade", "B"),
)
"""An exemption that ends, limits broken and kept again, data found false, a works that had kept silent."""
ALERTS = (
    ("yellow", "2020-12-10", "2020-12-13"),
    ("orange", "2020-12-27", "2020-12-30"),
    ("red", "2021-01-21", "2021-01-24"),
    ("yellow", "2021-02-11", "2021-02-13"),
    ("orange", "2021-03-08", "2021-03-11"),
)


def tables() -> Tables:
    samples = list(_samples())
    return {
        "enterprises": [one.enterprise_row() for one in samples],
        "units": [row for one in samples for row in one.unit_rows()],
        "alerts": [_alert(*alert) for alert in ALERTS],
        "events": [event_row(*event) for event in EVENTS],
    }


def _samples() -> Iterator[SampleWorks]:
    counts: dict[str, int] = {}
    for trade, grade, fuel, marks, capacities in SAMPLES:
        number = counts[trade.code] = counts.get(trade.code, 0) + 1
        yield SampleWorks(
            trade,
            DISTRICT,
            number,
            capacities,
            county=COUNTY,
            grade=grade,
            marks=marks,
            fuel=fuel,
        )


def _alert(level: str, first: str, last: str) -> Row:
    return {
        "city": DISTRICT.city,
        "level": level,
        "first": first,
        "last": last,
        "assumed": "level, first, last: ALERT",
    }
