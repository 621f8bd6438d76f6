"""A table to be read, the same on a terminal and in a notebook."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text as Line

from scheduler.report.terminal import add_row, new_table
from scheduler.report.words import in_lang


class Listed(NamedTuple):
    """A title, headings, and rows in words."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: tuple[int, ...] = ()
    """Places of the columns that stand right."""
    below: str = ""
    """What is left out."""

    def renderable(self) -> RenderableType:
        """On a terminal; the title may be wider than its table."""
        table = new_table("", *self.heads, numbers=self.numbers)
        for row in self.rows:
            add_row(table, *row)
        below = [Line(self.below)] if self.below else []
        return Group(Line(self.title, style="bold"), table, *below)

    def to_html(self) -> str:
        """In a notebook."""
        rows = "".join(self._row("td", row) for row in self.rows)
        table = f"<table><thead>{self._row('th', self.heads)}</thead><tbody>{rows}</tbody></table>"
        below = f"<p>{escape(self.below)}</p>" if self.below else ""
        return f"<p><b>{escape(self.title)}</b></p>{table}{below}"

    def _row(self, tag: str, cells: Sequence[str]) -> str:
        sides = ("right" if place in self.numbers else "left" for place in range(len(cells)))
        return "<tr>{}</tr>".format(
            "".join(
                f'<{tag} style="text-align: {side}">{escape(cell)}</{tag}>'
                for side, cell in zip(sides, cells, strict=True)
            )
        )


def and_more(number: int, lang: str, zh: str, en: str) -> str:
    """'and 12 more units'; nothing where all are shown."""
    return in_lang(lang, f"另有{number}{zh}", f"and {number} more {en}") if number > 0 else ""
