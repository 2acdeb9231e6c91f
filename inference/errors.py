"""The two ways in which an engine may fail on purpose. Anything else is a bug."""


class EngineUnavailable(Exception):
    """The engine cannot answer now; later may help (retried by the caller)."""


class BadInput(Exception):
    """This material cannot be used. `sentence` is shown to people, `code` is for machines ("speech.no_audio")."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
