"""The pictures of a brief: places stay in the frame, texts are escaped, lines break, time stays on its axis."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catspaw.report.briefing.chart_map import Place, chart
from catspaw.report.briefing.content import Content, window
from catspaw.report.briefing.diagram import diagram
from catspaw.report.briefing.picture import broken, el, width_of
from catspaw.report.briefing.projection import fitted
from catspaw.report.briefing.timeline import timeline
from catspaw.report.briefing.told import tell
from catspaw.report.briefing.voice import figure, listed, span_of

lats, lons = st.floats(-70, 80), st.floats(-180, 180)


@given(st.lists(st.tuples(lats, lons), min_size=1, max_size=12))
def test_every_place_on_the_near_side_is_in_the_frame(places: list[tuple[float, float]]) -> None:
    """Whatever the places, across the date line too."""
    projection, height = fitted(places, 900, 500, 40)
    for place in places:
        if point := projection(*place):
            assert 39 <= point[0] <= 861
            assert 39 <= point[1] <= height - 39


def test_east_is_right_and_north_is_up() -> None:
    """As on any map."""
    projection, _ = fitted([(55.8, 37.6), (39.0, 125.8)], 900, 500, 40)
    moscow, pyongyang = projection(55.8, 37.6), projection(39.0, 125.8)
    assert moscow
    assert pyongyang
    assert moscow[0] < pyongyang[0]
    assert moscow[1] < pyongyang[1]


def test_the_map_shows_those_concerned(recognition: Content) -> None:
    """With their names, and links by number."""
    actors = recognition.world.actors
    places = {
        code: Place(code, str(one["name"]), str(one["kind"]), float(one["lat"]), float(one["lon"]))
        for code, one in actors.items()
        if "lat" in one
    }
    drawn = chart(tell(recognition), places, 960, 520, "m")
    assert "North Korea" in drawn
    assert 'class="contested"' in drawn
    assert 'class="badge"' in drawn


def test_no_map_where_there_are_no_places(recognition: Content) -> None:
    """Rather none than an empty one."""
    assert chart(tell(recognition), {}, 960, 520, "m") == ""


def test_every_state_and_contested_territory_has_its_place(recognition: Content) -> None:
    """Or it would be missing on a map; dependent areas may be."""
    missing = [
        code
        for code, one in recognition.world.actors.items()
        if one["kind"] in ("state", "contested") and not one.get("parent") and "lat" not in one
    ]
    assert not missing


def test_a_route_is_drawn_with_its_covers_and_payment(recognition: Content) -> None:
    """Each place, who lets it pass, and the way back of the money."""
    shown = tell(recognition).channels[0].shown
    assert shown
    names = {code: code for code in recognition.world.actors}
    drawn = diagram(shown, names, "r")
    assert all(code in drawn for code in shown.codes)
    assert "Payment" in drawn
    assert drawn.count("<desc") == 1


def test_time_stays_on_its_axis(recognition: Content) -> None:
    """The event is marked, and every entry has its dot."""
    brief = tell(recognition)
    drawn = timeline(brief, window(recognition), 960, "t")
    assert "the event, 2022-07-13" in drawn
    assert drawn.count("<g>") == len(brief.before) + len(brief.since)


def test_a_timeline_of_one_event_is_drawn(empty: Content) -> None:
    """With nothing before and after."""
    assert "<svg" in timeline(tell(empty), (date(2024, 12, 8), date(2024, 12, 8)), 360, "t")


def test_texts_in_pictures_are_escaped() -> None:
    """Names come from strangers too."""
    drawn = el("text", "<b>\u202e", class_='"><script>')
    assert "<b>" not in drawn
    assert "<script>" not in drawn
    assert "\u202e" not in drawn


def test_long_texts_break_into_lines() -> None:
    """None is wider than the room, and what is cut says so."""
    lines = broken("state bodies that contract after a recognition of a territory", 13, 120, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(width_of(line, 13) <= 120 for line in lines[:-1])


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0.5, "0.50"), (0.0621, "0.062"), (0.0062, "0.0062"), (0.0001, "<0.0005"), (0.0, "0"), (1.0, "1.00")],
)
def test_likelihoods_have_two_figures(number: float, shown: str) -> None:
    """More would pretend to know."""
    assert figure(number) == shown


def test_words_stand_in_a_row() -> None:
    """Each once."""
    assert listed(["a", "b", "a", "c"]) == "a, b and c"
    assert (span_of("", ""), span_of("2020", ""), span_of("", "2021")) == ("", "since 2020", "… to 2021")
