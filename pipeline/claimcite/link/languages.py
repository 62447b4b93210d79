"""Names of languages, as references print them, to BCP 47."""

from __future__ import annotations

import re

NAMES = """
af:afrikaans am:amharic ar:arabic,arabe,arabisch as:assamese az:azerbaijani,azeri be:belarusian bg:bulgarian bn:bengali,bangla bo:tibetan
bs:bosnian ca:catalan ckb:sorani cs:czech cy:welsh da:danish de:german,deutsch,allemand dv:dhivehi,maldivian el:greek
en:english,englisch,anglais,inglés eo:esperanto es:spanish,español,espagnol,spanisch et:estonian eu:basque fa:persian,farsi
fi:finnish fil:filipino fo:faroese fr:french,français,französisch ga:irish gl:galician gu:gujarati ha:hausa he:hebrew hi:hindi hr:croatian
ht:haitian creole hu:hungarian hy:armenian id:indonesian ig:igbo is:icelandic it:italian,italiano,italien ja:japanese ka:georgian kk:kazakh
km:khmer kn:kannada ko:korean ku:kurdish ky:kyrgyz la:latin lb:luxembourgish lo:lao lt:lithuanian lv:latvian mg:malagasy mk:macedonian
ml:malayalam mn:mongolian mr:marathi ms:malay mt:maltese my:burmese nb:bokmål ne:nepali nl:dutch,nederlands nn:nynorsk no:norwegian
om:oromo or:odia pa:punjabi pl:polish ps:pashto pt:portuguese,português qu:quechua ro:romanian ru:russian,russisch,russe rw:kinyarwanda
sd:sindhi se:northern sami sh:serbo-croatian si:sinhala,sinhalese sk:slovak sl:slovene,slovenian so:somali sq:albanian sr:serbian sv:swedish
sw:swahili ta:tamil te:telugu tg:tajik th:thai ti:tigrinya tk:turkmen tl:tagalog tr:turkish,türkçe,türkisch tt:tatar ug:uyghur
uk:ukrainian ur:urdu uz:uzbek vi:vietnamese yi:yiddish yo:yoruba yue:cantonese zh:chinese,mandarin zu:zulu
"""
BY_NAME: dict[str, str] = {
    name: code
    for code, names in re.findall(r"(\w{2,3}):(.*?)(?=\s+\w{2,3}:|\s*$)", " ".join(NAMES.split()))
    for name in names.split(",")
} | {"american english": "en-US", "british english": "en-GB", "brazilian portuguese": "pt-BR", "traditional chinese": "zh-Hant",
     "simplified chinese": "zh-Hans", "scottish gaelic": "gd", "scots": "sco", "latin american spanish": "es-419"}  # fmt: skip
CODES = frozenset(code.partition("-")[0] for code in BY_NAME.values())
TAG = re.compile(r"(?P<main>[A-Za-z]{2,3})(?:[-_](?P<script>[A-Za-z]{4}))?(?:[-_](?P<region>[A-Za-z]{2}|\d{3}))?(?:\.[\w-]{1,12})?$")


def language_tag(name: str) -> str | None:
    """Return the BCP 47 tag of a language that is given by name or code; of several, the first.

    >>> language_tag("Arabic"), language_tag("en_US.UTF-8"), language_tag("Dutch and French")
    ('ar', 'en-US', 'nl')
    >>> language_tag("the original") is None
    True
    """
    name = name.strip(" .()[]")
    if name.lower() in BY_NAME:
        return BY_NAME[name.lower()]
    first = re.split(r"\s*[,;/&]\s*|\s+and\s+", name, maxsplit=1)[0].lower()
    if first != name.lower():
        return language_tag(first)
    tag = TAG.match(name)
    if not tag or tag["main"].lower() not in CODES:
        return None
    return "-".join(
        [tag["main"].lower(), *([tag["script"].title()] if tag["script"] else []), *([tag["region"].upper()] if tag["region"] else [])]
    )


def main_language(tag: str | None) -> str | None:
    """Return the language of a tag without script and region.

    >>> main_language("en-GB"), main_language(None)
    ('en', None)
    """
    return tag.partition("-")[0] if tag else None
