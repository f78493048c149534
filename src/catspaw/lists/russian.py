"""Check digits of Russian tax (INN) and register (OGRN) numbers, which tell them from other numbers of their length."""

from __future__ import annotations

import re

WEIGHTS_10 = ((2, 4, 10, 3, 5, 9, 4, 6, 8),)
WEIGHTS_12 = ((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8))


def proven(kind: str, value: str) -> tuple[str, str]:
    """An identifier of a party in Russia under its own kind, if its check digits prove it to be an INN or OGRN.

    What stands behind a slash or comma is another number (the KPP) and is left out then.
    """
    first = re.split(r"[/,]", value.replace(" ", ""))[0]
    if inn_holds(first):
        return "inn", first
    return ("ogrn", first) if ogrn_holds(first) else (kind, value)


def inn_holds(number: str) -> bool:
    """Whether a number has the length and check digits of an INN: 10 digits for firms, 12 for persons."""
    if not (number.isascii() and number.isdigit() and len(number) in (10, 12)):
        return False
    digits = [int(digit) for digit in number]
    rows = WEIGHTS_10 if len(digits) == 10 else WEIGHTS_12
    return all(
        sum(weight * digit for weight, digit in zip(row, digits, strict=False)) % 11 % 10 == digits[len(row)]
        for row in rows
    )


def ogrn_holds(number: str) -> bool:
    """Whether a number has the length and check digit of an OGRN (13 digits) or of a sole trader's (15)."""
    if not (number.isascii() and number.isdigit() and len(number) in (13, 15)):
        return False
    return int(number[:-1]) % (len(number) - 2) % 10 == int(number[-1])
