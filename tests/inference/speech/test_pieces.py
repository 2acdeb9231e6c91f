"""Long sound is worked in pieces that meet in pauses."""

import numpy as np

from inference.speech import pieces
from inference.speech.pieces import HeardPiece, SoundBuffer, load_piece, quiet_moment, save_piece
from inference.speech.sound import RATE
from inference.speech.transcript import Word


def test_speech_is_cut_in_its_longest_pause(jfk_samples, pause):
    speech = np.concatenate([jfk_samples, pause, jfk_samples])

    cut = quiet_moment(speech) / RATE

    assert 10.5 < cut < 12.3


def test_sound_without_a_pause_is_cut_at_its_quietest(monkeypatch):
    hum = np.full(10 * RATE, 0.3, np.float32)
    hum[7 * RATE : 7 * RATE + 1600] = 0.01
    everything = [{"start": 0, "end": len(hum)}]
    monkeypatch.setattr(pieces, "get_speech_timestamps", lambda *_: everything)

    assert 7 * RATE <= quiet_moment(hum) <= 7 * RATE + 1600


def test_the_pieces_are_the_whole_sound(monkeypatch):
    monkeypatch.setattr(pieces, "PIECE_S", 4)
    monkeypatch.setattr(pieces, "SEARCH_S", 2)
    sound = np.random.default_rng(1).normal(0, 0.1, 21 * RATE + 123).astype(np.float32)
    buffer = SoundBuffer(iter(np.split(sound, [RATE, 5 * RATE, 6 * RATE, 18 * RATE])))

    found = []
    while len(piece := buffer.next_piece()):
        found.append(piece.copy())
        buffer.drop(len(piece))

    assert np.array_equal(np.concatenate(found), sound)
    assert len(found) > 3
    assert all(len(piece) <= 6 * RATE for piece in found)


def test_dropping_more_than_there_is_ends_quietly():
    buffer = SoundBuffer(iter([np.ones(10, np.float32)]))

    buffer.drop(1000)

    assert len(buffer.next_piece()) == 0


def test_a_piece_that_was_kept_is_found_again(kept):
    piece = HeardPiece(160_000, "fr", (Word(0.5, 1.0, " déjà", 0.93), Word(1.0, 1.25, " vu.", 0.5)))

    save_piece(kept, 12, piece)

    assert load_piece(kept, 12) == piece
    assert load_piece(kept, 13) is None
    assert list(kept.saved) == ["piece-0012"]
