"""The question writer that asks a language model."""

from inference.questions.llm.writer import LlmQuestionWriter

__all__ = ["LlmQuestionWriter"]
