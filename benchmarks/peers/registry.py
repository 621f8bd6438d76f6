"""The peers: how each is called, what it needs, which rules it cannot say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Peer:
    module: str
    """With a function ``run`` of a task."""
    title: str
    package: str
    """What must be installed for it; ``pip install -e '.[peers]'`` installs all."""
    unsaid: frozenset[str] = frozenset()
    """Kinds of obligation that it cannot say. Its plans are measured against them all the same."""
    note: str = ""


EACH_DAY = frozenset(
    {
        "rotation_band",
        "changeover_limit",
        "emission_ceiling",
        "heat_floor",
        "lines_off",
        "material_balance",
        "supply_floor",
    }
)
"""What each day or week of several units must hold."""
APART = frozenset({"maintenance", "substitution", "burden_limit"})

PEERS = {
    "cuofeng": Peer("ours", "cuofeng", "ortools"),
    "time-indexed": Peer("time_indexed", "CP-SAT, time-indexed", "ortools"),
    "newcomer": Peer(
        "newcomer",
        "CP-SAT, optional intervals",
        "ortools",
        EACH_DAY | APART,
        "prices lost margin and restarts only",
    ),
    "hand": Peer(
        "hand_rule",
        "two groups in turn, repaired",
        "scheduler",
        EACH_DAY | APART | {"make_up", "most_stops", "forbidden_days", "shortest_run"},
        "prices nothing",
    ),
    "highs": Peer("mip_by_highs", "HiGHS, time-indexed", "highspy"),
    "scip": Peer("mip_by_scip", "SCIP, time-indexed", "pyscipopt"),
    "pypsa": Peer(
        "unit_commitment",
        "PyPSA unit commitment",
        "pypsa",
        APART
        | {"rotation_band", "changeover_limit", "material_balance", "supply_floor", "make_up", "one_load"},
        "prices lost margin and restarts only; a stop near the last day may be too short",
    ),
    "timefold": Peer(
        "timefold_rules",
        "Timefold, constraint streams",
        "timefold",
        frozenset(
            {
                "rotation_band",
                "changeover_limit",
                "emission_ceiling",
                "material_balance",
                "supply_floor",
                "maintenance",
                "burden_limit",
            }
        ),
        "loads by the hand rule; prices lost margin and restarts only; needs Java 17",
    ),
}
"""By name; a new peer is one line here and a module."""
