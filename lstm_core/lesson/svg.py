"""Drawings for paper, in SVG: strips of bars, and curves on a log scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import isnan, log10

from lstm_core.words.numbers import fixed, power
from lstm_core.words.quantities import FOCUS, NEUTRAL

WIDTH, HEIGHT = 640, 118  # of a drawing
LEFT, RIGHT, ABOVE, BELOW = 46, 6, 16, 18  # its margins
MOST_LABELS = 20  # below an axis
DASHES = ("", "7 4", "2 3")


@dataclass(frozen=True)
class Strip:
    """Numbers side by side as bars, NaN where one is hidden.

    Below each stands its label; the one in focus is framed, the ghost's are outlined. The scale
    goes at least to `reach`, so that what is nearly 0 looks so.
    """

    symbol: str
    colour: str
    values: Sequence[float]
    labels: Sequence[str]
    focus: int = -1
    ghost: Sequence[float] = ()
    reach: float = 1.0


@dataclass(frozen=True)
class Scale:
    """Where numbers stand in a drawing: 0 is at `zero`, and `span` is as high as `inner`."""

    zero: float
    inner: float
    span: float

    def top(self, value: float) -> float:
        """The upper edge of the bar of this value."""
        return self.zero - self.inner * max(value, 0) / self.span


def scale_of(strip: Strip, height: int) -> Scale:
    """A scale for all that is known of a strip, 0 included."""
    known = [value for value in (*strip.values, *strip.ghost) if not isnan(value)]
    ends = [side * strip.reach for side in (-1, 1) if any(value * side > 0.005 for value in known)]
    low, high = min(0.0, *known, *ends, 0.0), max(0.0, *known, *(ends or [strip.reach]))
    span, inner = (high - low) or 1.0, height - ABOVE - BELOW
    return Scale(ABOVE + inner * high / span, inner, span)


def picture(drawings: Sequence[str], alternative: str, height: int | Sequence[int] = HEIGHT) -> str:
    """Drawings below each other, with a text alternative; their heights, or that of all but one."""
    heights = [HEIGHT, *[height] * (len(drawings) - 1)] if isinstance(height, int) else [*height]
    tops = [sum(heights[:k]) for k in range(len(heights))]
    rows = "".join(
        f'<g transform="translate(0 {top})">{drawing}</g>'
        for top, drawing in zip(tops, drawings, strict=True)
    )
    size = f'viewBox="0 0 {WIDTH} {sum(heights)}"'
    title = f"<title>{escape(alternative)}</title>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">{title}{rows}</svg>'


def text(x: float, y: float, label: str, anchor: str = "middle") -> str:
    """A label in a drawing."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(label)}</text>'


def bars(strip: Strip, height: int = HEIGHT) -> str:
    """A strip as a drawing: the bar in focus with its number, "?" for what is hidden."""
    scale = scale_of(strip, height)
    pitch = (WIDTH - LEFT - RIGHT) / len(strip.values)
    parts = [text(4, ABOVE + scale.inner / 2 + 4, strip.symbol, "start")]
    for k, (value, label) in enumerate(zip(strip.values, strip.labels, strict=True)):
        x, wide = LEFT + k * pitch, pitch * 0.64
        for ghost in strip.ghost[k : k + 1]:
            outline = 'fill="none" stroke="black"'
            parts.append(bar(scale, ghost, x + (pitch - wide * 1.25) / 2, wide * 1.25, outline))
        paint = f'fill="{strip.colour}"'
        parts.append(bar(scale, value, x + (pitch - wide) / 2, wide, paint))
        if isnan(value):
            parts.append(text(x + pitch / 2, scale.zero - 4, "?"))
        elif k == strip.focus or len(strip.values) <= MOST_LABELS // 2:
            y = max(scale.top(value) - 3, 10)
            parts.append(text(x + pitch / 2, y, fixed(value, 2)))
        if len(strip.values) <= MOST_LABELS or (k + 1) % 5 == 0 or k == 0:
            parts.append(text(x + pitch / 2, height - 5, label))
        if k == strip.focus:
            frame = f'x="{x + 1:.1f}" y="1" width="{pitch - 2:.1f}" height="{height - 3}"'
            parts.append(f'<rect {frame} fill="none" stroke="{FOCUS}" stroke-width="2"/>')
    parts.append(f'<path d="M{LEFT} {scale.zero:.1f}H{WIDTH - RIGHT}" stroke="{NEUTRAL}"/>')
    return "".join(parts)


def bar(scale: Scale, value: float, x: float, width: float, paint: str) -> str:
    """A bar from x on; nothing for what is hidden."""
    if isnan(value):
        return ""
    place = f'x="{x:.1f}" y="{scale.top(value):.1f}"'
    height = scale.inner * abs(value) / scale.span
    return f'<rect {place} width="{width:.1f}" height="{height:.1f}" {paint}/>'


def lines(curves: Mapping[str, tuple[Sequence[float], Sequence[float]]]) -> str:
    """Curves (x, y) on a log scale, each with its name and its own dash; zeros are left out."""
    points = {
        name: [(x, log10(y)) for x, y in zip(xs, ys, strict=True) if y > 0]
        for name, (xs, ys) in curves.items()
    }
    both = [point for curve in points.values() for point in curve] or [(0.0, 0.0)]
    (x0, x1), (y0, y1) = ((min(side), max(side)) for side in zip(*both, strict=True))
    inner, wide = HEIGHT - ABOVE - BELOW, WIDTH - LEFT - RIGHT - 40

    def place(x: float, y: float) -> tuple[float, float]:
        across, down = wide * (x - x0) / ((x1 - x0) or 1), inner * (y1 - y) / ((y1 - y0) or 1)
        return LEFT + across, ABOVE + down

    parts = [
        text(4, ABOVE + 4, power(10**y1), "start"),
        text(4, HEIGHT - BELOW, power(10**y0), "start"),
        text(LEFT, HEIGHT - 5, f"{x0:g}"),
        text(LEFT + wide, HEIGHT - 5, f"{x1:g}"),
    ]
    several = len(points) > 1
    for (name, curve), dash in zip(points.items(), DASHES, strict=False):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in curve))
        paint = f'fill="none" stroke="black" stroke-dasharray="{dash}"'
        parts.append(f'<polyline points="{path}" {paint}/>')
        if curve:
            x, y = place(*min(curve) if several else curve[-1])
            parts.append(text(x + 3, y + (11 if several else 4), name, "start"))
    return "".join(parts)
