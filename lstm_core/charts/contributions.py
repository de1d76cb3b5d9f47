"""The waterfall of what pushes one gate: each contribution, and their sum."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lstm_core.charts.axes import lowered, name_ticks, plain_axis, zero_axis
from lstm_core.charts.canvas import (
    CACHED,
    Dict,
    Figure,
    Picture,
    ghost_bars,
    hatch,
    in_colour,
    text_marks,
)
from lstm_core.charts.look import Look
from lstm_core.experiment.experiment import Experiment
from lstm_core.model.cell import GATES
from lstm_core.words.contributions import contributions_to, largest
from lstm_core.words.language import say
from lstm_core.words.numbers import fixed
from lstm_core.words.quantities import NEGATIVE, POSITIVE, QUANTITIES, unit_value
from lstm_core.words.weights import contributions_alternative

MOST_CONTRIBUTIONS = 11  # of more than that the smallest are summed up
DECIMALS = 3
LONGEST = 7  # letters of a label that fit below its bar
WIDTH = 0.72  # of a bar
ROW = 28  # pixels of a bar that lies


@dataclass(frozen=True)
class Waterfall:
    """Contributions (n,) of which each starts where the last one ended, and the sum of all."""

    contributions: list[float]
    total: float  # NaN where it is hidden

    @property
    def values(self) -> list[float]:
        return [*self.contributions, self.total]

    @property
    def ends(self) -> list[float]:
        """Where each contribution ends (n,)."""
        ends: list[float] = np.cumsum(self.contributions).tolist()
        return ends

    @property
    def starts(self) -> list[float]:
        """Where each contribution and the total start (n + 1,)."""
        return [0.0, *self.ends[:-1], 0]


@lru_cache(maxsize=CACHED)
def contributions_chart(experiment: Experiment, look: Look, gate: str) -> Picture:
    """The contributions to a gate of the unit in focus at t, and the pre-activation they sum to."""
    labels, now, ghost = waterfalls(experiment, look, gate)
    ends = [*now.ends, *(ghost.ends if ghost else [])]
    low, high = min(0.0, *ends), max(0.0, *ends)
    pad = (0.36 if ghost else 0.2) * (high - low or 1)
    places = [float(k) for k in range(len(labels) + 1)]
    if np.isnan(now.total):
        size = (len(places), high - low + 2 * pad)
        data = [hatch(len(labels) / 2, low - pad, size, 20)]
    else:
        outlines = [ghost_outlines(ghost, places)] if ghost else []
        data = [bars(now, places, gate), *outlines, numbers(now, ghost, places)]
    names = [*labels, in_colour(gate, f"a<sub>{GATES[gate]}</sub>")]
    lowest, highest = low - 0.3 * pad, high + pad
    if look.narrow:
        data = [turned(trace) for trace in data]
        layout = layout_in_rows(names, places, [lowest, highest + 0.5 * pad])
    else:
        layout = layout_in_columns(names, places, [lowest, highest])
    return Picture(Figure(data, layout), contributions_alternative(experiment, gate))


def layout_in_columns(names: list[str], places: list[float], values: list[float]) -> Dict:
    """The bars side by side over a range of values, their names below."""
    line = 20 * lowered(names[:-1], LONGEST)
    return {
        "height": 180 + line,
        "margin": {"l": 40, "r": 40, "t": 8, "b": 26 + line},
        "xaxis": plain_axis(
            range=[-0.6, len(places) - 0.4],
            **name_ticks(names, places, LONGEST),
            tickfont={"size": 16},
        ),
        "yaxis": zero_axis(range=values, nticks=5, showgrid=True, tickfont={"size": 13}),
    }


def layout_in_rows(names: list[str], places: list[float], values: list[float]) -> Dict:
    """The bars one below the other over a range of values, their names before them."""
    return {
        "height": 40 + ROW * len(places),
        "margin": {"l": 40, "r": 8, "t": 8, "b": 30},
        "xaxis": zero_axis(range=values, nticks=5, showgrid=True, tickfont={"size": 13}),
        "yaxis": plain_axis(
            range=[len(places) - 0.4, -0.6],
            tickvals=places,
            ticktext=names,
            tickfont={"size": 15},
            automargin=True,
        ),
    }


def turned(trace: Dict) -> Dict:
    """The same bars or numbers lying: what was across is down."""
    lying = {**trace, "x": trace["y"], "y": trace["x"]}
    if trace["type"] == "bar":
        hover = trace.get("hovertemplate", "").replace("%{x}", "%{y}")
        return {**lying, "orientation": "h", **({"hovertemplate": hover} if hover else {})}
    apart = [f"\u2002{text}" for text in trace["text"]]
    return {**lying, "text": apart, "textposition": "middle right"}


def waterfalls(
    experiment: Experiment, look: Look, gate: str
) -> tuple[list[str], Waterfall, Waterfall | None]:
    """The contributions' labels, their waterfall and the ghost's with the same contributions."""
    terms, name = contributions_to(experiment, gate), f"a_{GATES[gate]}"
    singled, rest = largest(terms, MOST_CONTRIBUTIONS)
    labels, products = [term.html for term in singled], [term.product for term in singled]
    if rest is not None:
        labels.append(say("rest", look.language, count=len(terms) - len(singled)))
        products.append(rest)
    total = unit_value(experiment, name)
    now = Waterfall([0.0] * len(labels) if np.isnan(total) else products, total)
    if experiment.ghost is None:
        return labels, now, None
    others = {
        (term.part, term.index): term.product for term in contributions_to(experiment.ghost, gate)
    }
    old = [others.pop((term.part, term.index)) for term in singled]
    if rest is not None:
        old.append(sum(others.values()))
    return labels, now, Waterfall(old, unit_value(experiment.ghost, name))


def bars(now: Waterfall, places: list[float], gate: str) -> Dict:
    """The contributions in the colours of their signs, the sum in that of its gate."""
    signs = [POSITIVE if value >= 0 else NEGATIVE for value in now.contributions]
    return {
        "type": "bar",
        "x": places,
        "y": now.values,
        "base": now.starts,
        "width": WIDTH,
        "marker": {"color": [*signs, QUANTITIES[gate].colour]},
        "customdata": now.values,
        "hovertemplate": "%{x}: %{customdata:.8f}<extra></extra>",
    }


def ghost_outlines(ghost: Waterfall, places: list[float]) -> Dict:
    """The ghost's contributions and sum."""
    return ghost_bars(places, ghost.values, base=ghost.starts, width=WIDTH)


def numbers(now: Waterfall, ghost: Waterfall | None, places: list[float]) -> Dict:
    """Each bar's number above it, and in brackets the ghost's where that reads otherwise."""
    ends = [*now.ends, now.total]
    tops = [float(max(pair)) for pair in zip(now.starts, ends, strict=True)]
    text = [signed(value) for value in now.values]
    if ghost:
        text = [
            shown if shown == (old := signed(value)) else f"{shown}<br>({old})"
            for shown, value in zip(text, ghost.values, strict=True)
        ]
    return text_marks(places, tops, text, 15, textposition="top center")


def signed(value: float) -> str:
    """The number with its sign, plus or minus."""
    return f"{'+' if value > 0 else ''}{fixed(value, DECIMALS)}"
