"""Short names for charts and tables, in both languages."""

from fractions import Fraction
from math import ceil

from scheduler.domain.base import Text
from scheduler.domain.calendar import Stage
from scheduler.domain.plan import Status
from scheduler.domain.season import Season
from scheduler.domain.unit import Process, Unit

ALERT_NAMES = {
    "yellow": Text(zh="黄色预警", en="yellow alert"),
    "orange": Text(zh="橙色预警", en="orange alert"),
    "red": Text(zh="红色预警", en="red alert"),
}
PRODUCT_NAMES = {
    "sinter": Text(zh="烧结矿", en="sinter"),
    "pellet": Text(zh="球团矿", en="pellets"),
    "coke": Text(zh="焦炭", en="coke"),
    "lime": Text(zh="石灰", en="lime"),
}
TERM_NAMES = {
    "lost_margin": Text(zh="边际收益损失", en="lost margin"),
    "restart_cost": Text(zh="复产费用", en="restart cost"),
    "peak_emissions": Text(zh="排放峰值", en="peak emissions"),
    "unfairness": Text(zh="负担不均", en="unfairness"),
    "band_excess": Text(zh="超出轮停区间", en="outside the rotation band"),
}
STATUS_NAMES = {
    Status.OPTIMAL: Text(zh="最优", en="optimal"),
    Status.FEASIBLE: Text(zh="可行", en="feasible"),
    Status.INFEASIBLE: Text(zh="不可行", en="infeasible"),
    Status.UNKNOWN: Text(zh="未找到方案", en="no plan found"),
}
_SIZE_UNITS = {Process.BLAST_FURNACE: "m³", Process.SINTER: "m²", Process.ELECTRIC_FURNACE: "t"}


def in_lang(lang: str, zh: str, en: str) -> str:
    """One of two wordings."""
    return zh if lang == "zh" else en


def stage_name(season: Season, stage: Stage, lang: str) -> str:
    """'阶段1' or 'stage 1', counted from the season's first."""
    number = season.stages.index(stage) + 1
    return in_lang(lang, f"阶段{number}", f"stage {number}")


def size_text(unit: Unit) -> str:
    """The unit's size in the measure customary for its process: '1280 m³'; empty where none is known."""
    if unit.size is None:
        return ""
    return f"{float(unit.size):g} {_SIZE_UNITS.get(unit.process, '')}".rstrip()


def per_cent(share: Fraction) -> str:
    """A share in per cent with at most one decimal: '62.5 %'."""
    return f"{float(share * 100):.1f}".removesuffix(".0") + " %"


def yuan_text(yuan: int | None, lang: str) -> str:
    """'2,051,000 yuan'; a dash where there is no number."""
    return "–" if yuan is None else f"{yuan:,} {in_lang(lang, '元', 'yuan')}"


def gap_text(gap: float | None) -> str:
    """A gap in per cent with two decimals, rounded up: none looks closed that is not."""
    return "–" if gap is None else f"{ceil(gap * 10_000) / 100:.2f} %"
