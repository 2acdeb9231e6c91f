"""Spaces that the recogniser swallowed."""

import pytest

from inference.slides.spaces import restore_spaces


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Gradientdescent", "Gradient descent"),
        ("Ohm'slaw", "Ohm's law"),
        ("Kepler’slaws of motion", "Kepler’s laws of motion"),
        ("the kineticenergy of a bob", "the kinetic energy of a bob"),
    ],
)
def test_they_are_put_back(read: str, meant: str) -> None:
    assert restore_spaces(read) == meant


@pytest.mark.parametrize(
    "line",
    [
        "Photosynthesis", "Thylakoid membranes", "eigenvector", "hyperparameter", "Denitrification", "backpropagation",
        "phosphofructokinase", "getElementById", "BINARYSEARCH", "Energieerhaltungssatz", "Wechselwirkung",
        "C6H12O6 + 6 O2", "it's clear", "the lecturer's notes", "TCP/IP", "thermodynamics", "electromagnetism",
    ],
)  # fmt: skip
def test_words_stay_whole(line: str) -> None:
    assert restore_spaces(line) == line
