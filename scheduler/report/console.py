"""What the commands show of plans on a terminal, as rich renderables: planned, paid and broken."""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from rich.table import Table
from rich.text import Text as Line

from scheduler.domain.finding import Adjusted
from scheduler.domain.plan import Plan, Solution, Verification, gap
from scheduler.domain.season import Season
from scheduler.domain.words import PROCESS_NAMES
from scheduler.report.duty import Duty, duties
from scheduler.report.quantities import quantity
from scheduler.report.sentences import say
from scheduler.report.terminal import add_row, headings, new_table
from scheduler.report.words import STATUS_NAMES, TERM_NAMES, gap_text, in_lang, owed_text, tenths, yuan_text
from scheduler.verify.facts import tabulate

MOST_ADJUSTED = 20
"""Rows of an old plan that are told one by one; more are counted."""


def works_table(season: Season, plan: Plan, lang: str = "zh") -> Table:
    """Owed share, planned share and slack by works, process and stage, in per cent; planned and slack down.

    Raises:
        InputError: for a plan that cannot be read against this season.
    """
    heads = headings(
        lang,
        ("企业", "works"),
        ("工序", "process"),
        ("时段", "days"),
        ("应停", "owed"),
        ("计划", "planned"),
        ("余量", "slack"),
    )
    title = in_lang(lang, "各企业错峰比例（%）", "Share of capacity stopped or given up, by works (%)")
    table = new_table(title, *heads, numbers=(3, 4, 5))
    found = list(duties(tabulate(season, plan)))
    for (works, process), own in groupby(found, key=lambda duty: (duty.works, duty.process)):
        names = (works.name, PROCESS_NAMES[process][lang])
        for duty in own:
            add_row(table, *names, str(duty.stage.window), *_shares(duty))
            names = ("", "")
    return table


def _shares(duty: Duty) -> tuple[str | Line, str | Line, str | Line]:
    planned = tenths(duty.planned_share)
    if not duty.owed_share:
        return "–", planned, "–"
    slack = Line(tenths(duty.slack), style="" if duty.slack >= 0 else "bold red")
    return owed_text(duty.owed_share), planned, slack


def cost_table(verification: Verification, lang: str = "zh") -> Table:
    """The objective by term: yuan, and its part of the whole."""
    heads = headings(lang, ("项目", "term"), ("元", "yuan"), ("%", "%"))
    table = new_table(in_lang(lang, "成本（元）", "Cost (yuan)"), *heads, numbers=(1, 2))
    whole = verification.total_yuan
    for term, yuan in verification.cost_yuan.items():
        part = f"{100 * yuan / whole:.1f}" if whole else "–"
        add_row(table, TERM_NAMES[term][lang] if term in TERM_NAMES else term, f"{yuan:,}", part)
    table.add_section()
    add_row(table, in_lang(lang, "合计", "total"), f"{whole:,}", "100.0" if whole else "–", style="bold")
    return table


def verified_line(verification: Verification, lang: str = "zh") -> Line:
    """'verified: 812 obligations, 0 broken'."""
    held, broken = len(verification.measured), len(verification.broken)
    zh, en = f"核验：{held}项义务，{broken}项未满足", f"verified: {held} obligations, {broken} broken"
    return Line(in_lang(lang, zh, en), style="bold red" if broken else "green")


def result_line(solution: Solution, total_yuan: int, lang: str = "zh") -> Line:
    """'feasible: objective 2,051,000 yuan, bound 2,000,000 yuan, gap 2.49 %, 90 s'; what ended it early."""
    word = STATUS_NAMES[solution.status][lang]
    gap_now = gap(total_yuan, solution.bound_yuan)
    parts = [
        f"{in_lang(lang, '目标', 'objective')} {yuan_text(total_yuan, lang)}",
        f"{in_lang(lang, '下界', 'bound')} {yuan_text(solution.bound_yuan, lang)}",
        f"{in_lang(lang, '差距', 'gap')} {gap_text(gap_now)}",
        f"{solution.seconds or 0:.0f} s",
    ]
    said = f"{word}{in_lang(lang, '：', ': ')}{in_lang(lang, '，', ', ').join(parts)}"
    return Line(said + ended_early(solution, lang), style="bold")


def ended_early(solution: Solution, lang: str) -> str:
    """What ended the search before its time, if anything did; to follow other words."""
    if solution.interrupted:
        zh, en = "已按Ctrl-C结束", "ended by Ctrl-C"
    elif solution.out_of_memory:
        zh, en = "因内存将达上限而结束", "ended by the limit on memory"
    else:
        return ""
    return in_lang(lang, f"；{zh}，为当时最好的方案", f"; {en} with the best plan so far")


def adjusted_lines(adjusted: Sequence[Adjusted], lang: str = "zh") -> Iterator[str]:
    """What became of rows of an old plan: 'stops.csv row 3, F9: the season has no such unit; left out'."""
    for found in islice(adjusted, MOST_ADJUSTED):
        row = in_lang(lang, f"第{found.row}行", f" row {found.row}") if found.row else ""
        place = f"{found.file}{row}{in_lang(lang, '，', ', ')}" if found.file else ""
        yield f"{place}{found.subject}{in_lang(lang, '：', ': ')}{found.text[lang]}"
    more = len(adjusted) - MOST_ADJUSTED
    if more > 0:
        yield in_lang(lang, f"另有{more}行，见plan.json", f"and {more} more rows, in plan.json")


def broken_table(season: Season, verification: Verification, lang: str = "zh") -> Table:
    """Every obligation that a plan breaks, said in a sentence, with what is required and achieved."""
    heads = headings(
        lang, ("条款", "clause"), ("义务", "obligation"), ("要求", "required"), ("实际", "achieved"), ("", "")
    )
    table = new_table("", *heads, numbers=(2, 3))
    owed = {obligation.id: obligation for obligation in season.obligations}
    for found in verification.broken:
        obligation = owed[found.obligation_id]
        numbers = (quantity(obligation, number, lang) for number in (found.required, found.achieved))
        add_row(table, obligation.clause, say(obligation, season, lang), *numbers, found.detail)
    return table
