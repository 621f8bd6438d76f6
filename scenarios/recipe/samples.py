"""Sample works 样例: invented plainly, of sizes as they occur, where no public table names real ones."""

from dataclasses import dataclass, field

Row = dict[str, str]

INVENTED = "all columns: SAMPLE; empty columns: DEFAULT"


@dataclass(frozen=True)
class Trade:
    """What the works of an industry are called, and the equipment that counts."""

    industry: str
    name: str
    """Of its works."""
    code: str
    """Part of their ids."""
    process: str
    equipment: str
    """How its units are called."""
    mode: str = "stop"
    unit: Row = field(default_factory=dict)
    """Columns of every unit that differ from the program's defaults."""


@dataclass(frozen=True)
class Place:
    province: str
    city: str
    code: str
    """Part of the ids of its sample works."""


@dataclass(frozen=True)
class SampleWorks:
    """One invented works and its units of one trade."""

    trade: Trade
    place: Place
    number: int
    capacities: tuple[int, ...]
    """Of its units, in t/d."""
    county: str = ""
    grade: str = ""
    marks: tuple[str, ...] = ()
    fuel: str = ""
    network: str = ""
    """The heat network that it serves."""
    works: Row = field(default_factory=dict)
    """More columns of the works."""
    units: Row = field(default_factory=dict)
    """More columns of each unit."""

    @property
    def enterprise_id(self) -> str:
        """``CZ-CA07``: place, trade, number."""
        return f"{self.place.code}-{self.trade.code}{self.number:02}"

    @property
    def unit_ids(self) -> list[str]:
        return [f"{self.enterprise_id}-{place + 1}" for place in range(len(self.capacities))]

    def enterprise_row(self) -> Row:
        return {
            "enterprise_id": self.enterprise_id,
            "name": f"样例{self.trade.name}{self.number:02}厂",
            "province": self.place.province,
            "city": self.place.city,
            "county": self.county,
            "industry": self.trade.industry,
            "grade": self.grade,
            "marks": ";".join(self.marks),
            "fuel": self.fuel,
            "heat_network": self.network,
            **self.works,
            "assumed": INVENTED,
        }

    def unit_rows(self) -> list[Row]:
        return [
            {
                "unit_id": unit_id,
                "enterprise_id": self.enterprise_id,
                "name": f"{place + 1}号{self.trade.equipment}",
                "process": self.trade.process,
                "capacity_t_per_day": str(capacity),
                "mode": self.trade.mode,
                **self.trade.unit,
                **self.units,
                "assumed": INVENTED,
            }
            for place, (unit_id, capacity) in enumerate(zip(self.unit_ids, self.capacities, strict=True))
        ]
