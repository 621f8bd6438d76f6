"""Plans side by side in words: what each costs, who wins and who loses, which stops differ."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from html import escape
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text as Line

from scheduler.domain.plan import Plan, Verification
from scheduler.domain.season import Season
from scheduler.domain.unit import Process
from scheduler.domain.words import PROCESS_NAMES
from scheduler.report.console import broken_table, verified_line
from scheduler.report.figures import NUMBERS, Figures
from scheduler.report.listed import Listed, and_more
from scheduler.report.side_by_side import difference, more_by_works, moved_units, proven_text
from scheduler.report.terminal import headings
from scheduler.report.words import TERM_NAMES, gap_text, in_lang

_SAID_BELOW = ("obligations", "broken")
"""What a line for each plan says, with what it breaks."""
MOST_WORKS, MOST_UNITS = 12, 12
"""Shown of works that pay more or less, and of units that stop otherwise."""


class Compared(NamedTuple):
    """A plan that stands beside others."""

    season: Season
    plan: Plan
    verification: Verification
    figures: Figures


Plans = Mapping[str, Compared]
"""By name; the first is the base."""


def comparison(plans: Plans, failures: Mapping[str, str], lang: str = "zh") -> Group:
    """On a terminal; what each plan breaks is listed below it."""
    shown: list[RenderableType] = [table.renderable() for table in _tables(plans, lang)]
    for name, one in plans.items():
        shown += [Line(f"\n{name}", style="bold"), verified_line(one.verification, lang)]
        if one.verification.broken:
            shown.append(broken_table(one.season, one.verification, lang))
    for name, reason in failures.items():
        shown += [Line(f"\n{name}", style="bold"), Line(reason, style="red")]
    return Group(*shown)


def comparison_html(plans: Plans, failures: Mapping[str, str], lang: str = "zh") -> str:
    """In a notebook; of each plan is said how many obligations it breaks."""
    shown = [table.to_html() for table in _tables(plans, lang)]
    for name, one in plans.items():
        shown.append(f"<p><b>{escape(name)}</b>: {escape(verified_line(one.verification, lang).plain)}</p>")
    shown += [f"<p><b>{escape(name)}</b>: {_lines(reason)}</p>" for name, reason in failures.items()]
    return "".join(shown)


def _lines(text: str) -> str:
    return "<br>".join(map(escape, text.splitlines()))


def _tables(plans: Plans, lang: str) -> Iterator[Listed]:
    if plans:
        yield _numbers({name: one.figures for name, one in plans.items()}, lang)
    if len(plans) > 1 and any(one.figures.bound_yuan is not None for one in plans.values()):
        yield _differences(plans, lang)
    base, *others = plans or ("",)
    for name in others:
        yield from _works(plans, base, name, lang)
        yield from _stops(plans, base, name, lang)


def _numbers(plans: Mapping[str, Figures], lang: str) -> Listed:
    """Cost by term and in all, bound and gap where there are any, the other figures."""
    terms = dict.fromkeys(term for found in plans.values() for term in found.cost_yuan)
    rows = [
        _row(_term(term, lang), (_number(f.cost_yuan.get(term)) for f in plans.values())) for term in terms
    ]
    rows.append(_row(in_lang(lang, "合计", "total"), (_number(f.total_yuan) for f in plans.values())))
    if any(found.bound_yuan is not None for found in plans.values()):
        rows.append(_row(in_lang(lang, "下界", "bound"), (_number(f.bound_yuan) for f in plans.values())))
        rows.append(_row(in_lang(lang, "差距", "gap"), (gap_text(f.gap) for f in plans.values())))
    for name, text in NUMBERS.items():
        if name not in _SAID_BELOW:
            rows.append(_row(text[lang], (_number(getattr(found, name)) for found in plans.values())))
    heads = (in_lang(lang, "项目", "term"), *plans)
    title = in_lang(lang, "成本（元）及其他", "Cost (yuan) and more")
    return Listed(title, heads, rows, numbers=tuple(range(1, len(heads))))


def _row(name: str, cells: Iterator[str]) -> tuple[str, ...]:
    return name, *cells


def _term(term: str, lang: str) -> str:
    return TERM_NAMES[term][lang] if term in TERM_NAMES else term


def _number(number: Fraction | int | None) -> str:
    return "–" if number is None else f"{float(number):,.0f}"


def _differences(plans: Plans, lang: str) -> Listed:
    base, *others = plans
    title = in_lang(lang, f"比{base}多花（元）", f"Costs more than {base} (yuan)")
    ends = (("至少", "at least"), ("至多", "at most"))
    heads = headings(lang, ("方案", "plan"), ("找到的", "found"), *ends, ("", ""))
    rows = []
    for name in others:
        found = difference(plans[base].figures, plans[name].figures)
        rows.append((name, *map(_signed, found), proven_text(found, lang)))
    return Listed(title, heads, rows, numbers=(1, 2, 3))


def _signed(yuan: int | None) -> str:
    return "–" if yuan is None else f"{yuan:+,}"


def _works(plans: Plans, base: str, name: str, lang: str) -> Iterator[Listed]:
    """What works pay more: told of the plans as found, whether or not the difference of the two is proven."""
    more = more_by_works(plans[base].figures, plans[name].figures)
    called = {w.enterprise_id: w.name for one in plans.values() for w in one.season.enterprises}
    sure = proven_text(difference(plans[base].figures, plans[name].figures), lang)
    zh = f"{name}：各企业比{base}多付（元，按找到的方案；总差额{sure}）"
    en = f"{name}: what works pay more than in {base} (yuan, as found; in all: {sure})"
    rows = [(called[works], _signed(yuan)) for works, yuan in list(more.items())[:MOST_WORKS]]
    heads = headings(lang, ("企业", "works"), ("多付", "pays more"))
    below = and_more(len(more) - len(rows), lang, "家企业", "works")
    if rows:
        yield Listed(in_lang(lang, zh, en), heads, rows, numbers=(1,), below=below)


def _stops(plans: Plans, base: str, name: str, lang: str) -> Iterator[Listed]:
    """Which units stop or load otherwise, those first whose days off differ most."""
    one, other = plans[base], plans[name]
    moved = moved_units((one.season, one.plan), (other.season, other.plan))
    shown = sorted(moved, key=lambda unit: -abs(unit.days))[:MOST_UNITS]
    heads = headings(
        lang, ("企业", "works"), ("设备", "unit"), ("工序", "process"), ("多停天数", "days more")
    )
    rows = [
        (
            unit.enterprise,
            unit.unit,
            PROCESS_NAMES[Process(unit.process)][lang],
            f"{unit.days:+}" if unit.days else "0",
            unit.before or "–",
            unit.after or "–",
        )
        for unit in shown
    ]
    zh, en = f"{name}：停产与{base}不同的设备", f"{name}: units that stop otherwise than in {base}"
    below = and_more(len(moved) - len(shown), lang, "台设备", "units")
    if rows:
        yield Listed(in_lang(lang, zh, en), (*heads, base, name), rows, numbers=(3,), below=below)
