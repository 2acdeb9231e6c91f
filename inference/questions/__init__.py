"""Wh-questions with reference answers, key points and evidence, written from passages."""
