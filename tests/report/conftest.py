from pathlib import Path
from typing import Any

import pytest

from catspaw.screen.casebook import CASES, read_cases
from catspaw.screen.findings import Findings
from catspaw.screen.screen import screen

HOSTILE = "<script>alert(1)</script>\u202e[red]"
COAL = {"hs": "2701", "text": "coal", "origin": "KP"}


def dealing(seller: str, **more: Any) -> dict[str, Any]:
    """Coal of the DPRK, forbidden to all members of the UN."""
    parties = [
        {"role": "seller", "name": seller, "country": "KP"},
        {"role": "buyer", "name": "Example Import", "country": "CN"},
    ]
    return {"date": "2018-01-15", "act": "import", "goods": [COAL], "parties": parties, **more}


@pytest.fixture(scope="session")
def few() -> Findings:
    """A forbidden dealing of a hostile name, one under a formula for a name, one of which nothing is found, a reject."""
    harmless = [{"role": "seller", "name": "A", "country": "FR"}, {"role": "buyer", "name": "B", "country": "DE"}]
    book = [
        dealing(HOSTILE),
        dealing("=HYPERLINK(1)", value=-5, id="+1"),
        {"date": "2018-01-15", "act": "sale", "goods": [{"hs": "0101", "origin": "FR"}], "parties": harmless},
        {"date": "no day", "act": "sale"},
    ]
    return screen(book)


@pytest.fixture(scope="session")
def casebook() -> Findings:
    """The casebook, screened as a book."""
    return screen(read_cases(CASES))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book in CSV."""
    path = tmp_path / "book.csv"
    path.write_text(
        "date,act,goods_hs,goods_text,origin,seller_name,seller_country,buyer_name,buyer_country\n"
        "2018-01-15,import,2701,coal,KP,Example Trading,KP,Example Import,CN\n",
        encoding="utf-8",
    )
    return path
