"""The trades of sample works: industry, equipment, and how it reduces where that is not the default."""

from recipe.samples import Trade

COKING = Trade(
    industry="coking",
    name="焦化",
    code="CO",
    process="coke_oven",
    equipment="焦炉",
    mode="load",
    unit={"normal_coking_hours": "22", "longest_coking_hours": "50"},
)
CASTING = Trade("casting", "铸造", "CA", "casting_furnace", "熔炼炉")
BRICK = Trade("brick", "砖瓦", "BR", "brick_kiln", "隧道窑")
REFRACTORY = Trade("refractory", "耐火", "RE", "refractory_kiln", "隧道窑")
CERAMICS = Trade("ceramics", "陶瓷", "CE", "ceramics_kiln", "辊道窑")
LIME = Trade("lime", "石灰", "LI", "lime_kiln", "石灰窑")
ALUMINIUM = Trade("aluminium", "电解铝", "AL", "pot_line", "电解系列", mode="load", unit={"load_min": "0.6"})
ALUMINA = Trade("alumina", "氧化铝", "AA", "alumina_line", "氧化铝线")
FERTILISER = Trade("fertiliser", "氮肥", "FE", "fertiliser_line", "合成氨线", mode="load")
CARBON_BLACK = Trade("carbon_black", "炭黑", "CB", "carbon_black_line", "炭黑线")
GRINDING = Trade("cement", "粉磨站", "GR", "grinding", "水泥磨")
SCRAP_STEEL = Trade(
    "steel", "短流程钢铁", "EF", "electric_furnace", "电炉", mode="load", unit={"load_min": "0.5"}
)
ROLLING = Trade("steel", "轧钢", "RO", "rolling", "轧线")
CARBON = Trade("carbon", "炭素", "CC", "carbon_baking", "焙烧炉")
SECONDARY = Trade("secondary_nonferrous", "再生铝", "SM", "secondary_melting", "熔炼炉")
ROCK_WOOL = Trade("rock_wool", "岩棉", "RW", "rock_wool", "岩棉线")
GLASS_WOOL = Trade("glass_wool", "玻璃棉", "GW", "glass_wool", "玻璃棉线")
GYPSUM_BOARD = Trade("gypsum_board", "石膏板", "GB", "gypsum_board", "石膏板线")
PHARMA = Trade("pharma", "医药", "PH", "pharma_voc", "合成车间")
PESTICIDE = Trade("pesticide", "农药", "PE", "pesticide_voc", "合成车间")
GLASS = Trade("glass", "玻璃", "GL", "glass_furnace", "玻璃窑", mode="load", unit={"load_min": "0.6"})
GLOVES = Trade("glove", "手套", "PG", "glove_line", "浸胶线")
