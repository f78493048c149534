"""Readers of files with fine-grained places, one module a format, each giving one table; nothing here keeps anything."""

from catspaw.places.imports.formats import FORMATS, Imported, read_import

__all__ = ["FORMATS", "Imported", "read_import"]
