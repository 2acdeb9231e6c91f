"""Graded and answered in the language of the question."""

import pytest

from inference.errors import BadInput
from inference.grading.llm import LlmGrader
from inference.grading.llm.phrases import PHRASES, key_term_in
from inference.grading.verdict import GradingTask, KeyPointCredit, Verdict
from inference.llm.profiles import LANGUAGES
from inference.questions.question import KeyPoint
from tests.inference.grading.models import ScriptedChat, findings

GERMAN = GradingTask(
    "Was tun Mitochondrien in der Zelle?",
    ("Mitochondrien erzeugen ATP und versorgen die Zelle mit Energie.",),
    (KeyPoint("erzeugen ATP"), KeyPoint("versorgen die Zelle mit Energie")),
    "Sie erzeugen ATP.",
    "de",
)
HALF = findings([("Sie erzeugen ATP", "full"), ("", "none")])


def graded(task: GradingTask, said: dict[str, object]) -> Verdict:
    return LlmGrader(llm={}, chat=ScriptedChat(said)).grade([task])[0]


def test_the_three_steps_are_in_the_language_of_the_question() -> None:
    first, second, third = graded(GERMAN, HALF).feedback

    assert first == "„Sie erzeugen ATP“ gehört zur Antwort. 1 von 2 Teilen fehlt noch."
    assert second == "Ein Schlüsselbegriff: versorgen."
    assert third == "Die Antwort: Mitochondrien erzeugen ATP und versorgen die Zelle mit Energie."


def test_every_language_of_the_models_has_its_phrases() -> None:
    assert {"en", *PHRASES} == set(LANGUAGES)


@pytest.mark.parametrize("language", sorted(PHRASES))
def test_every_sentence_can_be_filled_in(language: str) -> None:
    phrases = PHRASES[language]
    filled = [
        getattr(phrases, name).format("q", quote="q", quotes="q", missing=2, all=3, term="t", answer="a")
        for name in type(phrases).__slots__
    ]

    assert not any("{" in sentence for sentence in filled)


def test_japanese_evidence_and_key_term() -> None:
    task = GradingTask(
        "ミトコンドリアは細胞で何をしますか。",
        ("ミトコンドリアはATPを作り、細胞にエネルギーを供給します。",),
        (KeyPoint("ATPを作る"), KeyPoint("細胞にエネルギーを供給する")),
        "ATPを作ります。",
        "ja",
    )

    verdict = graded(task, findings([("ATPを作ります", "full"), ("", "none")]))

    assert [credit.credit for credit in verdict.credits] == [1.0, 0.0]
    assert verdict.feedback[0] == "「ATPを作ります。」は答えの一部です。2個のうち1個がまだ足りません。".replace(
        "。」", "」"
    )
    assert verdict.feedback[1] == "手がかりとなる言葉：エネルギー"


def test_function_words_are_no_evidence() -> None:
    task = GradingTask(
        "Warum?", ("Weil eine Kraft durch Reibung wirkt.",), (), "Es ist eine durch und durch gute.", "de"
    )

    assert graded(task, findings([("eine durch und durch gute", "full")])).score == 0


def test_a_key_term_is_none_that_was_said_already() -> None:
    credits = [KeyPointCredit("versorgen die Zelle mit Energie", 1.0, 0.5)]
    said = GradingTask("Was?", (), (), "Energie versorgt die Zelle", "de")

    assert key_term_in(said, credits) == ""


def test_a_language_that_the_model_does_not_know_is_refused() -> None:
    task = GradingTask("Hvorfor?", ("Energien bevares.",), (), "Fordi", "da")

    with pytest.raises(BadInput) as refused:
        LlmGrader(llm={}, chat=ScriptedChat()).grade([task])

    assert refused.value.code == "grading.language"
    assert "de, en, es, fr, it, ja" in refused.value.sentence


def test_of_a_model_of_which_nothing_is_known_english_alone_is_trusted() -> None:
    with pytest.raises(BadInput):
        LlmGrader(llm={}, chat=ScriptedChat(languages=())).grade([GERMAN])


def test_a_language_without_phrases_is_worded_by_the_model() -> None:
    task = GradingTask("Waarom?", ("Omdat wrijving energie wegneemt.",), (), "Omdat wrijving iets doet.", "nl")
    said = findings([("Omdat wrijving iets doet", "half")])
    chat = ScriptedChat(said, languages=("nl",), phrase="“Omdat wrijving iets doet” klopt. Het is nog niet volledig.")

    (verdict,) = LlmGrader(llm={}, chat=chat).grade([task])

    assert verdict.feedback[0] == "“Omdat wrijving iets doet” klopt. Het is nog niet volledig."
    assert verdict.tokens.calls == 3
