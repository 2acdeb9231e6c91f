"""Large language models behind any OpenAI-compatible server."""
