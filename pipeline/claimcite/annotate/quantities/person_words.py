"""Words by which counted nouns are told: pronouns, states of persons, endings of names for persons."""

from __future__ import annotations

ANAPHORS = frozenset({"them", "whom", "which", "those", "these", "whose", "us", "you"})
POSSESSIVES = frozenset(
    {"its", "their", "his", "her", "our", "my", "your", "the", "those", "these", "all", "a", "an", "such", "this", "that"}
)
#: Adjectives that stand for persons: "78 dead", "the wounded".
STATES = frozenset(
    {
        "dead",
        "wounded",
        "injured",
        "killed",
        "missing",
        "hurt",
        "displaced",
        "arrested",
        "detained",
        "captured",
        "rescued",
        "evacuated",
        "homeless",
        "hospitalized",
        "hospitalised",
        "infected",
        "abducted",
        "kidnapped",
        "unaccounted",
        "drowned",
        "maimed",
        "sick",
        "trapped",
    }
)
#: They say that there are others, not which: "two more children" counts children.
OTHERS = frozenset({"more", "other", "others", "further", "less", "fewer", "additional", "extra", "separate", "different"})
CALENDAR = frozenset(
    {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "today",
        "yesterday",
        "tomorrow",
    }
)
#: Verbs that a tagger takes for names in headlines: "Tens of Thousands Flee".
HEADLINE_VERBS = frozenset({"flee", "flees", "die", "dies", "drown", "fled", "died"})
#: Names of peoples: "30 Britons", "two Moroccans".
DEMONYMS = ("an", "ese", "ite", "ish", "qi", "eek", "urd", "wede", "zech", "hai", "urk", "iton")
PERSON_ENDINGS = ("ist", "ian", "eer", "ee", "ant", "ander", "ighter", "orker", "miner", "singer", "keeper", "maker", "holder", "goer", "smith", "ologist", "man", "woman", "person")
#: Nouns that end like these and are none.
NO_PERSONS = frozenset(
    ["restaurant", "committee", "subcommittee", "coffee", "elephant", "warrant", "hydrant", "pollutant", "transplant", "implant", "covenant", "salamander", "career", "veneer", "degree", "guarantee", "toffee", "jubilee", "remnant", "consonant", "variant", "covenant", "quadrant", "determinant", "coolant", "contaminant", "oxidant"]
)
#: Stretches of time after "last", "next", "this".
PERIODS = frozenset({"day", "week", "month", "year", "quarter", "season", "night", "morning", "evening", "weekend", "summer", "winter", "spring", "autumn", "time", "decade", "century"})
SINGULAR_PLURALS = frozenset(
    {
        "people",
        "police",
        "personnel",
        "staff",
        "crew",
        "troops",
        "cattle",
        "aircraft",
        "sheep",
        "fish",
        "infantry",
        "cavalry",
        "livestock",
        "poultry",
        "spacecraft",
        "youth",
        "head",
        "percent",
        "children",
        "men",
        "women",
    }
)


#: Plurals that the lemmatizer gets wrong, most often where they begin a sentence.
IRREGULAR = {
    "people": "person", "persons": "person", "others": "other", "troops": "troop", "deaths": "death", "injuries": "injury", "bases": "base",
    "children": "child", "men": "man", "women": "woman", "bodies": "body", "casualties": "casualty", "families": "family", "lives": "life",
    "schoolchildren": "schoolchild", "grandchildren": "grandchild", "doses": "dose", "graves": "grave", "species": "species", "series": "series",
}  # fmt: skip
