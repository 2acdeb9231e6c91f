"""The slides of the sample lecture "Physics works": what they say and when, following what is said."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from inference.evaluation import films_figures as figures
from inference.evaluation.films_canvas import (
    CARD,
    DUSK,
    INK,
    KINETIC,
    LINE,
    MOON,
    MUTED,
    NIGHT,
    POTENTIAL,
    Canvas,
    Ink,
    maths,
    sans,
)

LENGTH_S = 203.3
_MARGIN, _COLUMN = 80, 600


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a slide and the moment at which it appears. {U|...} and {K|...} mark terms of energy."""

    at: float
    text: str

    @property
    def plain(self) -> str:
        """Without the marks."""
        return re.sub(r"\{\w\|([^}]*)\}", r"\1", self.text)


@dataclass(frozen=True, slots=True)
class SampleSlide:
    """`formula` holds the rows of the card under the title: (moment, formula, legend)."""

    title: str
    steps: tuple[Step, ...]
    figure: Callable[[Canvas], None]
    formula: tuple[tuple[float, str, str], ...] = ()
    dark: bool = False

    @property
    def start(self) -> float:
        return min(self.moments)

    @property
    def moments(self) -> tuple[float, ...]:
        """When something appears on it, in order."""
        return tuple(sorted({step.at for step in self.steps} | {row[0] for row in self.formula}))


SLIDES = (
    SampleSlide(
        "Conservation of mechanical energy",
        (Step(0.0, "A pendulum, a wrecking ball and a chin"),),
        figures.title_pendulum,
        dark=True,
    ),
    SampleSlide(
        "Lifting the bob takes work",
        (
            Step(6.3, "A {B|pendulum} is a weight that swings from a fixed point."),
            Step(9.8, "The bob has a mass of 15 kilograms, and it is lifted by 1 meter."),
            Step(15.4, "{B|Work} is the energy that a force transfers to the object it moves."),
        ),
        figures.lifted_bob,
    ),
    SampleSlide(
        "Lifting stores potential energy",
        (
            Step(17.4, "{U|Gravitational potential energy} is the energy that an object has because of its height."),
            Step(22.9, "The lifted bob stores 150 joules of {U|potential energy}."),
        ),
        figures.stored_energy,
        formula=(
            (17.4, "U = m g h", "mass × gravity × height"),
            (22.9, "U = 15 × 10 × 1 = 150 J", ""),
        ),
    ),
    SampleSlide(
        "Falling turns it into kinetic energy",
        (
            Step(26.2, "{K|Kinetic energy} is the energy that an object has because of its motion."),
            Step(31.6, "The falling bob converts its {U|potential energy} into {K|kinetic energy}."),
            Step(40.6, "The bob is dangerous because 150 joules are enough to kill a person."),
        ),
        figures.falling_bob,
    ),
    SampleSlide(
        "The wrecking ball",
        (
            Step(44.0, "A {B|wrecking ball} is a heavy steel ball that demolishes buildings."),
            Step(50.0, "The crane lifts the ball to give it {U|gravitational potential energy}."),
            Step(56.3, "The swing converts the {U|potential energy} into {K|kinetic energy}."),
            Step(65.5, "The wall breaks because the ball transfers its {K|kinetic energy} to the wall."),
        ),
        figures.wrecking_ball,
    ),
    SampleSlide(
        "Mechanical energy is conserved",
        (
            Step(83.0, "{B|Mechanical energy} is the sum of {K|kinetic energy} and {U|potential energy}."),
            Step(91.9, "The mechanical energy of a pendulum is constant because only gravity does work on the bob."),
        ),
        figures.energy_of_a_swing,
        formula=((83.0, "E = K + U", "constant during the swing"),),
    ),
    SampleSlide(
        "The bob never comes back higher",
        (
            Step(97.5, "The bob cannot rise above its release height because its mechanical energy is constant."),
            Step(111.5, "The bob stops at its highest point because all of its energy is {U|potential energy}."),
            Step(118.5, "The bob is fastest at its lowest point because all of its energy is {K|kinetic energy}."),
        ),
        figures.release_height,
    ),
    SampleSlide(
        "The initial speed must be zero",
        (
            Step(132.4, "An {B|initial speed} is the speed of the bob at the moment of its release."),
            Step(139.1, "A push gives the bob additional {K|kinetic energy}."),
            Step(144.0, "A pushed bob swings higher because it has more mechanical energy."),
        ),
        figures.pushed_bob,
    ),
    SampleSlide(
        "The chin experiment",
        (
            Step(149.6, "The bob is released from the chin at zero speed."),
            Step(155.7, "The returning bob cannot crush the chin because it cannot rise above its release height."),
            Step(166.4, "The experiment tests the conservation of mechanical energy."),
        ),
        figures.chin,
    ),
    SampleSlide(
        "Friction makes each swing lower",
        (
            Step(176.2, "{B|Air resistance} is the friction between the bob and the air."),
            Step(181.8, "Friction converts mechanical energy into heat."),
            Step(187.8, "Each swing is a little lower because friction takes energy away from the bob."),
        ),
        figures.fading_swing,
    ),
    SampleSlide(
        "Physics works",
        (Step(196.6, "The bob comes back to the chin, and no higher."),),
        figures.closing_pendulum,
        dark=True,
    ),
)


