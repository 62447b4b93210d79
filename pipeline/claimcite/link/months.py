"""Names of months in the languages that references print, and one pattern of them all."""

from __future__ import annotations

import re

#: A line a language, January first; bars part the spellings of one month. Slavic and Greek names stand in the genitive, as dates have them.
NAMES = """
January|Jan February|Feb March|Mar April|Apr May June|Jun July|Jul August|Aug September|Sept|Sep October|Oct November|Nov December|Dec
Januar|Jänner Februar|Feber März|Mär|Mrz April Mai Juni Juli August September Oktober|Okt November Dezember|Dez
janvier|janv février|févr|fév mars avril|avr mai juin juillet|juil août septembre octobre novembre décembre|déc
enero|ene febrero marzo abril|abr mayo junio julio agosto|ago septiembre|setiembre octubre noviembre diciembre|dic
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre|ott novembre dicembre
janeiro fevereiro março|marco abril maio junho julho agosto setembro outubro novembro dezembro
januari februari maart april mei juni juli augustus september oktober november december
januari februari mars april maj juni juli augusti september oktober november december
januar februar marts|mars april maj|mai juni juli august september oktober november december|desember
tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
ledna února března dubna května června července srpna září října listopadu prosince
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık
Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember
يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
"""
NUMBERS: dict[str, int] = {
    name.casefold(): number for line in NAMES.split("\n") for number, names in enumerate(line.split(), 1) for name in names.split("|")
}
#: A name with the point of an abbreviation, longest first, so that "Sept" is not read as "Sep".
MONTH = rf"(?:{'|'.join(sorted(map(re.escape, NUMBERS), key=lambda name: (-len(name), name)))})\b\.?"


def month_number(name: str) -> int | None:
    """Return the number of a month by its name in any of the languages.

    >>> month_number("Oct."), month_number("août"), month_number("Montag")
    (10, 8, None)
    """
    return NUMBERS.get(name.rstrip(".").casefold())
