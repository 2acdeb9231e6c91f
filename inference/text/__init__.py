"""Speech and slide text aligned into passages."""
