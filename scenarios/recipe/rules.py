"""Each rule of assumption in a sentence, under the name that the inventory's ``assumed`` column cites."""

RULES = {
    "SINTER": (
        "Sinter capacity: the works table; else 1.40 t per tonne of iron capacity (median of 52 works)."
    ),
    "PELLET": (
        "Pellet capacity: the works table; else 0.38 t per tonne of iron (median of 21 works) for "
        "works of 2 Mt iron a year or more; smaller works buy pellets."
    ),
    "COKE": (
        "Coke capacity: the works table; else 0.34 t per tonne of iron (median of 27 works) for "
        "works of 3.5 Mt iron a year or more and not of grade D; the others buy all their coke."
    ),
    "LIME": "Lime capacity: 0.09 t per tonne of iron capacity.",
    "SPLIT": (
        "Machines: sinter one a furnace, at most three; pellet one; coke two batteries; lime one "
        "for a works with one furnace, three from 3.5 Mt iron, else two. Split 1, 55:45 or "
        "40:30:30, rounded up to 10 t/d."
    ),
    "SIZE": "Sinter machine: 30 t a day per m², to whole 10 m².",
    "GRADE": "Plant number modulo 8: 0 B, 1 C, 2 B-, 3 B-, 4 D, 5 B, 6 A, 7 C.",
    "MARK": ("Plant number modulo 11: 1 not_listed, 3 violation, 8 over_120_utilisation; never for grade A."),
    "SCRAP": "The short-process works counts as all scrap with ultra-low emission done.",
    "STEEL": "Crude-steel capacity where the table has none: 1.14 t per tonne of iron.",
    "RATIO": (
        "Steel per iron: crude-steel ÷ iron capacity, held to 1.00–1.20, where it lies between "
        "0.90 and 1.30; else 1.14 (national totals of 2020)."
    ),
    "OUTPUT": (
        "Output of past periods = steel capacity of the furnaces × days × utilisation. "
        "Utilisation 0.86 + 0.01 × (plant number modulo 13); 1.22 for a works over 120 %."
    ),
    "HEAT": (
        "Homes heated: named works only (table below), m² per tonne of crude-steel capacity; "
        "furnaces share by capacity, to whole 100 m². Demand: the smallest of last year's area, half "
        "of what the network's furnaces can heat, and 0.9 × what is left when the largest stands, in "
        "whole 10,000 m²."
    ),
    "TIMES": (
        "Shortest stop 7, 10 or 14 days for furnaces below 1,000, below 2,000 and from 2,000 m³; "
        "shortest run 10 or 14 days (from 2,000 m³); two stops a stage. Linked units: table "
        "below."
    ),
    "MARGIN": (
        "Hot metal 240 yuan/t, +30 from 2,000 m³, +15 from 1,200 m³, −20 below 1,000 m³; +20 for "
        "grades A and B, −10 for C, −20 for D. Others: table below."
    ),
    "RESTART": "Furnace 800 yuan per m³; others: table below.",
    "EMISSION": (
        "Sinter, coke: national averages of 2017; sinter of grades A and B at ultra-low limits. "
        "Others: table below, orders of magnitude."
    ),
    "LOAD": "Lowest load 0.4 for ovens (their coking time asks for more), 0.5 for the electric furnace.",
    "COKING": "Normal coking time 20 h, longest 48 h.",
    "STOCK": (
        "Need per tonne of hot metal: sinter 1.30, pellet 0.20, coke 0.45, lime 0.08 t. In store "
        "eight days of the full need, room for twelve. Bought each day: what own units at full "
        "load leave open of 1.05 × the need; for coke, of the need with ovens at 0.75."
    ),
    "STANDS": "One small furnace, at P100000120136, stands since 2021-11-01.",
    "KEEPS": (
        "The furnace of P100000120131 runs through Spring Festival, 2022-01-31…02-06: hot metal is charged."
    ),
    "EVENT": (
        "P100000120099 rose from C to B- on 2021-10-25, after the day that counts (STL-7): it owes as C."
    ),
    "PRICE": "Factor on the margin of hot metal by month.",
}
