"""Draw the small trend of a key figure, a line of its values with a dot at the last."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

WIDTH, HEIGHT, EDGE = 72, 22, 3
LEAST_RANGE = 0.02
"""The height of the picture is at least this, as a fraction of one: small changes look small."""


def trend(values: Mapping[int, float], told: str) -> Markup:
    """Draw values by year; nothing where fewer than two are known.

    Parameters
    ----------
    values
        Shares by year, as fractions of one, or counts as fractions of the largest.
    told
        The same in words, for those who do not see it.

    Examples
    --------
    >>> trend({2017: 0.1, 2018: 0.2}, "10% → 20%").count("<circle")
    1
    >>> trend({2018: 0.2}, "20%")
    Markup('')
    """
    if len(values) < 2:
        return Markup()
    points = [f"{x:g},{y:g}" for x, y in _points(dict(sorted(values.items())))]
    x, y = points[-1].split(",")
    return Markup(
        '<svg class="kg-trend" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">'
        '<polyline points="{}"/><circle cx="{}" cy="{}" r="2.5"/></svg>'
    ).format(told, WIDTH, HEIGHT, WIDTH, HEIGHT, " ".join(points), x, y)


def _points(values: Mapping[int, float]) -> list[tuple[float, float]]:
    years, known = list(values), list(values.values())
    middle, reach = (max(known) + min(known)) / 2, max(max(known) - min(known), LEAST_RANGE) / 2
    across, down = (WIDTH - 2 * EDGE) / (years[-1] - years[0]), (HEIGHT - 2 * EDGE) / 2
    return [
        (round(EDGE + (year - years[0]) * across, 1), round(HEIGHT / 2 - (value - middle) / reach * down, 1))
        for year, value in values.items()
    ]
