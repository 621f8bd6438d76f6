"""Where and when a generated season plays, and the numbers that its notices leave to the place.

All assumed: shares never fall from a better to a worse grade, and lie around those of the shipped scenarios.
"""

from datetime import date
from fractions import Fraction

from scheduler.domain.calendar import Calendar, Span
from scheduler.domain.enterprise import Grade
from scheduler.domain.unit import Process

CALENDAR = Calendar(first=date(2021, 11, 1), last=date(2022, 4, 30))
"""Shanxi's winter and six weeks more, in which days run in winter are made up (CEM-3, CEM-4)."""
SHANXI_STAGES = (Span(0, 61), Span(61, 151))
"""SX-1: 2021-11-01…12-31, 2022-01-01…03-31."""
STAGES = (Span(14, 61), Span(61, 135))
"""STL-1 and GEN-1: 2021-11-15…12-31, 2022-01-01…03-15."""
SHANXI_WINTER = Span(0, 151)
"""Both stages of SX-1, over which one load holds."""
WINTER = Span(14, 135)
"""CEM-1 in the north: 2021-11-15…2022-03-15; also the heating season."""
AFTER_WINTER = Span(135, CALENDAR.days)
WHOLE = Span(0, CALENDAR.days)
SPRING_FESTIVAL = Span(91, 98)
"""2022-01-31…02-06."""
SUPPLY_WEEKS = tuple(Span(14 + 7 * week, 21 + 7 * week) for week in range(17))
"""2021-W46…2022-W10, Monday to Sunday, inside the winter."""
ALERTS = (("orange", 27, 5), ("yellow", 44, 4), ("red", 74, 3))
"""Level, first day and days of each city's alerts; each city's begin a few days apart."""

PROVINCES = {
    "山西": ("长治", "太原", "阳泉", "晋城"),
    "河北": ("邯郸", "唐山", "石家庄", "邢台", "保定", "沧州", "廊坊", "衡水"),
    "河南": ("郑州", "安阳", "新乡", "焦作", "开封", "鹤壁", "濮阳"),
    "山东": ("淄博", "济南", "济宁", "德州", "聊城", "滨州", "菏泽"),
    "天津": ("天津",),
    "北京": ("北京",),
}
PROVINCE_OF = {city: province for province, cities in PROVINCES.items() for city in cities}
FIRST_CITIES = ("长治", "邯郸", "郑州", "淄博", "唐山")
"""A small season plays in these: each has another notice beside the national ones."""
CITIES = (*FIRST_CITIES, *(city for city in PROVINCE_OF if city not in FIRST_CITIES))
SHANXI = "山西"

GRADE_SHARES = {
    Grade.B: Fraction("0.30"),
    Grade.B_MINUS: Fraction("0.35"),
    Grade.C: Fraction("0.40"),
    Grade.D: Fraction("0.50"),
}
MARK_INCREMENTS = {
    "violation": Fraction("0.05"),
    "over_120_utilisation": Fraction("0.05"),
    "not_listed": Fraction("0.10"),
}

Shares = dict[Process, tuple[str, str, str]]
"""Share of grades B, B- and C, as written; any other grade that owes takes the highest."""

REDUCTION_SHARES: Shares = {
    Process.BLAST_FURNACE: ("0", "0.30", "0.50"),
    Process.SINTER: ("0.20", "0.30", "0.50"),
    Process.PELLET: ("0.20", "0.30", "0.50"),
    Process.LIME_KILN: ("0.20", "0.30", "0.50"),
    Process.COKE_OVEN: ("0.20", "0.25", "0.33"),
    Process.CONVERTER: ("0.20", "0.20", "0.25"),
    Process.ROLLING: ("0.20", "0.20", "0.25"),
    Process.ELECTRIC_FURNACE: ("0.20", "0.20", "0.20"),
    Process.CASTING_FURNACE: ("0.30", "0.40", "0.50"),
    Process.BRICK_KILN: ("0.30", "0.40", "0.50"),
    Process.REFRACTORY_KILN: ("0.30", "0.40", "0.50"),
    Process.CERAMICS_KILN: ("0.30", "0.40", "0.50"),
    Process.CARBON_BLACK_LINE: ("0.30", "0.40", "0.50"),
    Process.ALUMINA_LINE: ("0.25", "0.30", "0.40"),
    Process.POT_LINE: ("0.10", "0.15", "0.20"),
    Process.FERTILISER_LINE: ("0.20", "0.25", "0.30"),
    Process.GLASS_WOOL: ("0.10", "0.20", "0.30"),
    Process.GRINDING: ("0.30", "0.40", "0.40"),
    Process.PHARMA_VOC: ("0.20", "0.30", "0.40"),
    Process.PESTICIDE_VOC: ("0.20", "0.30", "0.40"),
}
"""What SX-4 and GEN-2, GEN-3 ask of each process."""
GRADED = (Grade.B, Grade.B_MINUS, Grade.C)
RED_SHARES = {
    Process.COKE_OVEN: "0.45",
    Process.POT_LINE: "0.30",
    Process.FERTILISER_LINE: "0.35",
    Process.ELECTRIC_FURNACE: "0.40",
    Process.CONVERTER: "0.40",
}
"""What SX-3 asks of processes that cannot stop."""
WORST_GRADE_LOAD = Fraction("0.70")
"""GEN-8: highest load of what cannot stop."""
LONGER_COKING_H = Fraction(28)
"""GEN-4."""
LINES_OFF = {
    Process.POT_LINE: Fraction("0.15"),
    Process.ALUMINA_LINE: Fraction("0.30"),
    Process.CARBON_BAKING: Fraction("0.50"),
    Process.SECONDARY_MELTING: Fraction("0.50"),
}
"""GEN-5."""
STOPPING_FIRST = Fraction("0.30")
"""GEN-6."""
DOWNSTREAM_SHARE = Fraction("0.20")
"""GEN-7: converters and rolling mills."""
ALERT_SHARES = {"yellow": Fraction("0.20"), "orange": Fraction("0.30"), "red": Fraction("0.50")}
"""GEN-9."""
CO_PROCESSING_LOAD = Fraction("0.80")
"""CEM-5."""
PRICE_FACTORS = {
    Process.BLAST_FURNACE: {"2021-11": "1.05", "2022-01": "0.97", "2022-02": "0.95", "2022-03": "1.08"},
    Process.CASTING_FURNACE: {"2021-12": "1.10", "2022-02": "0.90"},
}


def reduction_share(process: Process, grade: Grade | None) -> Fraction:
    shares = REDUCTION_SHARES[process]
    return Fraction(shares[GRADED.index(grade)] if grade in GRADED else shares[-1])
