"""Feedback in the languages of the models, in the three steps of inference/grading/feedback.py.

The first step speaks of the answer in its own words and counts what is missing; it never names it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inference.grading.feedback import FULL, NONE, shortened, write_feedback
from inference.grading.llm.evidence import same_word, telling_words
from inference.grading.verdict import GradingTask, KeyPointCredit, VerdictLabel

Steps = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Sentences with {quote}, {quotes}, {missing}, {all}, {term} and {answer} to be filled in."""

    correct: str
    non_domain: str
    irrelevant: str
    on_the_way: str
    conflict: str
    conflict_quoted: str
    belongs: str
    belong: str
    one_missing: str
    some_missing: str
    half: str
    compare: str
    key_term: str
    read_again: str
    answer: str
    quoted: str = "“{}”"
    joint: str = " "
    """What stands between sentences, and between quotes."""


PHRASES = {
    "de": Phrases(
        correct="Das ist richtig, und es fehlt nichts, wonach gefragt war.",
        non_domain="Hier steht noch keine Antwort. Sieh dir diesen Teil der Vorlesung noch einmal an und versuche es"
        " dann mit eigenen Worten.",
        irrelevant="Das beantwortet die Frage noch nicht. Lies sie noch einmal und sieh dir dann diesen Teil der"
        " Vorlesung wieder an.",
        on_the_way="Du bist auf dem richtigen Weg.",
        conflict="Das stimmt so noch nicht. Vergleiche es mit diesem Teil der Vorlesung.",
        conflict_quoted="Prüfe diese Stelle: {quote}. Sie passt nicht zur Vorlesung.",
        belongs="{quotes} gehört zur Antwort.",
        belong="{quotes} gehören zur Antwort.",
        one_missing="1 von {all} Teilen fehlt noch.",
        some_missing="{missing} von {all} Teilen fehlen noch.",
        half="Noch ist nicht alles vollständig.",
        compare="Vergleiche deine Worte mit der Antwort aus der Vorlesung.",
        key_term="Ein Schlüsselbegriff: {term}.",
        read_again="Lies die Frage noch einmal Wort für Wort: Wonach genau ist gefragt?",
        answer="Die Antwort: {answer}",
        quoted="„{}“",
    ),
    "es": Phrases(
        correct="Es correcto, y no falta nada de lo que se preguntaba.",
        non_domain="Aquí todavía no hay una respuesta. Vuelve a esta parte de la clase y prueba con tus propias"
        " palabras.",
        irrelevant="Esto todavía no responde a la pregunta. Léela otra vez y vuelve a esta parte de la clase.",
        on_the_way="Vas por buen camino.",
        conflict="Todavía no es correcto. Compáralo con esta parte de la clase.",
        conflict_quoted="Revisa esta parte: {quote}. No coincide con la clase.",
        belongs="{quotes} forma parte de la respuesta.",
        belong="{quotes} forman parte de la respuesta.",
        one_missing="Falta todavía 1 de {all} partes.",
        some_missing="Faltan todavía {missing} de {all} partes.",
        half="Todavía no está completo.",
        compare="Compara tus palabras con la respuesta dada en la clase.",
        key_term="Un término clave: {term}.",
        read_again="Lee la pregunta otra vez, palabra por palabra: ¿qué pide exactamente?",
        answer="La respuesta: {answer}",
        quoted="«{}»",
    ),
    "fr": Phrases(
        correct="C’est juste, et il ne manque rien de ce qui était demandé.",
        non_domain="Il n’y a pas encore de réponse ici. Revenez à cette partie du cours, puis essayez avec vos propres"
        " mots.",
        irrelevant="Cela ne répond pas encore à la question. Relisez-la, puis revenez à cette partie du cours.",
        on_the_way="Vous êtes sur la bonne voie.",
        conflict="Ce n’est pas encore juste. Comparez avec cette partie du cours.",
        conflict_quoted="Vérifiez ce passage : {quote}. Il ne s’accorde pas avec le cours.",
        belongs="{quotes} fait partie de la réponse.",
        belong="{quotes} font partie de la réponse.",
        one_missing="Il manque encore 1 partie sur {all}.",
        some_missing="Il manque encore {missing} parties sur {all}.",
        half="Ce n’est pas encore complet.",
        compare="Comparez vos mots avec la réponse donnée dans le cours.",
        key_term="Un terme clé : {term}.",
        read_again="Relisez la question mot à mot : que demande-t-elle exactement ?",
        answer="La réponse : {answer}",
        quoted="« {} »",
    ),
    "it": Phrases(
        correct="È giusto, e non manca nulla di ciò che era richiesto.",
        non_domain="Qui non c’è ancora una risposta. Torna a questa parte della lezione e prova con parole tue.",
        irrelevant="Questo non risponde ancora alla domanda. Rileggila e torna a questa parte della lezione.",
        on_the_way="Sei sulla buona strada.",
        conflict="Non è ancora giusto. Confrontalo con questa parte della lezione.",
        conflict_quoted="Controlla questo punto: {quote}. Non concorda con la lezione.",
        belongs="{quotes} fa parte della risposta.",
        belong="{quotes} fanno parte della risposta.",
        one_missing="Manca ancora 1 parte su {all}.",
        some_missing="Mancano ancora {missing} parti su {all}.",
        half="Non è ancora completo.",
        compare="Confronta le tue parole con la risposta data nella lezione.",
        key_term="Un termine chiave: {term}.",
        read_again="Rileggi la domanda parola per parola: che cosa chiede esattamente?",
        answer="La risposta: {answer}",
        quoted="«{}»",
    ),
    "ja": Phrases(
        correct="正解です。問われたことはすべて書かれています。",
        non_domain="まだ答えが書かれていません。講義のこの部分に戻り、自分の言葉で書いてみましょう。",
        irrelevant="まだ問いへの答えになっていません。問いをもう一度読み、講義のこの部分に戻りましょう。",
        on_the_way="その調子です。",
        conflict="まだ正しくありません。講義のこの部分と比べてみましょう。",
        conflict_quoted="この部分を見直しましょう：{quote}。講義の内容と合っていません。",
        belongs="{quotes}は答えの一部です。",
        belong="{quotes}は答えの一部です。",
        one_missing="{all}個のうち1個がまだ足りません。",
        some_missing="{all}個のうち{missing}個がまだ足りません。",
        half="まだ十分ではありません。",
        compare="自分の言葉を、講義で示された答えと比べてみましょう。",
        key_term="手がかりとなる言葉：{term}",
        read_again="問いを一語ずつ読み直しましょう。何が問われていますか。",
        answer="答え：{answer}",
        quoted="「{}」",
        joint="",
    ),
}
_RUNS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[\u30a0-\u30ff]{2,}|[^\W\d_\u3040-\u309f]+")


