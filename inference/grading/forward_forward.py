"""The embedded grader with the other head: GRADER=forward_forward."""

from pathlib import Path

from inference.engine import fingerprint
from inference.grading.embedded import RULES, EmbeddedGrader
from inference.grading.forward_forward_head import read_head, shipped_forward_forward_head


class ForwardForwardGrader(EmbeddedGrader):
    """What is read of an answer and what bounds a grade are those of `EmbeddedGrader`; what decides between them is a
    Forward-Forward network. `head_file`: one of one's own from `inference.grading.train_forward_forward`. Raises
    FileNotFoundError where it is missing."""

    def __init__(self, *, head_file: str = "") -> None:
        head = read_head(Path(head_file)) if head_file else shipped_forward_forward_head()
        super().__init__(head=head)
        self.fingerprint = fingerprint("grading.forward_forward", head=head.version, rules=RULES)
