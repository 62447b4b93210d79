"""The language of each stretch of a text.

A script of its own tells a language at once, English is told by words that no other language has, and py3langid judges the rest,
among the languages that news is written in. Names tell nothing: "Hayat Tahrir al-Sham withdrew" is English.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from claimcite.records import Block, LanguageSpan
from claimcite.spans import Span

#: Words of English that are no words of the other languages with Latin letters.
ENGLISH = frozenset(
    ["the", "and", "of", "with", "from", "which", "were", "been", "their", "they", "she", "this", "that", "these", "those", "said", "says", "would", "will", "could", "should", "who", "whose", "after", "before", "than", "into", "about", "has", "have", "had", "when", "where", "there", "its", "it", "for", "by", "not", "but", "because", "while", "what", "people", "more", "other", "against", "near", "killed", "police", "at", "his", "her", "was", "is", "are", "be", "in", "on", "to", "an", "a", "i", "no", "do", "as", "so", "me", "we", "you", "he", "all", "can", "or", "if", "also", "some", "under", "over", "per", "one", "two", "men"]
)
#: Of these, the words that other languages have too: they count half, and alone for nothing.
SHARED = frozenset(["at", "his", "her", "was", "is", "are", "be", "in", "on", "to", "an", "for", "by", "had", "it", "but", "of", "not", "when", "will", "has", "people", "more", "a", "i", "no", "do", "as", "so", "me", "we", "you", "he", "all", "can", "or", "if", "also", "some", "under", "over", "per", "one", "two", "men"])
#: Small words of other languages; names have some of them too ("de la Cruz", "al-Walid").
FOREIGN = frozenset(
    ["le", "la", "les", "des", "une", "du", "et", "est", "dans", "pour", "sur", "que", "qui", "au", "aux", "il", "elle", "ont", "der", "die", "das", "und", "ist", "nicht", "von", "mit", "den", "dem", "ein", "eine", "auf", "für", "zu", "sich", "bei", "el", "los", "las", "del", "y", "en", "por", "con", "para", "una", "se", "lo", "gli", "che", "di", "della", "nel", "per", "non", "sono", "è", "o", "os", "do", "da", "em", "uma", "não", "na", "no", "de", "het", "een", "van", "op", "zijn", "och", "att", "som", "det", "är", "på", "av", "og", "ikke", "til", "w", "z", "że", "się", "nie", "i", "v", "s", "je", "a", "az", "és", "și", "cu", "ve", "bir", "bu", "yang", "dan", "di", "pada", "của", "và", "là", "wa", "ya", "ni"]
)
SURELY, ELSEWHERE = ENGLISH - SHARED, FOREIGN - ENGLISH
#: What py3langid may answer: its rarer languages take short texts from their larger neighbours.
KNOWN = ["af", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "ga", "gl", "gu", "he", "hi", "hr", "ht", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km", "kn", "ko", "ku", "ky", "lo", "lt", "lv", "mk", "ml", "mn", "mr", "my", "ne", "nl", "no", "pa", "pl", "ps", "pt", "ro", "ru", "si", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta", "te", "th", "tl", "tr", "uk", "ur", "uz", "vi", "zh"]  # fmt: skip
#: Scripts that one language is written in, or one above all others: where their letters begin and end.
SCRIPTS = (
    (0x370, 0x3FF, "el"), (0x400, 0x52F, "ru"), (0x530, 0x58F, "hy"), (0x590, 0x5FF, "he"), (0x600, 0x77F, "ar"), (0x900, 0x97F, "hi"), (0x980, 0x9FF, "bn"),
    (0xA00, 0xA7F, "pa"), (0xA80, 0xAFF, "gu"), (0xB80, 0xBFF, "ta"), (0xC00, 0xC7F, "te"), (0xC80, 0xCFF, "kn"), (0xD00, 0xD7F, "ml"), (0xD80, 0xDFF, "si"),
    (0xE00, 0xE7F, "th"), (0xE80, 0xEFF, "lo"), (0x1000, 0x109F, "my"), (0x10A0, 0x10FF, "ka"), (0x1100, 0x11FF, "ko"), (0x1780, 0x17FF, "km"),
    (0x1F00, 0x1FFF, "el"), (0x3040, 0x30FF, "ja"), (0x3400, 0x9FFF, "zh"), (0xAC00, 0xD7AF, "ko"),
)  # fmt: skip
#: Languages that share a script: py3langid tells which it is.
OTHERS = {"ar": ("ar", "fa", "ur", "ps", "ku"), "ru": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn"), "hi": ("hi", "mr", "ne")}
NOT_LATIN = re.compile("[\u0370-\u1fff\u2e80-\ud7af\uf900-\ufdff\ufe70-\ufefc]")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
ENDS = re.compile(r"[.!?…][\"”’»)]{0,3}(?=\s)|[。！？।]")
SPLIT, SHORT, LONG, SAMPLE = 120, 18, 60, 600
#: How sure py3langid must be: of a stretch of some length, of one with hardly a word that is no name, of a long one.
SURE, SURER, LIKELY = 0.75, 0.95, 0.4


@lru_cache(maxsize=1)
def identifier() -> LanguageIdentifier:
    """Load py3langid's model for the known languages; its probabilities are normalised."""
    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages([name for name in KNOWN if name in found.labels])
    return found


