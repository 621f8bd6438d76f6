"""The trades of generated works: how often each occurs, its equipment, and how large and many its lines are.

Steel and cement are drawn from real sizes (``sizes.yaml``). Of all other trades no public table lists works:
their numbers, sizes and lines are assumed, so that a works has about ten units.
"""

from dataclasses import dataclass, field
from typing import Any

from scheduler.domain.enterprise import Grade
from scheduler.domain.unit import Process

BY_LETTER = {Grade.A: 8, Grade.B: 27, Grade.B_MINUS: 20, Grade.C: 37, Grade.D: 8}
BY_LEAD = {Grade.LEADING: 12, Grade.NON_LEADING: 88}
"""Grades of works, in hundredths."""


@dataclass(frozen=True, eq=False)
class Trade:
    """One trade. Units of a works are of one kind, but for steel and cement."""

    industry: str
    zh: str
    code: str
    """Part of the ids of its works."""
    process: Process
    equipment: str
    """How its units are called."""
    of_thousand: int
    """Works among a thousand."""
    lines: tuple[int, int] = (1, 1)
    """Fewest and most units of a works; not read where works are drawn from real sizes."""
    t_per_day: tuple[int, int] = (1, 1)
    """Smallest and largest capacity of a unit; likewise."""
    grades: dict[Grade, int] = field(default_factory=lambda: BY_LETTER)
    columns: dict[str, Any] = field(default_factory=dict)
    """Of every unit, where they differ from the program's defaults."""


STEEL = Trade("steel", "钢铁", "ST", Process.BLAST_FURNACE, "高炉", 55)
SCRAP = Trade("steel", "短流程钢铁", "EF", Process.ELECTRIC_FURNACE, "电炉", 10, (1, 4), (800, 2600))
CEMENT = Trade("cement", "水泥", "CK", Process.CLINKER_KILN, "熟料窑", 85, grades=BY_LEAD)
GRINDING = Trade("cement", "粉磨站", "GR", Process.GRINDING, "水泥磨", 90, (5, 14), (800, 5000), BY_LEAD)
OTHERS = (
    Trade(
        "coking",
        "焦化",
        "CO",
        Process.COKE_OVEN,
        "焦炉",
        45,
        (3, 8),
        (900, 2100),
        columns={"normal_coking_hours": 22, "longest_coking_hours": 50},
    ),
    Trade("casting", "铸造", "CA", Process.CASTING_FURNACE, "熔炼炉", 185, (10, 22), (15, 90)),
    Trade("brick", "砖瓦", "BR", Process.BRICK_KILN, "隧道窑", 160, (4, 9), (250, 700)),
    Trade("refractory", "耐火", "RE", Process.REFRACTORY_KILN, "隧道窑", 85, (7, 18), (40, 130)),
    Trade("ceramics", "陶瓷", "CE", Process.CERAMICS_KILN, "辊道窑", 45, (6, 16), (90, 220)),
    Trade("lime", "石灰", "LI", Process.LIME_KILN, "石灰窑", 60, (4, 12), (120, 500)),
    Trade(
        "aluminium",
        "电解铝",
        "AL",
        Process.POT_LINE,
        "电解系列",
        10,
        (3, 8),
        (240, 420),
        columns={"pots": 112},
    ),
    Trade("alumina", "氧化铝", "AA", Process.ALUMINA_LINE, "氧化铝线", 10, (4, 8), (800, 1600)),
    Trade("carbon", "炭素", "CC", Process.CARBON_BAKING, "焙烧炉", 25, (4, 10), (60, 200)),
    Trade("secondary_nonferrous", "再生铝", "SM", Process.SECONDARY_MELTING, "熔炉", 25, (6, 16), (30, 120)),
    Trade("fertiliser", "氮肥", "FE", Process.FERTILISER_LINE, "合成氨线", 15, (2, 6), (700, 1500)),
    Trade("carbon_black", "炭黑", "CB", Process.CARBON_BLACK_LINE, "炭黑线", 15, (6, 14), (50, 140)),
    Trade("glass", "玻璃", "GL", Process.GLASS_FURNACE, "玻璃窑", 12, (1, 4), (300, 800)),
    Trade("rock_wool", "岩棉", "RW", Process.ROCK_WOOL, "岩棉线", 10, (1, 4), (40, 120)),
    Trade("glass_wool", "玻璃棉", "GW", Process.GLASS_WOOL, "玻璃棉线", 6, (1, 3), (30, 90)),
    Trade("gypsum_board", "石膏板", "GB", Process.GYPSUM_BOARD, "石膏板线", 12, (1, 3), (200, 700)),
    Trade("pharma", "医药", "PH", Process.PHARMA_VOC, "合成车间", 25, (6, 20), (1, 12)),
    Trade("pesticide", "农药", "PE", Process.PESTICIDE_VOC, "合成车间", 10, (4, 12), (2, 20)),
    Trade("glove", "手套", "PG", Process.GLOVE_LINE, "浸胶线", 15, (10, 30), (3, 12)),
)
TRADES = (STEEL, SCRAP, CEMENT, GRINDING, *OTHERS)
IN_SHANXI = frozenset(
    {
        "steel",
        "coking",
        "aluminium",
        "alumina",
        "casting",
        "fertiliser",
        "carbon_black",
        "brick",
        "refractory",
        "ceramics",
        "lime",
        "cement",
    }
)
"""Industries of SX-2."""