def has_phrases(language: str) -> bool:
    return language == "en" or language in PHRASES


def feedback_in(
    language: str, task: GradingTask, label: VerdictLabel, credits: Sequence[KeyPointCredit], conflict: str
) -> Steps:
    """The three steps in the language of this ISO 639-1 code, in English where there are no phrases in it."""
    phrases = PHRASES.get(language)
    if phrases is None:
        return write_feedback(task, label, credits, conflict)
    return _first(phrases, label, credits, conflict), _second(phrases, task, label, credits), _third(phrases, task)


def _first(phrases: Phrases, label: VerdictLabel, credits: Sequence[KeyPointCredit], conflict: str) -> str:
    if label in ("correct", "non_domain", "irrelevant"):
        return str(getattr(phrases, label))
    if label == "contradictory":
        quote = phrases.quoted.format(shortened(conflict))
        opening = phrases.conflict_quoted.format(quote=quote) if conflict else phrases.conflict
        sentences = [opening, _what_is_right(phrases, credits), _what_is_missing(phrases, credits)]
    else:
        right = _what_is_right(phrases, credits) or phrases.on_the_way
        sentences = [right, _what_is_missing(phrases, credits)]
    return phrases.joint.join(filter(None, sentences))


def _what_is_right(phrases: Phrases, credits: Sequence[KeyPointCredit]) -> str:
    quotes = list(dict.fromkeys(shortened(one.quote) for one in credits if one.credit > NONE and one.quote))
    if not quotes:
        return ""
    sentence = phrases.belong if len(quotes) > 1 else phrases.belongs
    return sentence.format(quotes=phrases.joint.join(phrases.quoted.format(quote) for quote in quotes))


def _what_is_missing(phrases: Phrases, credits: Sequence[KeyPointCredit]) -> str:
    missing = sum(one.credit <= NONE for one in credits)
    if len(credits) > 1 and missing:
        sentence = phrases.one_missing if missing == 1 else phrases.some_missing
        return sentence.format(missing=missing, all=len(credits))
    return phrases.half if any(NONE < one.credit < FULL for one in credits) else ""


def _second(phrases: Phrases, task: GradingTask, label: VerdictLabel, credits: Sequence[KeyPointCredit]) -> str:
    if label == "correct":
        return phrases.compare
    term = key_term_in(task, credits)
    return phrases.key_term.format(term=term) if term else phrases.read_again


def key_term_in(task: GradingTask, credits: Sequence[KeyPointCredit]) -> str:
    """The longest word of what is missing that neither question nor response has, as it is written; "" for none."""
    code = task.language.lower().split("-")[0]
    said = telling_words(task.question, code) | telling_words(task.response[:4000], code)
    for one in sorted(credits, key=lambda credit: credit.credit):
        words = [word for word in _RUNS.findall(one.text) if _is_new(telling_words(word, code), said)]
        if one.credit < FULL and words:
            return str(max(words, key=len))
    return ""


def _is_new(parts: frozenset[str], said: frozenset[str]) -> bool:
    return bool(parts) and not any(same_word(part, known) for part in parts for known in said)


def _third(phrases: Phrases, task: GradingTask) -> str:
    references = [text.strip() for text in task.reference_answers if text.strip()]
    answer = references[0] if references else "; ".join(point.text for point in task.key_points)
    return phrases.answer.format(answer=answer)
