"""Plans side by side on a terminal."""

from collections.abc import Mapping
from fractions import Fraction

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Line

from scheduler.domain.plan import Verification
from scheduler.domain.season import Season
from scheduler.report.console import broken_table, costs_table, verified_line
from scheduler.report.figures import NUMBERS, Figures
from scheduler.report.side_by_side import difference, proven_text
from scheduler.report.terminal import add_row, headings, new_table
from scheduler.report.words import gap_text, in_lang

_SAID_BELOW = ("obligations", "broken")
"""What a line for each plan says, with what it breaks."""


def comparison(
    measured: Mapping[str, tuple[Season, Verification]],
    figures: Mapping[str, Figures],
    failures: Mapping[str, str],
    lang: str = "zh",
) -> Group:
    """Plans under their names: cost by term, other figures, what each costs more, what each breaks."""
    parts: list[RenderableType] = []
    if measured:
        parts.append(_numbers({name: found for name, (_, found) in measured.items()}, figures, lang))
    if len(figures) > 1 and any(found.bound_yuan is not None for found in figures.values()):
        parts.append(_differences(figures, lang))
    for name, (season, verification) in measured.items():
        parts += [Line(f"\n{name}", style="bold"), verified_line(verification, lang)]
        if verification.broken:
            parts.append(broken_table(season, verification, lang))
    for name, reason in failures.items():
        parts += [Line(f"\n{name}", style="bold"), Line(reason, style="red")]
    return Group(*parts)


def _numbers(plans: Mapping[str, Verification], figures: Mapping[str, Figures], lang: str) -> Table:
    table = costs_table(plans, lang)
    bounds = [found.bound_yuan for found in figures.values()]
    if any(bound is not None for bound in bounds):
        add_row(table, in_lang(lang, "下界", "bound"), *("–" if b is None else f"{b:,}" for b in bounds))
        add_row(table, in_lang(lang, "差距", "gap"), *(gap_text(found.gap) for found in figures.values()))
    table.add_section()
    for name, text in NUMBERS.items():
        if name not in _SAID_BELOW:
            add_row(table, text[lang], *(_number(getattr(found, name)) for found in figures.values()))
    return table


def _number(number: Fraction | int | None) -> str:
    return "–" if number is None else f"{float(number):,.0f}"


def _differences(figures: Mapping[str, Figures], lang: str) -> Table:
    base, *others = figures
    title = in_lang(lang, f"比{base}多花（元）", f"Costs more than {base} (yuan)")
    ends = (("至少", "at least"), ("至多", "at most"))
    heads = headings(lang, ("方案", "plan"), ("找到的", "found"), *ends, ("", ""))
    table = new_table(title, *heads, numbers=(1, 2, 3))
    for name in others:
        found = difference(figures[base], figures[name])
        add_row(table, name, *(_signed(yuan) for yuan in found), proven_text(found, lang))
    return table


def _signed(yuan: int | None) -> str:
    return "–" if yuan is None else f"{yuan:+,}"
