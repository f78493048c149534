"""One derivation told four ways: a sentence, a tree for a terminal, HTML, and JSON.

There is no second story: everything here is made from a `Verdict` and its evidence, and nothing is looked up or
decided again. What differs is only the form.
"""

from catspaw.explain.cite import Citations, Source
from catspaw.explain.page import html
from catspaw.explain.record import as_json
from catspaw.explain.sentence import LABELS, sentence
from catspaw.explain.tree import tree

__all__ = ["LABELS", "Citations", "Source", "as_json", "html", "sentence", "tree"]
