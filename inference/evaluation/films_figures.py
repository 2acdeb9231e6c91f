"""The figures of the sample lecture: pendulums, their energies and what they hit."""

import math

from inference.evaluation.films_canvas import (
    CARD,
    DUSK,
    INK,
    KINETIC,
    LINE,
    MUTED,
    PAPER,
    POTENTIAL,
    Canvas,
    Ink,
    Point,
    maths,
    sans,
)

BRIGHT, EMBER = "#8ea2ff", "#ff9d66"
_STEEL, _SKIN, _BRICK = "#3a4149", "#c9ced6", "#e9d8cd"


def title_pendulum(canvas: Canvas) -> None:
    _night_swing(canvas, (985, -60), 540, lead=28)


def closing_pendulum(canvas: Canvas) -> None:
    _night_swing(canvas, (985, -60), 540, lead=-28)


def lifted_bob(canvas: Canvas) -> None:
    pivot, length = (880, 110), 420.0
    low, high = _bob(pivot, length, 0), _bob(pivot, length, 42)
    _ceiling(canvas, pivot)
    _arc(canvas, pivot, length, (0, 42), "#b8bec7")
    canvas.line([pivot, low], LINE, 3)
    canvas.disc(low, 30, PAPER, "#b8bec7")
    canvas.line([pivot, high], _STEEL, 3)
    _ball(canvas, high, 30, POTENTIAL)
    _height(canvas, (high[1], low[1]), 1222, (high[0] + 40, low[0] + 44), "1 m")
    canvas.text((high[0], high[1] - 52), "15 kg", sans(22, 560), MUTED, anchor="mb")


def stored_energy(canvas: Canvas) -> None:
    pivot, length = (880, 110), 420.0
    low, high = _bob(pivot, length, 0), _bob(pivot, length, 42)
    _ceiling(canvas, pivot)
    _arc(canvas, pivot, length, (0, 42), "#b8bec7")
    canvas.line([pivot, low], LINE, 3)
    canvas.disc(low, 30, PAPER, "#b8bec7")
    canvas.line([pivot, high], _STEEL, 3)
    canvas.arrow(high, (high[0], high[1] + 92), _STEEL)
    _ball(canvas, high, 30, POTENTIAL)
    canvas.text((high[0] - 12, high[1] + 66), "m g", maths(28), MUTED, anchor="rm")
    _height(canvas, (high[1], low[1]), 1222, (high[0] + 40, low[0] + 44), "h")


def falling_bob(canvas: Canvas) -> None:
    """Three moments of a fall: the bar turns from potential to kinetic."""
    for column, share in enumerate((1.0, 0.5, 0.0)):
        x = 830 + 160 * column
        y = 200 + 180 * (1 - share)
        canvas.dashes((x, 200), (x, 380), "#b8bec7", 2)
        _ball(canvas, (x, y), 24, _mixed(share))
        if share < 1:
            canvas.arrow((x, y + 34), (x, y + 54 + 34 * (1 - share)), KINETIC)
        _energy_bar(canvas, (x - 28, 600), 56, share, tall=120)
    canvas.line([(780, 604), (1210, 604)], "#b8bec7", 2)


def wrecking_ball(canvas: Canvas) -> None:
    ground = 590
    canvas.line([(740, ground), (1220, ground)], "#b8bec7", 3)
    _wall(canvas, (1080, ground), 5, 9)
    tip = (960, 120)
    canvas.line([(800, ground - 62), tip], _STEEL, 7)
    canvas.line([(826, ground - 62), tip], _STEEL, 3)
    canvas.box((760, ground - 70), (112, 46), _STEEL, radius=8)
    canvas.box((842, ground - 108), (44, 50), _STEEL, radius=6)
    canvas.box((850, ground - 100), (28, 20), PAPER, radius=3)
    canvas.box((748, ground - 26), (140, 26), "#6b7480", radius=13)
    for angle, ink in ((-26, "#d3d7de"), (-12, "#b8bec7")):
        canvas.line([tip, _bob(tip, 300, angle)], ink, 2)
        canvas.disc(_bob(tip, 300, angle), 30, ink)
    ball = _bob(tip, 300, 20)
    canvas.line([tip, ball], _STEEL, 3)
    _ball(canvas, ball, 34, KINETIC)


