"""The headings under which notices count enterprises 所属行业."""

HEADS = ("钢铁", "有色", "焦化", "化工", "建材", "铸造", "其他")
OTHER = HEADS[-1]

_MEMBERS = {
    "钢铁": ("steel", "iron", "ferroalloy", "炼铁", "炼钢", "铁合金"),
    "有色": ("nonferrous", "aluminium", "alumina", "secondary_nonferrous", "电解铝", "氧化铝", "再生有色"),
    "焦化": ("coking", "coke", "焦炭"),
    "化工": ("chemical", "fertiliser", "carbon_black", "煤制氮肥", "氮肥", "炭黑"),
    "建材": (
        "building_materials",
        "cement",
        "clinker",
        "grinding",
        "brick",
        "refractory",
        "ceramics",
        "lime",
        "glass",
        "水泥",
        "水泥熟料",
        "粉磨站",
        "砖瓦",
        "耐火",
        "耐火材料",
        "陶瓷",
        "石灰",
        "玻璃",
    ),
    "铸造": ("casting", "foundry"),
}
_HEAD_OF = {name: head for head, names in _MEMBERS.items() for name in (head, *names)}


def industry_head(industry: str) -> str:
    """The heading of an industry, named in either language; 其他 where none fits (SX-2)."""
    return _HEAD_OF.get(industry.strip().lower().removesuffix("行业"), OTHER)
