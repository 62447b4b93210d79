"""Words and phrases that give counted persons a role, where a lemma alone does not."""

from __future__ import annotations

#: Subjects of these are their patients.
UNDERGOING = frozenset(
    {"die", "drown", "perish", "succumb", "starve", "suffocate", "flee", "disappear", "vanish", "return", "survive", "evacuate"}
)
#: These do something to persons only when persons are counted: "captured 12 villages" has no role.
PERSONS_ONLY = frozenset(
    {
        "hold", "capture", "rescue", "save", "pull", "pluck", "lose", "eliminate", "neutralise", "neutralize", "evacuate", "return", "contract", "disappear",
        "vanish", "survive", "missing", "bury", "trap", "trapped", "uproot", "seize", "treat", "relocate", "resettle", "recapture", "rearrest", "re-arrest", "crush", "flee", "unaccounted", "remains", "captured", "airlift", "hurt",
    }
)  # fmt: skip
#: Words that may stand between a noun and the word that says what happened to it: "were reportedly found dead".
BETWEEN = frozenset(
    {
        "shot",
        "found",
        "feared",
        "reported",
        "reportedly",
        "presumed",
        "confirmed",
        "believed",
        "left",
        "be",
        "been",
        "being",
        "still",
        "also",
        "later",
        "initially",
        "thought",
        "known",
        "listed",
        "to",
        "get",
        "got",
        "gone",
        "went",
        "go",
        "going",
        "remain",
        "remained",
        "remains",
        "stabbed",
        "made",
        "either",
        "both",
        "all",
        "were",
        "was",
        "are",
        "is",
        "have",
        "has",
        "had",
        "who",
        "that",
        "in",
        "total",
        "since",
        "already",
        "as",
        "declared",
        "pronounced",
        "may",
        "could",
        "might",
        "would",
        "will",
        "others",
    }
)
#: Forms that govern the number after them whatever the tagger says: "and wounded nearly as many".
ACTIVE = frozenset({"killed", "wounded", "injured", "displaced", "arrested", "detained", "killing", "wounding", "injuring"})
#: Adverbs between persons and their verb: "at least 1,180 people there are known to have died".
ASIDES = frozenset({"there", "here", "alone", "nationwide", "worldwide", "overall", "altogether"})
#: Who runs from custody or from the police is not displaced: "three prisoners fled".
RUNAWAYS = frozenset({"prisoner", "inmate", "detainee", "suspect", "convict", "gunman", "attacker", "robber", "thief", "assailant", "hostage", "captive", "burglar", "soldier", "militant", "guard"})
HARM = frozenset({"killed", "wounded", "casualties"})
#: What stands behind one of these is where it happens.
PLACING = frozenset({"in", "across", "throughout", "at", "near", "over"})
PATIENT_DEPS = frozenset({"obj", "nsubj:pass", "iobj"})
CLIMBED = frozenset({"conj", "appos", "nummod", "compound", "amod", "det", "flat", "fixed", "nmod:desc", "dep", "list", "orphan"})
CONTAINERS = frozenset(
    {
        "number",
        "group",
        "dozen",
        "hundred",
        "thousand",
        "score",
        "million",
        "handful",
        "couple",
        "majority",
        "total",
        "rest",
        "family",
        "crew",
        "most",
        "half",
        "tens",
        "string",
        "estimate",
        "billion",
        "one",
        "third",
    }
)
