"""Arcs that no English clause has: subjects and objects that the parser hung on a verb that cannot have them.

English has its subject before the verb and its object behind it; a finite verb has one subject, and a relative clause follows its
noun. Where an arc says otherwise, the next verb that lacks what another has too much gets it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcite.claims.tree import NOMINAL, TIMES, Word

SUBJECT = ("nsubj", "nsubj:pass")
RELATIVE = frozenset({"WDT", "WP"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: "It" fills the place of a subject before these alone: "it seems", "it took a day".
FILLED = frozenset({"seem", "appear", "happen", "turn", "take", "emerge", "follow", "remain", "rain", "snow", "matter", "become", "transpire", "occur", "be", "hurt", "help", "make", "mean", "look", "come", "get"})  # fmt: skip
#: Somebody may stand behind these: "a victory for Ann Roe, who".
BEARING = frozenset({"for", "of", "by", "with", "to", "about", "against", "between", "like"})
#: So many words on, a verb is looked for.
NEAR = 20


class Arcs:
    """The words of a document with what their verbs have: subjects, auxiliaries and copulas."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.subjects: dict[int, list[Word]] = {}
        self.helpers: dict[int, list[Word]] = {}
        self.objects: set[int] = set()
        for word in words:
            if word.dep in SUBJECT:
                self.subjects.setdefault(word.head.i, []).append(word)
            elif word.dep in ("aux", "aux:pass", "cop"):
                self.helpers.setdefault(word.head.i, []).append(word)
            elif word.dep == "obj" and word.i > word.head.i:
                self.objects.add(word.head.i)

    def finite(self, word: Word) -> bool:
        """Whether a word is a verb with a tense, or has one beside it: "died", "has died", "is dead"."""
        return (word.pos in ("VERB", "AUX") and word.tag in FINITE and word.dep not in ("aux", "aux:pass", "cop")) or any(h.tag in FINITE for h in self.helpers.get(word.i, ()))

    def lacking(self, first: int, last: int) -> Word | None:
        """Return the first verb with a tense and no subject between two places."""
        return next((w for w in self.words[first + 1 : last] if w.i not in self.subjects and self.finite(w)), None)

    def of(self, verb: Word) -> list[Word]:
        """Return the subjects of a verb that no rule has hung elsewhere by now."""
        return [subject for subject in self.subjects[verb.i] if subject.head is verb and subject.dep in SUBJECT]

    def give(self, subject: Word, verb: Word) -> None:
        """Make a noun the subject of another verb."""
        passive = any(h.dep == "aux:pass" for h in self.helpers.get(verb.i, ()))
        attach(subject, verb, "nsubj:pass" if passive else "nsubj")
        if subject.head is verb:
            self.subjects.setdefault(verb.i, []).append(subject)

    def start(self, head: Word) -> int:
        """Return the place of the first word of the phrase before its head."""
        first = head.i
        while first and head.i >= self.words[first - 1].head.i >= first and self.words[first - 1].dep not in ("cc", "punct"):
            first -= 1
        return first


def mend_arcs(words: Sequence[Word]) -> None:
    """Put right the arcs of a document, in place; dependents are not listed yet.

    >>> it, saves = Word(0, "it", "it", ("PRON", "PRP", "expl")), Word(1, "saves", "save", ("VERB", "VBZ", "ROOT"))
    >>> it.head = saves; mend_arcs([it, saves]); it.dep
    'nsubj'
    >>> it, seems = Word(0, "it", "it", ("PRON", "PRP", "expl")), Word(1, "seems", "seem", ("VERB", "VBZ", "ROOT"))
    >>> it.head = seems; mend_arcs([it, seems]); it.dep
    'expl'
    """
    arcs = Arcs(words)
    for word in words:
        if word.dep == "obj":
            object_before(word, arcs)
        elif word.dep == "flat":
            names_joined(word, words)
        elif word.tag == "POS" and word.dep == "case":
            possessor(word, arcs)
        elif word.dep == "compound" and word.pos == "PROPN" and 0 < word.head.i < word.i and words[word.i - 1].pos == "VERB" and word.i - 1 not in arcs.objects:
            attach(word, words[word.i - 1], "obj")  # "in the process but satisfy | Ann Roe", taken for a part of what stands before it
        elif word.tag == "WDT" and word.dep in SUBJECT:
            opens_relative(word, words)
        elif word.dep == "expl" and word.lower == "it" and word.head.pos == "VERB" and word.head.lemma not in FILLED and not any(h.dep == "aux:pass" for h in arcs.helpers.get(word.head.i, ())):
            word.dep = "nsubj"  # "the office says | it | started preserving"
            arcs.subjects.setdefault(word.head.i, []).append(word)
        elif word.dep == "ROOT" and word.tag == "VBG":
            root_behind(word, arcs)
    for verb in [words[i] for i in arcs.subjects]:
        subjects_of(verb, arcs)
    for verb in words:
        if verb.dep == "acl:relcl":
            nearest_noun(verb, words)


