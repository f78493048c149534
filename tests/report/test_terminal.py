import io

from rich.console import Console

from catspaw.report import Summary, terminal
from catspaw.screen.findings import Findings


def printed(findings: Findings, everything: bool = False) -> tuple[str, Summary]:
    """What a person sees, and the summary."""
    out = io.StringIO()
    console = Console(file=out, width=120, color_system=None, markup=False, emoji=False)
    summary = terminal(findings, console, everything)
    return out.getvalue(), summary


def test_a_row_tells_what_was_done_the_verdict_and_the_article(few: Findings) -> None:
    """A newcomer reads one line and knows."""
    text, _ = printed(few)
    plain = " ".join(text.split())
    assert "import of coal (HS 2701) from KP" in plain
    assert "Forbidden un-dprk: S/RES/2371" in plain
    assert "4 rows in = 3 judged + 1 rejected" in plain


def test_names_are_shown_and_not_obeyed(few: Findings) -> None:
    """Markup in a name stays text, hidden characters become visible."""
    text, _ = printed(few)
    assert "\u202e" not in text
    assert "\ufffd" in text


def test_a_long_book_shows_the_strongest_and_says_how_many_are_left(casebook: Findings) -> None:
    """At most forty, unless all are asked for; what is open is among them."""
    text, summary = printed(casebook)
    assert "--all shows them" in text
    assert "To decide: " in text
    everything, _ = printed(casebook, everything=True)
    assert "more findings" not in everything
    assert sum(summary.counts().values()) == summary.dealings == 135


def test_a_dealing_with_many_verdicts_shows_two_regimes_and_counts_the_rest(casebook: Findings) -> None:
    """A row stays a row."""
    text, _ = printed(casebook)
    assert "more\n" in text or "more " in text


def test_the_summary_counts_dealings_by_regime_and_the_facts_that_decide_most(casebook: Findings) -> None:
    """A dealing stands once in each regime that met it, by its strongest verdict."""
    _, summary = printed(casebook)
    kinds = summary.regimes["un-dprk"]
    met = sum(any(verdict.regime == "un-dprk" for verdict in finding.verdicts) for finding in casebook)
    assert kinds.total() == met
    counts = [count for _, count in summary.decisive()]
    assert counts == sorted(counts, reverse=True)
    assert min(counts) > 1