def energy_of_a_swing(canvas: Canvas) -> None:
    """A pendulum at three places of its swing, each with its energies as a bar of constant height."""
    pivot, length = (985, 110), 285.0
    _ceiling(canvas, pivot)
    _arc(canvas, pivot, length, (-46, 46), "#b8bec7")
    for angle, share in ((-46, 1.0), (46, 1.0), (0, 0.0)):
        bob = _bob(pivot, length, angle)
        canvas.line([pivot, bob], _STEEL if angle == 0 else "#b8bec7", 3 if angle == 0 else 2)
        _ball(canvas, bob, 26, _mixed(share))
    canvas.arrow((1022, 396), (1078, 396), KINETIC)
    for x, share in ((_bob(pivot, length, -46)[0], 1.0), (985, 0.0), (_bob(pivot, length, 46)[0], 1.0)):
        _energy_bar(canvas, (x - 26, 604), 52, share, tall=130)
    for x, share in ((_bob(pivot, length, -23)[0], 0.5), (_bob(pivot, length, 23)[0], 0.5)):
        _energy_bar(canvas, (x - 26, 604), 52, share, tall=130)
    canvas.line([(735, 608), (1235, 608)], "#b8bec7", 2)


def release_height(canvas: Canvas) -> None:
    pivot, length = (1000, 110), 330.0
    left, right = _bob(pivot, length, -44), _bob(pivot, length, 44)
    _ceiling(canvas, pivot)
    _arc(canvas, pivot, length, (-44, 44), "#b8bec7")
    canvas.dashes((left[0] - 30, left[1]), (right[0] + 34, right[1]), POTENTIAL, 2)
    canvas.line([pivot, left], _STEEL, 3)
    canvas.line([pivot, right], "#b8bec7", 2)
    canvas.line([pivot, _bob(pivot, length, 0)], LINE, 2)
    _ball(canvas, left, 28, POTENTIAL)
    canvas.disc(right, 28, PAPER, POTENTIAL, 3)
    canvas.disc(_bob(pivot, length, 0), 28, PAPER, KINETIC, 3)
    canvas.arrow((1037, 440), (1097, 440), KINETIC)
    canvas.arrow((963, 440), (903, 440), KINETIC)
    canvas.text((1000, 484), "fastest", sans(22, 500), KINETIC, anchor="ma")
    canvas.text((left[0], left[1] - 44), "at rest", sans(22, 500), POTENTIAL, anchor="mb")
    canvas.text((right[0], right[1] - 44), "at rest", sans(22, 500), POTENTIAL, anchor="mb")


def pushed_bob(canvas: Canvas) -> None:
    """Above: released at rest. Below: pushed, and back higher than the dashed line."""
    _return(canvas, (960, 110), back=40, ink=POTENTIAL, label="released")
    _return(canvas, (960, 370), back=62, ink=KINETIC, label="pushed")


def chin(canvas: Canvas) -> None:
    pivot, length = (1080, 110), 420.0
    at_chin = _bob(pivot, length, -34)
    _ceiling(canvas, pivot)
    _arc(canvas, pivot, length, (-34, 22), "#b8bec7")
    canvas.dashes((at_chin[0] - 40, at_chin[1]), (1250, at_chin[1]), POTENTIAL, 2)
    _person(canvas, (at_chin[0] - 72, at_chin[1] - 30), ground=626)
    canvas.line([(720, 626), (1250, 626)], "#b8bec7", 2)
    canvas.line([pivot, at_chin], _STEEL, 3)
    _ball(canvas, at_chin, 28, POTENTIAL)
    canvas.disc(_bob(pivot, length, 0), 28, PAPER, "#b8bec7", 3)
    canvas.arrow((1040, 530), (980, 522), "#8b939d")


