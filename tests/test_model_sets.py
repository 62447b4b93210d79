"""Readers of the gold sets, on small files in their formats."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from claimcite.errors import UsageError
from claimcite.model.sets import column_names, names_of, own_sentences, polnear, treebank, universal_ner, unpacked

ROOT = Path(__file__).parents[1]
CONLLU = """# newdoc id = one
# sent_id = one-1
# newpar
# text = They didn't go to Oslo.
1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\t_
5\tto\tto\tADP\tIN\t_\t6\tcase\t_\t_
6\tOslo\tOslo\tPROPN\tNNP\t_\t4\tobl\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# sent_id = one-2
# newpar
1\tNo\tno\tINTJ\tUH\t_\t0\troot\t_\t_

"""


def test_a_treebank_keeps_words_spaces_paragraphs_and_heads(tmp_path: Path) -> None:
    path = tmp_path / "x.conllu"
    path.write_text(CONLLU, encoding="utf8")
    (text,) = treebank(path, {"one-1": ((5, 6, "LOC"),)})
    first, second = text.sentences
    assert text.text() == "They didn't go to Oslo. \n\nNo "
    assert first.heads == (3, 3, 3, 3, 5, 3, 3)
    assert first.deps[3] == "ROOT"
    assert first.lemmas[2] == "not"
    assert first.names == ((5, 6, "LOC"),)
    assert second.names is None


def test_names_of_gum_are_the_proper_nouns_of_a_mention(tmp_path: Path) -> None:
    rows = [("President", "(1-person-new-cf1-3-sgl"), ("Ada", ""), ("Moe", "1)"), ("slept", ""), ("here", "(2-place-new-cf2-1-sgl)")]
    lines = [f"{i}\t{w}\t_\t{'PROPN' if i < 4 else 'ADV'}\t_\t_\t0\troot\t_\t{'Entity=' + e if e else '_'}" for i, (w, e) in enumerate(rows, 1)]
    path = tmp_path / "GUM_news_x.conllu"
    path.write_text("# newdoc id = GUM_news_x\n# sent_id = x-1\n" + "\n".join(lines) + "\n\n", encoding="utf8")
    (text,) = treebank(path)
    assert text.sentences[0].names == ((1, 3, "PER"),)


def test_universal_ner_by_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.iob2"
    path.write_text("# sent_id = a\n1\tAl\tB-ORG\t-\tx\n2\tZaman\tI-ORG\t-\tx\n3\tsaid\tO\t-\tx\n\n# sent_id = b\n1\tIraqi\tB-OTH\t-\tx\n\n", encoding="utf8")
    assert universal_ner(path) == {"a": ((0, 2, "ORG"),), "b": ()}


def test_columns_are_documents_of_wikigold_and_tweets(tmp_path: Path) -> None:
    lines = "-DOCSTART- O\n\nThe O\nWho I-ORG\n. O\n\n-DOCSTART- O\n\n`` O\nYes O\n\n"
    wikigold, tweets = tmp_path / "wikigold.conll.txt", tmp_path / "e.conll"
    wikigold.write_text(lines, encoding="utf8")
    tweets.write_text("Go\tO\nOslo\tB-LOC\n\nNo\tO\n\n", encoding="utf8")
    first, second = column_names(wikigold)
    assert (first.text().strip(), second.text().strip()) == ("The Who.", '" Yes')
    assert first.sentences[0].names == ((1, 2, "ORG"),)
    assert [text.text().strip() for text in column_names(tweets)] == ["Go Oslo", "No"]


def test_adjacent_names_of_one_kind_stay_apart_in_bio() -> None:
    assert names_of(["B-PER", "B-PER"]) == ((0, 1, "PER"), (1, 2, "PER"))
    assert names_of(["I-PER", "I-PER"]) == ((0, 2, "PER"),)


def test_polnear_takes_one_annotator_and_discontinuous_spans(tmp_path: Path) -> None:
    for folder in ("text", "attributions"):
        (tmp_path / "dev" / folder).mkdir(parents=True)
    (tmp_path / "dev/text/a.txt").write_text('"No," she said, "never."', encoding="utf8")
    brat = "T1\tContent 0 5;16 24\t…\nT2\tSource 6 9\tshe\nT3\tCue 10 14\tsaid\nT4\tAttribution 10 14\tsaid\nE1\tAttribution:T4 Content:T1 Source:T2 Cue:T3\n\n"
    for annotator in ("aaaa", "bbbb"):
        (tmp_path / f"dev/attributions/a_{annotator}.ann").write_text(brat, encoding="utf8")
    (article,) = polnear(tmp_path, "dev")
    (attribution,) = article.attributions
    assert [article.text[a:b] for a, b in attribution.content] == ['"No,"', '"never."']
    assert attribution.source == ((6, 9),)


def test_own_sentences_have_text_names_and_attributions() -> None:
    texts, articles = own_sentences(ROOT / "corpus" / "gold" / "sentences.conllu")
    assert [text.text() for text in texts] == [article.text for article in articles]
    assert sum(len(text.sentences) for text in texts) >= 36
    for article in articles:
        for attribution in article.attributions:
            assert attribution.cue
            spans = [article.text[a:b] for part in (attribution.source, attribution.cue, attribution.content) for a, b in part]
            assert all(span == span.strip() for span in spans)


def test_archives_are_unpacked_once(tmp_path: Path) -> None:
    data, target = tmp_path / "data", tmp_path / "target"
    (tmp_path / "wikigold").mkdir()
    (tmp_path / "wikigold" / "x.txt").write_text("x", encoding="utf8")
    data.mkdir()
    with pytest.raises(UsageError, match="none of the sets"):
        unpacked(data, target)
    with tarfile.open(data / "wikigold.tar.xz", "w:xz") as tar:
        tar.add(tmp_path / "wikigold", "wikigold")
    assert unpacked(data, target) == target
    assert (target / "wikigold" / "x.txt").read_text(encoding="utf8") == "x"
    assert unpacked(tmp_path, target) == tmp_path
    with pytest.raises(UsageError, match="no such file"):
        list(treebank(tmp_path / "nothing.conllu"))
