"""Speech and slides become passages: what was said while a slide was shown, cut where the topic changes."""

from collections.abc import Sequence

from inference.slides.slide import Slide
from inference.text.passage import Passage, Sentence
from inference.text.sentences import Spoken, join_sentences
from inference.text.topics import cut_by_topic


def align(segments: Sequence[Spoken], slides: Sequence[Slide]) -> tuple[Passage, ...]:
    """Passages in the order of the recording. Without slides they have no title; a slide during which nothing is
    said is a passage without sentences; without times (all None) the slides are left to passages of their own.
    """
    sentences = join_sentences(segments)
    passages: list[Passage] = []
    for slide, said in _by_slide(sentences, slides):
        passages.extend(_passages(slide, said, slides))
    return tuple(passages)


def _by_slide(sentences: Sequence[Sentence], slides: Sequence[Slide]) -> list[tuple[int | None, list[Sentence]]]:
    """Runs of sentences with the index of their slide: the one that is shown for the longest part of the sentence."""
    runs: list[tuple[int | None, list[Sentence]]] = []
    shown = 0
    for sentence in sentences:
        slide = _slide_of(sentence, slides)
        if slide is not None:
            runs.extend((silent, []) for silent in range(shown, slide))
            shown = max(shown, slide + 1)
        if not runs or runs[-1][0] != slide:
            runs.append((slide, []))
        runs[-1][1].append(sentence)
    runs.extend((silent, []) for silent in range(shown, len(slides)))
    return runs


def _slide_of(sentence: Sentence, slides: Sequence[Slide]) -> int | None:
    if sentence.start is None or sentence.end is None:
        return None
    overlaps = [min(sentence.end, slide.end) - max(sentence.start, slide.start) for slide in slides]
    longest = max(overlaps, default=0.0)
    return overlaps.index(longest) if longest > 0 else None


def _passages(index: int | None, said: Sequence[Sentence], slides: Sequence[Slide]) -> list[Passage]:
    slide = slides[index] if index is not None else None
    title, slide_text = (slide.title, slide.text) if slide else ("", "")
    if slide and not said:
        return [Passage(slide.start, slide.end, title, (), index, slide_text)]
    return [Passage(run[0].start, run[-1].end, title, tuple(run), index, slide_text) for run in cut_by_topic(said)]
