import io

from rich.console import Console

from catspaw.report.casebook_table import Scores, show_scores
from catspaw.screen.casebook import Scored

SCORES = Scores.of(
    [
        Scored("a", "uk", False, False, "found", ()),
        Scored("b", "uk", False, False, "open", ()),
        Scored("c", "eu-russia", False, False, "missed", ()),
        Scored("d", "uk", True, False, "right", ()),
        Scored("e", "uk", True, True, "wrong", ()),
    ]
)


def test_a_score_shows_shares_with_numbers_and_names_what_went_wrong() -> None:
    """Documented and constructed lawful cases stand apart."""
    out = io.StringIO()
    show_scores(SCORES, Console(file=out, width=120, color_system=None))
    lines = [" ".join(line.split()) for line in out.getvalue().splitlines()]
    assert "uk 2 1 (50%) 1 (50%) 0 (0%) 1 / 1 0 / 1" in lines
    assert "all 3 1 (33%) 1 (33%) 1 (33%) 1 / 1 0 / 1" in lines
    assert "c (eu-russia)" in lines
    assert "e (uk)" in lines


def test_a_score_as_data_names_the_missed_the_open_and_the_wrong() -> None:
    """For whoever mends them."""
    data = SCORES.as_dict()
    assert data["missed"] == [{"case": "c", "regime": "eu-russia"}]
    assert data["open"] == [{"case": "b", "regime": "uk"}]
    assert data["wrong"] == [{"case": "e", "regime": "uk"}]
    assert data["regimes"]["uk"] == {"found": 1, "open": 1, "right_documented": 1, "wrong_constructed": 1}


def test_an_empty_casebook_makes_an_empty_score() -> None:
    """No division by nothing."""
    out = io.StringIO()
    show_scores(Scores.of([]), Console(file=out, width=120, color_system=None))
    assert "Missed: none" in out.getvalue()
