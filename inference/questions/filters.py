"""Which drafts are thrown out. Each filter has a name, by which what it throws out is counted."""

from collections.abc import Callable

from inference.questions import answer_filters, definites, fluency, letters, stem_filters
from inference.questions.concepts import Concepts
from inference.questions.draft import Draft

FILTERS: dict[str, Callable[[Draft, Concepts], bool]] = {
    "stem: too short, too long or odd": stem_filters.is_stem_odd,
    "stem: pointing words": stem_filters.points_away,
    "stem: pronouns": stem_filters.has_pronoun,
    "stem: leans on what was said before": stem_filters.leans,
    "stem: vague": stem_filters.is_vague,
    "stem: a thing that nothing tells apart": definites.leans_on_things,
    "stem: says a word twice": stem_filters.says_a_word_twice,
    "stem: the subject runs on": stem_filters.subject_runs_on,
    "stem: letters of the board": letters.asks_letters,
    "stem: misheard word": stem_filters.is_misheard,
    "stem: an article is missing": stem_filters.lacks_article,
    "answer: too short, too long or odd": answer_filters.is_answer_odd,
    "answer: talk about the lecture": answer_filters.answer_talks,
    "answer: first person": answer_filters.answer_is_personal,
    "answer: pointing words or pronouns": answer_filters.answer_points_away,
    "answer: says nothing": answer_filters.answer_is_empty,
    "answer: cut off": answer_filters.is_answer_cut_off,
    "answer: things and stuff": answer_filters.names_no_thing,
    "answer: of one act": answer_filters.is_of_one_act,
    "answer: takes up what was shown": answer_filters.answer_takes_up_what_was_shown,
    "answer: begins with a pronoun": answer_filters.begins_with_a_pronoun,
    "answer: hedged": fluency.is_hedged,
    "answer: subject and verb disagree": fluency.disagrees,
    "answer: runs on": fluency.runs_on,
    "stem: words that do not join": fluency.does_not_join,
    "answer: leaves out what was asked for": answer_filters.leaves_reply_out,
    "answer: repeats the question": answer_filters.gives_itself_away,
    "answer: explains a term by itself": answer_filters.asks_what_it_is_by_itself,
}


def flaws_of(draft: Draft, concepts: Concepts) -> list[str]:
    """The names of the filters that catch the draft, none where it passes."""
    return [name for name, caught in FILTERS.items() if caught(draft, concepts)]
