"""Routes, what an event opened, and cuts, for a terminal and as plain data.

Invariants: a route is never shown without what forbids it, what covers it and what stops it; each number is shown as a
range with its basis; where nothing was found the words are "none found", with where the regime works.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from catspaw.explain import Citations
from catspaw.explain.tree import visible
from catspaw.facts.then import sources_then
from catspaw.facts.world import World
from catspaw.report.plain import print_sources, table
from catspaw.routes.covers import Wall
from catspaw.routes.cut import Cut
from catspaw.routes.find import Search
from catspaw.routes.hindcast import Hindcast
from catspaw.routes.likelihood import Range
from catspaw.routes.measures import Closures
from catspaw.routes.opened import Opened
from catspaw.routes.question import Question
from catspaw.routes.route import Route, Step
from catspaw.rules.verdict import Node

CAUTION = "Likelihoods order ways by plausibility, from what was documented; they are no frequencies. None found is no clearance."
WALLS = 8


def routes_data(search: Search, routes: Sequence[Route]) -> dict[str, Any]:
    """A question with its routes and walls."""
    return {
        "question": question_data(search.question), "routes": [route.as_dict() for route in routes],
        "stopped_at": [wall_data(wall) for wall in search.walls], "data": search.finder.engine.data,
    }  # fmt: skip


def question_data(question: Question) -> dict[str, Any]:
    """A question for JSON."""
    return {
        "from": question.source, "to": question.target, "goods": question.good.id, "hs": question.hs or None,
        "on": question.day.isoformat(), "known": question.known.isoformat() if question.known else None,
        "by": question.by, "without": question.without, "reopened": question.reopened,
    }  # fmt: skip


def wall_data(wall: Wall) -> dict[str, Any]:
    """Where a regime works, for JSON."""
    return {
        "from": wall.start, "to": wall.end, "actor": wall.actor, "record": wall.record.says,
        "fact": wall.record.tie.id if wall.record.tie else None,
        "forbidden_by": [{"regime": b.regime, "rule": b.rule, "article": b.article} for b in wall.bans],
    }  # fmt: skip


def show_routes(search: Search, routes: Sequence[Route], evidence: bool, console: Console) -> None:
    """Print routes, likeliest first."""
    question, cite = search.question, Citations(search.known.world.sources)
    name = search.known.name
    goods = f"{question.good.title}{f' (HS {question.hs})' if question.hs else ''}"
    known = f", as known by {question.known}" if question.known else ""
    console.print(
        Text(
            visible(f"{goods}: {name(question.source)} to {name(question.target)}, on {question.day}{known}"),
            style="bold",
        )
    )
    if not routes:
        console.print("No route was found. That is no proof that there is none.")
    for rank, route in enumerate(routes, start=1):
        show_route(rank, route, search, evidence, cite, console)
    _show_walls(search, console)
    console.print(Text(CAUTION, style="dim"))
    print_sources(console, cite)


def show_route(rank: int, route: Route, search: Search, evidence: bool, cite: Citations, console: Console) -> None:
    """Print one route: places, legs with covers, and what stops it."""
    name = search.known.name
    head = f"{rank:>2}. {' > '.join(map(name, route.nodes))}"
    console.print(
        Text(
            visible(f"{head}   {span(route.range)}, {route.basis}{', lawful as far as found' if route.lawful else ''}"),
            style="bold cyan",
        )
    )
    for leg in route.legs:
        _show_leg(leg, search, cite, console)
    closures = Closures(search, search.finder.catalogue)
    stops = [closures.all[key] for key in closures.of_route(route) if key in closures.all]
    if stops:
        cheapest = sorted(stops, key=lambda closure: (closure.cost, closure.key))[:3]
        console.print(Text(visible(f"      stopped by: {'; '.join(c.says for c in cheapest)}"), style="green"))
    if evidence:
        _show_tree(route.evidence, 3, console)


def _show_leg(leg: Step, search: Search, cite: Citations, console: Console) -> None:
    keys = sources_then(search.known.world.sources, [s for tie in leg.ties for s in tie.source], search.question.known)
    numbers = "".join(f"[{n}]" for n in cite.numbers(keys))
    console.print(Text(visible(f"      {leg.kind:<9} {leg.says} {numbers}")))
    for cover in leg.covers:
        articles = "; ".join(dict.fromkeys(f"{ban.regime} {ban.article}" for ban in cover.bans[:3]))
        more = f" and {len(cover.bans) - 3} more" if len(cover.bans) > 3 else ""
        console.print(Text(visible(f"                forbidden by {articles}{more}"), style="red"))
        console.print(Text(visible(f"                {cover.kind.replace('_', ' ')}: {cover.why}"), style="dim"))
    console.print(Text(visible(f"                {span(leg.likelihood)}, {leg.basis}: {leg.because}"), style="dim"))


def _show_tree(node: Node, depth: int, console: Console) -> None:
    console.print(Text(visible(f"{'  ' * depth}- {node.text}"), style="dim"))
    for child in node.children:
        _show_tree(child, depth + 1, console)


def _show_walls(search: Search, console: Console) -> None:
    walls = search.walls
    if not walls:
        return
    console.print(Text("Where the regime works (no cover was found):", style="bold"))
    for wall in walls[:WALLS]:
        ban = wall.bans[0]
        record = "by its record it acts" if wall.record.says == "acts" else "no record shows that it does not act"
        console.print(Text(visible(
            f"    {search.known.name(wall.start)} to {search.known.name(wall.end)}: {search.known.name(wall.actor)} is bound by "
            f"{ban.article}; {record}"
        )))  # fmt: skip
    if len(walls) > WALLS:
        console.print(Text(f"    and {len(walls) - WALLS} more", style="dim"))


def span(found: Range) -> str:
    """A likelihood in words: its middle, and its range."""
    return f"{found.mid:.2g} ({found.low:.2g} to {found.high:.2g})"


def opened_data(found: Opened) -> dict[str, Any]:
    """What an event opened, for JSON."""
    return {
        "event": found.event, "on": found.day.isoformat(), "known": found.known.isoformat() if found.known else None,
        "channels": [
            {
                "channel": change.channel.name, "question": question_data(change.question),
                "opened": [route.as_dict() for route in change.opened],
                "likelier": [{"with": a.as_dict(), "without": b.as_dict()} for a, b in change.likelier],
                "closed": [route.as_dict() for route in change.closed],
                "with": [route.as_dict() for route in change.with_event],
                "without": [route.as_dict() for route in change.without_event],
            }
            for change in found.changes
        ],
    }  # fmt: skip


def show_opened(found: Opened, world: World, console: Console) -> None:
    """Print what an event opened, by channel."""
    event = world.events[found.event]
    console.print(Text(visible(f"{event['title']} ({event['act']})"), style="bold"))
    name = {code: str(actor["name"]) for code, actor in world.actors.items()}
    for change in found.changes:
        channel = change.channel
        again = ", as if closed links were open again" if change.reopened else ""
        head = f"{channel.name}: {name[channel.source]} to {name[channel.target]}{again}"
        console.print(Text(visible(head), style="bold cyan"))
        _show_change("opened", change.opened, console)
        for with_, without in change.likelier:
            console.print(Text(visible(f"    likelier  {_line(with_)} (without it {span(without.range)})")))
        _show_change("closed", change.closed, console)
        if not change.anything:
            state = "the same routes with and without it" if change.with_event else "no route found, with or without it"
            console.print(Text(f"    {state}", style="dim"))
    console.print(Text(CAUTION, style="dim"))


def _show_change(word: str, routes: Sequence[Route], console: Console) -> None:
    for route in routes:
        console.print(Text(visible(f"    {word:<9} {_line(route)}")))


def _line(route: Route) -> str:
    return f"{' > '.join(route.nodes)}  {', '.join(route.techniques)}  {span(route.range)}"


def show_cut(found: Cut, search: Search, console: Console) -> None:
    """Print the cheapest measures, the proof, and what goes another way."""
    if not found.possible:
        console.print("No set of the measures that Catspaw knows closes these routes.")
    elif not found.closed:
        console.print("No route was found: there is nothing to close. That is no proof that there is none.")
    else:
        what = "all routes" if found.everything else f"the {len(found.closed)} likeliest routes"
        sure = "no cheaper set does" if found.optimal else f"no set that costs less than {found.bound:g} does"
        console.print(
            Text(
                f"Closes {what} at a cost of {found.cost:g}; {sure} (proved by {len(found.proof)} routes).",
                style="bold",
            )
        )
        rows = [
            [c.says, f"{c.cost:g}", "yes" if c.reluctant else "", c.measure.taken_by, c.measure.basis]
            for c in found.measures
        ]
        console.print(table(["Measure", "Cost", "Reluctant", "Taken by", "Basis of the cost"], rows))
    if found.chokepoints:
        console.print(Text(visible(f"All ways pass: {', '.join(map(search.known.name, found.chokepoints))}")))
    for route in found.rerouted:
        console.print(Text(visible(f"    then: {_line(route)}")))
    console.print(Text(CAUTION, style="dim"))


def show_hindcasts(found: Sequence[Hindcast], console: Console) -> None:
    """Print at what rank each documented route appears."""
    rows = [
        [
            one.title, f"{one.question.source} > {one.question.target}", str(one.question.known), str(one.documented),
            str(one.rank or "not found"), str(one.of_places or "not found"), str(one.looked),
        ]
        for one in found
    ]  # fmt: skip
    heads = ["Documented system", "Question", "Known by", "Documented", "Rank", "Rank by places", "Routes seen"]
    console.print(table(heads, rows))
    ranked = [one.rank for one in found if one.rank]
    within = {top: sum(rank <= top for rank in ranked) for top in (1, 3, 10)}
    console.print(
        f"{len(found)} systems: rank 1 in {within[1]}, among the first 3 in {within[3]}, the first 10 in {within[10]}; "
        f"{len(found) - len(ranked)} not found."
    )
