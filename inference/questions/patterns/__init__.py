"""Patterns that find what is worth asking in a clause, one kind of question each."""
