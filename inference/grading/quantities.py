"""Numbers and units: `1,500 m`, `1.5 km` and `fifteen hundred metres` are one quantity."""

from dataclasses import dataclass

UNITS: dict[str, tuple[str, float]] = {
    **dict.fromkeys(("m", "meter", "metre"), ("length", 1.0)),
    **dict.fromkeys(("km", "kilometer", "kilometre"), ("length", 1e3)),
    **dict.fromkeys(("cm", "centimeter", "centimetre"), ("length", 1e-2)),
    **dict.fromkeys(("mm", "millimeter", "millimetre"), ("length", 1e-3)),
    **dict.fromkeys(("nm", "nanometer", "nanometre"), ("length", 1e-9)),
    "mile": ("length", 1609.344),
    **dict.fromkeys(("foot", "ft"), ("length", 0.3048)),
    **dict.fromkeys(("kg", "kilogram"), ("mass", 1.0)),
    **dict.fromkeys(("g", "gram"), ("mass", 1e-3)),
    **dict.fromkeys(("mg", "milligram"), ("mass", 1e-6)),
    **dict.fromkeys(("ton", "tonne"), ("mass", 1e3)),
    **dict.fromkeys(("s", "sec", "second"), ("time", 1.0)),
    **dict.fromkeys(("ms", "millisecond"), ("time", 1e-3)),
    **dict.fromkeys(("min", "minute"), ("time", 60.0)),
    **dict.fromkeys(("h", "hr", "hour"), ("time", 3600.0)),
    "day": ("time", 86_400.0),
    "week": ("time", 604_800.0),
    "month": ("time", 2_629_746.0),
    "year": ("time", 31_556_952.0),
    "decade": ("time", 315_569_520.0),
    "century": ("time", 3_155_695_200.0),
    **dict.fromkeys(("v", "volt"), ("voltage", 1.0)),
    **dict.fromkeys(("mv", "millivolt"), ("voltage", 1e-3)),
    **dict.fromkeys(("amp", "ampere"), ("current", 1.0)),
    **dict.fromkeys(("ohm", "ω"), ("resistance", 1.0)),
    **dict.fromkeys(("w", "watt"), ("power", 1.0)),
    **dict.fromkeys(("kw", "kilowatt"), ("power", 1e3)),
    **dict.fromkeys(("n", "newton"), ("force", 1.0)),
    **dict.fromkeys(("j", "joule"), ("energy", 1.0)),
    **dict.fromkeys(("kj", "kilojoule"), ("energy", 1e3)),
    **dict.fromkeys(("hz", "hertz"), ("frequency", 1.0)),
    **dict.fromkeys(("khz", "kilohertz"), ("frequency", 1e3)),
    **dict.fromkeys(("mhz", "megahertz"), ("frequency", 1e6)),
    **dict.fromkeys(("pa", "pascal"), ("pressure", 1.0)),
    **dict.fromkeys(("kpa", "kilopascal"), ("pressure", 1e3)),
    **dict.fromkeys(("l", "liter", "litre"), ("volume", 1.0)),
    **dict.fromkeys(("ml", "milliliter", "millilitre"), ("volume", 1e-3)),
    **dict.fromkeys(("%", "percent", "percentage"), ("share", 1.0)),
    **dict.fromkeys(("bit",), ("information", 1.0)),
    **dict.fromkeys(("byte",), ("information", 8.0)),
    **dict.fromkeys(("°c", "celsius"), ("celsius", 1.0)),
    **dict.fromkeys(("°f", "fahrenheit"), ("fahrenheit", 1.0)),
    **dict.fromkeys(("mol", "mole"), ("amount", 1.0)),
}
"""Base form of a unit -> (dimension, how many of the dimension's base unit)."""

BELOW_TWENTY = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen"""
TENS_IN_ORDER = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES = {word: i for i, word in enumerate(BELOW_TWENTY.split())}
TENS = {word: 10 * i for i, word in enumerate(TENS_IN_ORDER.split(), start=2)}
SCALES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "dozen": 12.0}
MULTIPLES = {"half": 0.5, "twice": 2.0, "double": 2.0, "thrice": 3.0, "triple": 3.0}
TOLERANCE = 0.02
"""Relative: 9.8 is 9.81, 3 x 10^8 is 299,792,458."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` is in the base unit of `dimension`; "" where no unit was named, and `value` is as written."""

    value: float
    written: float
    dimension: str = ""

    def equals(self, other: "Quantity") -> bool:
        """A missing unit is forgiven, a wrong one is not."""
        if self.dimension and other.dimension:
            return self.dimension == other.dimension and _are_close(self.value, other.value)
        return _are_close(self.written, other.written)

    def with_units(self, units: list[str]) -> "Quantity":
        """The first unit over the others: metres, metres per second. Powers are not told apart."""
        dimension, factor = UNITS[units[0]]
        for unit in units[1:]:
            factor /= UNITS[unit][1]
        return Quantity(
            self.written * factor, self.written, "/".join([dimension, *(UNITS[one][0] for one in units[1:])])
        )


def _are_close(one: float, other: float) -> bool:
    if one == int(one) and other == int(other) and max(abs(one), abs(other)) < 2100:
        return one == other  # counts, labels and years are exact
    return abs(one - other) <= TOLERANCE * max(abs(one), abs(other))


def number_in(text: str) -> float | None:
    """The number that `text` (one token, lower case) stands for: `1,500`, `0.5`, `3/4`, `2e8`, `12th`."""
    plain = text.replace(",", "").removesuffix("th").removesuffix("st").removesuffix("nd").removesuffix("rd")
    if not plain[:1].isdigit() and not plain[1:2].isdigit():
        return None
    try:
        top, _, bottom = plain.partition("/")
        return float(top) / float(bottom) if bottom else float(top)
    except (ValueError, ZeroDivisionError):
        return None


def spelled_number(words: list[str]) -> tuple[float, int]:
    """The number that starts at `words[0]` and how many words it takes: `twenty five`; (0, 0): none."""
    total, used = 0.0, 0
    for i, word in enumerate(words):
        if word == "and" and words[i - 1] in SCALES and used and {*words[i + 1 : i + 2]} & {*ONES, *TENS}:
            used += 1  # three hundred and forty
            continue
        if word in SCALES and used:
            total *= SCALES[word]
        elif word in ONES and (not used or (total and total % 10 == 0 and ONES[word] < 10)):
            total += ONES[word]
        elif word in TENS and (not used or total % 100 == 0):
            total += TENS[word]
        else:
            break
        used += 1
    return total, used
