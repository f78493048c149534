"""What a screen found, written for people and machines: JSON lines, CSV, one HTML page, and a table for the terminal.

Findings are made as they are asked for, and each costs some milliseconds, so one pass feeds all forms: `deliver` runs
it, a `Sink` takes a form.
"""

from catspaw.report.sink import Sink, deliver
from catspaw.report.summary import Summary
from catspaw.report.terminal import terminal
from catspaw.report.write import SUFFIXES, check_path, write, write_all

__all__ = ["SUFFIXES", "Sink", "Summary", "check_path", "deliver", "terminal", "write", "write_all"]
