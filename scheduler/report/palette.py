"""Colours of charts. The processes' are Paul Tol's 'muted' scheme, told apart by colour-blind readers."""

from itertools import cycle

from scheduler.domain.unit import Process

INK = "#2b2f36"
GREY = "#7a808a"
FAINT = "#c9cdd3"
STAGE_TINTS = ("#f1f3f6", "#f7f3ec")
OUTSIDE_TINT = "#fbfbfb"
"""Days of the season that belong to no stage."""
MISSED = "#b3261e"
ALERT_COLOURS = {"yellow": "#f2c94c", "orange": "#f2994a", "red": "#d64545"}
_MUTED = ("#332288", "#cc6677", "#ddcc77", "#882255", "#88ccee", "#44aa99", "#999933", "#117733", "#aa4499")
COLOURS = dict(zip(Process, cycle(_MUTED), strict=False))
"""The same in every chart; processes of one industry stand apart."""


def text_colour(background: str) -> str:
    """White on dark colours, ink on light ones."""
    red, green, blue = (int(background[place : place + 2], 16) for place in (1, 3, 5))
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < 150 else INK