def fading_swing(canvas: Canvas) -> None:
    """Height of the swing against time, under an envelope that falls."""
    left, right, middle = 760.0, 1220.0, 380.0
    canvas.arrow((left, 570), (left, 190), MUTED, 2, 11)
    canvas.arrow((left, middle), (right + 14, middle), MUTED, 2, 11)

    def height(x: float) -> float:
        return 160 * math.exp(-(x - left) / 330)

    def swing(x: float) -> float:
        return middle - height(x) * math.cos((x - left) / 17)

    columns = [left + step * 0.5 for step in range(int((right - left) * 2))]
    canvas.line([(x, swing(x)) for x in columns], POTENTIAL, 3.5)
    for x in columns[:: 2 * 12]:
        canvas.line([(x, middle - height(x)), (x + 6, middle - height(x + 6))], KINETIC, 2.5)
    canvas.text((right + 14, middle + 12), "time", sans(22, 500), MUTED, anchor="ra")
    canvas.text((left + 16, 178), "swing", sans(22, 500), MUTED, anchor="la")


def _bob(pivot: Point, length: float, degrees: float) -> Point:
    """Where the bob is; positive angles are to the right."""
    angle = math.radians(degrees)
    return pivot[0] + length * math.sin(angle), pivot[1] + length * math.cos(angle)


def _arc(canvas: Canvas, pivot: Point, length: float, between: Point, ink: Ink) -> None:
    """The path of the bob between two angles, in degrees."""
    start, end = between
    angles = [start + (end - start) * step / 60 for step in range(61)]
    for first in range(0, 60, 2):
        canvas.line([_bob(pivot, length, angles[first]), _bob(pivot, length, angles[first + 1])], ink, 2)


def _ball(canvas: Canvas, centre: Point, radius: float, ink: Ink) -> None:
    canvas.disc(centre, radius, ink)
    canvas.disc((centre[0] - radius * 0.34, centre[1] - radius * 0.36), radius * 0.2, _lighter(ink))


def _ceiling(canvas: Canvas, pivot: Point, width: float = 180) -> None:
    left = pivot[0] - width / 2
    canvas.box((left, pivot[1] - 12), (width, 10), "#b8bec7", radius=2)
    canvas.disc(pivot, 6, _STEEL)


def _height(canvas: Canvas, levels: Point, x: float, starts: Point, label: str) -> None:
    """A measure at `x` between two levels (upper, lower), each dashed from where it starts."""
    (top, bottom), (high, low) = levels, starts
    canvas.dashes((low, bottom), (x + 24, bottom), MUTED, 1.5)
    canvas.dashes((high - 30, top), (x + 24, top), MUTED, 1.5)
    canvas.arrow((x, (top + bottom) / 2), (x, top + 2), MUTED, 2, 10)
    canvas.arrow((x, (top + bottom) / 2), (x, bottom - 2), MUTED, 2, 10)
    canvas.box((x - 34, (top + bottom) / 2 - 22), (68, 44), PAPER)
    canvas.text((x, (top + bottom) / 2), label, maths(30), INK, anchor="mm")


def _energy_bar(canvas: Canvas, foot: Point, width: float, potential: float, tall: float) -> None:
    """Stands on `foot` (its lower left corner): potential energy above, kinetic below; the height is their sum."""
    x, y = foot
    upper, lower = tall * potential, tall * (1 - potential)
    if upper:
        canvas.box((x, y - tall), (width, upper), POTENTIAL)
        canvas.text((x + width / 2, y - tall + upper / 2), "U", maths(26), CARD, anchor="mm")
    if lower:
        canvas.box((x, y - lower), (width, lower), KINETIC)
        canvas.text((x + width / 2, y - lower / 2), "K", maths(26), CARD, anchor="mm")


