"""The closed word lists of the grader, in one place."""


def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP = words_of(
    """a an the this that these those and or but so if then than as of to in on at by for with from into onto about it
    its he she they them their his her him we you i my your our me us who whom which what when where why how because
    since while also just very too really quite much many some any each every both such same only is are was were be
    been being am do does did done doing has have had having will would can could shall should may might must get
    got gets there here up down out off over under again more most less least other another not no nor none never
    without neither cannot nothing hardly barely yes ok okay well like thing things stuff something lot lots say
    says said make makes made making let lets thus therefore hence however although though even still yet ever all
    one ones go goes went going it's that's he's she's they're you're i'm don't doesn't didn't isn't aren't wasn't
    weren't can't couldn't won't wouldn't shouldn't hasn't haven't hadn't s t d ll re ve m"""
)
"""Words that carry no answer by themselves."""

MEANINGFUL_STOPS = words_of("""up down out off over under more most less least same other all both only never""")
"""Words that carry an answer although they are everywhere; they weigh little but they count."""

NEGATORS = words_of(
    """not no nor none never without neither cannot nothing hardly barely don't doesn't didn't isn't aren't wasn't
    weren't can't couldn't won't wouldn't shouldn't hasn't haven't hadn't dont doesnt didnt isnt arent wasnt cant
    wont unable fail failed fails lack lacks lacking absence instead"""
)
"""Words that deny what follows."""

CLAUSE_WORDS = words_of("""but because so although while whereas which that when if then since unless""")
"""Words that start a clause: negation does not reach across."""

HEDGES = words_of("""maybe perhaps probably possibly guess think might unsure idk believe suppose""")
"""Words by which a writer steps back."""

RELATION_WORDS = words_of(
    """from to into by than of before after above below under over in on toward towards through"""
)
"""Prepositions that give a term its place."""

LABELS_BEFORE = words_of(
    """bulb terminal switch circuit battery path point group sample type class box part plate step figure"""
)
"""Nouns that a single letter names: bulb A."""

LABEL_ENDS = words_of("""and or is are was were has have to with in on ? . , ; ) goes go will""")
"""What follows a letter that is a name, and hardly an article."""

AS_THEY_ARE = words_of(
    """evening united wicked naked during nothing something anything everything ceiling hardly barely nearly mostly
    lately likely only early daily family always perhaps thus gas bus plus lens physics mathematics economics
    politics genetics mechanics statistics dynamics electronics series species news basis analysis hypothesis axis
    yes less does has was this its his us as is rather other another further latter former never ever over under
    after ground wound bound upper sibling seed feed offer bit dive"""
)
"""Words that only look inflected."""

GRADABLE = words_of(
    """big small large high low fast slow hot cold warm cool long short heavy light dark bright strong weak hard soft
    thick thin deep shallow wide narrow near close loud quiet old young new few great dense smooth rough tight loose
    rich poor cheap clean dirty dry wet late simple easy safe steep sharp dull flat tall quick pure rare sweet sour
    stable busy happy healthy noisy tiny broad clear fresh full firm stiff dim pale fine coarse dear nice kind
    stronger soon shiny icy fit blunt calm common cloudy lengthy"""
)
"""Adjectives that have -er and -est."""

DIRECTED = words_of("""from to into by than before after above below under over on toward towards""")
"""Prepositions that make "A x B" differ from "B x A"."""

SYMMETRIC = words_of("""connect separate differ different same equal between both with contain contact touch joint""")
"""Words of statements in which the terms may change places."""
