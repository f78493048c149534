"""One pass over the findings of a screen that feeds any number of forms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from catspaw.report.summary import Summary
from catspaw.screen.findings import Finding, Findings


class Sink(Protocol):
    """A form of the report. It is given each finding once, in the order of the book, then the summary of all."""

    def add(self, finding: Finding) -> None:
        """Take one finding."""

    def finish(self, summary: Summary) -> None:
        """Complete the form."""


def deliver(findings: Findings, sinks: Iterable[Sink]) -> Summary:
    """Feed all sinks in one pass, and return the summary."""
    receiving = list(sinks)
    summary = Summary.of(findings)
    for finding in findings:
        summary.add(finding)
        for sink in receiving:
            sink.add(finding)
    summary.close(findings.dealings, len(findings.rejects))
    for sink in receiving:
        sink.finish(summary)
    return summary
