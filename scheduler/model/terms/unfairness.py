"""Burden of a works above its owed share in each of its stages, in thousandths, and its price (FAIRNESS)."""

from scheduler.domain.objective import Unfairness
from scheduler.model.expressions import excess
from scheduler.model.linear import Linear
from scheduler.model.season_model import SeasonModel


def cost(model: SeasonModel, term: Unfairness) -> Linear:
    by_city: dict[str, list[Linear]] = {}
    for works in model.season.enterprises:
        for stage in model.season.burden_stages_of(works.enterprise_id):
            owed = model.season.owed_share(works.enterprise_id, stage)
            above = excess(model, works.enterprise_id, stage.window, owed)
            by_city.setdefault(works.city, []).append(above)
    priced = Linear()
    for all_above in by_city.values():
        with model.tying():
            priced.add(model.whole_max(all_above), term.yuan_per_permille_largest)
        for above in all_above:
            priced.add(above, term.yuan_per_permille_sum)
    return priced


relaxed_cost = cost
