"""What people call the things of the domain, in both languages."""

from scheduler.domain.base import Text
from scheduler.domain.enterprise import Mark
from scheduler.domain.unit import Fuel, Process

PROCESS_NAMES: dict[Process, Text] = {
    Process.BLAST_FURNACE: Text(zh="高炉", en="blast furnace"),
    Process.SINTER: Text(zh="烧结", en="sinter machine"),
    Process.PELLET: Text(zh="球团", en="pelletising line"),
    Process.COKE_OVEN: Text(zh="焦炉", en="coke oven"),
    Process.LIME_KILN: Text(zh="石灰窑", en="lime kiln"),
    Process.ELECTRIC_FURNACE: Text(zh="电炉", en="electric furnace"),
    Process.CONVERTER: Text(zh="转炉", en="converter"),
    Process.ROLLING: Text(zh="轧钢", en="rolling mill"),
    Process.CLINKER_KILN: Text(zh="水泥熟料窑", en="clinker kiln"),
    Process.GRINDING: Text(zh="水泥粉磨", en="grinding mill"),
    Process.BRICK_KILN: Text(zh="砖瓦窑", en="brick kiln"),
    Process.CERAMICS_KILN: Text(zh="陶瓷窑", en="ceramics kiln"),
    Process.REFRACTORY_KILN: Text(zh="耐火材料窑", en="refractory kiln"),
    Process.GLASS_FURNACE: Text(zh="玻璃窑", en="glass furnace"),
    Process.ROCK_WOOL: Text(zh="岩棉", en="rock wool line"),
    Process.GLASS_WOOL: Text(zh="玻璃棉", en="glass wool line"),
    Process.GYPSUM_BOARD: Text(zh="石膏板", en="gypsum board line"),
    Process.CARBON_BAKING: Text(zh="炭素焙烧", en="carbon baking furnace"),
    Process.POT_LINE: Text(zh="电解槽系列", en="pot line"),
    Process.ALUMINA_LINE: Text(zh="氧化铝", en="alumina line"),
    Process.SECONDARY_MELTING: Text(zh="再生金属熔炼", en="secondary melting furnace"),
    Process.CASTING_FURNACE: Text(zh="铸造熔炼炉", en="casting furnace"),
    Process.FERTILISER_LINE: Text(zh="化肥", en="fertiliser line"),
    Process.CARBON_BLACK_LINE: Text(zh="炭黑", en="carbon black line"),
    Process.PHARMA_VOC: Text(zh="制药涉VOCs工序", en="pharmaceutical VOC process"),
    Process.PESTICIDE_VOC: Text(zh="农药涉VOCs工序", en="pesticide VOC process"),
    Process.GLOVE_LINE: Text(zh="手套", en="glove line"),
    Process.OTHER: Text(zh="其他工序", en="other process"),
}

MARK_NAMES: dict[Mark, Text] = {
    Mark.ULTRA_LOW_DONE: Text(zh="完成超低排放改造", en="ultra-low emission done"),
    Mark.GREEN_FACTORY: Text(zh="绿色工厂", en="green factory"),
    Mark.ALL_SCRAP_SHORT_PROCESS: Text(zh="全废钢短流程", en="all-scrap short process"),
    Mark.VIOLATION: Text(zh="存在违法违规行为", en="violation"),
    Mark.OVER_120_UTILISATION: Text(zh="产能利用率超过120%", en="utilisation over 120 %"),
    Mark.NOT_LISTED: Text(zh="未列入规范公告", en="not on the ministry's list"),
    Mark.TREATMENT_LATE: Text(zh="治理未按期完成", en="treatment late"),
    Mark.SPECIAL_LIMITS_MET: Text(zh="达到特别排放限值", en="special limits met"),
    Mark.CARBIDE_SLAG: Text(zh="电石渣", en="carbide slag"),
    Mark.CO_PROCESSING_WASTE: Text(zh="协同处置", en="co-processing of waste"),
    Mark.HEATS_HOMES: Text(zh="承担居民供暖", en="heats homes"),
    Mark.ALERT_EXEMPT: Text(zh="重污染天气应急减排豁免", en="exempt from alert reductions"),
    Mark.ALERT_MEASURES_DONE: Text(zh="已落实重污染天气应急减排", en="carries out alert reductions"),
    Mark.SERIOUS_VIOLATION: Text(zh="严重违法违规或重大污染事故", en="serious violation or accident"),
    Mark.CONCEALED: Text(zh="瞒报漏报", en="concealed from the list"),
    Mark.UNSTABLE_EMISSION: Text(zh="不能稳定达标排放", en="emission limits not kept steadily"),
    Mark.FALSE_DATA: Text(zh="监测数据造假", en="false monitoring data"),
    Mark.SECRET_DISCHARGE: Text(zh="涉嫌偷排偷放", en="secret discharge"),
    Mark.PERMIT_BREACH: Text(zh="未达到排污许可管理要求", en="breach of the discharge permit"),
    Mark.NOT_CARRIED_OUT: Text(zh="未按要求落实停限产", en="stops not carried out"),
    Mark.FLY_ASH_BLOCKS: Text(zh="以粉煤灰为主要原料的加气混凝土砌块", en="aerated blocks made of fly ash"),
    Mark.COAL_REPLACED: Text(zh="完成煤改气、煤改电", en="coal replaced by gas or electricity"),
    Mark.ENCLOSED_STORAGE: Text(zh="原辅材料和生产设施入棚入仓", en="materials and equipment under roof"),
    Mark.NO_FIRING: Text(zh="无焙烧工艺的压制成型", en="pressed without firing"),
    Mark.ORGANIC_SOLVENTS: Text(zh="使用有机溶剂", en="uses organic solvents"),
    Mark.LIVELIHOOD: Text(zh="涉及民生保障", en="serves livelihood"),
    Mark.APPROVED_TO_RUN: Text(zh="经批准生产", en="approved to run"),
}

