"""Links are promises: those of links.json mean today what they meant when it was written.

Each of its rows is a link, the shortest link to the same moment, what is said about it and about
its cell, why which interventions do not act, the sizes and place D, H, T, t, unit, and C of the
first units at the last step, where no training is needed to know it.
"""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import CHOICES, DEFAULTS, Settings, complaints

LINKS = json.loads((Path(__file__).parent / "links.json").read_text())


@pytest.mark.parametrize("row", LINKS, ids=[row["link"][:60] for row in LINKS])
def test_a_link_means_what_it_meant(row: dict[str, Any]) -> None:
    query = dict(parse_qsl(row["link"], keep_blank_values=True))
    settings = Settings.from_query(query)
    assert settings.to_query() == row["query"]
    assert Settings.from_query(row["query"]) == settings
    experiment = perform(settings)
    said = (*complaints(query), *experiment.out_of_bounds, *experiment.complaints)
    assert [list(complaint) for complaint in said] == row["complaints"]
    assert [why and why[0] for why in experiment.troubles] == row["troubles"]
    e = experiment
    assert [e.D, e.H, e.T, e.t, e.unit] == row["sizes"]
    if "C" in row:
        C = e.trace[-1].C[:4, 0]
        assert C.tolist() == pytest.approx(row["C"], rel=1e-5, abs=1e-12)
    assert (e.ghost is not None) == row.get("ghost", e.ghost is not None)


@pytest.mark.parametrize(("name", "count"), [("view", 7), ("variant", 5), ("scenario", 18)])
def test_every_id_of_a_stored_link_is_still_there(name: str, count: int) -> None:
    ids = {row["query"].get(name, DEFAULTS[name]) for row in LINKS}
    assert len(ids) == count and ids <= set(CHOICES[name].ids)


def test_the_stored_links_cover_every_key() -> None:
    assert {key for row in LINKS for key in row["query"]} == set(vars(Settings()))
