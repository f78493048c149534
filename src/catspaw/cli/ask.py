"""Single questions: who is it, where is it, what holds, which goods, which lists."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from catspaw.cli.given import console, day_option, emit, json_option, listings_of, lists_option, pairs, world_of

if TYPE_CHECKING:
    from catspaw.facts.view import View


@click.command()
@click.argument("name")
@click.option("--kind", type=click.Choice(["person", "company", "bank", "body", "vessel"]), help="What it is.")
@click.option("--country", multiple=True, metavar="CC", help="A country it has to do with; may be repeated.")
@click.option("--born", metavar="DAY", help="Birth date, or the year alone.")
@click.option(
    "--id", "ids", multiple=True, callback=pairs, metavar="KIND=NUMBER", help="imo=8518780, inn=..., passport=..."
)
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 1000), help="At most so many hits.")
@lists_option
@json_option
def match(
    name: str, kind: str | None, country: tuple[str, ...], born: str | None, ids: dict[str, str], limit: int,
    lists: tuple[Path, ...], as_json: bool,
) -> None:  # fmt: skip
    """Who on the lists may this be, and what would settle it?

    Example:  catspaw match "Tanchon Bank" --kind bank --country KP
    """
    from catspaw.names.screener import Screener
    from catspaw.report.answers import hit_data, show_hits

    if not (name.strip() or ids):
        raise click.UsageError("give a name, or a number such as --id imo=8518780")
    world = world_of()
    listings = listings_of(lists, world)
    countries = [world.code(code) for code in country]
    query = {"name": name, "kind": kind, "born": born, "countries": countries, "ids": ids}
    hits = Screener(listings).search(query, limit)
    if as_json:
        emit(
            {
                "query": query,
                "lists": listings.version,
                "newest": listings.newest,
                "hits": [hit_data(hit) for hit in hits],
            }
        )
    else:
        show_hits(name, hits, listings, console())


@click.command()
@click.argument("text")
@day_option("--on", "The day; today if left out.")
@click.option("--country", metavar="CC", help="The country that the party declares.")
@json_option
def where(text: str, on: date | None, country: str | None, as_json: bool) -> None:
    """Where is this, who held it on a day, which rules apply?

    TEXT is an address, a place, a postcode or a telephone number, in any script.

    Example:  catspaw where "Donetsk, vul. Artema 1" --on 2022-07-20 --country UA
    """
    from catspaw.explain import Citations
    from catspaw.places.where import where as find
    from catspaw.report.answers import place_data, show_place

    world = world_of()
    place = find(text, on, world.code(country) if country else None, world)
    if as_json:
        emit(place_data(place))
    else:
        names = {str(row.data["id"]): str(row.data["name"]) for row in world.rows("place")}
        names |= {code: str(actor["name"]) for code, actor in world.actors.items()}
        show_place(place, names, console(), Citations(world.sources))


@click.command()
@click.argument("subject", required=False)
@click.option("--relation", help="recognises, member_of, controls, claims, diplomatic_relations, ...")
@click.option("--object", "target", help="Whom or what it is about.")
@day_option("--on", "The day; today if left out.")
@day_option("--known", "Only what had become public by this day.")
@click.option("--by", metavar="WHO", help="As this actor sees it.")
@click.option("--value", nargs=2, metavar="REGIME NAME", help="A dated value of a regime: a cap, a threshold.")
@click.option("--recognisers", metavar="CODE", help="Who recognises it as a state.")
@click.option("--events", is_flag=True, help="What started or ended facts.")
@json_option
def facts(
    subject: str | None, relation: str | None, target: str | None, on: date | None, known: date | None, by: str | None,
    as_json: bool, **asked: Any,
) -> None:  # fmt: skip
    r"""What holds between states and territories on a day?

    SUBJECT is a code or a usual name in any script (DNR, ДНР, UA-DPR).

    \b
    Example:  catspaw facts KP --relation recognises --on 2022-07-20
              catspaw facts --value un-dprk refined-petroleum-cap --on 2018-01-01
    """
    view = world_of().at(on or date.today(), known, by)
    if asked["value"] or asked["recognisers"] or asked["events"]:
        _asked_facts(view, as_json, **asked)
        return
    from catspaw.explain import Citations
    from catspaw.report.facts_table import facts_data, show_facts

    rows = view.facts(subject, relation, target)
    if subject and not target:
        rows = rows.vstack(view.facts(None, relation, subject)).unique("id", maintain_order=True)
    if as_json:
        emit({"on": view.day, "known": view.known, "by": view.by, "facts": facts_data(rows)})
    else:
        show_facts(rows, view, console(), Citations(view.world.sources))


def _asked_facts(
    view: View, as_json: bool, value: tuple[str, str] | None, recognisers: str | None, events: bool
) -> None:
    from catspaw.explain import Citations
    from catspaw.report.facts_table import show_codes, show_events, show_value, value_data

    if value:
        found = view.value(*value)
        emit(value_data(found)) if as_json else show_value(found, console(), Citations(view.world.sources))
    elif recognisers:
        code = view.world.code(recognisers)
        codes = sorted(view.recognisers(code))
        emit({"on": view.day, "code": code, "recognisers": codes}) if as_json else show_codes(
            codes, f"{view.world.actors[code]['name']} ({code}) is recognised", view, console()
        )
    elif events:
        rows = view.events()
        emit({"on": view.day, "events": rows}) if as_json else show_events(rows, view, console())


@click.command()
@click.argument("code_or_text")
@day_option("--on", "The day; today if left out.")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 100), help="At most so many suggestions.")
@json_option
def goods(code_or_text: str, on: date | None, limit: int, as_json: bool) -> None:
    r"""On which lists is an HS code; which code is a description?

    \b
    Example:  catspaw goods 8542.31 --on 2023-03-01
              catspaw goods "magnesite clinker"
    """
    from catspaw.goods import GoodsLists, Headings, normalise
    from catspaw.report.answers import show_memberships, show_suggestions

    world, day = world_of(), on or date.today()
    headings = Headings(world)
    if re.fullmatch(r"[\d\s.]+", code_or_text):
        code = normalise(code_or_text)
        lists, says = GoodsLists(world).on(code, day), headings.says(code)
        emit({"code": code, "says": says, "on": day, "lists": lists}) if as_json else show_memberships(
            code, says, lists, day, console()
        )
    else:
        found = headings.search(code_or_text, limit)
        emit({"text": code_or_text, "suggestions": found}) if as_json else show_suggestions(
            code_or_text, found, console()
        )
