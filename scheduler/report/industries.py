"""The headings under which notices count enterprises 所属行业."""

from scheduler.domain.words import INDUSTRY_NAMES

HEADS = ("钢铁", "有色", "焦化", "化工", "建材", "铸造", "其他")
OTHER = HEADS[-1]

_MEMBERS = {
    "钢铁": ("steel", "iron", "ferroalloy", "炼铁", "炼钢", "铁合金"),
    "有色": ("nonferrous", "aluminium", "alumina", "secondary_nonferrous"),
    "焦化": ("coking", "coke", "焦炭"),
    "化工": ("chemical", "fertiliser", "carbon_black", "氮肥"),
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
        "rock_wool",
        "glass_wool",
        "gypsum_board",
        "水泥熟料",
        "粉磨站",
        "耐火",
    ),
    "铸造": ("casting", "foundry"),
}
"""As the note of the annexes has them (SX-9), which leaves carbon, drugs, pesticides and gloves to 其他."""


def _names(head: str, members: tuple[str, ...]) -> tuple[str, ...]:
    """The heading itself, its members, and what people call those."""
    return head, *members, *(INDUSTRY_NAMES[member].zh for member in members if member in INDUSTRY_NAMES)


_HEAD_OF = {name: head for head, members in _MEMBERS.items() for name in _names(head, members)}


def industry_head(industry: str) -> str:
    """The heading of an industry, named in either language; 其他 where none fits (SX-2)."""
    return _HEAD_OF.get(industry.strip().lower().removesuffix("行业"), OTHER)


def industry_name(industry: str, lang: str) -> str:
    """What people call an industry; as it is written where it is another."""
    return INDUSTRY_NAMES[industry][lang] if industry in INDUSTRY_NAMES else industry
