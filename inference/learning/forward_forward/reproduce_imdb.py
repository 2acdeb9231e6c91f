"""IMDb: is a film review good or bad? Two layers of 500 that learn by Forward-Forward from 300 features.

The last 2500 train rows are the validation split; features are fitted on the train rows. The test rows are looked at
once. scikit-learn is needed (the development set-up).
"""

from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from inference.learning.forward_forward.arrays import Floats, Ints
from inference.learning.forward_forward.backprop import BackPropagationNetwork, TwinShape, fit_twin
from inference.learning.forward_forward.charts import curves
from inference.learning.forward_forward.imdb_features import (
    CONFIGURATION,
    DIMENSIONS,
    Features,
    load_reviews,
    make_features,
)
from inference.learning.forward_forward.labels import LabelEmbedding
from inference.learning.forward_forward.network import ForwardForwardNetwork, Shape
from inference.learning.forward_forward.places import Places
from inference.learning.forward_forward.runs import Examples, Run, error, train, write_json
from inference.learning.forward_forward.storage import shape_as_json
from inference.learning.forward_forward.training import Schedule

SHAPE = Shape(DIMENSIONS, (500, 500), LabelEmbedding(2, "concatenate"), negatives="uniform")
"""With two labels there is one wrong one, so that uniform and hard negatives are the same."""
SCHEDULE = Schedule(8)
TWIN_SCHEDULE = Schedule(4)
VALIDATION = 2500


def reproduce(places: Places) -> dict[str, Any]:
    """Writes imdb.json and imdb-error.png; returns what imdb.json holds."""
    train_reviews, test_reviews = load_reviews(places.data, "train"), load_reviews(places.data, "test")
    cut = len(train_reviews.texts) - VALIDATION
    places.tell("Making features; about a CPU-minute.")
    features = _features(train_reviews.texts, test_reviews.texts, cut)
    run = Run(places.work / "imdb", ForwardForwardNetwork(SHAPE))
    fitted = Examples(features.train[:cut], train_reviews.labels[:cut])
    held_out = (features.train[cut:], train_reviews.labels[cut:])
    train(run, fitted, held_out, SCHEDULE, tell=places.tell)
    found = {
        "features": CONFIGURATION,
        "features_cpu_s": round(features.cpu_s, 1),
        **_tested(run, features.test, test_reviews.labels),
        "back_propagation": _twin(fitted, held_out, (features.test, test_reviews.labels)),
        "logistic_regression_test_accuracy": _control(fitted, features.test, test_reviews.labels),
    }
    write_json(places.results / "imdb.json", found)
    _draw(found, places)
    return found


def _features(train_texts: list[str], test_texts: list[str], cut: int) -> Features:
    """Fitted on the rows that are trained on; validation and test rows are only transformed."""
    made = make_features(train_texts[:cut], [*train_texts[cut:], *test_texts], seed=SHAPE.seed)
    held_out = len(train_texts) - cut
    everything = np.concatenate([made.train, made.test[:held_out]])
    return Features(everything, made.test[held_out:], made.cpu_s)


def _tested(run: Run, rows: Floats, labels: Ints) -> dict[str, Any]:
    return {
        "shape": shape_as_json(run.network.shape),
        "epochs": run.network.epochs,
        "training_cpu_s": round(run.cpu_minutes * 60, 1),
        "test_accuracy_softmax": 1 - error(run.network.predict_softmax(rows), labels),
        "test_accuracy_goodness": 1 - error(run.network.predict_goodness(rows), labels),
        "history": run.history,
    }


def _twin(fitted: Examples, held_out: tuple[Floats, Ints], test: tuple[Floats, Ints]) -> dict[str, Any]:
    twin, history = BackPropagationNetwork(TwinShape(DIMENSIONS, SHAPE.widths, 2, rate=0.03)), []

    def after(epoch: int) -> None:
        history.append(error(twin.predict(held_out[0]), held_out[1]))

    cpu_s = fit_twin(twin, fitted.rows, fitted.labels, TWIN_SCHEDULE, after=after)
    return {
        "epochs": TWIN_SCHEDULE.epochs,
        "training_cpu_s": round(cpu_s, 1),
        "test_accuracy": 1 - error(twin.predict(test[0]), test[1]),
        "validation_error_by_epoch": history,
    }


def _control(fitted: Examples, rows: Floats, labels: Ints) -> float:
    return float(LogisticRegression(max_iter=300).fit(fitted.rows, fitted.labels).score(rows, labels))


def _draw(found: dict[str, Any], places: Places) -> None:
    places.pictures.mkdir(parents=True, exist_ok=True)
    ours = [(entry["number"], 100 * entry["validation_error"]) for entry in found["history"]]
    theirs = [(float(n), 100 * e) for n, e in enumerate(found["back_propagation"]["validation_error_by_epoch"], 1)]
    curves("IMDb: validation error (%)", "epoch", {"Forward-Forward, softmax": ours, "back-propagation": theirs}).save(
        places.pictures / "imdb-error.png", optimize=True
    )
