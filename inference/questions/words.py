"""The closed word lists that rules and filters share."""

POINTING = {"this", "that", "these", "those", "here", "there", "now", "today", "yesterday", "tomorrow", "tonight"}
LEANING = {
    "other", "another", "same", "such", "else", "instead", "again", "already", "above", "below", "former", "latter",
    "next", "previous", "following", "otherwise", "likewise", "either", "neither", "both", "earlier", "later", "so",
    "then", "too", "also", "yet", "still", "therefore", "respectively", "certain", "whatever", "anyway", "though",
    "similarly", "itself", "even", "particular",
}  # fmt: skip
FIRST_PERSON = {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "let", "'m"}
SECOND_PERSON = {"you", "your", "yours", "yourself", "yourselves"}
THIRD_PERSON = {"it", "they", "them", "he", "she", "him", "her", "his", "its", "their", "theirs", "hers"}
PLURAL_PRONOUNS = {"they", "them", "their", "theirs", "themselves"}
SINGULAR_PRONOUNS = {"it", "its", "itself", "he", "him", "his", "she", "her", "himself", "herself"}
VAGUE = {
    "thing", "things", "stuff", "something", "anything", "everything", "lot", "lots", "bit", "guy", "guys", "one",
    "ones", "somebody", "someone", "anybody", "anyone", "couple", "bunch", "place", "deal", "sort", "way", "ways",
    "matter", "fact", "point", "points", "issue", "issues", "case", "cases", "example", "examples", "story", "kind",
    "kinds", "nothing", "everybody", "everyone", "side", "piece", "pieces", "part", "parts", "time", "times", "day",
    "week", "moment", "idea", "ideas", "question", "questions", "answer", "answers", "reason", "reasons",
    "man", "woman", "folks", "problem", "problems", "words", "word", "picture", "rest",
    "kid", "kids", "minute", "second", "hour", "name", "names", "aspect", "aspects",
    "top", "bottom", "left", "right", "middle", "end", "beginning", "first", "third", "half", "total",
    "slide", "row", "column", "line", "box", "figure", "equation", "board", "page", "list", "lecture", "course",
    "class", "today", "topic", "chapter", "exam", "homework", "student", "students", "professor", "video", "talk",
    "good", "bad", "big", "step", "steps", "set", "difference", "result", "results",
    "notion", "version", "sense", "type", "types",
    "use", "amount", "look", "tons", "dozens", "hand", "hands",
}  # fmt: skip
RELATIONAL = {
    "goal", "purpose", "aim", "function", "role", "problem", "advantage", "disadvantage", "difference", "cause",
    "effect", "consequence", "property", "feature", "characteristic", "definition", "principle", "basis", "source",
    "limitation", "challenge", "benefit", "strength", "weakness", "cost", "assumption", "implication", "condition",
    "meaning", "theory", "hypothesis", "method", "unit", "origin", "drawback", "requirement", "criterion", "mechanism",
    "result", "reason", "foundation", "essence", "measure", "formula", "law", "symptom",
    "objection", "argument", "motivation", "alternative", "predictor", "determinant", "element", "ingredient", "name",
    "distinction", "relationship", "similarity", "symbol", "product", "risk",
    "capital", "structure", "aspect", "type", "form", "example", "idea", "claim", "view", "barrier",
    "criticism", "response", "danger", "key", "secret", "prediction", "lesson", "task", "job", "rule", "strategy",
    "solution", "technique", "approach", "trick", "difficulty", "downside", "trouble", "message", "contribution",
    "explanation", "evidence", "fate", "upside", "threat", "driver", "focus", "target",
}  # fmt: skip
"""Heads that ask for something of something: "the purpose of a control", "one problem with surveys"."""
RELATIVES = {"which", "who", "whom", "whose", "that", "where", "when", "what", "how", "why", "whether"}
LECTURE_TALK = (
    r"\b(?:lectures?|homework|problem set|p-?set|exam|midterm|quiz|handout|syllabus|textbook|slides?|blackboard|"
    r"chalk|recitation|this class|next class|last class|next week|last week|next time|last time|clicker|"
    r"raise your hand|professor|teaching assistant|microphone|figure \d|page \d|chapter \d|equation \d|semester|"
    r"youtube|audience|applause|laughter|inaudible|this picture|my talk|this talk|workshop|stay tuned|"
    r"show you|tell you|come back to|let me|let's|going to see|i'll|i'm|i've|i'd|thank|thanks|hello|welcome|guess what|"
    r"joke|blah|in this room|this course|on the board|this board|as i said|want to talk|going to talk|talked about)\b"
)
CRUDE = (
    r"\b(?:fuck\w*|shit\w*|damn\w*|hell|crap\w*|ass|asshole|bitch\w*|bastard\w*|stupid\w*|idiot\w*|dumb\w*|crazy|"
    r"sexy|porn\w*|sucks?|screw\w*|penis\w*|whore\w*|slut\w*|rap(?:e|es|ed|ist|ists)|p(?:a)?edophil\w*|masturbat\w*|orgasm\w*|incest\w*)\b"
)
SAYING = {
    "believe", "argue", "claim", "propose", "show", "discover", "find", "suggest", "assume", "predict", "hold",
    "conclude", "demonstrate", "insist", "maintain", "deny", "realize", "notice", "observe", "postulate", "think",
}  # fmt: skip
TELLING = {
    "mean", "represent", "require", "include", "contain", "measure", "cause", "produce", "determine", "predict",
    "describe", "involve", "prevent", "create", "encode", "indicate", "imply", "reflect", "maximize", "minimize",
    "generate", "store", "equal", "carry", "transfer", "test", "release", "form", "demolish",
}  # fmt: skip
"""Verbs whose object makes a fair answer to "What does X ...?"."""
TELLING_WITH = {
    "refer": "to", "stand": "for", "consist": "of", "depend": "on", "rely": "on", "lead": "to", "result": "in",
    "contribute": "to", "rest": "on", "belong": "to", "correspond": "to", "come": "from",
    "convert": "into", "transfer": "to", "transform": "into", "give": "to", "react": "with", "bind": "to",
    "turn": "into", "develop": "into", "break": "into",
}  # fmt: skip
CHANGING = {
    "rise", "fall", "increase", "decrease", "change", "shift", "move", "drop", "decline", "expand", "shrink",
    "grow", "become", "disappear", "vanish", "contract", "break", "die", "melt", "freeze", "double", "go",
    "get", "turn", "stop", "start", "slow", "collapse", "form", "decay", "divide", "converge", "diverge",
}  # fmt: skip
IDIOMS = {
    ("take", "place"), ("take", "part"), ("play", "role"), ("play", "part"), ("have", "effect"), ("make", "sense"),
    ("take", "time"), ("have", "idea"), ("make", "difference"), ("take", "advantage"), ("pay", "attention"),
    ("have", "lot"), ("do", "job"), ("have", "trouble"), ("take", "care"), ("give", "rise"), ("make", "use"),
    ("make", "decision"), ("make", "point"), ("give", "example"), ("make", "mistake"), ("give", "way"),
}  # fmt: skip
"""Verb and object that mean something only together, so that the object answers no question."""
TALKED_OF = {
    "see", "understand", "do", "be", "go", "say", "summarize", "start", "begin", "show", "remember", "give", "think",
    "know", "answer", "get", "talk", "tell", "look", "make", "take", "have", "help", "discuss", "want", "like", "call",
    "let", "guess", "hear", "read", "learn", "cover", "mean", "come", "happen", "imagine", "believe", "notice",
}  # fmt: skip
"""What lecturers do with their subject and with their class."""
EVALUATING = {
    "best", "worst", "important", "central", "big", "good", "great", "nice", "beautiful", "interesting", "huge",
    "whole", "fundamental", "wonderful", "terrible", "bad", "fancy", "amazing", "perfect", "simple", "new", "tricky",
    "certain", "few", "little", "clear", "strong", "weak", "single", "main", "another", "different", "true",
    "fine", "ok", "okay", "hard", "easy", "same", "other", "right", "wrong", "sure", "able", "likely", "common",
    "obvious", "cool", "funny", "weird", "strange", "own", "such", "many", "several", "various", "similar", "useful",
    "available", "ready", "going", "possible", "impossible", "necessary", "difficult", "bigger", "better", "particular",
    "more", "most", "much", "less", "enough", "full", "like", "worth", "aware", "happy", "specific", "actual", "given",
}  # fmt: skip
"""Adjectives that praise, place or count a thing and tell nothing of its kind."""
DANGLING = {
    "some", "many", "most", "all", "each", "every", "and", "or", "but", "the", "a", "an", "because", "that", "which",
    "is", "are", "very", "not", "really",
}  # fmt: skip
"""No stem and no answer ends in these."""
ODD = (
    r"\b(?:and the like|and so on|as just to)\b|^[^,]{1,15}, but\b|\bwhen\b.*\bwhen\b|\bhaving\b[^?]*\?$|"
    r"\ba phenomena\b|[\[\]{}<>|=/]|\b(?:um|uh)\b|,\s*,|\s'\s|\b(\w+) \1\b|\b(?:is|are|was|were),"
)