def language_of(text: str, *, among: str | None = None) -> str | None:
    """Return the language of a stretch (BCP 47), or None where it is too short to tell or names alone.

    In a text that is otherwise in the language ``among``, a short stretch of another one must be surer.

    >>> language_of("Le conflit a fait des dizaines de morts dans la province, selon les autorités."), language_of("警察は十二人を逮捕した。")
    ('fr', 'ja')
    >>> language_of("12 km") is None, language_of("Ann Roe, Omar Poe") is None
    (True, True)
    """
    if NOT_LATIN.search(text) and (script := script_of(text)) is not None:
        return script
    words = WORD.findall(text)
    lower = [word for word in words if word[0].islower() or word == words[0]]
    if is_english([word.lower() for word in lower], len(words)):
        return "en"
    size = sum(map(len, lower))
    if sum(map(len, words)) < SHORT or len(lower) < 2:
        return None
    language, probability = identifier().classify(text[:SAMPLE])
    doubtful = size < SHORT or (among is not None and len(text) < LONG)
    return str(language) if probability >= (SURER if doubtful else LIKELY if size >= LONG else SURE) else None


def is_english(words: list[str], among: int) -> bool:
    """Whether the small words of a stretch of ``among`` words are English ones.

    >>> is_english("the army said that its men had left".split(), 8), is_english("le bilan a été revu à la hausse".split(), 8)
    (True, False)
    """
    sure, foreign = sum(map(SURELY.__contains__, words)), sum(map(ELSEWHERE.__contains__, words))
    own = sure + 0.5 * sum(map(SHARED.__contains__, words))
    return own >= 0.08 * among and (own > foreign if sure else own > 2 * foreign and own >= 1)


def is_plainly_english(text: str) -> bool:
    """Whether a stretch is English through and through: many of its words are English alone, none is of another language.

    >>> is_plainly_english("The army said that its men had left the town."), is_plainly_english("The paper Le Monde said so. Il est mort.")
    (True, False)
    """
    words = text.split()
    return sum(map(SURELY.__contains__, words)) >= 0.1 * len(words) and ELSEWHERE.isdisjoint(words) and NOT_LATIN.search(text) is None


def script_of(text: str) -> str | None:
    """Return the language that the script of most letters tells; None where most are Latin.

    >>> script_of("Полиция задержала двенадцать человек."), script_of("she wrote «нет» on the wall")
    ('ru', None)
    """
    letters = Counter(text[:SAMPLE])
    counts: Counter[str] = Counter()
    for letter, n in letters.items():
        first, last, name = SCRIPTS[max(0, bisect.bisect_right(SCRIPTS, ord(letter), key=lambda script: script[0]) - 1)]
        if first <= ord(letter) <= last:
            counts[name] += n
    if 2 * sum(counts.values()) < sum(n for letter, n in letters.items() if letter.isalpha()):
        return None
    main = "ja" if counts["ja"] else counts.most_common(1)[0][0]  # Japanese has Chinese letters too
    return next((str(name) for name, _ in identifier().rank(text[:SAMPLE]) if name in OTHERS[main]), main) if main in OTHERS else main


def languages(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[LanguageSpan, ...], str | None]:
    """Return the stretches of one language each, and the language of most of the text.

    A stretch that tells nothing goes with its block, and with the text where the block tells nothing.
    """
    found: list[tuple[Span, str | None]] = []
    weight: Counter[str] = Counter()
    for block in blocks:
        pieces = judged(text, block.span)
        own: Counter[str] = Counter()
        for span, language in pieces:
            if language is not None:
                own[language] += span.end - span.start
        weight += own
        fallback = own.most_common(1)[0][0] if own else None
        found += [(span, language or fallback) for span, language in pieces]
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


def judged(text: str, span: Span) -> list[tuple[Span, str | None]]:
    """Return the sentences of a block with their languages; a block that is of one language, or a short one, is judged whole."""
    block = span.of(text)
    if is_plainly_english(block):
        return [(span, "en")]
    whole = language_of(block)
    words = block.split()
    mixed = any(map((ELSEWHERE if whole == "en" else SURELY).__contains__, words)) or (whole == "en" and NOT_LATIN.search(block) is not None)
    if len(block) <= SPLIT or (whole is not None and not mixed):
        return [(span, whole)]
    edges = [span.start, *(span.start + m.end() for m in ENDS.finditer(block)), span.end]
    pieces = [piece for a, b in itertools.pairwise(edges) if (piece := Span(a, b).trimmed(text, " \n")).end > piece.start]
    return [(piece, language_of(piece.of(text), among=whole)) for piece in pieces]
