"""The language of each stretch of a text. English is told by its commonest words; py3langid judges the rest."""

from __future__ import annotations

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from claimcite.records import Block, LanguageSpan
from claimcite.spans import Span

COMMON = frozenset(
    ["the", "of", "and", "to", "in", "a", "is", "was", "for", "on", "that", "with", "as", "by", "at", "from", "it", "an", "be", "are", "this", "which", "were", "has", "have", "had", "not", "but", "or", "his", "their", "its", "they", "he", "she", "who", "said", "will", "would", "been", "after", "more", "than", "into", "over", "about"]
)
PIECE = re.compile(r"[^\s].*?(?:[.!?…][\"”’»)]*(?=\s|$)|$)", re.DOTALL)
LONG, SHORT = 250, 30


@lru_cache(maxsize=1)
def identifier() -> LanguageIdentifier:
    """Load py3langid's model; its probabilities are normalised."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> str | None:
    """Return the language of a stretch (BCP 47), or None where it is too short to tell.

    >>> language_of("Le conflit a fait des dizaines de morts dans la province, selon les autorités.")
    'fr'
    >>> language_of("12 km") is None
    True
    """
    words = re.findall(r"[^\W\d_]+", text.lower())
    common = sum(word in COMMON for word in words)
    if len(words) >= 4 and common >= 0.18 * len(words):
        return "en"
    if sum(map(len, words)) < SHORT:
        return None
    language, probability = identifier().classify(text[:2000])
    if language != "en" and common >= 0.08 * len(words):
        return "en"
    return str(language) if probability > 0.9 else None


def languages(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[LanguageSpan, ...], str | None]:
    """Return the stretches of one language each, and the language of most of the text. Unknown ones go with their neighbours."""
    found: list[tuple[Span, str | None]] = []
    for block in blocks:
        block_text = block.span.of(text)
        pieces = [Span(*m.span()).shifted(block.span.start) for m in PIECE.finditer(block_text)] if len(block_text) > LONG else [block.span]
        found += [(piece, language_of(piece.of(text))) for piece in pieces]
    weight: dict[str, int] = {}
    for span, language in found:
        if language:
            weight[language] = weight.get(language, 0) + span.end - span.start
    main = max(weight, key=lambda name: (weight[name], name)) if weight else None
    merged: list[LanguageSpan] = []
    for span, language in found:
        name = language or main
        if name is None:
            continue
        if merged and merged[-1].language == name:
            merged[-1] = LanguageSpan(Span(merged[-1].span.start, span.end), name)
        else:
            merged.append(LanguageSpan(span, name))
    return tuple(merged), main
