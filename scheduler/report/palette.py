"""Colours of charts. The processes' are Paul Tol's 'muted', 'vibrant', 'dark' and 'light', one after another.

Within each colour-blind readers tell them apart; processes of one industry are of one scheme.
"""

from scheduler.domain.unit import Process

INK = "#2b2f36"
GREY = "#7a808a"
FAINT = "#c9cdd3"
STAGE_TINTS = ("#f1f3f6", "#f7f3ec")
OUTSIDE_TINT = "#fbfbfb"
"""Days of the season that belong to no stage."""
MISSED = "#b3261e"
FOUND, BOUND = "#0077bb", "#cc6677"
"""What a search found, and what it proved that no plan goes below."""
ALERT_COLOURS = {"yellow": "#f2c94c", "orange": "#f2994a", "red": "#d64545"}
_MUTED = ("#332288", "#cc6677", "#ddcc77", "#882255", "#88ccee", "#44aa99", "#999933", "#117733", "#aa4499")
_VIBRANT = ("#ee7733", "#0077bb", "#33bbee", "#ee3377", "#cc3311", "#009988")
_DARK = ("#222255", "#225555", "#225522", "#666633", "#663333", "#777777")
_LIGHT = ("#77aadd", "#ee8866", "#bbcc33", "#ffaabb", "#44bb99", "#aaaa00", "#99ddff")
COLOURS = dict(zip(Process, _MUTED + _VIBRANT + _DARK + _LIGHT, strict=True))
"""The same in every chart."""


def text_colour(background: str) -> str:
    """White on dark colours, ink on light ones."""
    red, green, blue = (int(background[place : place + 2], 16) for place in (1, 3, 5))
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < 150 else INK
