"""Which words of a sentence predicate: verbs with a clause of their own, copulas, nouns that are events; and why the others do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from claimcite.annotate.attributions import Said
from claimcite.annotate.quantities import Found
from claimcite.claims.idioms import points
from claimcite.claims.questions import embedded_question
from claimcite.claims.refusals import attribute, refusal
from claimcite.claims.tree import CLAUSES, SUBJECTS, VERBAL, Word
from claimcite.lexicon import Lexicon

Kind = Literal["verb", "copula", "noun"]
#: Event nouns of these types may be claims without a figure: "after the arrest of Ann Roe by the army".
TELLING = frozenset({"kill", "wound", "detain", "displace", "assault"})
#: What these say of deaths is one claim: "No deaths were recorded".
RECORDING = frozenset({"report", "record", "register", "log"})
#: A clause with one of these labels is itself a subject.
SUBJECT_CLAUSES = frozenset({"csubj", "csubj:pass", "csubj:outer"})
#: What is announced without a verb of its own leaves the announcing as the claim: "The firm announced a new alarm", "confirmed the sale".
ANNOUNCING = frozenset({"announce", "unveil", "confirm"})
#: Too general to tell of one event.
GENERAL = frozenset({"war", "conflict", "violence", "battle", "death"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may predicate. ``clause`` heads its clause: another word only for copulas and merged infinitives."""

    token: Word
    clause: Word
    kind: Kind
    opener: Word | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A verb that gives no claim, and why."""

    token: Word
    reason: str


Verdict = Candidate | str | None


class Judge:
    """Decides over the words of one sentence."""

    def __init__(self, said: Sequence[Said], lexicon: Lexicon) -> None:
        self.silent = frozenset(s.cue for s in said if s.silent)
        self.own = frozenset(i for s in said if s.silent for i in s.own)
        self.lexicon = lexicon
        self.opening = lexicon.predicates.opening
        self.speaking = lexicon.predicates.speaking
        self.states = lexicon.predicates.states
        self.dropped: list[Dropped] = []

    def candidates(self, tokens: Sequence[Word], quantities: Sequence[Found]) -> Iterator[Candidate]:
        """Yield the candidates of a sentence in order, nouns last; ``dropped`` then holds the verbs that are none."""
        taken, opened, predicative = set[int](), set[int](), self.states["predicative"]
        yield from self.put(tokens, taken)
        for token in tokens:
            if not (token.kids or token.pos in VERBAL or token.lower in predicative) or token.i in self.silent or token.i in taken:
                continue
            verdict = self.verdict(token)
            if isinstance(verdict, str):
                self.dropped.append(Dropped(token, verdict))
            elif verdict is not None and verdict.token.i not in taken:
                taken |= {verdict.token.i, verdict.clause.i}
                opened |= {verdict.opener.i} if verdict.opener is not None else set()
                yield verdict
        yield from self.nominal(tokens, quantities, taken)
        yield from self.standing_in(tokens, quantities, taken, opened)
        yield from self.announcing(tokens, taken)

    def put(self, tokens: Sequence[Word], taken: set[int]) -> Iterator[Candidate]:
        """Yield the noun of "put the toll at 41", "bringing the toll to 31": it is the predicate."""
        putting = self.states["putting"]
        for put in (t for t in tokens if t.lemma in putting):
            toll = next((k for k in put.kids if k.dep == "obj" and (k.lemma in self.states["tolls"] or k.lemma in self.states["headcounts"])), None)
            if toll is not None and (put.lemma == "put" or toll.lemma in ("toll", "tally")):
                taken |= {put.i, toll.i, *(t.i for t in put.below(k.i for k in put.kids if k.dep == "conj") if t.pos in ("ADJ", "NOUN") or t.tag == "VBN")}
                yield Candidate(toll, toll, "noun", put)

    def verdict(self, token: Word) -> Verdict:
        """Return the candidate of a verb, of a word with dependents or of one such as "missing", why it is none, or None where it predicates nothing."""
        copula, passive, modal = None, False, False
        for kid in token.kids:
            if kid.dep == "cop":
                copula = copula or kid
            elif kid.dep == "aux:pass":
                passive = True
            elif kid.tag == "MD":
                modal = True
        stative = token.tag == "JJ" and copula is not None  # "overloaded", whatever its part of speech
        if (token.pos in VERBAL and not stative) or passive or (modal and copula is None):
            return self.verbal(token)
        return self.predicate_word(token, copula)

    # --- verbs ------------------------------------------------------------------------------------------------------

    def verbal(self, token: Word) -> Verdict:
        """Return the candidate of a verb, why it is none, or None for an auxiliary."""
        if token.dep in ("aux", "aux:pass", "cop", "compound", "amod", "case", "mark", "fixed", "advmod", "cc"):
            return None
        if token.lower == "missing" and token.dep in CLAUSES and token.child("aux", "cop", *SUBJECTS) is not None and token.child("obj", "compound:prt") is None:
            return Candidate(token, token, "copula")
        felt = token.child("aux:pass") if token.lower in self.states["feelings"] else None
        if felt is not None and token.dep in CLAUSES and not any(k.case == "by" or k.dep == "xcomp" for k in token.kids):
            return Candidate(felt, token, "copula")  # "was disappointed"
        opener = self.opener_of(token) or self.shared_opener(token)
        if self.opens(token):
            return "it only opens the verb behind it"
        goal = token.child("nsubj", "nsubj:outer")
        if token.planned is not None and goal is not None and not self.speaking["goals"].isdisjoint((goal.lemma, *one_of(goal))):
            return Candidate(token.planned, token, "copula")  # "The goal is to reach everyone": nothing is planned for the goal
        if token.dep == "conj" and token.tag == "VB" and token.child("aux", *SUBJECTS) is None and token.head.planned is not None:
            goal = token.head.child("nsubj", "nsubj:outer")
            if goal is not None and goal.lemma in self.speaking["goals"]:
                return "an infinitive says what for, not what happened"
        if opener is not None and opener.dep in SUBJECT_CLAUSES and (opener.infinitive or opener.has("cop", "being")):
            return "a gerund names an act"  # "Being able to swim helps"
        reason = refusal(token, opener, self.lexicon)
        if reason is not None:
            return reason
        if (token.tag in ("NN", "JJ") and not token.passive and not any(k.tag == "MD" for k in token.kids)) or token.dep not in CLAUSES:
            return None
        return Candidate(token, token, "verb", opener)

    def opener_of(self, token: Word) -> Word | None:
        """Return the raising, aspectual or modal word above an infinitive or participle that merges with it."""
        head = token.head
        if token.dep not in ("xcomp", "ccomp", "advcl") or token.child(*SUBJECTS) is not None or (token.dep == "advcl" and not (token.infinitive and (head.pos == "ADJ" or comes_to(head)))):
            return None
        if token.infinitive and any(k.dep == "xcomp" and k.infinitive and k.i < token.i for k in head.kids):
            return None  # "tried to leave | to save time"
        if head.lemma in self.opening["reporting"] and head.child("nsubj:pass", "aux:pass") is None:
            return None
        if head.lemma == "be" and token.infinitive:
            subject = head.child("nsubj", "expl")
            return head if subject is not None and subject.lemma not in self.speaking["goals"] and subject.pos != "VERB" else None
        if head.lemma in self.opening["wishing"]:
            return head if token.infinitive and head.has("aux", "would", "'d", "’d") else None
        raising = head.lemma in self.opening["raising"] or head.lower in self.opening["raising"]
        return head if raising and head.lemma not in self.opening["kept"] else None

    def shared_opener(self, token: Word) -> Word | None:
        """Return the opener of the infinitive that another one is coordinated with: "sought to flee and hide", "is expected to be tried and jailed"."""
        first = token.head
        if token.dep != "conj" or token.child("aux", "aux:pass", *SUBJECTS) is not None:
            return None
        passives = token.tag == first.tag == "VBN" and first.infinitive and first.child("aux:pass") is not None
        return self.opener_of(first) if passives or token.tag == first.tag == "VB" else None

    def opens(self, token: Word) -> bool:
        """Whether a verb only opens another one."""
        if token.lemma == "be" or token.lemma in self.opening["wishing"]:
            return any(k.dep == "xcomp" and self.opener_of(k) is token for k in token.kids)
        if token.lemma not in self.opening["raising"] or token.lemma in self.opening["kept"]:
            return False
        if comes_to(token):
            return any(self.opener_of(k) is token for k in token.kids)
        return any(k.dep == "xcomp" and (k.pos in ("VERB", "AUX") or k.child("cop") is not None or k.lower in self.states["predicative"]) for k in token.kids) and token.child("obj") is None

    # --- copulas ----------------------------------------------------------------------------------------------------

    def predicate_word(self, token: Word, copula: Word | None) -> Verdict:
        """Return the candidate of a word with a copula: the copula itself, save for words such as "missing"."""
        stated = token.lower in self.states["predicative"]
        copula = copula or (token.child("aux") if stated and token.pos == "ADJ" else None)
        if copula is not None and token.dep in CLAUSES:
            reason = self.no_copula(token, copula)
            own = stated or (token.lower.endswith("ed") and token.tag == "JJ" and token.lower not in self.states["feelings"])
            opener = self.opener_of(token) if token.infinitive else None
            if reason is not None or (token.infinitive and opener is None and token.planned is None):
                return reason
            return Candidate(token if own else copula, token, "copula", opener)
        if not stated:
            return None
        if attribute(token) is not None:
            return None
        if "as" in token.marks:
            return "it says as what"  # "listed as missing"
        if token.dep == "xcomp" and token.head.dep != "amod" and token.head.lemma in self.opening["stating"]:
            return Candidate(token, token, "copula", token.head)  # "are feared dead"
        if token.pos == "ADJ" and token.dep in ("acl", "advcl", "conj"):
            return Candidate(token, token, "copula")
        return None

    def no_copula(self, token: Word, copula: Word) -> str | None:
        """Return why a word with a copula is no predicate of its own, or None where it is one."""
        if any(k.dep in ("xcomp", "advcl") and k.pos in ("VERB", "AUX") and self.opener_of(k) is token for k in token.kids):
            return "it only opens the verb behind it"
        if copula.tag == "VBG" and token.child(*SUBJECTS) is None:
            return "it has no subject"
        if embedded_question(token, self.speaking["asking"]):
            return "a question asserts nothing"
        if self.rates(token):
            return "it only says how sure the clause behind it is"
        if token.dep == "xcomp" and token.head.lemma == "let" and token.head.child(*SUBJECTS) is None and not token.infinitive:
            return "an order or a wish asserts nothing"  # "Let's be brave"
        if points(token):
            return "a turn of phrase"
        if token.child("nsubj") is None and any(k.lower == "here" for k in (token, *token.kids)):
            return "it only announces what follows"
        return None

    def rates(self, token: Word) -> bool:
        """Whether "it is …" only rates the clause behind it: "it is not clear how many", "it is likely that"."""
        it = token.child("expl", "nsubj")
        if it is None or it.lower not in ("it", "that", "this"):
            return False
        if token.lemma in self.opening["telling"]:
            return any(k.lemma in self.speaking["speech"] or k.lemma in self.opening["minding"] for k in token.children("ccomp", "csubj", "advcl", "xcomp"))
        if token.lemma not in self.opening["doubtful"] | self.opening["known"]:
            return False
        return any(k.dep in ("ccomp", "csubj", "advcl", "xcomp") and k.i > token.i for k in token.kids)

    # --- nouns ------------------------------------------------------------------------------------------------------

    def nominal(self, tokens: Sequence[Word], quantities: Sequence[Found], taken: set[int]) -> Iterator[Candidate]:
        """Yield nouns that are events and bring what no verb of the sentence says: "the death of three officers"."""
        here = {token.i: token for token in tokens} if quantities else {}
        for found in quantities:
            token = here.get(found.predicate) if found.predicate is not None else None
            if token is not None and token.i not in taken and self.counts(token, taken):
                taken.add(token.i)
                yield Candidate(token, token, "noun")
        for token in tokens:
            if token.pos == "NOUN" and token.i not in taken and self.tells(token):
                taken.add(token.i)
                yield Candidate(token, token, "noun")

    def standing_in(self, tokens: Sequence[Word], quantities: Sequence[Found], taken: set[int], opened: set[int]) -> Iterator[Candidate]:
        """Yield a cue whose content has a figure and no predicate: "the governor spoke of 22", "rescuers found nine bodies"."""
        here = {token.i: token for token in tokens} if quantities else {}
        for found in quantities:
            word = here.get(found.token)
            if word is None or word.i in self.own or found.predicate in taken:
                continue
            cue = next((above for above in (word, *word.above()) if above.i in taken or above.i in self.silent), None)
            if cue is None or cue.i in taken | opened or cue.pos != "VERB" or any(k.i in taken | opened and k.i > word.i and k.dep in ("ccomp", "xcomp") for k in cue.kids):
                continue
            taken.add(cue.i)
            yield Candidate(cue, cue, "verb")

    def announcing(self, tokens: Sequence[Word], taken: set[int]) -> Iterator[Candidate]:
        """Yield a cue that announces a thing of which nothing else is said: "The firm announced a new alarm"."""
        for token in tokens:
            if token.i not in self.silent or token.i in taken or token.lemma not in ANNOUNCING or token.child("ccomp", "xcomp", "parataxis") is not None or token.dep not in CLAUSES:
                continue
            thing = token.child("nsubj:pass" if token.passive else "obj")
            if thing is not None and thing.pos in ("NOUN", "PROPN") and not any(w.i in taken for w in thing.below()):
                taken.add(token.i)
                yield Candidate(token, token, "verb")

    def counts(self, token: Word, taken: set[int]) -> bool:
        """Whether a word that gives a figure its role is an event of its own: "12 deaths"; not where a predicate governs it."""
        if token.pos not in ("NOUN", "ADJ", "PROPN", "VERB"):
            return False
        events, named = self.lexicon.events, token.lemma in self.lexicon.events.nouns
        if token.dep == "nsubj:pass" and token.head.lemma in RECORDING and token.head.i in taken:
            return False  # "No new deaths were reported"
        if token.dep == "obj" and token.head.lemma == "cause" and token.head.i in taken:
            return False  # "could cause 3,000 deaths"
        if token.pos in ("NOUN", "PROPN") and named and token.lower not in self.states["harmed"] and token.lemma not in self.states["tolls"]:
            return True
        harm = (named or token.lemma in events.roles) and token.lemma not in self.states["persons"]
        return harm and not any(above.i in taken for above in token.above())  # "revised its count to 58 dead" is one claim

    def tells(self, token: Word) -> bool:
        """Whether an event noun brings a participant of its own, and nothing else says that the event happened.

        "Hundreds marched over the killing of a student by police": the killing too. Not where it is subject or object of a claim's verb:
        "condemned the killing" is one claim.
        """
        if self.lexicon.events.nouns.get(token.lemma) not in TELLING or token.lemma in GENERAL:
            return False
        reported = token.dep == "obj" and token.head.i in self.silent
        aside = token.dep in ("obl", "nmod") and token.case in ("over", "after", "following", "since", "before", "during")
        patient = next((k for k in token.kids if k.dep == "nmod" and k.case in ("of", "on", "against")), None)
        if patient is None or not (reported or aside):
            return False
        agent = token.child("nmod:poss") or next((k for k in token.kids if k.dep == "nmod" and k.case == "by"), None)
        return reported or agent is not None or patient.pos == "PROPN" or patient.child("nummod") is not None


def one_of(noun: Word) -> list[str]:
    """Return what somebody picks one of: the "challenge" of "One of the main challenges"."""
    return [k.lemma for k in noun.children("nmod") if k.case == "of"] if noun.lemma == "one" else []


def comes_to(verb: Word) -> bool:
    """Whether a verb only says that it came so: "would come | to dominate the council"."""
    return verb.lemma == "come" and verb.has("aux", "would", "'d", "’d") and verb.child("obl", "obj", "compound:prt", "advmod") is None
