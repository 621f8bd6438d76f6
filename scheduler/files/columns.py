"""The columns of every table as data: English name, Chinese heading, unit, what a cell holds."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from scheduler.files import vocabulary
from scheduler.files.vocabulary import Words


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    PLACE = "place"
    """A city or province, with 市 or 省 or without."""
    NUMBER = "number"
    WHOLE = "whole"
    """A whole number."""
    DATE = "date"
    MONTH = "month"
    """``2021-11``"""
    WEEK = "week"
    """``2021-W47``: the ISO week, Monday to Sunday."""
    TRUTH = "truth"
    NAMES = "names"
    """Names separated by ``;``."""
    DAY_RANGES = "day_ranges"
    """``2022-02-01..2022-02-07; …``"""


@dataclass(frozen=True)
class Column:
    """One column; for a family of columns ``name`` and ``zh`` hold ``{}`` for what differs."""

    name: str
    zh: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    """As a Chinese heading shows it: 吨/日. The English name carries its own."""
    required: bool = False
    words: Words = field(default_factory=dict)
    """What Chinese names in its cells mean."""

    def heading_of(self, name: str) -> str:
        """The Chinese heading of ``name``: the column itself or one of its family."""
        match = re.fullmatch(re.escape(self.name).replace(r"\{\}", r"([\w-]+)"), name)
        return self.heading_zh.format(*match.groups()) if match else self.heading_zh

    @property
    def heading_zh(self) -> str:
        return f"{self.zh}（{self.unit}）" if self.unit else self.zh

    def name_under(self, heading: str) -> str | None:
        """The English name of a heading in either language, its unit shown or not; else ``None``."""
        found = _tidy(heading)
        for known in (self.name, self.zh, self.heading_zh):
            pattern = re.escape(_tidy(known)).replace(r"\{\}", r"([\w-]+)")
            if match := re.fullmatch(pattern, found, re.IGNORECASE):
                return self.name.format(*match.groups())
        return None


@dataclass(frozen=True)
class Table:
    """One table: a sheet of a workbook, or a CSV file named after it."""

    name: str
    zh: str
    columns: tuple[Column, ...]
    open: bool = False
    """Columns not known here are passed over."""

    def column_under(self, heading: str) -> tuple[str, Column] | None:
        """English name and column of a heading."""
        for column in self.columns:
            if name := column.name_under(heading):
                return name, column
        return None

    def heading(self, name: str, lang: str) -> str:
        """The heading of a column in a language.

        Raises:
            KeyError: where the table has no such column.
        """
        for column in self.columns:
            if column.name_under(name) == name:
                return column.heading_of(name) if lang == "zh" else name
        raise KeyError(f"{self.name} has no column {name}")


def _tidy(heading: str) -> str:
    """Headings are compared without blanks and with half-width brackets."""
    return re.sub(r"\s+", "", heading).replace("（", "(").replace("）", ")")


_NUMBER, _WHOLE, _DATE, _NAMES = Kind.NUMBER, Kind.WHOLE, Kind.DATE, Kind.NAMES
ASSUMED = Column("assumed", "假设说明")
"""Which cells of the row are assumed and by which rule; for readers only."""
_REMARK = Column("remark", "备注")
_PRODUCT = Column("product", "产品", required=True, words=vocabulary.SUPPLY_PRODUCTS)

OUTPUT_LAST_YEAR = "output_last_year_{}_t"

ENTERPRISES = Table(
    "enterprises",
    "企业",
    (
        Column("enterprise_id", "企业编号", required=True),
        Column("name", "企业名称", required=True),
        Column("province", "省份", required=True),
        Column("city", "城市", required=True),
        Column("county", "县区"),
        Column("address", "地址"),
        Column("industry", "行业", required=True, words=vocabulary.INDUSTRIES),
        Column("grade", "绩效等级", words=vocabulary.GRADES),
        Column("marks", "标记", _NAMES),
        Column("fuel", "燃料", words=vocabulary.FUELS),
        Column("crude_steel_capacity_t_per_year", "粗钢产能", _NUMBER, "吨/年"),
        Column("steel_per_iron", "钢铁比", _NUMBER, "吨/吨"),
        Column("heated_area_capacity_m2", "可供热面积", _NUMBER, "平方米"),
        Column("heated_area_last_year_m2", "上年供热面积", _NUMBER, "平方米"),
        Column("heat_network", "供热管网"),
        Column(OUTPUT_LAST_YEAR, "上年同期粗钢产量 {}", _NUMBER, "吨"),
        Column("output_this_year_to_date_t", "本年累计粗钢产量", _NUMBER, "吨"),
        Column("contact", "联系人"),
        Column("phone", "联系电话"),
        _REMARK,
        ASSUMED,
    ),
)

UNITS = Table(
    "units",
    "设备",
    (
        Column("unit_id", "设备编号", required=True),
        Column("enterprise_id", "企业编号", required=True),
        Column("name", "设备名称", required=True),
        Column("process", "工序", required=True, words=vocabulary.PROCESSES),
        Column("size", "规格", _NUMBER),
        Column("capacity_t_per_day", "产能", _NUMBER, "吨/日", required=True),
        Column("mode", "减产方式", words=vocabulary.MODES),
        Column("load_min", "最低负荷", _NUMBER),
        Column("load_max", "最高负荷", _NUMBER),
        Column("shortest_stop_days", "最短停产天数", _WHOLE, "天"),
        Column("shortest_run_days", "最短运行天数", _WHOLE, "天"),
        Column("most_stops_per_stage", "每阶段最多停产次数", _WHOLE, "次"),
        Column("margin_yuan_per_day", "边际收益", _NUMBER, "元/日"),
        Column("restart_cost_yuan", "复产费用", _NUMBER, "元/次"),
        Column("heat_area_m2", "供热能力", _NUMBER, "平方米"),
        Column("pm_kg_per_t", "颗粒物排放系数", _NUMBER, "千克/吨"),
        Column("so2_kg_per_t", "二氧化硫排放系数", _NUMBER, "千克/吨"),
        Column("nox_kg_per_t", "氮氧化物排放系数", _NUMBER, "千克/吨"),
        Column("co2_t_per_t", "二氧化碳排放系数", _NUMBER, "吨/吨"),
        Column("power_kwh_per_t", "电耗", _NUMBER, "千瓦时/吨"),
        Column("normal_coking_hours", "正常结焦时间", _NUMBER, "小时"),
        Column("longest_coking_hours", "最长结焦时间", _NUMBER, "小时"),
        Column("pots", "电解槽数", _WHOLE, "台"),
        Column("gas_m3_per_t", "外供煤气", _NUMBER, "立方米/吨"),
        Column("fuel", "燃料", words=vocabulary.FUELS),
        Column("marks", "标记", _NAMES),
        Column("off_since", "已停产自", _DATE),
        Column("forbidden", "不得停产日期", Kind.DAY_RANGES),
        _REMARK,
        ASSUMED,
    ),
)

LINKS = Table(
    "links",
    "配套关系",
    (
        Column("enterprise_id", "企业编号", required=True),
        Column("product", "产品", required=True, words=vocabulary.LINK_PRODUCTS),
        Column("feeders", "供料设备", _NAMES),
        Column("consumers", "用料设备", _NAMES),
        Column("t_per_t", "单耗", _NUMBER, "吨/吨", required=True),
        Column("stock_t", "期初库存", _NUMBER, "吨", required=True),
        Column("stock_max_t", "库存上限", _NUMBER, "吨", required=True),
        Column("purchases_t_per_day", "外购量", _NUMBER, "吨/日", required=True),
        ASSUMED,
    ),
)

HEAT = Table(
    "heat",
    "供热需求",
    (
        Column("network", "供热管网", required=True),
        Column("first", "开始日期", _DATE, required=True),
        Column("last", "结束日期", _DATE, required=True),
        Column("demand_m2", "需供热面积", _NUMBER, "平方米", required=True),
        ASSUMED,
    ),
)

PRICE = Table(
    "price",
    "价格",
    (
        Column("product", "产品", required=True, words=vocabulary.PROCESSES),
        Column("month", "月份", Kind.MONTH, required=True),
        Column("factor", "系数", _NUMBER, required=True),
        ASSUMED,
    ),
)

DEMAND = Table(
    "demand",
    "产品需求",
    (
        _PRODUCT,
        Column("region", "地区", Kind.PLACE, required=True),
        Column("week", "周", Kind.WEEK, required=True),
        Column("floor_t", "每周最低供应量", _NUMBER, "吨，煤气为立方米", required=True),
        Column("stock_t", "期初库存", _NUMBER, "吨"),
        Column("stock_max_t", "库存上限", _NUMBER, "吨"),
        ASSUMED,
    ),
)

ROUTES = Table(
    "routes",
    "调运路线",
    (
        _PRODUCT,
        Column("from_region", "调出地区", Kind.PLACE, required=True),
        Column("to_region", "调入地区", Kind.PLACE, required=True),
        Column("capacity_t_per_week", "每周运力", _NUMBER, "吨/周", required=True),
        ASSUMED,
    ),
)

MAINTENANCE = Table(
    "maintenance",
    "检修计划",
    (
        Column("unit_id", "设备编号", required=True),
        Column("days", "检修天数", _WHOLE, "天", required=True),
        Column("earliest", "最早开始日期", _DATE, required=True),
        Column("latest", "最晚结束日期", _DATE, required=True),
        Column("crew", "检修队伍"),
        Column("must", "必须安排", Kind.TRUTH),
        ASSUMED,
    ),
)

ALERTS = Table(
    "alerts",
    "预警",
    (
        Column("city", "城市", required=True),
        Column("level", "级别", required=True, words=vocabulary.LEVELS),
        Column("first", "开始日期", _DATE, required=True),
        Column("last", "结束日期", _DATE, required=True),
        ASSUMED,
    ),
)

EVENTS = Table(
    "events",
    "事件",
    (
        Column("enterprise_id", "企业编号", required=True),
        Column("unit_id", "设备编号"),
        Column("day", "日期", _DATE, required=True),
        Column("kind", "类别", required=True, words=vocabulary.EVENT_KINDS),
        Column("value", "内容", required=True),
        ASSUMED,
    ),
)

RACE = Table(
    "race",
    "赛马",
    (
        Column("enterprise_id", "企业编号", required=True),
        Column("declared_yuan_per_t", "申报成本", _NUMBER, "元/吨"),
        ASSUMED,
        Column("{}", "{}", _NUMBER),
    ),
)
"""Any other column is a criterion of the scenario's section ``race``."""

