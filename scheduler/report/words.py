"""Short names for charts and tables, in both languages."""

from fractions import Fraction
from math import ceil, floor

from scheduler.domain.base import Text, decimal_text
from scheduler.domain.plan import Status
from scheduler.domain.unit import Process, Unit

KIND_NAMES = {
    "shortest_stop": Text(zh="最短停产", en="shortest stop"),
    "shortest_run": Text(zh="最短运行", en="shortest run"),
    "most_stops": Text(zh="停产次数", en="most stops"),
    "forbidden_days": Text(zh="不得停产的日子", en="days without stops"),
    "stop_window": Text(zh="全时段停产", en="full stop"),
    "stop_days": Text(zh="停产天数", en="days stopped"),
    "two_states": Text(zh="只运行或停产", en="runs or stands"),
    "load_ceiling": Text(zh="负荷上限", en="highest load"),
    "one_load": Text(zh="同一负荷", en="one load"),
    "coking_time": Text(zh="结焦时间", en="coking time"),
    "make_up": Text(zh="补停", en="days made up"),
    "stop_share": Text(zh="停产比例", en="stopped share"),
    "lines_off": Text(zh="每日停运生产线", en="lines off each day"),
    "linked_units": Text(zh="配套设备同步错峰", en="linked units"),
    "output_ceiling": Text(zh="产量上限", en="highest output"),
    "heat_floor": Text(zh="供热保障", en="heat for homes"),
    "material_balance": Text(zh="物料平衡", en="material balance"),
    "burden_limit": Text(zh="负担上限", en="highest burden"),
    "region_output_ceiling": Text(zh="区域产量上限", en="highest output of a region"),
    "substitution": Text(zh="错峰置换", en="substitution"),
    "supply_floor": Text(zh="市场供应保障", en="supply"),
    "maintenance": Text(zh="检修", en="maintenance"),
    "rotation_band": Text(zh="轮停区间", en="rotation band"),
    "changeover_limit": Text(zh="停复产切换次数", en="changeovers a day"),
    "emission_ceiling": Text(zh="排放峰值上限", en="highest emission"),
}
"""Kinds of obligation."""
TERM_NAMES = {
    "lost_margin": Text(zh="边际收益损失", en="lost margin"),
    "restart_cost": Text(zh="复产费用", en="restart cost"),
    "peak_emissions": Text(zh="排放峰值", en="peak emissions"),
    "unfairness": Text(zh="负担不均", en="unfairness"),
    "band_excess": Text(zh="超出轮停区间", en="outside the rotation band"),
    "unplaced_maintenance": Text(zh="未能安排的检修", en="maintenance without a place"),
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


def stage_name(number: int, lang: str) -> str:
    """'阶段1' or 'stage 1', counted from the works' first; the whole season for 0."""
    if not number:
        return in_lang(lang, "全季", "season")
    return in_lang(lang, f"阶段{number}", f"stage {number}")


def size_text(unit: Unit) -> str:
    """The unit's size in the measure customary for its process: '1280 m³'; empty where none is known."""
    if unit.size is None:
        return ""
    return f"{float(unit.size):g} {_SIZE_UNITS.get(unit.process, '')}".rstrip()


def per_cent(share: Fraction) -> str:
    """A share in per cent with at most one decimal: '62.5 %'."""
    return f"{float(share * 100):.1f}".removesuffix(".0") + " %"


def tenths(share: Fraction) -> str:
    """What is planned of a share, in per cent rounded down to a tenth: nothing looks met that is not."""
    return f"{floor(share * 1000) / 10:.1f}"


def owed_text(share: Fraction) -> str:
    """What is owed of a share, in per cent: '30', '30.25'; where the decimals go on as what is planned."""
    written = decimal_text(share * 100)
    return written if len(written) <= 5 and "/" not in written else tenths(share)


def yuan_text(yuan: int | None, lang: str) -> str:
    """'2,051,000 yuan'; a dash where there is no number."""
    return "–" if yuan is None else f"{yuan:,} {in_lang(lang, '元', 'yuan')}"


def gap_text(gap: float | None) -> str:
    """A gap in per cent with two decimals, rounded up: none looks closed that is not."""
    return "–" if gap is None else f"{ceil(gap * 10_000) / 100:.2f} %"
