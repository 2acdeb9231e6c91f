"""A minute and a half of a lecture and an answer about it: what a language model is tried with."""

from inference.grading.verdict import GradingTask
from inference.questions.question import KeyPoint
from inference.text.passage import Passage, Sentence

SPOKEN = (
    "Let us come to the second quantity that decides whether a reaction happens by itself.",
    "Entropy is a measure of how many ways there are to arrange the parts of a system without anyone noticing.",
    "When an ice cube melts, its molecules leave their fixed places, so there are many more arrangements.",
    "That is why the entropy of water is larger than the entropy of the ice that it came from.",
    "The second law says that the entropy of an isolated system never decreases.",
    "It does not say that entropy cannot decrease anywhere.",
    "A refrigerator lowers the entropy of what is inside of it, because it gives off heat to the kitchen.",
    "The kitchen gains more entropy than the food loses, so the total still increases.",
    "We measure entropy in joules per kelvin, which tells you that it is heat divided by temperature.",
    "The same heat changes the entropy of a cold body more than that of a hot one.",
    "Therefore heat flows from hot to cold: the cold body gains more entropy than the hot body loses.",
    "At absolute zero a perfect crystal has only one arrangement, and its entropy is zero.",
)
SECONDS_EACH = 7.0
WORDS = sum(len(sentence.split()) for sentence in SPOKEN)
LANGUAGE = "en"


def passages() -> list[Passage]:
    sentences = tuple(
        Sentence(text, SECONDS_EACH * number, SECONDS_EACH * (number + 1), 0.95, (number,))
        for number, text in enumerate(SPOKEN)
    )
    slide = "Entropy\n- counts arrangements\n- second law: never decreases in an isolated system\n- unit: J/K"
    return [Passage(0.0, SECONDS_EACH * len(SPOKEN), "Entropy", sentences, None, slide)]


def task() -> GradingTask:
    """Right in one of two points."""
    return GradingTask(
        question="Why may a refrigerator lower the entropy of the food inside of it?",
        reference_answers=("It gives off heat to the kitchen, which gains more entropy than the food loses.",),
        key_points=(
            KeyPoint("It gives off heat to the kitchen"),
            KeyPoint("The kitchen gains more than the food loses"),
        ),
        response="Because the heat of the food goes out into the kitchen.",
    )
