"""Generate books of dealings with a realistic mix: mostly ordinary trade, some that touches sanctioned places.

Same seed and size, same book. Countries, acts and goods follow skewed shares; a twentieth of the parties have addresses
in or near contested territory; days run from 2014 to 2026; nothing in it stands for a real dealing.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from catspaw.screen.book import Book, book_of
from catspaw.screen.dealing import Dealing, Good, Party, Stop

COUNTRIES = {
    "CN": 14, "DE": 10, "US": 10, "JP": 6, "KR": 6, "FR": 5, "GB": 5, "IT": 5, "NL": 5, "PL": 4, "TR": 4, "IN": 4, "AE": 3,
    "RU": 5, "UA": 3, "KZ": 2, "KG": 1, "AM": 1, "GE": 1, "HK": 3, "SG": 3, "VN": 2, "MY": 2, "CH": 2, "CA": 2, "AU": 2,
    "KP": 0.4, "BY": 1, "RS": 1, "EG": 1, "BR": 2, "MX": 2, "ZA": 1, "ID": 1, "TH": 1, "ES": 3, "SE": 2, "FI": 1, "LV": 0.5,
}  # fmt: skip
ACTS = {"sale": 30, "export": 25, "import": 25, "transport": 8, "payment": 5, "service": 4, "finance": 1, "insurance": 1,
        "brokering": 0.5, "investment": 0.3, "employment": 0.2}  # fmt: skip
GOODS = {
    "870323": 6, "852872": 4, "851713": 5, "854231": 3, "854239": 2, "847130": 5, "300490": 5, "270900": 2, "271019": 3,
    "270112": 2, "720839": 3, "721049": 2, "392690": 5, "610910": 5, "620342": 4, "640399": 3, "940360": 4, "100199": 2,
    "100590": 2, "151219": 1, "030617": 1, "260111": 1, "251910": 0.3, "740311": 1, "760110": 1, "841191": 0.5,
    "845811": 0.7, "848210": 1, "850440": 2, "880730": 0.6, "901380": 0.5, "903089": 1, "910111": 0.4, "330300": 1,
    "220421": 2, "240220": 1, "440710": 1, "310210": 1, "481910": 2, "732690": 3, "84": 0.5, "": 1,
}  # fmt: skip
ADDRESSES = {
    "UA": ["Kyiv", "Lviv", "Odesa", "Kharkiv", "Dnipro", "Mariupol, Donetsk Oblast", "Donetsk", "Kramatorsk, Donetsk Oblast",
           "Luhansk", "Melitopol, Zaporizhzhia Oblast", "Sevastopol", "Yalta, Crimea", "Kherson city", ""],
    "RU": ["Moscow", "St Petersburg", "Vladivostok", "Rostov-on-Don", "Simferopol", "Donetskaya ulitsa, Moscow", ""],
    "GE": ["Tbilisi", "Tskhinvali", "Sukhumi", "Gori", ""], "KP": ["Pyongyang", "Rason", ""],
    "CN": ["Dandong, Liaoning", "Shanghai", "Shenzhen", "Dalian", ""],
}  # fmt: skip
CURRENCIES = {"USD": 50, "EUR": 30, "CNY": 8, "RUB": 3, "GBP": 3, "": 6}
FIRST, LAST = date(2014, 1, 1), date(2026, 10, 31)


class _Draw:
    """Weighted draws from tables, quick enough for millions."""

    def __init__(self, rng: random.Random, table: dict[str, float] | dict[str, int]) -> None:
        self._values, weights = list(table), list(table.values())
        self._pool = rng.choices(self._values, weights, k=20_011)
        self._rng = rng

    def __call__(self) -> str:
        return self._pool[int(self._rng.random() * 20_011)]


def dealings(count: int, seed: int = 1) -> Iterator[Dealing]:
    """`count` dealings."""
    rng = random.Random(seed)
    country, act, goods, currency = (_Draw(rng, table) for table in (COUNTRIES, ACTS, GOODS, CURRENCIES))
    days = (LAST - FIRST).days
    for _ in range(count):
        seller, buyer = country(), country()
        origin = seller if rng.random() < 0.8 else "" if rng.random() < 0.3 else country()
        day = FIRST + timedelta(days=int(rng.random() * days))
        parties = [_party(rng, "seller", seller), _party(rng, "buyer", buyer)]
        route: tuple[Stop, ...] = ()
        if rng.random() < 0.25:
            parties.append(Party("bank", f"Example Bank {rng.randrange(300)}", kind="bank", country=country()))
        if rng.random() < 0.1:
            flag = country()
            parties.append(Party("vessel", f"EXAMPLE {rng.randrange(900)}", kind="vessel", country=flag))
            route = (Stop("Shanghai, China", "sea"), Stop("Rotterdam, Netherlands", "sea"))
        contract = day - timedelta(days=rng.randrange(400)) if rng.random() < 0.3 else None
        yield Dealing(
            day, act(), tuple(parties), (Good(goods(), "", float(rng.randrange(1, 5000)), "t", origin),), route, (),
            round(rng.lognormvariate(11, 1.5), 2), currency(), "", contract,
        )  # fmt: skip


def _party(rng: random.Random, role: str, country: str) -> Party:
    places = ADDRESSES.get(country, [""])
    name = f"Example {role.title()} {rng.randrange(20_000)} Ltd"
    return Party(role, name, kind="company", country=country, address=places[int(rng.random() * len(places))])


def parts(count: int, part: int = 100_000, seed: int = 1) -> Iterator[Book]:
    """The same as book parts of bounded size."""
    found: list[Dealing] = []
    for dealing in dealings(count, seed):
        found.append(dealing)
        if len(found) == part:
            yield book_of(found)
            found = []
    if found:
        yield book_of(found)
