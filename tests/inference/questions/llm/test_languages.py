"""A lecture's questions are in its language; a language that the model does not write gives none and says so."""

import pytest

from inference.engine import silent
from inference.questions.llm import LlmQuestionWriter
from inference.questions.llm.languages import LANGUAGES, is_in, wh_of
from tests.inference.questions.llm.scripted import ScriptedChat, always, draft, drafts, passage

GERMAN = passage(
    "So, machen wir weiter mit den Gasen und mit dem, was die Wärme mit den Gasen macht, wie ich schon sagte.",
    "Wenn man ein Gas erwärmt, ähm, bewegen sich die Moleküle schneller und stoßen härter an die Wand.",
    "Darum steigt der Druck, und das kommt dann auch in der Klausur vor, also merken Sie sich das bitte gut.",
)
ANSWER = "Die Moleküle bewegen sich schneller und stoßen härter an die Wand."
DRAFT = draft(
    "Wenn man ein Gas erwärmt, bewegen sich die Moleküle schneller und stoßen härter an die Wand.",
    "Warum steigt der Druck in einem Gas, wenn man es erwärmt?",
    ANSWER,
    "die Moleküle bewegen sich schneller",
    "sie stoßen härter an die Wand",
)
ENGLISH = draft(DRAFT["quote"], "Why does the pressure of a gas rise?", "The molecules hit the walls harder.", "harder")


def german_chat(*several: dict[str, object], **options: tuple[str, ...]) -> ScriptedChat:
    return ScriptedChat(
        drafts=always(drafts(*several)), answer=always(ANSWER), choices=always({"choices": []}), **options
    )


def test_a_german_lecture_is_asked_about_in_german() -> None:
    chat = german_chat(DRAFT)

    written = LlmQuestionWriter(llm={}, chat=chat).write_questions([GERMAN], language="de", count=5, report=silent)

    assert [(question.stem, question.wh) for question in written.questions] == [(DRAFT["question"], "why")]
    assert written.questions[0].evidence.start == 5.0
    assert "in German" in chat.systems[-1]
    assert any("Beispiel für Gesprochenes" in system for system in chat.systems)


def test_english_questions_about_a_german_lecture_are_dropped() -> None:
    writer = LlmQuestionWriter(llm={}, chat=german_chat(ENGLISH))

    assert writer.write_questions([GERMAN], language="de", count=5, report=silent).drops == {
        "text: another language": 1
    }


@pytest.mark.parametrize(("languages", "count"), [((), 0), (("en", "de"), 0), (("en", "pt"), 1)])
def test_other_languages_are_written_on_request_only(languages: tuple[str, ...], count: int) -> None:
    chat = german_chat(languages=languages)

    written = LlmQuestionWriter(llm={}, chat=chat).write_questions([GERMAN], language="pt", count=5, report=silent)

    assert chat.count("drafts") == count
    assert ("LLM_LANGUAGES" in written.note) == (count == 0)
    assert not written.questions


@pytest.mark.parametrize(
    ("language", "stem", "wh"),
    [
        ("en", "When a gas is heated, what happens to its pressure?", "what"),
        ("en", "How many bonds does carbon form?", "how many"),
        ("de", "Wie viele Bindungen geht Kohlenstoff ein?", "how many"),
        ("de", "Wodurch entsteht Reibung?", "how"),
        ("de", "Welches Gas ist leichter als Luft?", "which"),
        ("es", "¿Por qué sube la presión?", "why"),
        ("es", "¿Qué es un catalizador?", "what"),
        ("fr", "Qu'est-ce qu'un catalyseur ?", "what"),
        ("fr", "Combien de liaisons forme le carbone ?", "how many"),
        ("it", "Che cos'è un catalizzatore?", "what"),
        ("it", "Perché sale la pressione?", "why"),
        ("ja", "触媒とは何ですか？", "what"),
        ("ja", "なぜ圧力が上がるのですか？", "why"),
        ("en", "Name a catalyst.", None),
    ],
)
def test_the_question_word_is_found_in_each_language(language: str, stem: str, wh: str | None) -> None:
    assert wh_of(stem, language) == wh


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Why does the pressure of a gas rise when it is heated?", "en"),
        ("Warum steigt der Druck in einem Gas, wenn man es erwärmt?", "de"),
        ("¿Por qué sube la presión de un gas cuando se calienta?", "es"),
        ("Pourquoi la pression d'un gaz monte-t-elle quand on le chauffe ?", "fr"),
        ("Perché la pressione di un gas sale quando viene scaldato?", "it"),
        ("気体を温めると圧力が上がるのはなぜですか？", "ja"),
    ],
)
def test_a_language_is_told_from_the_others(text: str, language: str) -> None:
    assert [code for code in LANGUAGES if is_in(text, code)] == [language]
