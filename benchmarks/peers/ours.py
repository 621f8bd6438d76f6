"""cuofeng itself, through the same door as its peers."""

from telling import Task

from scheduler.domain.plan import Progress
from scheduler.solve.settings import Settings
from scheduler.solve.solve import solve


def run(task: Task) -> None:
    """Costs and bounds come as they are found, the plan at the end."""
    settings = Settings(time_limit_s=task.left, gap=0.0, seed=task.seed)

    def on_progress(found: Progress) -> None:
        task.tell(cost_yuan=found.objective_yuan, bound_yuan=found.bound_yuan)

    solution = solve(task.season, settings, on_progress)
    task.tell(solution.plan, solution.objective_yuan, solution.bound_yuan)
