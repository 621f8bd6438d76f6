"""What ``cuofeng check`` shows: what is owed and by whom, what is met by stricter clauses, who is exempt."""

from collections import Counter
from collections.abc import Iterable, Iterator

from rich.console import Group
from rich.table import Table
from rich.text import Text as Line

from scheduler.domain.finding import Finding, Severity
from scheduler.domain.obligation import HeatFloor, Obligation, OutputCeiling
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.report.owing import demands
from scheduler.report.quantities import asked_for, quantity
from scheduler.report.sentences import alike, say_alike, subject_name
from scheduler.report.terminal import add_row, headings, new_table
from scheduler.report.words import KIND_NAMES, in_lang

MOST_WORKS = 10
"""In a season of more works the list by works holds only what makes them give something up."""
MOST_NAMES = 4
"""More names than this are counted."""


def listing(scenario: Scenario, season: Season, lang: str = "zh") -> Group:
    """All that is known of a season before a solver runs; what is impossible last, where it is seen."""
    tables = (
        clauses_table(season, lang),
        owed_table(season, lang),
        overruled_table(season, lang),
        exempt_table(season, lang),
        defaults_table(scenario, lang),
        findings_table(scenario, season, lang),
    )
    return Group(Line(scenario.title[lang], style="bold"), *(table for table in tables if table.row_count))


# ── what is owed ─────────────────────────────────────────────────────────────────────────────────


def clauses_table(season: Season, lang: str = "zh") -> Table:
    """What each clause brings forth, by kind of obligation: on how many works and units, when, how much."""
    heads = headings(
        lang,
        ("条款", "clause"),
        ("义务", "obligation"),
        ("企业数", "works"),
        ("设备数", "units"),
        ("时段", "days"),
        ("要求", "required"),
    )
    table = new_table(in_lang(lang, "各条款的义务", "What each clause asks for"), *heads, numbers=(2, 3))
    groups: dict[tuple[str, str], list[Obligation]] = {}
    for owed in season.obligations:
        groups.setdefault((owed.clause, owed.kind), []).append(owed)
    for (clause, kind), found in groups.items():
        units = {unit_id for owed in found for unit_id in owed.units}
        works = {season.unit_by_id[unit_id].enterprise_id for unit_id in units}
        counts = (str(len(works)), str(len(units)))
        add_row(table, clause, KIND_NAMES[kind][lang], *counts, _windows(found, lang), _range(found, lang))
    return table


def _windows(owed: Iterable[Obligation], lang: str) -> str:
    windows = sorted({str(one.window) for one in owed})
    if len(windows) <= MOST_NAMES:
        return "\n".join(windows)
    return in_lang(lang, f"{len(windows)}个时段", f"{len(windows)} windows")


def _range(owed: Iterable[Obligation], lang: str) -> str:
    """'31天…45天'; empty for a kind without a number of its own."""
    asked = {number: one for one in owed if (number := asked_for(one)) is not None}
    if not asked:
        return ""
    ends = dict.fromkeys((min(asked), max(asked)))
    return "…".join(quantity(asked[number], number, lang) for number in ends)


def owed_table(season: Season, lang: str = "zh") -> Table:
    """Obligations in a sentence, by works, then by region; what is alike for units or days shares a row."""
    heads = headings(
        lang,
        ("企业或区域", "works or region"),
        ("义务", "obligation"),
        ("条款", "clause"),
        ("依据", "ground"),
    )
    title = in_lang(lang, "应承担的义务", "What is owed")
    if len(season.enterprises) > MOST_WORKS:
        title += in_lang(lang, "（其余义务只见上表）", " (all else: above only)")
    table = new_table(title, *heads)
    for holder, owed in _by_holder(season).items():
        works = season.enterprise_by_id.get(holder)
        name = works.name if works else holder
        for group in alike(owed):
            add_row(table, name, say_alike(group, season, lang), group[0].clause, group[0].ground[lang])
            name = ""
        table.add_section()
    return table


def _by_holder(season: Season) -> dict[str, list[Obligation]]:
    """Obligations by enterprise id, then by region or network, each in the season's order."""
    groups: dict[str, list[Obligation]] = {works.enterprise_id: [] for works in season.enterprises}
    for owed in _worth_a_row(season):
        unit = season.unit_by_id.get(owed.subject)
        groups.setdefault(unit.enterprise_id if unit else owed.subject, []).append(owed)
    return {holder: owed for holder, owed in groups.items() if owed}


def _worth_a_row(season: Season) -> Iterator[Obligation]:
    """All; in a large season what makes a works give something up, and what regions and networks need."""
    giving_up = {demand.owed.id for demand in demands(season)}
    for owed in season.obligations:
        of_works = owed.subject in season.unit_by_id or owed.subject in season.enterprise_by_id
        reduces = owed.id in giving_up or isinstance(owed, OutputCeiling | HeatFloor)
        if len(season.enterprises) <= MOST_WORKS or reduces or not of_works:
            yield owed


