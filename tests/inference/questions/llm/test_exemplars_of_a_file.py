"""LLM_QUESTION_EXEMPLARS: questions that people wrote to other passages are shown before the passage."""

import json
from pathlib import Path

from inference.engine import silent
from inference.questions.llm import LlmQuestionWriter
from inference.questions.llm.prompts import prompt
from inference.text.passage import Passage
from tests.inference.questions.llm.conftest import SAID, SOUND
from tests.inference.questions.llm.scripted import ScriptedChat, always, drafts


def chat() -> ScriptedChat:
    return ScriptedChat(drafts=always(drafts(SOUND)), answer=always(SAID), choices=always({"choices": []}))


def test_they_are_shown_before_the_passage(gases: Passage, tmp_path: Path) -> None:
    path = tmp_path / "exemplars.jsonl"
    row = {"input": {"passage": "Yeast is a fungus.", "answer": "a fungus"}, "output": "What kind of life is yeast?"}
    path.write_text(json.dumps(row))
    model = chat()

    writer = LlmQuestionWriter(llm={"question_exemplars": str(path)}, chat=model)
    written = writer.write_questions([gases], language="en", count=5, report=silent)

    asked = next(text for name, text, _ in model.asked if name == "drafts")
    assert "question: What kind of life is yeast?" in asked
    assert asked.index(prompt("shown")) < asked.index("Yeast is a fungus") < asked.index("⟦speech")
    assert written.questions
    assert writer.fingerprint != LlmQuestionWriter(llm={}, chat=model).fingerprint
