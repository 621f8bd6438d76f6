"""A chart that shows itself in a notebook, whether or not pyplot was ever imported there."""

from io import BytesIO

from matplotlib.figure import Figure


class ShownFigure(Figure):
    """A figure; Jupyter draws by itself only those that pyplot made."""

    def _repr_png_(self) -> bytes:
        data = BytesIO()
        self.savefig(data, format="png")
        return data.getvalue()
