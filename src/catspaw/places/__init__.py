"""From text, codes and coordinates to a place, and from a place to who holds it on a day."""

from catspaw.places.gazetteer import Gazetteer, load_gazetteer
from catspaw.places.resolver import Resolver
from catspaw.places.where import Candidate, Inside, Place, where

__all__ = ["Candidate", "Gazetteer", "Inside", "Place", "Resolver", "load_gazetteer", "where"]
