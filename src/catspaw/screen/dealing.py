"""What a dealing is: its fields, and how a record of any form becomes one.

Invariants: a dealing that leaves here has a day, an act of the vocabulary, and every code in its plain form; what can't
be read is said in a `Reject` with the field, what was found and what was expected, and nothing is guessed. Fields that
are not input (ids, notes, anything unknown) never reach the judge.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from catspaw.errors import InputError, nearest
from catspaw.goods.codes import normalise
from catspaw.rules.conditions import ACTS, MODES, PARTY_KINDS, ROLES

ID_KINDS = (
    "imo",
    "imo_company",
    "inn",
    "kpp",
    "ogrn",
    "bic",
    "lei",
    "reg",
    "krs",
    "edrpou",
    "passport",
    "mmsi",
    "swift",
)
MAX_TEXT = 10_000
LARGEST = 10**300
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # and halves of a character
TIME_OF_DAY = re.compile(r"(?<=\d)[T ]\d\d?:[\d:.,]*(Z|[+-]\d\d:?\d\d)?$")
TRUE, FALSE = ("true", "yes", "y", "1"), ("false", "no", "n", "0")


class Reject(InputError):  # noqa: N818 - a row is rejected: the noun is the word that people use
    """A row that can't be read: the field, what was found, what was expected."""


@dataclass(frozen=True, slots=True)
class Party:
    """One party of a dealing, as the record names it."""

    role: str
    name: str = ""
    names_other: tuple[str, ...] = ()
    kind: str = ""
    country: str = ""  # code, '' if not given
    address: str = ""
    flag: str = ""
    phone: str = ""
    born: str = ""
    ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Good:
    """One line of goods."""

    hs: str = ""  # two to six digits, '' if not given
    text: str = ""
    quantity: float | None = None
    unit: str = ""
    origin: str = ""  # code


@dataclass(frozen=True, slots=True)
class Stop:
    """One place of the route."""

    place: str
    mode: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A holding that the record itself states: owner, owned, percent (low and high)."""

    owner: str
    owned: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Dealing:
    """One transaction, read and checked."""

    day: date
    act: str
    parties: tuple[Party, ...] = ()
    goods: tuple[Good, ...] = ()
    route: tuple[Stop, ...] = ()
    shares: tuple[Share, ...] = ()
    value: float | None = None
    currency: str = ""
    unit: str = ""  # where the value is a price a unit
    contract: date | None = None
    purpose: str = ""
    notified: bool | None = None
    authorised: bool | None = None
    precision: str = "day"
    id: str = field(default="", compare=False)


Code = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class DealingReader:
    """Makes dealings of records; `code` turns a country's code or name into its code."""

    code: Code

    def read(self, record: Mapping[str, Any]) -> Dealing:
        """A dealing from a record in the layout of the casebook.

        Raises:
            Reject: a field can't be read.
        """
        if not isinstance(record, Mapping):
            raise Reject(f"expected an object, found {type(record).__name__}")
        parties = tuple(self._party(p) for p in _tables(record, "parties"))
        goods = tuple(self._good(g) for g in _tables(record, "goods"))
        route = [Stop(_text(s, "place"), _word(s, "mode", MODES), _text(s, "date")) for s in _tables(record, "route")]
        if port := _text(record, "port"):
            route.append(Stop(port))
        if not any((parties, goods, route)):
            raise Reject("no parties, no goods and no route: there is nothing to judge")
        currency = _text(record, "currency").upper()
        if currency and not re.fullmatch(r"[A-Z]{3,4}", currency):
            raise Reject(f'currency: "{currency}" is no ISO 4217 code such as USD')
        return Dealing(
            _day(record, "date", required=True) or date.min, _word(record, "act", ACTS, required=True), parties, goods,
            _placed_first(route), tuple(_share(s) for s in _tables(record, "shares")),
            _number(record, "value"), currency, _text(record, "unit"), _day(record, "contract_date"),
            _text(record, "purpose"), _truth(record, "notified"), _truth(record, "authorised"),
            _text(record, "date_precision") or "day", _text(record, "id"),
        )  # fmt: skip

    def _party(self, row: Mapping[str, Any]) -> Party:
        role = _word(row, "role", ROLES, required=True)
        return Party(
            role, _text(row, "name"), _texts(row, "names_other"), _word(row, "kind", PARTY_KINDS),
            self._country(row, "country"), _text(row, "address"), self._country(row, "flag"), _text(row, "phone"),
            _text(row, "born"), _ids(row.get("ids")),
        )  # fmt: skip

    def _good(self, row: Mapping[str, Any]) -> Good:
        return Good(
            hs_code(_text(row, "hs")), _text(row, "text"), _number(row, "quantity"), _text(row, "unit"),
            self._country(row, "origin"),
        )  # fmt: skip

    def _country(self, row: Mapping[str, Any], key: str) -> str:
        given = _text(row, key)
        if not given:
            return ""
        try:
            return self.code(given)
        except InputError as error:
            raise Reject(f"{key}: {error}") from None


