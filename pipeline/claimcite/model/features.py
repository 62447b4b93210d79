"""Penn tags to Universal Features, as far as a tag alone decides them."""

from __future__ import annotations

#: After the table of the Universal Dependencies project ("Penn Treebank tags to UD") and the features of EWT. spaCy's English
#: lemmatizer takes Number=Sing of nouns, VerbForm=Inf, a present without number, and Degree=Pos for base forms.
FEATURES = {
    "AFX": "Hyph=Yes",
    "CD": "NumType=Card",
    "EX": "PronType=Dem",
    "FW": "Foreign=Yes",
    "JJ": "Degree=Pos",
    "JJR": "Degree=Cmp",
    "JJS": "Degree=Sup",
    "MD": "VerbForm=Fin|VerbType=Mod",
    "NN": "Number=Sing",
    "NNP": "Number=Sing",
    "NNPS": "Number=Plur",
    "NNS": "Number=Plur",
    "PRP": "PronType=Prs",
    "PRP$": "Poss=Yes|PronType=Prs",
    "RB": "Degree=Pos",
    "RBR": "Degree=Cmp",
    "RBS": "Degree=Sup",
    "VB": "VerbForm=Inf",
    "VBD": "Tense=Past|VerbForm=Fin",
    "VBG": "Aspect=Prog|Tense=Pres|VerbForm=Part",
    "VBN": "Aspect=Perf|Tense=Past|VerbForm=Part",
    "VBP": "Tense=Pres|VerbForm=Fin",
    "VBZ": "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
    "WDT": "PronType=Int,Rel",
    "WP": "PronType=Int,Rel",
    "WP$": "Poss=Yes|PronType=Int,Rel",
    "WRB": "PronType=Int,Rel",
}
#: What a word is by its UPOS where its tag is of another class ("wounded" as ADJ with VBN): how its tags begin, its features.
CLASSES = {"ADJ": ("JJ", "Degree=Pos"), "NOUN": ("NN", "Number=Sing"), "PROPN": ("NN", "Number=Sing")}


def features(tag: str, upos: str) -> str:
    """Return the features of a word with a Penn tag and a UPOS, in the form ``Name=Value|…``; empty where none follow.

    >>> features("VBZ", "VERB")
    'Number=Sing|Person=3|Tense=Pres|VerbForm=Fin'
    >>> features("VBN", "ADJ")
    'Degree=Pos'
    >>> features("IN", "ADP")
    ''
    """
    if upos == "PART":
        return "Polarity=Neg" if tag == "RB" else ""
    begins, otherwise = CLASSES.get(upos, ("", ""))
    return FEATURES.get(tag, "") if tag.startswith(begins) else otherwise
