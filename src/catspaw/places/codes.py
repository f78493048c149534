"""Read codes out of a text: telephone, postcode, tax and register numbers, plates, UN/LOCODE, KATOTTG, coordinates.

Each code system has its trap, and the hit says it: an oblast's prefix does not tell who holds the place, an INN shows
the first registration and not the seat, plates and tax numbers give the DNR different numbers (80 and 93).

Invariants: a hit names at least one place; the longest matching prefix of a system wins; a number that is not
labelled is read as a tax or register number only if its check digits are right.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from catspaw.places.gazetteer import Code, Gazetteer

WEIGHTS = {
    "phone": 0.5, "postcode": 0.6, "ru-inn": 0.35, "ru-ogrn": 0.35, "ru-kpp": 0.6, "ru-plate": 0.5, "ua-plate": 0.4,
    "locode": 0.9, "katottg": 0.97, "koatuu": 0.8, "position": 0.8, "bic-country": 0.3, "mid": 0.3,
    "ru-okato": 0.6,
}  # fmt: skip
NAMES = {
    "phone": "the telephone number", "postcode": "the postcode", "ru-inn": "the INN", "ru-ogrn": "the OGRN",
    "ru-kpp": "the KPP", "ru-plate": "the Russian plate", "ua-plate": "the Ukrainian plate", "locode": "the UN/LOCODE",
    "katottg": "the KATOTTG code", "koatuu": "the KOATUU code", "position": "the position", "mid": "the MMSI",
    "bic-country": "the BIC", "ru-okato": "the OKATO or OKTMO code",
}  # fmt: skip
PHONE = re.compile(r"(?<![\d+])(?:\+|00)\s?(\d[\d\s().-]{6,18}\d)")
SIX = re.compile(r"(?<![\d+-])(\d{6})(?![\d-])")
FIVE = re.compile(r"(?<![\d+-])(\d{5})(?![\d-])")
DIGITS = re.compile(r"(?<![\dA-Za-z+])(\d{9,15})(?!\d)")
LABELLED = re.compile(r"\b(INN|ИНН|KPP|КПП|OGRN|OGRNIP|ОГРН|ОГРНИП|KOATUU|КОАТУУ|MMSI)\W{0,3}(\d{9,15})", re.IGNORECASE)
OKATO = re.compile(r"\b(?:OKATO|ОКАТО|OKTMO|ОКТМО)\W{0,3}(\d{2,11})", re.IGNORECASE)
LOCODE = re.compile(r"(?<![A-Z])([A-Z]{2})\s?([A-Z]{3})(?![A-Za-z])")
KATOTTG = re.compile(r"(?<!\w)UA\d{17}(?!\d)")
RU_PLATE = re.compile(r"(?<!\w)[АВЕКМНОРСТУХABEKMHOPCTYX]\s?\d{3}\s?[АВЕКМНОРСТУХABEKMHOPCTYX]{2}\s?(\d{2,3})(?!\d)")
UA_PLATE = re.compile(r"(?<!\w)([АВСЕНІКМОРТХABCEHIKMOPTX]{2})\s?\d{4}\s?[АВСЕНІКМОРТХABCEHIKMOPTX]{2}(?!\w)")
LOOKALIKES = str.maketrans("АВСЕНІКМОРТХ", "ABCEHIKMOPTX")
POSITION = re.compile(r"(?<![\d.])(-?\d{1,2}\.\d+)\s*°?\s*([NS]?)\s*[,; ]\s*(-?\d{1,3}\.\d+)\s*°?\s*([EW]?)")
SIGNED = re.compile(r"(?<!\w)([NS])\s?(\d{1,2}(?:\.\d+)?)\s*°?[,;\s]\s*([EW])\s?(\d{1,3}(?:\.\d+)?)(?!\d)")
ANGLE = r"(\d{1,3})\s*°\s*(\d{1,2}(?:\.\d+)?)\s*['’′]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:\"|”|″|''|′′)\s*)?"
SEXAGESIMAL = re.compile(rf"(?<!\d){ANGLE}([NS])[,;\s]*{ANGLE}([EW])")
LABELS = {"INN": "ru-inn", "ИНН": "ru-inn", "KPP": "ru-kpp", "КПП": "ru-kpp", "KOATUU": "koatuu", "КОАТУУ": "koatuu",
          "MMSI": "mid"}  # fmt: skip
NEAR_KM = 12.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A code found in a text and the places it points to."""

    kind: str
    text: str
    places: tuple[int, ...]
    weight: float
    says: str
    trap: str


