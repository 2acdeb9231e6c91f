"""Media and text in; transcripts, slides, questions and verdicts out. Knows no Django and no Celery."""
