"""What ``cuofeng check`` shows: what is owed and by whom, what is met by stricter clauses, who is exempt."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group
from rich.table import Table
from rich.text import Text as Line

from scheduler.domain.finding import Finding, Severity
from scheduler.domain.obligation import HeatFloor, Obligation, OutputCeiling
from scheduler.domain.scenario import Defaulted, Scenario
from scheduler.domain.season import Season
from scheduler.domain.words import PROCESS_NAMES
from scheduler.report.quantities import asked_for, quantity
from scheduler.report.sentences import alike, days_of, say, subject_name
from scheduler.report.terminal import add_row, headings, new_table
from scheduler.report.told import exempt_units
from scheduler.report.words import KIND_NAMES, in_lang

MOST_WORKS = 10
"""In a season of more works only what makes them give something up is listed one by one."""
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
    """Obligations in a sentence, by clause; all that are alike but for days, units and works share a row."""
    heads = headings(
        lang, ("条款", "clause"), ("义务", "obligation"), ("依据", "ground"), ("承担者", "owed by")
    )
    title = in_lang(lang, "应承担的义务", "What is owed")
    if len(season.enterprises) > MOST_WORKS:
        title += in_lang(lang, "（其余义务只见上表）", " (all else: above only)")
    table = new_table(title, *heads)
    clause = ""
    for group in alike(_worth_a_row(season)):
        if clause not in ("", group[0].clause):
            table.add_section()
        clause = group[0].clause
        sentence = say(group[0], season, lang, _subject(group, season, lang), days_of(group, lang))
        add_row(table, clause, sentence, group[0].ground[lang], _who(group, season, lang))
    return table


def _worth_a_row(season: Season) -> Iterator[Obligation]:
    """All; in a large season what makes a works give something up, and what regions and networks need."""
    giving_up = {demand.owed.id for asked in season.demands_of.values() for demand in asked}
    for owed in season.obligations:
        of_works = owed.subject in season.unit_by_id or owed.subject in season.enterprise_by_id
        reduces = owed.id in giving_up or isinstance(owed, OutputCeiling | HeatFloor)
        if len(season.enterprises) <= MOST_WORKS or reduces or not of_works:
            yield owed


def _subject(group: Sequence[Obligation], season: Season, lang: str) -> str:
    """'each blast furnace', 'the works'; empty for a region or network, which has a name of its own."""
    if group[0].subject in season.enterprise_by_id:
        return in_lang(lang, "企业", "the works")
    units = [season.unit_by_id[owed.subject] for owed in group if owed.subject in season.unit_by_id]
    kinds = in_lang(lang, "、", ", ").join(dict.fromkeys(PROCESS_NAMES[u.process][lang] for u in units))
    return in_lang(lang, "每台", "each ") + kinds if kinds else ""


def _who(group: Sequence[Obligation], season: Season, lang: str) -> str:
    """Every works, with its units: by name where they are few, else how many they are."""
    subjects = dict.fromkeys(owed.subject for owed in group)
    if subjects.keys().isdisjoint(season.unit_by_id):
        names = [season.enterprise_by_id[s].name if s in season.enterprise_by_id else s for s in subjects]
        return in_lang(lang, "、", ", ").join(names)
    by_works: dict[str, list[str]] = {}
    for unit in (season.unit_by_id[unit_id] for unit_id in subjects):
        by_works.setdefault(unit.enterprise_id, []).append(unit.name)
    told = []
    for works_id, names in by_works.items():
        few = " " + in_lang(lang, "、", ", ").join(names)
        many = in_lang(lang, f"（{len(names)}）", f" ({len(names)})")
        works = season.enterprise_by_id[works_id].name
        told.append(f"{works}{few if len(subjects) <= MOST_NAMES else many}")
    return in_lang(lang, "；", "; ").join(told)


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
        units = exempt_units(season, freed)
        which = in_lang(lang, "、", ", ").join(units) or in_lang(lang, "全部", "all")
        days = str(freed.window) if freed.window else in_lang(lang, "全季", "season")
        lifts = ", ".join(freed.lifts)
        add_row(table, works.name, which, days, freed.clause, lifts, freed.ground[lang])
    return table


def defaults_table(scenario: Scenario, lang: str = "zh") -> Table:
    """What stands in for values that the inventory left empty, by process and source."""
    heads = headings(lang, ("工序", "process"), ("缺省值", "values"), ("设备数", "units"), ("来源", "source"))
    table = new_table(in_lang(lang, "采用的缺省值", "Defaults used"), *heads, numbers=(2,))
    processes = {unit.unit_id: PROCESS_NAMES[unit.process][lang] for unit in scenario.units}
    groups: dict[tuple[str, str], list[Defaulted]] = {}
    for default in scenario.defaulted:
        groups.setdefault((processes.get(default.unit_id, ""), default.source), []).append(default)
    for (process, source), used in sorted(groups.items(), key=lambda group: group[0][0]):
        fields = dict.fromkeys(default.field for default in used)
        values = (f"{field} {_values(d.value for d in used if d.field == field)}" for field in fields)
        add_row(table, process, ", ".join(values), str(len({d.unit_id for d in used})), source)
    return table


def _values(values: Iterable[str]) -> str:
    """The value, or the least and the greatest of many."""
    found = sorted(set(values), key=lambda value: (not value.replace(".", "").isdigit(), value.zfill(20)))
    return found[0] if len(found) == 1 else f"{found[0]}…{found[-1]}"


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