HISTORY = Table(
    "history",
    "历史负担",
    (
        Column("enterprise_id", "企业编号", required=True),
        Column("season", "采暖季", required=True),
        Column("excess", "超出应承担比例", _NUMBER, required=True),
        Column("turns", "轮值次数", _NUMBER),
        ASSUMED,
    ),
)

INVENTORY = (
    ENTERPRISES,
    UNITS,
    LINKS,
    HEAT,
    PRICE,
    DEMAND,
    ROUTES,
    MAINTENANCE,
    ALERTS,
    EVENTS,
    RACE,
    HISTORY,
)
NEEDED = ("enterprises", "units")
NOTES = ("notes", "说明")
"""Sheets for people, passed over."""

STOPS = Table(
    "stops",
    "停产计划",
    (
        Column("unit_id", "设备编号", required=True),
        Column("first_day", "开始日期", _DATE, required=True),
        Column("last_day", "结束日期", _DATE, required=True),
        _REMARK,
    ),
    open=True,
)

LOADS = Table(
    "loads",
    "负荷计划",
    (
        Column("unit_id", "设备编号", required=True),
        Column("first_day", "开始日期", _DATE, required=True),
        Column("last_day", "结束日期", _DATE, required=True),
        Column("load", "负荷", _NUMBER, required=True),
    ),
    open=True,
)