FUEL_NAMES: dict[Fuel, Text] = {
    Fuel.COAL: Text(zh="煤", en="coal"),
    Fuel.COKE: Text(zh="焦炭", en="coke"),
    Fuel.NATURAL_GAS: Text(zh="天然气", en="natural gas"),
    Fuel.PIPELINE_GAS: Text(zh="管道煤气", en="piped gas"),
    Fuel.COKE_OVEN_GAS: Text(zh="焦炉煤气", en="coke-oven gas"),
    Fuel.BLAST_FURNACE_GAS: Text(zh="高炉煤气", en="blast-furnace gas"),
    Fuel.PRODUCER_GAS: Text(zh="发生炉煤气", en="producer gas"),
    Fuel.ELECTRICITY: Text(zh="电", en="electricity"),
    Fuel.BIOMASS: Text(zh="生物质", en="biomass"),
    Fuel.OIL: Text(zh="油", en="oil"),
    Fuel.OTHER: Text(zh="其他燃料", en="other fuel"),
}

PRODUCT_NAMES: dict[str, Text] = {
    "sinter": Text(zh="烧结矿", en="sinter"),
    "pellet": Text(zh="球团矿", en="pellets"),
    "coke": Text(zh="焦炭", en="coke"),
    "lime": Text(zh="石灰", en="lime"),
    "coke_gas": Text(zh="焦炉煤气", en="coke-oven gas"),
    "blast_furnace": Text(zh="铁水", en="hot metal"),
    "coke_oven": Text(zh="焦炭", en="coke"),
    "lime_kiln": Text(zh="石灰", en="lime"),
    "clinker_kiln": Text(zh="水泥熟料", en="clinker"),
    "grinding": Text(zh="水泥", en="cement"),
    "brick_kiln": Text(zh="砖瓦", en="bricks"),
    "pot_line": Text(zh="电解铝", en="aluminium"),
    "alumina_line": Text(zh="氧化铝", en="alumina"),
    "fertiliser_line": Text(zh="化肥", en="fertiliser"),
}
"""What links carry and regions need; a product may be named by the process that makes it."""


def product_name(product: str) -> Text:
    """What a link carries or a region needs; as it is written where it has no other name."""
    if product in PRODUCT_NAMES:
        return PRODUCT_NAMES[product]
    return PROCESS_NAMES[Process(product)] if product in tuple(Process) else Text(zh=product, en=product)


INDUSTRY_NAMES: dict[str, Text] = {
    "steel": Text(zh="钢铁", en="steel"),
    "coking": Text(zh="焦化", en="coking"),
    "aluminium": Text(zh="电解铝", en="aluminium"),
    "alumina": Text(zh="氧化铝", en="alumina"),
    "casting": Text(zh="铸造", en="casting"),
    "fertiliser": Text(zh="煤制氮肥", en="coal-based nitrogen fertiliser"),
    "carbon_black": Text(zh="炭黑", en="carbon black"),
    "brick": Text(zh="砖瓦", en="brick and tile"),
    "refractory": Text(zh="耐火材料", en="refractory"),
    "ceramics": Text(zh="陶瓷", en="ceramics"),
    "lime": Text(zh="石灰", en="lime"),
    "cement": Text(zh="水泥", en="cement"),
    "glass": Text(zh="玻璃", en="glass"),
    "rock_wool": Text(zh="岩棉", en="rock wool"),
    "glass_wool": Text(zh="玻璃棉", en="glass wool"),
    "gypsum_board": Text(zh="石膏板", en="gypsum board"),
    "carbon": Text(zh="炭素", en="carbon"),
    "secondary_nonferrous": Text(zh="再生有色", en="secondary non-ferrous metals"),
    "pharma": Text(zh="医药", en="pharmaceuticals"),
    "pesticide": Text(zh="农药", en="pesticides"),
    "glove": Text(zh="手套", en="gloves"),
}
"""The names by which notices address industries; an industry is free text and may be another."""

ALERT_NAMES: dict[str, Text] = {
    "yellow": Text(zh="黄色预警", en="yellow alert"),
    "orange": Text(zh="橙色预警", en="orange alert"),
    "red": Text(zh="红色预警", en="red alert"),
}
