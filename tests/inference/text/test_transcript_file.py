"""Transcripts from files, whole and malformed."""

import json

import pytest

from inference.errors import BadInput
from inference.text.transcript_file import read_transcript_file


def read(tmp_path, content: object):
    path = tmp_path / "lecture.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return read_transcript_file(path)


def words_of(transcript) -> str:
    return " ".join(sentence.text for passage in transcript.passages for sentence in passage.sentences)


def test_segments_become_sentences_with_their_times(tmp_path):
    segments = [{"start": 1, "end": 3, "text": "Energy is"}, {"start": 3, "end": 5.5, "text": "conserved."}]

    transcript = read(tmp_path, {"title": "Energy", "language": "en", "segments": segments})

    ((sentence,),) = [passage.sentences for passage in transcript.passages]
    assert (sentence.text, sentence.start, sentence.end) == ("Energy is conserved.", 1, 5.5)
    assert (transcript.title, transcript.language) == ("Energy", "en")


def test_times_may_be_null(tmp_path):
    transcript = read(tmp_path, {"segments": [{"start": None, "end": None, "text": "It falls. It stops."}]})

    assert [sentence.start for sentence in transcript.passages[0].sentences] == [None, None]


def test_text_alone_is_enough(tmp_path):
    assert words_of(read(tmp_path, {"text": "One.\n\nTwo."})) == "One. Two."


def test_boilerplate_is_skipped(tmp_path):
    segments = [{"start": n, "end": n + 1, "text": text} for n, text in enumerate(["Licence.", "Donate.", "Physics."])]

    assert words_of(read(tmp_path, {"boilerplate_segments": 2, "segments": segments})) == "Physics."


def test_names_of_speakers_and_noises_are_left_out(tmp_path):
    said = "PROFESSOR: Good morning. [LAUGHTER] Let us begin. CATHY O'NEILL: Yes."

    assert words_of(read(tmp_path, {"text": said})) == "Good morning. Let us begin. Yes."


def test_what_learners_say_is_left_out_until_the_lecturer_speaks_again(tmp_path):
    texts = ["PROFESSOR: What is it?", "AUDIENCE: A wrong answer.", "And more of it.", "PROFESSOR: It is entropy."]
    segments = [{"start": n, "end": n + 1, "text": text} for n, text in enumerate(texts)]

    assert words_of(read(tmp_path, {"segments": segments})) == "What is it? It is entropy."


def test_a_learner_who_gives_the_lecture_is_heard(tmp_path):
    assert words_of(read(tmp_path, {"text": "STUDENT: Rainbows are all around us."})) == "Rainbows are all around us."


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "transcript.not_json"),
        ("{broken", "transcript.not_json"),
        ("[1, 2]", "transcript.shape"),
        ({}, "transcript.shape"),
        ({"text": 5}, "transcript.shape"),
        ({"segments": "all"}, "transcript.shape"),
        ({"segments": [{"start": 0, "end": 1}]}, "transcript.shape"),
        ({"segments": ["words"]}, "transcript.shape"),
        ({"segments": [{"start": "soon", "end": 1, "text": "A."}]}, "transcript.times"),
        ({"segments": [{"start": -4, "end": 1, "text": "A."}]}, "transcript.times"),
        ({"segments": []}, "transcript.empty"),
        ({"text": "  \n "}, "transcript.empty"),
    ],
)
def test_a_malformed_file_is_refused_with_a_sentence(tmp_path, content, code):
    with pytest.raises(BadInput) as caught:
        read(tmp_path, content)

    assert caught.value.code == code
    assert caught.value.sentence.endswith(".") or caught.value.sentence.endswith("'soon'.")


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(BadInput, match=r"gone\.json cannot be read"):
        read_transcript_file(tmp_path / "gone.json")