# ── what is not owed ─────────────────────────────────────────────────────────────────────────────


def overruled_table(season: Season, lang: str = "zh") -> Table:
    """Clauses that ask for less than another, and which stricter one meets them (SX-7, CEM-6)."""
    heads = headings(
        lang,
        ("条款", "clause"),
        ("要求", "required"),
        ("依据", "ground"),
        ("由更严条款满足", "met by the stricter"),
        ("对象", "of"),
    )
    table = new_table(in_lang(lang, "已由更严条款满足的义务", "Met by stricter clauses"), *heads)
    groups: dict[tuple[str, ...], list[str]] = {}
    for owed in season.obligations:
        for less in owed.overruled:
            stricter = f"{owed.clause} {KIND_NAMES[owed.kind][lang]}"
            asked = (less.clause, less.required, less.ground[lang])
            groups.setdefault((*asked, stricter), []).append(subject_name(owed, season))
    for cells, subjects in groups.items():
        add_row(table, *cells, _names(subjects, lang))
    return table


def _names(names: Iterable[str], lang: str) -> str:
    """The first of them, and how many there are where they are many."""
    named = list(dict.fromkeys(names))
    text = in_lang(lang, "、", ", ").join(named[:MOST_NAMES])
    if len(named) <= MOST_NAMES:
        return text
    return in_lang(lang, f"{text}等{len(named)}个", f"{text} and {len(named) - MOST_NAMES} more")


def exempt_table(season: Season, lang: str = "zh") -> Table:
    """Works, or units of theirs, that a clause frees, of which clauses and on which days."""
    heads = headings(
        lang,
        ("企业", "works"),
        ("设备", "units"),
        ("日期", "days"),
        ("条款", "clause"),
        ("免除", "free of"),
        ("依据", "ground"),
    )
    table = new_table(in_lang(lang, "豁免", "Exempt"), *heads)
    for freed in season.exemptions:
        works = season.enterprise_by_id[freed.enterprise_id]
        units = [season.unit_by_id[unit_id].name for unit_id in freed.units]
        which = in_lang(lang, "、", ", ").join(units) or in_lang(lang, "全部", "all")
        days = str(freed.window) if freed.window else in_lang(lang, "全季", "season")
        lifts = ", ".join(freed.lifts)
        add_row(table, works.name, which, days, freed.clause, lifts, freed.ground[lang])
    return table


def defaults_table(scenario: Scenario, lang: str = "zh") -> Table:
    """Every value that the inventory left empty and what stands in for it, with its source."""
    heads = headings(lang, ("字段", "field"), ("值", "value"), ("设备数", "units"), ("来源", "source"))
    table = new_table(in_lang(lang, "采用的缺省值", "Defaults used"), *heads, numbers=(2,))
    used = Counter((default.field, default.value, default.source) for default in scenario.defaulted)
    for (field, value, source), number in used.items():
        add_row(table, field, value, str(number), source)
    return table


def findings_table(scenario: Scenario, season: Season, lang: str = "zh") -> Table:
    """Notes first, then what arithmetic alone rules out; works that a notice does not meet share a row."""
    heads = headings(lang, ("", ""), ("条款", "clause"), ("对象", "of"), ("内容", "finding"))
    table = new_table(in_lang(lang, "说明与不可行", "Notes, and what is impossible"), *heads)
    names = {works.enterprise_id: works.name for works in scenario.enterprises}
    unmet = _unmet(scenario, season.findings)
    for clause, found in unmet.items():
        text = in_lang(lang, "不在本条适用范围内", "not met by the notice")
        subjects = _names((names[finding.subject] for finding in found), lang)
        add_row(table, in_lang(lang, "说明", "note"), clause, subjects, text)
    told = {id(finding) for found in unmet.values() for finding in found}
    rest = (finding for finding in season.findings if id(finding) not in told)
    for finding in sorted(rest, key=lambda finding: finding.severity is Severity.IMPOSSIBLE):
        impossible = finding.severity is Severity.IMPOSSIBLE
        word = in_lang(lang, "不可行", "impossible") if impossible else in_lang(lang, "说明", "note")
        cells = (word, finding.clause, names.get(finding.subject, finding.subject), finding.text[lang])
        add_row(table, *cells, style="bold red" if impossible else "")
    return table


def _unmet(scenario: Scenario, findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """By the clause of a notice's places: the notes on works that it does not meet, where these are many."""
    places = {policy.places.clause for policy in scenario.policies}
    works = {works.enterprise_id for works in scenario.enterprises}
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity is Severity.NOTE and finding.clause in places and finding.subject in works:
            groups.setdefault(finding.clause, []).append(finding)
    return {clause: found for clause, found in groups.items() if len(found) > MOST_NAMES}
