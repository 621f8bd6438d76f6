"""Tables on a terminal, the same way everywhere; names from an inventory are never read as markup."""

from rich.table import Table
from rich.text import Text as Line

from scheduler.report.words import in_lang


def new_table(title: str, *columns: str, numbers: tuple[int, ...] = ()) -> Table:
    """A table with its title at the left; columns whose places are in ``numbers`` stand right."""
    table = Table(title=Line(title, style="bold") if title else None, title_justify="left")
    for place, heading in enumerate(columns):
        table.add_column(Line(heading), justify="right" if place in numbers else "left", overflow="fold")
    return table


def add_row(table: Table, *cells: str | Line, style: str = "") -> None:
    table.add_row(*(Line(cell) if isinstance(cell, str) else cell for cell in cells), style=style)


def headings(lang: str, *pairs: tuple[str, str]) -> tuple[str, ...]:
    """The headings of one language, of (zh, en) pairs."""
    return tuple(in_lang(lang, *pair) for pair in pairs)