def _wall(canvas: Canvas, foot: Point, columns: int, rows: int) -> None:
    for row in range(rows):
        for column in range(columns):
            if (column, row) in ((0, 4), (0, 5), (1, 5)):  # where the ball struck
                continue
            x = foot[0] + 27 * column - (13 if row % 2 else 0) + (13 if row % 2 else 0) * (column > 0)
            width = 25 if column or not row % 2 else 38
            canvas.box((x, foot[1] - 28 * (row + 1)), (width, 26), _BRICK, radius=2)
    for x, y in ((1052, 566), (1024, 572), (1060, 540)):
        canvas.polygon([(x, y), (x + 17, y - 6), (x + 22, y + 10), (x + 4, y + 15)], _BRICK)


def _person(canvas: Canvas, head: Point, ground: float) -> None:
    """A figure in profile, looking right, its chin a little below the middle of `head`."""
    x, y = head
    canvas.box((x - 26, y + 28), (34, 60), "#b5bcc6", radius=10)
    canvas.box((x - 62, y + 70), (104, ground - y), "#9aa3ad", radius=34)
    canvas.box((x - 64, ground), (108, 80), PAPER)
    canvas.disc((x - 8, y), 46, _SKIN)
    canvas.polygon([(x + 34, y - 10), (x + 50, y + 6), (x + 34, y + 10)], _SKIN)
    canvas.polygon([(x - 10, y + 20), (x + 36, y + 12), (x + 38, y + 38), (x + 4, y + 48)], _SKIN)
    canvas.line([(x + 14, y - 10), (x + 26, y - 8)], _STEEL, 3)


def _return(canvas: Canvas, pivot: Point, back: float, ink: Ink, label: str) -> None:
    """A bob let go on the left at 40 degrees that has come back to `back` degrees on the same side."""
    length = 190.0
    start, end = _bob(pivot, length, -40), _bob(pivot, length, -back)
    _ceiling(canvas, pivot, 120)
    _arc(canvas, pivot, length, (-back, 40), "#b8bec7")
    canvas.dashes((start[0] - 70, start[1]), (pivot[0] + 190, start[1]), MUTED, 1.5)
    canvas.line([pivot, end], _STEEL, 3)
    if back > 40:
        canvas.line([pivot, start], LINE, 2)
        canvas.disc(start, 22, PAPER, "#b8bec7", 2)
        canvas.arrow((start[0] + 28, start[1] + 12), (start[0] + 84, start[1] + 40), ink)
    _ball(canvas, end, 22, ink)
    canvas.text((pivot[0] + 200, start[1]), label, sans(22, 500), ink, anchor="lm")


def _night_swing(canvas: Canvas, pivot: Point, length: float, lead: float) -> None:
    """One swing as a row of ghosts that turns from potential to kinetic and back."""
    for step in range(13):
        angle = -lead + 2 * lead * step / 12
        share = (angle / lead) ** 2
        fade = 0.12 + 0.5 * (step / 12) ** 2
        ink = _blend(_blend(EMBER, BRIGHT, share), "#14171a", 1 - fade)
        canvas.line([pivot, _bob(pivot, length, angle)], _blend("#14171a", DUSK, 0.08 + 0.1 * step / 12), 1.5)
        canvas.disc(_bob(pivot, length, angle), 34, ink)
    end = _bob(pivot, length, lead)
    canvas.line([pivot, end], DUSK, 2.5)
    _ball(canvas, end, 36, BRIGHT)


def _mixed(share: float) -> Ink:
    return _blend(KINETIC, POTENTIAL, share)


def _lighter(ink: Ink) -> Ink:
    return _blend(ink, "#ffffff", 0.45)


def _blend(first: Ink, second: Ink, share: float) -> Ink:
    """`share` of the second colour."""
    pairs = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
