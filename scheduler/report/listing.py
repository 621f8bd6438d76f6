"""What ``cuofeng check`` shows: who owes what, by which clause and why; who is exempt; what is noted."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Group
from rich.table import Table
from rich.text import Text as Line

from scheduler.domain.finding import Severity
from scheduler.domain.obligation import Obligation
from scheduler.domain.scenario import Scenario
from scheduler.domain.season import Season
from scheduler.report.sentences import say
from scheduler.report.terminal import add_row, headings, new_table
from scheduler.report.words import in_lang


def listing(scenario: Scenario, season: Season, lang: str = "zh") -> Group:
    """All that is known of a season before a solver runs; what is impossible last, where it is seen."""
    tables = (
        owed_table(season, lang),
        exempt_table(season, lang),
        defaults_table(scenario, lang),
        findings_table(season, lang),
    )
    return Group(Line(scenario.title[lang], style="bold"), *(table for table in tables if table.row_count))


def owed_table(season: Season, lang: str = "zh") -> Table:
    """Every obligation in a sentence, by works, then by region; units that owe the same share a row."""
    heads = headings(
        lang,
        ("企业或区域", "works or region"),
        ("义务", "obligation"),
        ("条款", "clause"),
        ("依据", "ground"),
    )
    table = new_table(in_lang(lang, "应承担的义务", "What is owed"), *heads)
    for holder, owed in _by_holder(season).items():
        works = season.enterprise_by_id.get(holder)
        name = works.name if works else holder
        for group in _alike(owed, season):
            add_row(table, name, _said(group, season, lang), group[0].clause, _why(group[0], lang))
            name = ""
        table.add_section()
    return table


def _by_holder(season: Season) -> dict[str, list[Obligation]]:
    """Obligations by enterprise id, then by region or network, each in the season's order."""
    groups: dict[str, list[Obligation]] = {works.enterprise_id: [] for works in season.enterprises}
    for owed in season.obligations:
        unit = season.unit_by_id.get(owed.subject)
        groups.setdefault(unit.enterprise_id if unit else owed.subject, []).append(owed)
    return {holder: owed for holder, owed in groups.items() if owed}


def _alike(owed: Sequence[Obligation], season: Season) -> Iterator[list[Obligation]]:
    """Obligations that differ in nothing but the unit that owes them."""
    groups: dict[str, list[Obligation]] = {}
    for one in owed:
        of_unit = one.subject in season.unit_by_id
        told_apart = one.model_dump_json(exclude={"id", "subject", "units"}) if of_unit else one.id
        groups.setdefault(told_apart, []).append(one)
    yield from groups.values()


def _said(group: Sequence[Obligation], season: Season, lang: str) -> str:
    """In a works' own row its name is not said again."""
    if group[0].subject in season.enterprise_by_id:
        return say(group[0], season, lang, in_lang(lang, "本企业", "the works"))
    units = [season.unit_by_id[owed.subject].name for owed in group if owed.subject in season.unit_by_id]
    return say(group[0], season, lang, in_lang(lang, "、", ", ").join(units))


def _why(owed: Obligation, lang: str) -> str:
    """The ground, and the clauses that ask for less."""
    lines = [owed.ground[lang]]
    for less in owed.overruled:
        zh = f"严于{less.clause}（{less.required}：{less.ground.zh}）"
        lines.append(in_lang(lang, zh, f"overrules {less.clause} ({less.required}: {less.ground.en})"))
    return "\n".join(lines)


def exempt_table(season: Season, lang: str = "zh") -> Table:
    """Works that a clause frees, and of which clauses."""
    heads = headings(lang, ("企业", "works"), ("条款", "clause"), ("免除", "free of"), ("依据", "ground"))
    table = new_table(in_lang(lang, "豁免", "Exempt"), *heads)
    for freed in season.exemptions:
        works = season.enterprise_by_id[freed.enterprise_id]
        add_row(table, works.name, freed.clause, ", ".join(freed.lifts), freed.ground[lang])
    return table


def defaults_table(scenario: Scenario, lang: str = "zh") -> Table:
    """Every value that the inventory left empty and what stands in for it, with its source."""
    heads = headings(lang, ("字段", "field"), ("值", "value"), ("设备数", "units"), ("来源", "source"))
    table = new_table(in_lang(lang, "采用的缺省值", "Defaults used"), *heads, numbers=(2,))
    used = Counter((default.field, default.value, default.source) for default in scenario.defaulted)
    for (field, value, source), number in used.items():
        add_row(table, field, value, str(number), source)
    return table


def findings_table(season: Season, lang: str = "zh") -> Table:
    """Notes first, then what arithmetic alone rules out."""
    heads = headings(lang, ("", ""), ("条款", "clause"), ("对象", "of"), ("内容", "finding"))
    table = new_table(in_lang(lang, "说明与不可行", "Notes, and what is impossible"), *heads)
    for finding in sorted(season.findings, key=lambda finding: finding.severity is Severity.IMPOSSIBLE):
        impossible = finding.severity is Severity.IMPOSSIBLE
        word = in_lang(lang, "不可行", "impossible") if impossible else in_lang(lang, "说明", "note")
        works = season.enterprise_by_id.get(finding.subject)
        cells = (word, finding.clause, works.name if works else finding.subject, finding.text[lang])
        add_row(table, *cells, style="bold red" if impossible else "")
    return table
