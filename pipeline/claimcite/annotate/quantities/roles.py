"""The role that counted persons have, killed, wounded, displaced: from the counted noun, the words around it, or what governs it."""

from __future__ import annotations

from spacy.tokens import Token

from claimcite.annotate.quantities.governed import NO_ROLE, Role, of_predicate, of_tally, widened
from claimcite.annotate.quantities.lemmas import is_person, lemma_of
from claimcite.annotate.quantities.person_words import HEADLINE_VERBS, OTHERS, STATES
from claimcite.annotate.quantities.phrases import listed, past_inside, phrase_after, phrase_around, phrase_before, relative
from claimcite.annotate.quantities.role_words import ACTIVE, ASIDES, BETWEEN, HARM, PLACING, UNDERGOING
from claimcite.annotate.quantities.site import Site
from claimcite.records import QuantityRole


def role_of(site: Site) -> Role:
    """Return the role of what is counted, by the nearest sign of it; the agent of a killing has none."""
    for rule in (of_state, of_noun, of_list, said_after, said_before, of_event_noun, of_relative, of_predicate, of_tally, of_weak_noun):
        if site.nested and rule is of_predicate:
            break
        found = rule(site)
        if found is not None:
            return treated(site, found) if found.name == "wounded" else found
    return NO_ROLE


def treated(site: Site, role: Role) -> Role:
    """Who is treated or in hospital while the text is about a disease is infected; "the clinic treated 65 patients" says no more."""
    word = site.doc[role.predicate] if role.predicate is not None else None
    if word is not None and (word.lower_ in STATES or word.lemma_ in ("wound", "injure", "hurt", "maim", "injury")):
        return role
    if site.epidemic:
        return Role("infected", role.predicate)
    head = site.counted.head if site.counted is not None else None
    return NO_ROLE if head is not None and lemma_of(site.doc[head]) == "patient" and word is not None and word.lemma_ == "treat" else role


def of_state(site: Site) -> Role | None:
    """ "78 dead", "200 dead and wounded": the words themselves."""
    if site.counted is None or not site.counted.state:
        return None
    words = [i for i in range(site.counted.first, site.counted.last) if site.doc[i].lower_ in STATES]
    names = [site.named(site.doc[i].lower_) or site.named(site.doc[i].lemma_) for i in words]
    if len(set(names) & HARM) > 1:
        return Role("casualties", words[0])
    return next((Role(name, i) for name, i in zip(names, words, strict=True) if name), None)


def of_noun(site: Site) -> Role | None:
    """ "12 deaths", "46 casualties", "17 bodies", "26 dead soldiers": the counted noun or an adjective before it."""
    if site.counted is None or site.counted.head is None:
        return None
    lemma = lemma_of(site.doc[site.counted.head])
    if lemma == "case":
        return Role("infected", site.counted.head) if of_disease(site) else None
    if lemma in ("life", "victim"):
        claimed = ("claim", "claimed", "claiming", "claims")
        verb = said_in(site, (*claimed, "lost", "cost", "costing", "took", "taken", "taking", "lose") if lemma == "life" else claimed)
        if verb is not None or lemma == "life":
            return Role("killed", verb) if verb is not None else None
    name = site.named(lemma)
    if name is not None and lemma not in ("evacuation", "evacuee", "return", "hurt", "save", "pull", "pick", "survivor"):
        return Role(name, site.counted.head)
    for i in range(site.counted.first, site.counted.head):
        if (site.doc[i].lower_ in STATES or site.doc[i].tag_ == "VBN") and (name := site.named(site.doc[i].lower_)) is not None:
            return Role(name, i)
    return None


def of_weak_noun(site: Site) -> Role | None:
    """ "71 survivors": rescued, unless the clause says what else happened to them."""
    head = site.counted.head if site.counted else None
    return Role("rescued", head) if head is not None and lemma_of(site.doc[head]) == "survivor" else None


def of_disease(site: Site) -> bool:
    """Whether the cases are of a disease: "37 cases of suspected cholera", "1,200 new Covid cases"; not "31 cases of shelling"."""
    assert site.counted is not None
    words = {site.lower(i) for i in range(site.counted.first, min(site.counted.last + 5, site.stop))}
    return site.epidemic or bool(words & site.lexicon.quantifiers.context["diseases"]) or (
        site.lower(site.counted.last) != "of" and bool(words & {"new", "confirmed", "suspected", "active"})
    )


def said_in(site: Site, words: tuple[str, ...]) -> int | None:
    """Return the place of one of ``words`` near the amount."""
    return next((i for i in range(max(site.start, site.first - 4), min(site.stop, site.end + 4)) if site.doc[i].lower_ in words), None)


def of_list(site: Site) -> Role | None:
    """ "The dead included four nurses": what the list is one of."""
    found = listed(site)
    return Role(*found) if found is not None else None


def of_relative(site: Site) -> Role | None:
    """ "the 40 schoolgirls it had kidnapped": what the relative clause says."""
    found = relative(site)
    return Role(*found) if found is not None else None


