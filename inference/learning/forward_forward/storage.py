"""A network in one file (npz, no pickles): what it is as JSON, what it has learned as arrays.

Momentum, running means and the state of the random numbers are kept too, so that training can go on as if it had never
stopped.
"""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from inference.errors import BadInput
from inference.learning.forward_forward.head import HeadRates
from inference.learning.forward_forward.labels import LabelEmbedding
from inference.learning.forward_forward.layer import Rates
from inference.learning.forward_forward.network import ForwardForwardNetwork, Shape
from inference.learning.forward_forward.thresholds import described, policy_of

FORMAT = 1
LAYER_ARRAYS = ("weights", "biases", "velocity", "bias_velocity", "activity")
HEAD_ARRAYS = ("weights", "biases", "velocity", "bias_velocity")
FINISHED = ("weights", "biases")


def save(network: ForwardForwardNetwork, path: Path, *, finished: bool = False) -> None:
    """Written beside and moved into place: a reader never sees half a network. A `finished` one, which will learn no
    more, is saved small: without momentum and running means, in float16."""
    arrays = {
        f"layer{n}_{name}": getattr(layer, name) for n, layer in enumerate(network.layers) for name in LAYER_ARRAYS
    }
    arrays |= {f"head_{name}": getattr(network.head, name) for name in HEAD_ARRAYS}
    if finished:
        arrays = {name: array.astype(np.float16) for name, array in arrays.items() if name.endswith(FINISHED)}
    partial = path.with_name(f"{path.name}.partial")
    with partial.open("wb") as file:
        np.savez(file, about=np.array(json.dumps(_about(network))), **arrays)
    os.replace(partial, path)


def load(path: Path) -> ForwardForwardNetwork:
    """Raises `BadInput` where the file is no network of this format."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            about = json.loads(str(kept["about"]))
            if about["format"] != FORMAT:
                raise BadInput("learning.format", f"{path} is of format {about['format']}; {FORMAT} can be read.")
            return _rebuilt(about, kept)
    except (OSError, EOFError, BadZipFile, ValueError, KeyError) as error:
        raise BadInput("learning.no_network", f"{path} is not a saved Forward-Forward network.") from error


def shape_as_json(shape: Shape) -> dict[str, Any]:
    values = asdict(shape)
    return {**values, "thresholds": described(shape.thresholds)}


def shape_of(values: dict[str, Any]) -> Shape:
    return Shape(
        inputs=values["inputs"],
        widths=tuple(values["widths"]),
        labels=LabelEmbedding(**values["labels"]),
        thresholds=policy_of(values["thresholds"]),
        negatives=values["negatives"],
        rate=values["rate"],
        rates=Rates(**values["rates"]),
        head=HeadRates(**values["head"]),
        seed=values["seed"],
    )


def _about(network: ForwardForwardNetwork) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "shape": shape_as_json(network.shape),
        "epochs": network.epochs,
        "rng": network.rng.bit_generator.state,
    }


def _rebuilt(about: dict[str, Any], kept: Any) -> ForwardForwardNetwork:
    network = ForwardForwardNetwork(shape_of(about["shape"]))
    network.epochs = about["epochs"]
    network.rng.bit_generator.state = about["rng"]
    parts = [(f"layer{number}", layer, LAYER_ARRAYS) for number, layer in enumerate(network.layers)]
    for prefix, part, names in [*parts, ("head", network.head, HEAD_ARRAYS)]:
        for name in names:
            if name in FINISHED or f"{prefix}_{name}" in kept:
                getattr(part, name)[...] = kept[f"{prefix}_{name}"]
    return network
