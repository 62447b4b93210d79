"""What may be an attribution, in tokens: found by rules or by the model, before its source is named and its edges are drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from claimcite.lexicon import Cues
from claimcite.records import Attribution

#: A saying claims nothing itself; an act of speech is a claim, and so is news, which may also report; a stance (a belief, a plan, a
#: deed) is reported among the mentions and attributes no claim.
Kind = Literal["saying", "act", "news", "stance"]


@dataclass(frozen=True, slots=True)
class Lead:
    """An attribution in tokens. ``head`` is the head of the source, ``source`` its phrase where that is known without the parse.

    ``sure``: a rule's, by a construction that says more than the model knows of. ``echo``: it stands in what somebody says, and is no hop.
    """

    cue: tuple[Token, ...]
    lemma: str
    head: Token | None
    content: tuple[Token, ...]
    source: tuple[Token, ...] = ()
    kind: Kind = "saying"
    modelled: bool = False
    sure: bool = False
    echo: bool = False

    @property
    def aside(self) -> tuple[Token, ...]:
        """The tokens of cue and source, and what hangs on a cue beside its clause: "…, Orupress | reported on Friday"."""
        beside = self.main.subtree if self.main.dep_ == "parataxis" else ()
        said = {t.i for t in self.content}
        return (*self.cue, *self.source, *(t for t in beside if t.i not in said))

    @property
    def main(self) -> Token:
        """The token of the cue that governs the content."""
        return main_token(self.cue)


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution with what the claims stage needs of the parse: the cue's token, the tokens of source and cue.

    ``act``: the cue is a claim of its own, its agent the speaker. ``news``: the cue claims something itself. ``stance``: nobody says it.
    ``echo``: the speaker of what it stands in believes it too, "said she hoped": it colours what is said, and is neither a hop nor reported.
    """

    attribution: Attribution
    cue: int
    own: frozenset[int]
    act: bool = False
    cues: frozenset[int] = frozenset()
    news: bool = False
    stance: bool = False
    echo: bool = False

    @property
    def silent(self) -> bool:
        """Whether cue and source only introduce what is said, and claim nothing themselves."""
        return not self.act and not self.news and not self.stance

    def covers(self, offset: int) -> bool:
        """Whether what is said covers an offset of the text; a stance says nothing."""
        return not self.stance and any(s.start <= offset < s.end for s in self.attribution.content)

    @property
    def size(self) -> int:
        """How many characters the content has."""
        return sum(s.end - s.start for s in self.attribution.content)


def main_token(cue: Iterable[Token]) -> Token:
    """Return the token of a cue that the rest of it hangs on: "was quoted as | saying", "made | clear", "repeatedly | accused"."""
    tokens = list(cue)
    if len(tokens) == 1:
        return tokens[0]
    inside = {token.i for token in tokens}
    roots = [token for token in tokens if token.head.i not in inside or token.head.i == token.i]
    return next((t for t in roots if t.pos_ in ("VERB", "NOUN")), next((t for t in roots if not t.is_punct), tokens[0]))


def cue_of(tokens: Iterable[Token], cues: Cues) -> Token:
    """Return the token of a model's cue that the lexicon knows, else the one that the rest hangs on."""
    tokens = list(tokens)
    known = [t for t in tokens if t.pos_ in ("VERB", "NOUN") and t.lemma_.lower() in cues.say | cues.act]
    main = main_token(tokens)
    return main if main in known or not known else known[-1]
