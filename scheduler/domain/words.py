"""What people call the things of the domain, in both languages."""

from scheduler.domain.base import Text
from scheduler.domain.enterprise import Mark
from scheduler.domain.unit import Process

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
}
