"""A route follows from its own evidence: from the statements that it names, and no others."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from catspaw.routes.find import Finder, Search
from catspaw.routes.replay import replayed, statements_of
from catspaw.routes.route import Route
from catspaw.rules.verdict import Node
from routes.worlds import BANK, RELABEL, Small, ban, link, members, record, small_worlds, tie

Asked = tuple[str, str, str, str, str | None]
QUESTIONS: list[Asked] = [
    ("KP", "UA-DPR", "2519", "2022-07-20", None),
    ("KP", "KR", "2701", "2017-10-02", "2018-01-25"),
    ("KP", "RU", "labour", "2020-03-01", None),
    ("UA-CRI", "SY", "1001", "2022-06-01", None),
    ("TR", "RU", "8542", "2023-06-01", None),
]


def texts(node: Node) -> str:
    """All that a tree says."""
    return "\n".join([node.text, *map(texts, node.children)])


def check(finder: Finder, route: Route) -> None:
    """That a route is found again, as likely, and that its evidence names what it rests on."""
    again = replayed(finder, route)
    assert again is not None, route.of_goods
    assert again.likelihood == pytest.approx(route.likelihood)
    told = texts(route.evidence)
    assert [name for name in statements_of(route) if name not in told] == []


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(small_worlds())
def test_each_route_follows_from_its_evidence(small: Small) -> None:
    """And is as likely as it was."""
    search = small.search()
    for route in search.routes(6):
        check(search.finder, route)


@pytest.mark.parametrize("asked", QUESTIONS)
def test_routes_of_the_packaged_facts_follow_from_their_evidence(packaged: Finder, asked: Asked) -> None:
    """Goods and labour, with what was known then and with all that is known."""
    found = packaged.search(packaged.ask(*asked)).routes(3)
    assert found
    for route in found:
        check(packaged, route)


def test_a_route_that_its_evidence_does_not_bear_out_is_told() -> None:
    """Without the statement that makes it, there is none."""
    ties = [link("KP", "RU"), link("RU", "CN"), tie("h", "RU", "hosts", "certificate_issuers"), ban("KP")]
    ties.append(record("RU", "does_not_enforce", "KP", regime="outline"))
    search = Small(ties, members("RU", "CN"), [RELABEL, BANK]).search()
    (route,) = search.routes()
    assert statements_of(route) == {"link-KP-RU", "link-RU-CN", "h", "RU-does_not_enforce-KP-outline"}
    for gone in statements_of(route):
        left = Search(search.finder, search.question, statements_of(route) - {gone})
        assert left.routes() == []
