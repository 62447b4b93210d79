"""Bytes to text as browsers do it, and what is flagged on the way."""

from __future__ import annotations

import pytest

from claimcite.config import Config
from claimcite.errors import ReadError
from claimcite.read import decode
from claimcite.read.decode import to_text
from claimcite.read.labels import LABELS, codec_of, decoder
from claimcite.records import Locator, Record

META = '<html><head><meta charset="{}"></head><body>'
WORDS = {
    "cp1251": "Вчера в посёлке Пела обрушился мост, погибли девять человек, сообщила полиция района.",
    "koi8-r": "Вчера в посёлке Пела обрушился мост, погибли девять человек, сообщила полиция района.",
    "cp1256": "انهار جسر في قرية بيلا أمس وقتل تسعة أشخاص بحسب ما قالت الشرطة المحلية",
    "cp932": "昨日、ペラ村で橋が崩落し、九人が死亡したと地元警察が発表した。",
    "euc_jp": "昨日、ペラ村で橋が崩落し、九人が死亡したと地元警察が発表した。",
    "gb18030": "昨天，佩拉村的一座桥梁倒塌，当地警方说有九人死亡。",
    "big5hkscs": "昨天，佩拉村的一座橋樑倒塌，當地警方說有九人死亡。",
    "cp949": "어제 펠라 마을에서 다리가 무너져 아홉 명이 숨졌다고 현지 경찰이 밝혔다.",
    "cp1253": "Χθες κατέρρευσε μια γέφυρα στο χωριό Πέλα και σκοτώθηκαν εννέα άνθρωποι.",
    "iso8859-2": "Wczoraj w Peli zawalił się most, zginęło dziewięć osób – podała policja.".replace("–", "-"),
    "cp1252": "Hier, un pont s’est effondré à Péla : neuf morts, selon la gendarmerie.",
}


def source(data: bytes) -> tuple[str, str, list[str]]:
    """Raw text, encoding and the codes of the warnings of some bytes."""
    done = decode(Record("x", Locator("x"), data, "0" * 64), Config())
    return done.raw, done.encoding, [notice.code for notice in done.warnings]


@pytest.mark.parametrize("codec", WORDS)
def test_a_declared_encoding_is_used(codec: str) -> None:
    label = LABELS[codec].split()[0]
    page = META.format(label) + WORDS[codec]
    assert source(page.encode(codec)) == (page, codec, [])


@pytest.mark.parametrize("codec", ["cp1251", "koi8-r", "cp932", "gb18030", "big5hkscs", "cp949", "cp1253"])
def test_an_undeclared_encoding_is_told_from_enough_text(codec: str) -> None:
    text = "\n".join([WORDS[codec]] * 6)
    assert to_text(text.encode(codec))[0] == text


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_a_mark_counts_more_than_the_page_and_utf16_is_known_without_one(codec: str) -> None:
    page = META.format("windows-1251") + "Nine people died in Pela, the café's owner said." * 3
    assert source(page.encode(codec))[0] == page


def test_the_header_counts_more_than_the_page() -> None:
    page = (META.format("koi8-r") + WORDS["cp1251"]).encode("cp1251")
    assert WORDS["cp1251"] in to_text(page, "windows-1251")[0]
    assert WORDS["cp1251"] not in to_text(page)[0]


def test_latin_1_means_windows_1252_and_has_a_character_for_every_byte() -> None:
    text, codec = to_text(META.format("iso-8859-1").encode() + bytes(range(32, 256)))
    assert codec == "cp1252"
    assert text.endswith("úûüýþÿ")
    assert "€" in text
    assert "\x81" in text
    assert "\ufffd" not in text


@pytest.mark.parametrize("label", ["utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "rot13", "hex", "zlib", "mbcs", "undefined", "no-such"])
def test_a_page_cannot_ask_for_a_decoder_that_browsers_have_not(label: str) -> None:
    assert codec_of(label) is None
    page = META.format(label) + r"Nine died +ADw-b+AD4- \u0041 caf&eacute; é"
    assert source(page.encode()) == (page, "utf-8", [])


def test_every_label_has_a_decoder() -> None:
    labels = [label for row in LABELS.values() for label in row.split()]
    assert len(labels) == len(set(labels))
    assert all(decoder(codec)(b"plain") == "plain" for codec in LABELS)


def test_a_wrong_declaration_gives_way_to_what_the_bytes_are() -> None:
    page = META.format("shift_jis") + "Nine people died, the café’s owner said."
    text, codec = to_text(page.encode())
    assert (text, codec) in ((page, "utf-8"), (text, "cp932"))
    broken = META.format("utf-8").encode() + WORDS["cp1252"].encode("cp1252")
    assert "effondr" in to_text(broken)[0]


def test_a_few_broken_bytes_are_flagged_and_leave_the_rest_alone() -> None:
    text, codec, codes = source(("Nine people died in the café. " * 40).encode() + b"\xff\xfe tail")
    assert codec == "utf-8"
    assert text.count("\ufffd") == 2
    assert codes == ["undecodable"]


def test_mojibake_is_flagged_and_left_alone() -> None:
    wrong = "The café’s owner – “a friend” – said naïve things.".encode().decode("cp1252", "replace")
    text, _, codes = source(wrong.encode())
    assert text == wrong
    assert "mojibake" in codes
    assert source("Ângela São Paulo â la carte, Ã is a letter; café’s".encode())[2] == []


def test_what_steers_a_terminal_or_the_direction_of_writing_is_flagged() -> None:
    text, _, codes = source("Nine\x00 died \x1b[31mred\x1b[0m \u202egnp.exe\u202c".encode())
    assert codes == ["control_characters", "bidi_marks"]
    assert "\x00" in text, "raw keeps every character: offsets count the same"


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b" \r\n\t", "empty"), (b"\xef\xbb\xbf", "empty"), (b"... --- !!!", "empty"), (b"%PDF-1.7\n" + b"x" * 99, "binary"),
     (bytes(range(32)) * 40, "binary"), (b"\x28\xb5\x2f\xfd" + b"abc" * 30, "binary"), (b"a" * 16_000_001, "too_large")],
)  # fmt: skip
def test_what_is_no_text_has_a_typed_error(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as refused:
        source(data)
    assert refused.value.code == code
