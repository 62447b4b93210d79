"""Words and phrases that give counted persons a role, where a lemma alone does not."""

from __future__ import annotations

from collections.abc import Mapping

from claimcite.records import QuantityRole

#: Subjects of these are their patients.
UNDERGOING = frozenset(
    {"die", "drown", "perish", "succumb", "starve", "suffocate", "flee", "disappear", "vanish", "return", "survive", "evacuate"}
)
#: These do something to persons only when persons are counted: "captured 12 villages" has no role.
PERSONS_ONLY = frozenset(
    {
        "hold", "capture", "rescue", "save", "pull", "pluck", "pick", "lose", "eliminate", "neutralise", "neutralize", "evacuate", "return", "contract", "disappear",
        "vanish", "survive", "missing", "bury", "trap", "trapped", "uproot", "crush", "flee", "unaccounted", "remains", "captured", "airlift", "hurt",
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
#: Phrases that say it without a verb of their own.
AFTER_PHRASES: Mapping[tuple[str, ...], QuantityRole] = {
    ("lost", "their", "lives"): "killed", ("lost", "his", "life"): "killed", ("lost", "her", "life"): "killed", ("gunned", "down"): "killed",
    ("in", "critical", "condition"): "wounded", ("in", "serious", "condition"): "wounded", ("with", "serious", "injuries"): "wounded",
    ("with", "injuries"): "wounded", ("suffered", "injuries"): "wounded", ("sustained", "injuries"): "wounded", ("treated", "for", "injuries"): "wounded",
    ("taken", "hostage"): "abducted", ("taken", "away"): "abducted", ("taken", "prisoner"): "detained", ("taken", "captive"): "abducted",
    ("taken", "into", "custody"): "detained", ("in", "custody"): "detained", ("forced", "to", "flee"): "displaced", ("forced", "from"): "displaced",
    ("driven", "from"): "displaced", ("forced", "out"): "displaced", ("left", "homeless"): "displaced", ("leave", "their", "homes"): "displaced", ("left", "their", "homes"): "displaced", ("abandoned", "their", "homes"): "displaced", ("come", "back"): "returned", ("came", "back"): "returned",
    ("move", "away"): "displaced", ("from", "their", "homes"): "displaced", ("held", "hostage"): "abducted", ("tested", "positive"): "infected",
    ("test", "positive"): "infected", ("in", "hospital"): "wounded", ("go", "missing"): "missing", ("from", "the", "rubble"): "rescued",
}  # fmt: skip
BEFORE_PHRASES: Mapping[tuple[str, ...], QuantityRole] = {
    ("shot", "dead"): "killed", ("shoot", "dead"): "killed", ("shooting", "dead"): "killed", ("shoots", "dead"): "killed", ("gunned", "down"): "killed",
    ("gunning", "down"): "killed", ("took", "out"): "killed", ("taking", "out"): "killed", ("taken", "out"): "killed", ("rounded", "up"): "detained",
    ("picked", "up"): "rescued", ("blew", "up"): "killed", ("taking", "hostage"): "abducted", ("took", "hostage"): "abducted", ("stabbed", "to", "death"): "killed",
    ("the", "lives", "of"): "killed", ("wounds", "to"): "wounded", ("injuries", "to"): "wounded", ("holding",): "detained",
}  # fmt: skip
#: Forms that govern the number after them whatever the tagger says: "and wounded nearly as many".
ACTIVE = frozenset({"killed", "wounded", "injured", "displaced", "arrested", "detained", "killing", "wounding", "injuring"})
HARM = frozenset({"killed", "wounded", "casualties"})
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