def subjects_of(verb: Word, arcs: Arcs) -> None:
    """Put right the subjects of a verb: two at a time, then each alone."""
    one = None
    for other in arcs.of(verb):
        if one is not None:
            one_of_two(one, other, verb, arcs)
        if one is None or other.head is verb:  # else it went elsewhere, and the one before has still the next beside it
            one = other
    for subject in arcs.of(verb):
        too_far(subject, verb, arcs)


def object_before(word: Word, arcs: Arcs) -> None:
    """An object before its verb is that of the verb before it, and a pronoun of a verb without subject is this.

    "wants | the party | to take an approach"; "the state, which | had not passed the law".
    """
    verb = word.head
    if word.i > verb.i:
        return
    if word.tag in RELATIVE:
        if word.lower != "what" and verb.i not in arcs.subjects and arcs.finite(verb):
            word.dep = "nsubj:pass" if any(h.dep == "aux:pass" for h in arcs.helpers.get(verb.i, ())) else "nsubj"
            arcs.subjects.setdefault(verb.i, []).append(word)
        return
    first = arcs.start(word)
    near = arcs.words[first - 1] if first else word
    if near.pos != "VERB":
        near = verb.head
    if near.pos == "VERB" and near.i < word.i and near.i not in arcs.objects and verb.dep in ("xcomp", "advcl", "ccomp", "acl") and word.tag not in ("WRB", "WDT", "WP"):
        attach(word, near, "obj")
        arcs.objects.add(near.i)


def names_joined(word: Word, words: Sequence[Word]) -> None:
    """A name behind "and" is another one: "Ann Roe and Mayor | Jo Lind"."""
    if any(w.lower in ("and", "&") and w.dep == "cc" for w in words[word.head.i + 1 : word.i]) and word.pos == "PROPN":
        word.dep = "conj"


def possessor(mark: Word, arcs: Arcs) -> None:
    """A name before "'s" is whose the noun behind it is: "asked for spokesman | Jo Lind | 's resignation".

    If it was taken for the subject, the noun is that: "after | Roe | 's minister resigned".
    """
    owner, thing = mark.head, arcs.words[min(mark.i + 1, len(arcs.words) - 1)]
    while owner.dep in ("appos", "flat") and owner.head.i < owner.i:
        owner = owner.head
    while thing.dep in ("compound", "amod", "nummod") and thing.head.i > thing.i:
        thing = thing.head
    if mark.head.dep == "nmod:poss" or owner.dep == "nmod:poss" or thing.pos != "NOUN" or thing.i < mark.i or owner.dep == "ROOT":
        return
    verb = owner.head
    if thing.head is owner:
        thing.head, thing.dep = verb, owner.dep
    elif thing.head is verb and owner.dep in SUBJECT and thing.i < verb.i:
        arcs.give(thing, verb)
    attach(owner, thing, "nmod:poss")


def opens_relative(pronoun: Word, words: Sequence[Word]) -> None:
    """A clause whose subject is "that" or "which" right behind a noun tells of this: "in the vote | that began the night, many stayed away"."""
    verb, noun = pronoun.head, words[pronoun.i - 1]
    if pronoun.i and verb.dep in ("advcl", "ccomp", "parataxis") and verb.i > pronoun.i and noun.pos in ("NOUN", "PROPN") and verb.head is not noun:
        attach(verb, noun, "acl:relcl")


def root_behind(verb: Word, arcs: Arcs) -> None:
    """A participle without auxiliary is not the verb of a sentence that has another: "A couple claiming asylum | shot a guard"."""
    other = next((w for w in arcs.words[verb.i + 1 : verb.i + NEAR] if w.head is verb and w.dep in ("xcomp", "ccomp") and w.tag == "VBD" and w.i not in arcs.subjects), None)
    mine = arcs.subjects.get(verb.i, [])
    if other is None or verb.i in arcs.helpers or len(mine) != 1 or mine[0].i > verb.i:
        return
    subject = mine[0]
    other.head, other.dep, verb.head = other, "ROOT", other
    arcs.give(subject, other)
    attach(verb, subject, "acl")


