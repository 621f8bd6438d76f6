"""Rules by kind. To add a rule: a file here, one in ``verify/checks``, a record, and a line below."""

from types import ModuleType

from scheduler.model.rules import (
    burden_limit,
    changeover_limit,
    coking_time,
    emission_ceiling,
    forbidden_days,
    heat_floor,
    lines_off,
    linked_units,
    load_ceiling,
    maintenance,
    make_up,
    material_balance,
    most_stops,
    one_load,
    output_ceiling,
    region_output_ceiling,
    rotation_band,
    shortest_run,
    shortest_stop,
    stop_days,
    stop_share,
    stop_window,
    substitution,
    supply_floor,
    two_states,
)

RULES: dict[str, ModuleType] = {
    module.__name__.rpartition(".")[2]: module
    for module in (
        shortest_stop,
        shortest_run,
        most_stops,
        forbidden_days,
        stop_window,
        stop_days,
        two_states,
        load_ceiling,
        one_load,
        coking_time,
        make_up,
        stop_share,
        lines_off,
        linked_units,
        output_ceiling,
        heat_floor,
        material_balance,
        burden_limit,
        region_output_ceiling,
        substitution,
        supply_floor,
        maintenance,
        rotation_band,
        changeover_limit,
        emission_ceiling,
    )
}
"""Kind to module: ``add`` states the rule by day; ``relax``, where there is one, on totals."""