def hs_code(given: str) -> str:
    """A code of two to six digits; national codes of eight or ten digits are cut down to six.

    Raises:
        Reject: not digits, or fewer than two of them.
    """
    if not given:
        return ""
    try:
        return normalise(given.replace("-", ""))
    except InputError as error:
        raise Reject(f"hs: {error}") from None


def _placed_first(stops: Iterable[Stop]) -> tuple[Stop, ...]:
    """Stops with a place in their order, then those that only tell the mode."""
    known = [stop for stop in stops if stop.place or stop.mode]
    return tuple(sorted(known, key=lambda stop: not stop.place))


def _tables(record: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = record.get(key)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        raise Reject(f"{key}: expected a list of objects")
    return value


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    if value is None or value == "":
        return ""
    if type(value) is str and len(value) <= MAX_TEXT and value.isprintable() and "  " not in value:
        return value.strip()  # nothing to clean: most texts of a book
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        raise Reject(f"{key}: expected a text, found {type(value).__name__}")
    if isinstance(value, int) and abs(value) >= LARGEST:
        raise Reject(f"{key}: a number of more than 300 digits")
    text = str(value)
    if len(text) > MAX_TEXT:
        raise Reject(f"{key}: {len(text):,} characters; at most {MAX_TEXT:,} are read")
    return " ".join(CONTROL_CHARACTERS.sub(" ", text).split())


def _texts(row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = row.get(key)
    if value is None:
        return ()
    if isinstance(value, str):
        value = value.split(";")
    if not isinstance(value, (list, tuple)):
        raise Reject(f"{key}: expected a list of texts, found {type(value).__name__}")
    return tuple(text for one in value if (text := _text({key: one}, key)))


def _word(row: Mapping[str, Any], key: str, words: Iterable[str], required: bool = False) -> str:
    given = _text(row, key).casefold().replace(" ", "_").replace("-", "_")
    if given in words or (not given and not required):
        return given
    if not given:
        raise Reject(f"{key}: missing; expected one of {', '.join(sorted(words))}")
    raise Reject(f'{key}: "{given}" is not one of {", ".join(sorted(words))}{nearest(given, words)}')


def _day(row: Mapping[str, Any], key: str, required: bool = False) -> date | None:
    given = row.get(key)
    if isinstance(given, date):
        return given.date() if isinstance(given, datetime) else given
    text = _text(row, key)
    if not text and not required:
        return None
    try:
        return date.fromisoformat(TIME_OF_DAY.sub("", text))
    except ValueError:
        what = f'"{text}" is no day' if text else "missing"
        raise Reject(f"{key}: {what}; expected an ISO date such as 2022-07-13") from None


def _number(row: Mapping[str, Any], key: str) -> float | None:
    given = row.get(key)
    if given is None or given == "":
        return None
    text = "true or false" if isinstance(given, bool) else _text(row, key)
    try:
        number = float(text.replace(" ", "").replace("_", ""))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise Reject(f'{key}: "{text}" is no number; expected digits with a decimal point, such as 1250.50')
    return number


def _truth(row: Mapping[str, Any], key: str) -> bool | None:
    given = row.get(key)
    if given is None or isinstance(given, bool):
        return given
    text = _text(row, key).casefold()
    if text in FALSE:
        return False
    return True if text else None  # "yes", or the document that says so


def _ids(given: Any) -> tuple[tuple[str, str], ...]:
    if not given:
        return ()
    if not isinstance(given, Mapping):
        raise Reject('ids: expected an object such as {"imo": "8518780"}')
    texts = {_text({"ids": kind}, "ids").replace(":", "_"): _text(given, kind) for kind in given}
    return tuple((kind, plain) for kind, text in texts.items() if (plain := re.sub(r"\s", "", text).upper()))


def _share(row: Mapping[str, Any]) -> Share:
    low = _number(row, "low") if "low" in row else _number(row, "share")
    high = _number(row, "high") if "high" in row else low
    if low is None or high is None or not 0 <= low <= high <= 100:
        raise Reject("shares: expected { owner, owned, share } with a share of 0 to 100 per cent, or low and high")
    return Share(_text(row, "owner"), _text(row, "owned"), low, high)
