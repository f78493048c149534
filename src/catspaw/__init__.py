"""Catspaw finds how sanctions are got round through proxies and cut-outs, and catches it in real books of business."""

from catspaw.facts.world import World, load_world

__version__ = "0.1.0"
__all__ = ["World", "load_world"]