class CodeBook:
    """The codes of a gazetteer, looked up by system and prefix."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._world = gazetteer
        self._codes: dict[tuple[str, str], dict[str, list[Code]]] = defaultdict(lambda: defaultdict(list))
        for code in gazetteer.codes:
            self._codes[code.kind, code.pattern][code.prefix.lstrip("+")].append(code)

    def find(self, text: str, day: date | None = None) -> list[Hit]:
        """All codes in a text; on a day, only those in use on it."""
        if not any(letter.isdigit() for letter in text) and not LOCODE.search(text):
            return []
        found = [*self._letters(text, day), *self._numbers(text, day), *self._positions(text)]
        return list(dict.fromkeys(found))

    def _letters(self, text: str, day: date | None) -> Iterator[Hit]:
        for match in LOCODE.finditer(text):
            yield from self._look("locode", match[1] + match[2], day, whole=True)
        for match in KATOTTG.finditer(text):
            yield from self._look("katottg", match[0], day)
        for match in RU_PLATE.finditer(text):
            yield from self._look("ru-plate", match[1], day, whole=True)
        for match in UA_PLATE.finditer(text):
            yield from self._look("ua-plate", match[1].translate(LOOKALIKES), day)

    def _numbers(self, text: str, day: date | None) -> Iterator[Hit]:
        for match in PHONE.finditer(text):
            yield from self._look("phone", re.sub(r"\D", "", match[1]), day)
        text = PHONE.sub(" ; ", text)  # its last digits are no postcode
        for match in SIX.finditer(text):
            yield from self._look("postcode", match[1], day, pattern="ru-6")
        for match in FIVE.finditer(text):
            yield from self._look("postcode", match[1], day, pattern="ua-5")
        labelled: set[str] = set()
        for match in LABELLED.finditer(text):
            labelled.add(match[2])
            yield from self._look(LABELS.get(match[1].upper(), "ru-ogrn"), match[2], day)
        for match in OKATO.finditer(text):
            yield from self._look("ru-okato", match[1], day)
        for match in DIGITS.finditer(text):
            if match[1] not in labelled and (kind := number_kind(match[1])):
                yield from self._look(kind, match[1], day)

    def by_number(self, kind: str, number: str, day: date | None = None) -> list[Hit]:
        """Where a number of a named system points: phone, ru-inn, ru-kpp, ru-ogrn, ru-plate, mid, bic-country ..."""
        plain = number[4:6] if kind == "bic-country" else re.sub(r"[^0-9A-Za-z]", "", number)
        return list(self._look(kind, plain, day))

    def _look(self, kind: str, text: str, day: date | None, pattern: str = "", whole: bool = False) -> Iterator[Hit]:
        table = self._codes.get((kind, pattern), {})
        number = self._imported(kind, text) if text not in table else None
        if number is not None:
            yield self._hit(kind, text, [Code(kind, text, "", number, date.min, date.max, "")])
            return
        digits = text[3:5] if kind == "ru-ogrn" else text  # the region stands after the sign and the year
        for size in range(len(digits), len(digits) - 1 if whole else 0, -1):
            codes = [c for c in table.get(digits[:size], ()) if day is None or c.since <= day < c.until]
            if codes:
                yield self._hit(kind, text, codes)
                return

    def _imported(self, kind: str, text: str) -> int | None:
        """The place of an imported code."""
        if kind == "locode":
            return self._world.locodes.get(text)
        if kind == "katottg":
            return self._world.numbers.get(text, self._world.aliases.get(text))
        return None

    def _hit(self, kind: str, text: str, codes: list[Code]) -> Hit:
        places = tuple(dict.fromkeys(code.place for code in codes))
        labels = " and ".join(self._world.labels[place] for place in places)
        trap = next((code.trap for code in codes if code.trap), "")
        says = f"{NAMES.get(kind, 'the code')} {text} points to {labels}" + (f" ({trap})" if trap else "")
        return Hit(kind, text, places, WEIGHTS.get(kind, 0.4), says, trap)

    def _positions(self, text: str) -> Iterator[Hit]:
        for lat, lon, written in _read_positions(text):
            number, far = self.nearest(lat, lon)
            if number is not None and far <= NEAR_KM:
                says = f"the position {lat:g}, {lon:g} lies {far:.0f} km from {self._world.labels[number]}"
                yield Hit("position", written, (number,), WEIGHTS["position"], says, "")

    def nearest(self, lat: float, lon: float) -> tuple[int | None, float]:
        """The nearest place with a known position, and its distance in kilometres."""
        numbers, north, east = self._placed
        if not len(numbers):
            return None, math.inf
        far = np.hypot(north - lat, (east - lon) * math.cos(math.radians(lat))) * 111.2
        least = int(np.argmin(far))
        return int(numbers[least]), float(far[least])

    @cached_property
    def _placed(self) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
        """Numbers, latitudes and longitudes of the places whose position is known."""
        placed = [(number, *position) for number, position in enumerate(self._world.positions) if position is not None]
        table = np.array(placed, dtype=np.float64).reshape(-1, 3)
        return table[:, 0].astype(np.int64), table[:, 1], table[:, 2]


def _read_positions(text: str) -> Iterator[tuple[float, float, str]]:
    """Latitude, longitude and the text of each position: 48.01 N 37.8 E, N48.01 E37.8, 48°00′57″N 37°48′10″E."""
    for match in POSITION.finditer(text):
        yield _signed(float(match[1]), match[2]), _signed(float(match[3]), match[4]), match[0]
    for match in SIGNED.finditer(text):
        yield _signed(float(match[2]), match[1]), _signed(float(match[4]), match[3]), match[0]
    for match in SEXAGESIMAL.finditer(text):
        north, east = _degrees(*match.group(1, 2, 3)), _degrees(*match.group(5, 6, 7))
        yield _signed(north, match[4]), _signed(east, match[8]), match[0]


def _signed(angle: float, side: str) -> float:
    return -angle if side in ("S", "W") else angle


def _degrees(whole: str, minutes: str, seconds: str | None) -> float:
    return round(int(whole) + float(minutes) / 60 + float(seconds or 0) / 3600, 5)


def number_kind(digits: str) -> str:
    """What a bare number is by its length and check digits: ru-inn, ru-ogrn, or '' if it is neither."""
    of_ukraine = len(digits) == 10 and digits[:2] in ("01", "14", "23", "44", "65", "85")
    if of_ukraine and digits.endswith("000"):  # by chance such a number may pass for an INN
        return "koatuu"
    if len(digits) in (10, 12) and _inn_holds(digits):
        return "ru-inn"
    if len(digits) in (13, 15) and int(digits[:-1]) % (len(digits) - 2) % 10 == int(digits[-1]):
        return "ru-ogrn"
    return "koatuu" if of_ukraine and digits.endswith("0") else ""


def _inn_holds(digits: str) -> bool:
    weights = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    ends = (9,) if len(digits) == 10 else (10, 11)
    for end in ends:
        used = weights[11 - end :]
        if sum(int(d) * w for d, w in zip(digits, used, strict=False)) % 11 % 10 != int(digits[end]):
            return False
    return True
