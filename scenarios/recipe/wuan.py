"""The season of 武安: the twelve works with blast furnaces of Handan's county that invented the 赛马机制."""

from fractions import Fraction
from pathlib import Path

from recipe import assumptions as assumed
from recipe import supply, units, works
from recipe.facts import Works, read_works
from recipe.folder import Tables
from recipe.targets import city_targets

Row = dict[str, str]

NAME = "wuan-2021-2022"
CITY, COUNTY = "邯郸", "武安"


def tables(source: Path) -> Tables:
    """Furnaces and works are public; what serves them follows the rules of Handan's season."""
    all_works = wuan_works(source)
    return {
        "enterprises": [works.enterprise_row(one) for one in all_works],
        "units": [row for one in all_works for row in units.unit_rows(one)],
        "links": [row for one in all_works for row in supply.link_rows(one)],
        "heat": supply.heat_rows(all_works),
        "price": supply.price_rows(),
        "events": supply.event_rows(all_works),
        "race": [race_row(one) for one in all_works],
    }


def annual_ceiling_t(source: Path) -> int:
    """Crude steel of 2021 that STL-2 leaves these works, by the rule of the other steel seasons."""
    return city_targets(wuan_works(source))[0].annual_ceiling_t


def wuan_works(source: Path) -> tuple[Works, ...]:
    return tuple(one for one in read_works(source, (CITY,)) if one.county == COUNTY)


def race_row(one: Works) -> Row:
    """What the works are scored by beyond grade, marks and the emission of their units; all assumed."""
    return {
        "enterprise_id": one.plant_id,
        "clean_transport_share": _clean_transport(one),
        "energy_kgce_per_t": str(385 + 4 * (one.number % 9)),
        "utilisation": str(float(assumed.utilisation(one))),
        "declared_yuan_per_t": _declared(one),
        "assumed": "clean_transport_share: TRANSPORT; energy_kgce_per_t: ENERGY; utilisation: OUTPUT; "
        "declared_yuan_per_t: DECLARED",
    }


def _clean_transport(one: Works) -> str:
    """Nothing is known of every twelfth number."""
    return "" if one.number % 12 == 1 else f"{0.40 + 0.05 * (one.number % 10):.2f}"


def _declared(one: Works) -> str:
    """Of every fourth number: the mean margin of its furnaces in yuan a tonne of steel, and a tenth more."""
    if one.number % 4:
        return ""
    margins = [assumed.hot_metal_margin_yuan_per_t(one, f.volume_m3) for f in one.furnaces]
    per_iron = Fraction(sum(margins), len(margins))
    return str(round(Fraction("1.1") * per_iron / assumed.steel_per_iron(one)))
