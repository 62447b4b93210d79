"""Names of encodings as pages declare them, and the decoder that a browser takes for each (WHATWG Encoding Standard, section 4.2).

Only these are decoders that a page may ask for: Python knows more ("utf-7", "unicode_escape", "punycode"), which a hostile page could
use to hide its text.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable

#: Python's codec -> labels that pages write, in lower case. Latin-1 means Windows-1252 on the web, GB 2312 means GB 18030.
LABELS: dict[str, str] = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 utf-16 utf-16le utf-16be unicode ucs-2 csunicode",
    "cp1252": "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 latin1 latin-1 l1 ascii us-ascii "
    "ansi_x3.4-1968 cp819 ibm819 iso-ir-100 csisolatin1 x-user-defined",
    "iso8859-2": "iso-8859-2 iso8859-2 iso88592 iso_8859-2 latin2 l2 csisolatin2",
    "iso8859-3": "iso-8859-3 iso8859-3 latin3 l3",
    "iso8859-4": "iso-8859-4 iso8859-4 latin4 l4",
    "iso8859-5": "iso-8859-5 iso8859-5 cyrillic csisolatincyrillic",
    "iso8859-6": "iso-8859-6 iso8859-6 arabic ecma-114 iso-8859-6-e iso-8859-6-i asmo-708",
    "iso8859-7": "iso-8859-7 iso8859-7 greek greek8 ecma-118 elot_928 sun_eu_greek",
    "iso8859-8": "iso-8859-8 iso8859-8 hebrew visual iso-8859-8-e iso-8859-8-i logical",
    "iso8859-10": "iso-8859-10 iso8859-10 latin6 l6",
    "iso8859-13": "iso-8859-13 iso8859-13",
    "iso8859-14": "iso-8859-14 iso8859-14",
    "iso8859-15": "iso-8859-15 iso8859-15 iso_8859-15 latin9 l9 csisolatin9",
    "iso8859-16": "iso-8859-16",
    "cp1250": "windows-1250 cp1250 x-cp1250",
    "cp1251": "windows-1251 cp1251 x-cp1251",
    "cp1253": "windows-1253 cp1253 x-cp1253",
    "cp1254": "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso_8859-9 latin5 l5 csisolatin5",
    "cp1255": "windows-1255 cp1255 x-cp1255",
    "cp1256": "windows-1256 cp1256 x-cp1256",
    "cp1257": "windows-1257 cp1257 x-cp1257",
    "cp1258": "windows-1258 cp1258 x-cp1258",
    "cp874": "windows-874 tis-620 iso-8859-11 iso8859-11 dos-874",
    "cp866": "ibm866 cp866 866 csibm866",
    "koi8-r": "koi8-r koi8_r koi8 koi cskoi8r",
    "koi8-u": "koi8-u koi8-ru",
    "mac-roman": "macintosh mac x-mac-roman csmacintosh",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "gb18030": "gb18030 gbk gb2312 gb_2312 gb_2312-80 x-gbk chinese csgb2312 iso-ir-58",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc_jp": "euc-jp x-euc-jp cseucpkdfmtjapanese",
    "iso2022_jp": "iso-2022-jp csiso2022jp",
    "cp932": "shift_jis shift-jis sjis x-sjis windows-31j ms932 ms_kanji csshiftjis",
    "cp949": "euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean windows-949 cseuckr",
}
CODECS = {label: codec for codec, labels in LABELS.items() for label in labels.split()}
#: Windows-1252 as the web has it: the five bytes that it leaves open are control characters.
LATIN = "".join(bytes([n]).decode("cp1252", "replace").replace("\ufffd", chr(n)) for n in range(256))


def codec_of(label: str) -> str | None:
    """Return Python's name of the decoder for a declared label, or None for a label that a browser does not know.

    >>> codec_of(" ISO-8859-1 "), codec_of("gb2312")
    ('cp1252', 'gb18030')
    >>> codec_of("utf-7") is None
    True
    """
    return CODECS.get(label.strip(" \t\r\n\f\"'").lower())


def decoder(codec: str) -> Callable[[bytes], str]:
    """Return the function that decodes with a codec; it raises ``UnicodeDecodeError`` for bytes that the codec does not have."""
    if codec == "cp1252":
        return lambda data: codecs.charmap_decode(data, "strict", LATIN)[0]
    return lambda data: data.decode(codec)
