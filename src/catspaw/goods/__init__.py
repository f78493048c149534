"""Goods: HS codes, the dated lists they stand on, and a search from everyday words to headings."""

from catspaw.goods.codes import chapter, heading, normalise, parents, subheading
from catspaw.goods.lists import GoodsLists, Membership
from catspaw.goods.search import Headings, Suggestion

__all__ = [
    "GoodsLists",
    "Headings",
    "Membership",
    "Suggestion",
    "chapter",
    "heading",
    "normalise",
    "parents",
    "subheading",
]
