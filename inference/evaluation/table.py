"""Figures beside their targets and baselines, as a Markdown table that reads well as it is."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`least` or `most` is the target where there is one; `baseline` says what a simpler way gives."""

    name: str
    value: float | None
    unit: str = ""
    least: float | None = None
    most: float | None = None
    baseline: str = ""

    @property
    def met(self) -> bool | None:
        """None where there is no target."""
        if self.least is None and self.most is None:
            return None
        if self.value is None:
            return False
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)


HEADINGS = ("figure", "measured", "target", "", "baseline")


def write_table(figures: Iterable[Figure]) -> None:
    sys.stdout.write(table(figures))


def table(figures: Iterable[Figure]) -> str:
    rows = [HEADINGS, *map(_row, figures)]
    widths = [max(3, *(len(row[column]) for row in rows)) for column in range(len(HEADINGS))]
    rows.insert(1, tuple("-" * width for width in widths))
    padded = ([cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in padded)


def _row(figure: Figure) -> tuple[str, ...]:
    target = (
        f">= {figure.least:g}{figure.unit}"
        if figure.least is not None
        else f"<= {figure.most:g}{figure.unit}"
        if figure.most is not None
        else ""
    )
    verdict = {True: "OK", False: "MISSED", None: ""}[figure.met]
    value = "-" if figure.value is None else f"{figure.value:.4g}{figure.unit}"
    return figure.name, value, target, verdict, figure.baseline.replace("|", "/")