def said_after(site: Site) -> Role | None:
    """ "17 jihadists killed at a dinner", "71 had been rescued", "58 of those confirmed dead", "were forced from their homes"."""
    i = site.end + (site.counted is not None and site.counted.anaphor)
    narrowed = site.lower(i) in ("who", "that", "which") or (i < site.stop and site.doc[i].tag_ == "VBN" and site.doc[i].dep_ == "acl")
    if site.nested and not narrowed:
        return None  # "two of her three children had fled": not the three
    if narrowed and (own := of_predicate(site)) is not None and own.name in HARM:
        return own  # "three people who had been rescued died": the main verb says more
    if site.nesting and narrowed:
        return None  # "212 of the 430 people who were arrested", "three of the five engineers taken hostage": not the 212
    if site.lower(site.first - 1) in PLACING and not site.counts_persons:
        return None  # "337 users in 38 countries were arrested": not the countries
    while site.lower(i) in OTHERS:
        i += 1
    while site.lower(i) in ASIDES:
        i += 1
    i = past_inside(site, past_apposition(site, i) if site.lower(i) == "," else past_joined(site, i))
    passive = site.counted is not None and site.counted.anaphor and site.lower(site.end) == "those"  # "five of those killed"
    for _ in range(7):
        if i >= site.stop:
            return None
        token = site.doc[i]
        if token.lower_ in OTHERS:
            i += 1
            continue
        name = phrase_after(site, i) or (phrase_around(site, i) if passive or token.tag_ == "VBN" else None) or role_word(site, token, passive=passive)
        if name is not None:
            return Role(name, i)
        if token.pos_ not in ("AUX", "ADV") and token.lower_ not in BETWEEN:
            return None
        passive = passive or token.lower_ in ("were", "was", "been", "being", "be", "are", "is", "get", "got", "found", "left", "reported")
        i += 1
    return None


def past_joined(site: Site, i: int) -> int:
    """Return the token after persons counted along: "121 adults | and children | were taken into custody"."""
    if site.lower(i) not in ("and", "or") or site.counted is None or i + 2 >= site.stop or not site.counts_persons:
        return i
    noun = site.doc[i + 1]
    return i + 2 if noun.tag_ == "NNS" and is_person(lemma_of(noun), site.lexicon) else i


def past_apposition(site: Site, i: int) -> int:
    """Return the token after an apposition between commas: "Two patients, a man and his granddaughter, died"."""
    closing = next((k for k in range(i + 1, min(i + 15, site.stop)) if site.doc[k].text in (",", ";")), None)
    plain = (
        closing is not None
        and site.doc[closing].text == ","
        and not any(site.doc[k].pos_ in ("VERB", "AUX") and site.doc[k].tag_ != "VBN" for k in range(i + 1, closing))
    )
    return closing + 1 if closing is not None and plain else site.stop


def role_word(site: Site, token: Token, *, passive: bool) -> QuantityRole | None:
    """Return the role that the word after a noun phrase gives to it: of a participle, a state or a verb of undergoing."""
    if token.tag_ == "VBG" and token.lower_ != "missing":
        return site.named(token.lemma_) if token.lemma_ in UNDERGOING else None
    if token.lower_ in HEADLINE_VERBS:
        return site.named({"flee": "flee", "flees": "flee", "fled": "flee"}.get(token.lower_, "die"))
    if token.lower_ in STATES or token.lemma_ in UNDERGOING:
        acts = not passive and token.lower_ not in ("dead", "missing", "homeless") and token.lemma_ not in UNDERGOING and has_object(token)
        name = None if acts else site.named(token.lower_) or site.named(token.lemma_)
        return widened(site, token, name)
    if token.pos_ in ("VERB", "ADJ") and (passive or token.dep_ in ("acl", "nmod") or token.tag_ == "VBN") and not has_object(token):
        return widened(site, token, site.named(token.lemma_) if token.lemma_ != "return" else None)
    return None


def has_object(token: Token) -> bool:
    """Whether a verb has an object of its own: then its subject is no patient."""
    return any(c.dep_ == "obj" and c.i > token.i for c in token.children)


def said_before(site: Site) -> Role | None:
    """ "killing 15 soldiers", "wounded nearly as many", "shot dead three students", "lost 35 men"."""
    i = site.first - 1
    while site.lower(i) in ('"', "'", "the", "these", "his", "its", "their", "as", "roughly", "all", "a"):
        i -= 1
    if i >= site.start and (framed := phrase_around(site, i)) is not None:
        return Role(framed, i)  # "holding 17 guards hostage" before "holding 17 guards"
    phrase = phrase_before(site, i)
    if phrase is not None:
        return Role(*phrase)
    if site.lower(i) == "," and site.doc[i - 1].tag_ == "VBG":
        i -= 1  # "or on their way to killing, thousands of civilians"
    if i < site.start or (site.doc[i].pos_ not in ("VERB", "AUX") and site.lower(i) not in ACTIVE):
        return None
    token = site.doc[i]
    name = site.named(token.lemma_)
    if token.lemma_ == "lose" and site.counts_persons and site.counted is not None and site.counted.head is not None:
        name = "killed"  # "had lost 35 men"
    if name is None or token.lemma_ in ("die", "drown", "perish", "return", "survive", "flee") or token.lower_ == "missing":
        return None
    if site.lower(i - 1) in ("or", "and") and name == "wounded" and site.lower(i - 2) in ("killed", "killing"):
        name = "casualties"
    return Role(name, i)


def of_event_noun(site: Site) -> Role | None:
    """ "the death of three officers", "the bodies of about a dozen men"."""
    i = site.first - 1
    if site.lower(i) != "of" or i - 1 < site.start:
        return None
    noun = site.doc[i - 1]
    if noun.pos_ not in ("NOUN", "ADJ", "VERB") or noun.lower_ in ("survivors", "survivor", "number", "toll"):
        return None
    name = site.named(lemma_of(noun))
    return Role(name, i - 1) if name else None