def draw(slide: SampleSlide, at: float) -> Canvas:
    """The slide as it looks at that moment of the recording."""
    if slide.dark:
        return _draw_dark(slide)
    canvas = Canvas()
    canvas.box((_MARGIN, 62), (44, 6), slide_ink(slide), radius=3)
    canvas.text((_MARGIN - 2, 84), slide.title, sans(46, 720))
    slide.figure(canvas)
    y = 178.0
    if slide.formula:
        y = _draw_formula(canvas, slide, at, y)
    for step in slide.steps:
        if step.at <= at:
            canvas.disc((_MARGIN + 7, y + 20), 5, slide_ink(slide))
            y += canvas.paragraph((_MARGIN + 32, y), step.text, 29, _COLUMN - 32) + 24
    _draw_thread(canvas, slide, LINE, INK)
    return canvas


def slide_ink(slide: SampleSlide) -> Ink:
    """Slides about motion wear its colour."""
    return KINETIC if "kinetic" in slide.title.lower() or "wrecking" in slide.title.lower() else POTENTIAL


def _draw_formula(canvas: Canvas, slide: SampleSlide, at: float, top: float) -> float:
    """A card with a row per formula; its height is that of the full card from the start, so that nothing jumps."""
    height = 36 + 66 * len(slide.formula)
    canvas.box((_MARGIN, top), (_COLUMN, height), CARD, outline=LINE, radius=14)
    for row, (moment, formula, legend) in enumerate(slide.formula):
        if moment <= at:
            middle = top + 51 + 66 * row
            canvas.text((_MARGIN + 32, middle), formula, maths(46), anchor="lm")
            canvas.text((_MARGIN + _COLUMN - 32, middle + 2), legend, sans(22), MUTED, anchor="rm")
    return top + height + 34


def _draw_dark(slide: SampleSlide) -> Canvas:
    canvas = Canvas(NIGHT)
    slide.figure(canvas)
    y = 268.0
    canvas.box((_MARGIN, y - 34), (44, 6), figures.BRIGHT, radius=3)
    for line in _title_lines(slide.title):
        canvas.text((_MARGIN - 3, y), line, sans(62, 740), MOON)
        y += 74
    for step in slide.steps:
        canvas.text((_MARGIN, y + 22), step.text, sans(28, 420), DUSK)
    _draw_thread(canvas, slide, "#2b3036", MOON)
    return canvas


def _title_lines(title: str) -> list[str]:
    head, _, tail = title.partition(" of ")
    return [f"{head} of", tail] if tail else [head]


def _draw_thread(canvas: Canvas, slide: SampleSlide, rest: Ink, here: Ink) -> None:
    """One small bob per slide along the foot; the present one is filled."""
    for number, other in enumerate(SLIDES):
        canvas.disc((_MARGIN + 6 + 26 * number, 664), 5 if other is slide else 4, here if other is slide else rest)
