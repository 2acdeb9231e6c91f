"""What the checks of drafts know of each language: question words, and words that a question may not lean on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from inference.questions.question import Wh
from inference.questions.words import CRUDE, LECTURE_TALK

LEAST_FUNCTION_WORDS = 2
KANA = re.compile("[\u3040-\u30ff]")
CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Language:
    """`wh` maps patterns to the contract's question words. `pointing` leads out of the question, `people` are the
    lecturer and the class, `talk` is about the lecture and not about its subject. `frequent` words carry no meaning."""

    name: str
    wh: tuple[tuple[re.Pattern[str], Wh], ...]
    pointing: re.Pattern[str]
    people: re.Pattern[str]
    talk: re.Pattern[str]
    frequent: frozenset[str]


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


def _frequent(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _wh(*pairs: tuple[str, Wh]) -> tuple[tuple[re.Pattern[str], Wh], ...]:
    return tuple((_words(pattern), wh) for pattern, wh in pairs)


def _signs(*pairs: tuple[str, Wh]) -> tuple[tuple[re.Pattern[str], Wh], ...]:
    """Japanese writes without spaces between words."""
    return tuple((re.compile(pattern), wh) for pattern, wh in pairs)


LANGUAGES: dict[str, Language] = {
    "en": Language(
        name="English",
        wh=_wh(
            ("how (?:many|much)", "how many"),
            ("how", "how"),
            ("why|what for|for what (?:reason|purpose)", "why"),
            ("who|whom|whose", "who"),
            ("when", "when"),
            ("where", "where"),
            ("which", "which"),
            ("what", "what"),
        ),
        pointing=_words(
            "this|these|those|here|now|today|tomorrow|yesterday|above|below|the former|the latter|aforementioned",
            r"that(?= (?:is|was|one|case|thing)\b)|like that|the (?:following|previous|next|last|first|second) "
            r"(?:one|example|case|slide|lecture)|the (?:given|example|text|passage|quote|excerpt|statement|sentence)",
        ),
        people=_words("(?-i:I)(?= [a-z])|me|my|mine|we|(?-i:us)|our|ours|you|your|yours"),
        talk=re.compile(
            LECTURE_TALK
            + r"|\b(?:speaker|lecturer|instructor|teacher|author|narrator|text|passage|transcript|excerpt|quote|"
            r"mentioned|discussed|described|according to (?:the|this|that|him|her|them))\b|" + CRUDE,
            re.IGNORECASE,
        ),
        frequent=_frequent(
            "the a an of to in on at for with by from and or but is are was were be been being do does did has "
            "have had it its that which who what when where why how this these those as not no than then there "
            "can could will would should may might must if so such into about between over under also more most "
            "very one some any all happens happen mean means called used use"
        ),
    ),
    "de": Language(
        name="German",
        wh=_wh(
            ("wie ?viele?", "how many"),
            ("wie|wodurch|womit|inwiefern|auf welche weise", "how"),
            ("warum|weshalb|wieso|wozu|wofür|weswegen", "why"),
            ("wer|wen|wem|wessen", "who"),
            ("wann|seit wann|bis wann", "when"),
            ("wo|wohin|woher", "where"),
            ("welche[rsnm]?", "which"),
            ("was|woraus|worin|worauf|wovon|woran|worüber|wonach", "what"),
        ),
        pointing=_words(
            "diese[rsnm]?|dies|jene[rsnm]?|hier|jetzt|heute|gestern|morgen|oben|unten|solche[rsnm]?",
            "der folgende|die folgende|das folgende|de[rsmn] (?:text|textes|abschnitt|abschnitts|satz|satzes)",
        ),
        people=_words("ich|mich|mir|mein\\w*|wir|uns|unser\\w*|du|dich|dir|dein\\w*|ihr|euch|euer"),
        talk=_words(
            "vorlesung\\w*|vortrag\\w*|folien?|tafel|klausur\\w*|hausaufgabe\\w*|übungsblatt|dozent\\w*|professor\\w*|"
            "redner\\w*|sprecher\\w*|autor\\w*|laut|erwähnt|besprochen|genannt wird|zitat\\w*|transkript\\w*|video\\w*|"
            "studierende\\w*|studenten"
        ),
        frequent=_frequent(
            "der die das den dem des ein eine einer eines einem einen und oder aber ist sind war waren wird "
            "werden wurde wurden zu im in an am auf für mit von vom bei aus nach über unter durch um als auch "
            "nicht kein keine sich es er sie man hat haben kann können dass wenn weil ob wie was warum wer wo "
            "wann welche welcher so noch nur zum zur eines ihre ihr sein seine"
        ),
    ),
    "es": Language(
        name="Spanish",
        wh=_wh(
            ("cuánt[oa]s?", "how many"),
            ("cómo|de qué (?:manera|forma|modo)", "how"),
            ("por qué|para qué|a qué se debe", "why"),
            ("quién|quiénes", "who"),
            ("cuándo", "when"),
            ("d[óo]nde|ad[óo]nde", "where"),
            ("cuál|cuáles", "which"),
            ("qué", "what"),
        ),
        pointing=_words(
            "este|esta|esto|estos|estas|ese|esa|eso|esos|esas|aquí|ahí|ahora|hoy|ayer|mañana|aquel\\w*",
            "el siguiente|la siguiente|el texto|el fragmento|la frase",
        ),
        people=_words("yo|me|mi|mis|nosotr[oa]s|nos|nuestr[oa]s?|tú|tu|tus|usted(?:es)?|vosotr[oa]s"),
        talk=_words(
            "clase|conferencia|lección|curso|diapositivas?|pizarra|examen|tarea|profesor(?:a)?|ponente|autor(?:a)?|"
            "según|menciona\\w*|video|vídeo|transcripción"
        ),
        frequent=_frequent(
            "el la los las un una unos unas de del al a en y o u pero es son era eran fue ser se que qué con por "
            "para sin sobre entre como cómo más menos no ni su sus lo le les ha han hay cuando donde si también "
            "muy cuál cuáles puede pueden está están"
        ),
    ),
    "fr": Language(
        name="French",
        wh=_wh(
            ("combien", "how many"),
            ("comment|de quelle (?:manière|façon)", "how"),
            ("pourquoi|pour quelles? raisons?|dans quel but", "why"),
            ("qui", "who"),
            ("quand|à quel moment", "when"),
            ("où", "where"),
            ("quel(?:le)?s?|lequel|laquelle|lesquel(?:le)?s", "which"),
            ("que|qu|quoi", "what"),
        ),
        pointing=_words(
            "ceci|cela|ça|celui-ci|celle-ci|ici|là|maintenant|aujourd|hier|demain|ci-dessus|ci-dessous",
            r"cette?(?= \w+)|cet|ces|le texte|le passage|la phrase|l.extrait",
        ),
        people=_words("je|j|me|moi|mon|ma|mes|nous|notre|nos|tu|te|ton|ta|tes|vous|votre|vos"),
        talk=_words(
            "cours|conférence|leçon|diapositives?|tableau noir|examen|devoirs|professeure?|enseignante?|orateur|"
            "auteure?|selon|mentionn\\w*|vidéo|transcription"
        ),
        frequent=_frequent(
            "le la les l un une des du de d à au aux en dans et ou mais est sont était étaient être a ont se s "
            "que qu qui quoi quel quelle quels quelles ce cette ces il elle ils elles on ne pas plus par pour sur "
            "avec sans sous comme comment pourquoi où quand si son sa ses leur leurs y"
        ),
    ),
    "it": Language(
        name="Italian",
        wh=_wh(
            ("quant[oaie]", "how many"),
            ("come|in che modo|in quale modo", "how"),
            ("perché|per quale motivo", "why"),
            ("chi", "who"),
            ("quando", "when"),
            ("dove", "where"),
            ("qual|quali|quale", "which"),
            ("che cosa|cosa|cos|che", "what"),
        ),
        pointing=_words(
            "quest[oaie]|quell[oaie]|quel|quei|qui|qua|adesso|ora|oggi|ieri|domani|il seguente|"
            "la seguente|il testo|la frase"
        ),
        people=_words("io|mi|me|mio|mia|noi|nostr[oaie]|tu|ti|tuo|tua|voi|vostr[oaie]"),
        talk=_words(
            "lezion[ei]|conferenza|corso|diapositiv[ae]|slide|lavagna|esame|compiti|professore(?:ssa)?|docente|relatore|"
            "autore|autrice|secondo (?:il|la)|menziona\\w*|video|trascrizione"
        ),
        frequent=_frequent(
            "il lo la i gli le l un uno una di del dello della dei degli delle a al alla ai alle in nel nella con "
            "su per tra fra e o ma è sono era erano essere si che cosa chi come perché quando dove quale quali "
            "non più da dal dalla ha hanno se anche molto suo sua loro ne ci"
        ),
    ),
    "ja": Language(
        name="Japanese",
        wh=_signs(
            ("いくつ|何[個人回本枚種台]|どれくらい|どのくらい|いくら", "how many"),
            ("どのように|どうやって|どうすれば|いかに", "how"),
            ("なぜ|どうして|何のために|なんで", "why"),
            ("誰|だれ", "who"),
            ("いつ|何年|何時", "when"),
            ("どこ", "where"),
            ("どの|どれ|どちら|どんな", "which"),
            ("何|なに|なん", "what"),
        ),
        pointing=re.compile("この|その|あの|これ|それ|あれ|ここ|そこ|あそこ|今日|昨日|明日|上記|下記|前述"),
        people=re.compile("私|僕|俺|我々|われわれ|あなた|皆さん|みなさん"),
        talk=re.compile("講義|授業|スライド|黒板|試験|宿題|先生|教授|話者|著者|によると|述べ|動画|文章|本文"),
        frequent=_frequent(""),
    ),
}


def base(language: str) -> str:
    """ "de" of "de-AT"."""
    return language.lower().split("-")[0]


def wh_of(stem: str, language: str) -> Wh | None:
    """The question word of a stem, None where it has none. A clause in front ("When a gas is heated, what ...?") is not
    what is asked."""
    known = LANGUAGES.get(base(language))
    if known is None:
        return "what"
    asked = re.split(r"[,、，]\s*", stem)
    return _first_wh(asked[-1], known) or _first_wh(stem, known)


def _first_wh(text: str, known: Language) -> Wh | None:
    found = [
        (match.start(), order, wh) for order, (pattern, wh) in enumerate(known.wh) if (match := pattern.search(text))
    ]
    return min(found)[2] if found else None


def is_in(text: str, language: str) -> bool:
    """Whether the text is in this language, told by its function words; True where nothing tells."""
    wanted = base(language)
    if wanted == "ja" or KANA.search(text):
        return (wanted == "ja") == bool(CJK.search(text))
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {code: _count(words, known.frequent) for code, known in LANGUAGES.items() if known.frequent}
    most = max(counts.values())
    return wanted not in counts or most < LEAST_FUNCTION_WORDS or counts[wanted] >= most


def _count(words: Iterable[str], frequent: frozenset[str]) -> int:
    return sum(word in frequent for word in words)
