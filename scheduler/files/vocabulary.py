"""What Chinese cells mean: the one place where names typed in Chinese become the names of the domain.

Exact names only; anything else stays as it was typed, and is a fault where the domain does not know it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from scheduler.domain.base import Text
from scheduler.domain.enterprise import Grade
from scheduler.domain.scenario import COKE_GAS
from scheduler.domain.unit import Mode
from scheduler.domain.words import ALERT_NAMES, FUEL_NAMES, INDUSTRY_NAMES, MARK_NAMES, PROCESS_NAMES
from scheduler.files.wording import nearest

Words = Mapping[str, str]
"""Chinese name to the name that the domain uses."""


def words_of(names: Mapping[Any, Text]) -> dict[str, str]:
    """The Chinese names of things by what the domain calls them."""
    return {text.zh: str(name) for name, text in names.items()}


def in_english(value: Any, words: Words) -> Any:
    """A name, or each of several, as the domain calls it; what is no name of ``words`` stays as it is."""
    if isinstance(value, tuple):
        return tuple(in_english(name, words) for name in value)
    return words.get(value, value) if isinstance(value, str) else value


def meant(name: str, known: Iterable[str], words: Words) -> str:
    """What was perhaps meant, in the language that was typed."""
    return nearest(name, known if name.isascii() or not words else words)


PROCESSES = words_of(PROCESS_NAMES)
FUELS = words_of(FUEL_NAMES)
MARKS = words_of(MARK_NAMES)
INDUSTRIES = words_of(INDUSTRY_NAMES) | {
    "碳素": "carbon",
    "耐火": "refractory",
    "氮肥": "fertiliser",
    "水泥熟料": "cement",
    "水泥粉磨": "cement",
    "粉磨站": "cement",
}
"""With the other names that notices give them."""

GRADES = {f"{grade}级": grade.value for grade in Grade if grade.value.isupper()} | {
    "引领性": Grade.LEADING.value,
    "非引领性": Grade.NON_LEADING.value,
}
MODES = {"停产": Mode.STOP.value, "限产": Mode.LOAD.value, "负荷": Mode.LOAD.value}
LEVELS = {name.zh.removesuffix("预警"): level for level, name in ALERT_NAMES.items()}
EVENT_KINDS = {"绩效等级": "grade", "获得标记": "mark_won", "失去标记": "mark_lost"}

LINK_PRODUCTS = {"烧结矿": "sinter", "球团矿": "pellet", "焦炭": "coke", "石灰": "lime"}

SUPPLY_PRODUCTS = PROCESSES | {"焦炉煤气": COKE_GAS}
"""What a process makes is named after it."""