def one_of_two(one: Word, other: Word, verb: Word, arcs: Arcs) -> None:
    """Give one of two subjects of a verb to another verb, or join them."""
    words = arcs.words
    if one.i < verb.i < other.i:
        follower = next((w for w in words[other.i + 1 : other.i + NEAR] if w.head is verb and w.dep in ("ccomp", "advcl", "conj", "parataxis")), None)
        if follower is not None and follower.i not in arcs.subjects and arcs.finite(follower):
            arcs.give(other, follower)  # "witnesses said | a man | came and went", with "man" on "said"
        return
    if not one.i < other.i < verb.i:
        return
    between = arcs.lacking(one.i, other.i)
    first = arcs.start(other)
    before = words[first - 1]
    if between is not None:
        arcs.give(one, between)  # "delegates | should choose | the man who won", with "delegates" on "won"
    elif other.tag in RELATIVE and before is one and verb.head.pos == "VERB" and verb.head.i < one.i:
        above = verb.head
        attach(one, above, "obj")  # "and backs | towns | that go further", with both on "go"
        attach(verb, one, "acl:relcl")
    elif before.lower in ("and", "or", "&") and other.pos in NOMINAL:
        attach(other, one, "conj")
    elif one.tag == "NN" and other.pos == "PROPN" and all(w.pos in ("NOUN", "PROPN", "ADJ", "CCONJ") for w in words[one.i : other.i]):
        attach(one, other, "nmod:desc")  # "radio chairman and owner | Jo Lind"
    elif any(w.dep == "mark" and w.lower == "that" for w in words[one.i : other.i]):
        one.dep = "dislocated"  # "The point is that | Oru | is no island"


def too_far(subject: Word, verb: Word, arcs: Arcs) -> None:
    """Give a subject that its verb cannot have to the first verb behind it that lacks one.

    "He | criticised Roe, | saying | he was late"; "we | are in this | together".
    """
    if subject.i > verb.i or subject.tag in RELATIVE:
        return
    bare = verb.tag == "VBG" and verb.i not in arcs.helpers and verb.dep in ("advcl", "xcomp", "acl")
    across = verb.dep.startswith("acl") and subject.i < verb.head.i < verb.i
    if bare or across:
        between = arcs.lacking(subject.i, verb.i)
        if between is not None:
            arcs.give(subject, between)
    elif verb.dep in ("advmod", "obl", "nmod", "amod") and verb.i not in arcs.helpers and verb.pos not in ("VERB", "AUX"):
        above = verb.head
        if above.i not in arcs.subjects and above.i > subject.i and arcs.finite(above):
            arcs.give(subject, above)


def nearest_noun(verb: Word, words: Sequence[Word]) -> None:
    """Hang a relative clause on the noun before its pronoun where it jumped to one that this does not hang on, or to one behind it.

    "a victory for | Ann Roe, | who has complained", with "Roe" on the verb and the clause on "victory"; "| Tarr, | who did not speak,
    will appeal, his lawyer said", with the clause on "lawyer".
    """
    back = verb.head.i > verb.i
    pronoun = next((w for w in words[max(verb.i - NEAR, 0) if back else verb.head.i + 1 : verb.i] if w.tag in RELATIVE and w.head is verb), None)
    before = pronoun.i - 1 - (words[pronoun.i - 1].text == ",") if pronoun is not None else -1
    if pronoun is None or before < 0:
        return
    noun = words[before]
    while noun.dep in ("compound", "flat", "nummod", "amod") and noun.head.i < pronoun.i and noun.head is not noun:
        noun = noun.head
    if pronoun.lower == "who":
        case = next((w.lower for w in words[max(noun.i - 5, 0) : noun.i] if w.dep == "case" and w.head is noun), "")
        fits = not case or (noun.pos == "PROPN" and case in BEARING)  # "won over cooks in Pela | in June | who …"
    else:
        fits = noun.lower not in TIMES
    if fits and noun.pos in ("NOUN", "PROPN") and (back or verb.head.i < noun.i) and noun.i < pronoun.i and verb.head not in climb(noun):
        attach(verb, noun, verb.dep)


def climb(word: Word) -> Iterator[Word]:
    """Yield a word and the heads above it."""
    yield word
    yield from word.above()


def attach(word: Word, head: Word, dep: str) -> None:
    """Hang a word on another of its sentence, unless that made a loop; one that is deeper than any sentence is left alone."""
    above = list(climb(head))
    root = above[-1]
    if word not in above and root.head is root and root in climb(word):
        word.head, word.dep = head, dep
