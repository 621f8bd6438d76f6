"""Chinese text in charts on machines without Chinese fonts: Noto Sans SC (OFL), which zhplot carries."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import matplotlib.style
from matplotlib import font_manager

FAMILY = "Noto Sans SC"
_FILE = "NotoSansSC-Regular.ttf"
_STYLE = {
    "font.family": FAMILY,
    "svg.hashsalt": "cuofeng",  # ids in an SVG repeat when it is drawn again
    "axes.unicode_minus": False,
}


@contextmanager
def chart_style() -> Iterator[None]:
    """Draw with matplotlib's own defaults and the Chinese font; the caller's settings are left alone."""
    _register()
    with matplotlib.style.context(["default", _STYLE]):
        yield


@cache
def _register() -> None:
    # zhplot is found, not imported: its import changes the font of every chart in the process.
    spec = find_spec("zhplot")
    assert spec is not None and spec.submodule_search_locations, "zhplot is a dependency of the package"
    font_manager.fontManager.addfont(Path(spec.submodule_search_locations[0]) / "fonts" / _FILE)
