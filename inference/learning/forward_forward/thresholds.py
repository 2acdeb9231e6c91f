"""How much goodness a layer asks for: a multiple of its width, by layer and by epoch.

A multiple of 1 asks for a mean squared activity of 1. *Pyramidal* thresholds rise or fall from layer to layer.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any, Protocol


class ThresholdPolicy(Protocol):
    def multiple(self, layer: int, epoch: int) -> float:
        """For a layer (from 0) in an epoch (from 0)."""
        ...


@dataclass(frozen=True, slots=True)
class Constant:
    value: float = 1.0

    def multiple(self, layer: int, epoch: int) -> float:
        return self.value


@dataclass(frozen=True, slots=True)
class Pyramid:
    """An arithmetic ramp from layer to layer: up with a positive step, down with a negative one."""

    start: float
    step: float

    def multiple(self, layer: int, epoch: int) -> float:
        return max(0.0, self.start + layer * self.step)


@dataclass(frozen=True, slots=True)
class Geometric:
    """Grows with time: times `rate` after every `patience` epochs."""

    start: float
    rate: float = 1.1
    patience: int = 10

    def multiple(self, layer: int, epoch: int) -> float:
        return self.start * self.rate ** (epoch // self.patience)


POLICIES: dict[str, type[Constant | Pyramid | Geometric]] = {
    "constant": Constant,
    "pyramid": Pyramid,
    "geometric": Geometric,
}


def described(policy: ThresholdPolicy) -> dict[str, Any]:
    """For a saved network and for results; `policy_of` is the way back."""
    kind = next(name for name, made in POLICIES.items() if type(policy) is made)
    return {"kind": kind, **asdict(policy)}  # type: ignore[call-overload]


def policy_of(description: dict[str, Any]) -> ThresholdPolicy:
    values = dict(description)
    return POLICIES[values.pop("kind")](**values)


def search(
    candidates: Iterable[ThresholdPolicy], validation_error: Callable[[ThresholdPolicy], float]
) -> tuple[ThresholdPolicy, list[tuple[ThresholdPolicy, float]]]:
    """The candidate whose error on a validation split is least (the first of equals), and the error of each."""
    tried = [(policy, validation_error(policy)) for policy in candidates]
    if not tried:
        raise ValueError("There is no threshold to choose from.")
    return min(tried, key=lambda pair: pair[1])[0], tried
