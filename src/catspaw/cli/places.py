"""Import, show and forget the fine-grained places that a user has files of."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from catspaw.cli.given import emit, json_option

FORMAT_NAMES = ("katottg", "occupied", "polygons", "geonames", "locode")


@click.group(name="places")
def places_group() -> None:
    """Fine-grained places and control that you import; without them the packaged facts answer."""


@places_group.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as", "as_format", type=click.Choice(FORMAT_NAMES), help="The format, if it is not recognised.")
@json_option
def import_(files: tuple[Path, ...], as_format: str | None, as_json: bool) -> None:
    """Keeps places from files: KATOTTG, the list of occupied territories, control polygons, GeoNames, UN/LOCODE.

    All files are read before anything is kept. Polygons of other days stay; any other format is replaced.

    Example:  catspaw places import kodifikator.csv order376_2025-05-07.csv 2025-05-01.geojson
    """
    from catspaw.places.imports import read_import
    from catspaw.places.store import PlaceStore

    read = [read_import(path, as_format or "") for path in files]
    kept = PlaceStore().put(read, date.today())
    if as_json:
        emit([asdict(one) for one in kept])
        return
    for one in kept:
        day = f", of {one.day.isoformat()}" if one.day else ""
        click.echo(f"{one.name}: {one.rows:,} rows kept from {len(one.sources)} file(s){day}")
    for file in read:
        if file.rejects:
            click.echo(f"{file.source}: {file.rejects} row(s) left out; the first: {file.first_reject}", err=True)


@places_group.command()
@json_option
def status(as_json: bool) -> None:
    """Which places were imported, from where, of what day?

    Example:  catspaw places status
    """
    from catspaw.places.store import PlaceStore

    store = PlaceStore()
    kept = [one for name in store.names() if (one := store.get(name))]
    if as_json:
        emit([{**asdict(one), "fault": store.fault(one)} for one in kept])
        return
    if not kept:
        click.echo("nothing is imported: the packaged facts answer at the level of raions and larger towns")
    for one in kept:
        day = one.day.isoformat() if one.day else "no day"
        sources = ", ".join(one.sources[:3]) + (f" and {len(one.sources) - 3} more" if len(one.sources) > 3 else "")
        fault = store.fault(one)
        click.echo(f"{one.name}: {one.rows:,} rows, {day}, from {sources}" + (f"; FAULT: {fault}" if fault else ""))


@places_group.command()
@click.argument("name")
@json_option
def forget(name: str, as_json: bool) -> None:
    """Drops imported places.

    Example:  catspaw places forget polygons
    """
    from catspaw.places.store import PlaceStore

    PlaceStore().forget(name)
    if as_json:
        emit({"forgotten": name})
    else:
        click.echo(f"{name}: forgotten")
