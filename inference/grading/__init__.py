"""Answers in free text, judged against reference answers and key points."""
