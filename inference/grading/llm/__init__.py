"""A language model as a grader: it points at what an answer says, and code decides what that earns."""

from inference.grading.llm.grader import LlmGrader

__all__ = ["LlmGrader"]
