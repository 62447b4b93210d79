"""Places of publication, which stand where a publisher's name may stand: "The Oru Times. London. p. 3", "London: Pela Press"."""

from __future__ import annotations

import re

#: Towns with newspapers and publishers, and the capitals of the world.
TOWNS = """
Aberdeen|Abidjan|Abingdon|Abu Dhabi|Abuja|Accra|Addis Ababa|Adelaide|Aldershot|Algiers|Amman|Amsterdam|Ankara|Ann Arbor|Antananarivo|Ashgabat|Asmara|Astana|Athens|
Atlanta|Auckland|Austin|Baghdad|Baku|Baltimore|Bamako|Bangalore|Bangkok|Barcelona|Basel|Basingstoke|Bath|Beijing|Beirut|Belfast|Belgrade|Bengaluru|Berkeley|Berlin|
Bern|Birmingham|Bishkek|Bloomington|Bogotá|Bogota|Bologna|Bombay|Bonn|Boston|Boulder|Bratislava|Brisbane|Bristol|Brussels|Bruxelles|Bucharest|Budapest|Buenos Aires|
Cairo|Calcutta|Calgary|Cambridge|Canberra|Cape Town|Caracas|Cardiff|Casablanca|Chapel Hill|Chennai|Chicago|Cincinnati|Cleveland|Cologne|Colombo|Columbus|Copenhagen|
Cork|Dakar|Dallas|Damascus|Dar es Salaam|Delhi|Denver|Detroit|Dhaka|Doha|Dordrecht|Dubai|Dublin|Dundee|Durham|Dushanbe|Düsseldorf|Edinburgh|Edmonton|Englewood Cliffs|
Erbil|Essen|Evanston|Farnham|Florence|Frankfurt|Frankfurt am Main|Freetown|Garden City|Gaza City|Geneva|Genève|Glasgow|Göttingen|Guangzhou|Guatemala City|Hague|Halifax|
Hamburg|Hanoi|Harare|Hartford|Harlow|Harmondsworth|Havana|Heidelberg|Helsinki|Hoboken|Hong Kong|Honolulu|Houston|Hyderabad|Indianapolis|Iowa City|Islamabad|Istanbul|
Ithaca|Jakarta|Jeddah|Jena|Jerusalem|Johannesburg|Juba|Kabul|Kampala|Kansas City|Karachi|Kathmandu|Khartoum|Kiev|Kigali|Kingston|Kinshasa|Kolkata|Kraków|Kuala Lumpur|
Kuwait City|Kyiv|Köln|La Paz|Lagos|Lahore|Lampeter|Lanham|Las Vegas|Lausanne|Leeds|Leicester|Leiden|Leipzig|Lexington|Libreville|Lima|Lisbon|Lisboa|Liverpool|Ljubljana|
Lomé|London|Los Angeles|Luanda|Lusaka|Luxembourg|Lyon|Madison|Madrid|Manama|Manchester|Manila|Maputo|Marseille|Melbourne|Mexico City|Miami|Milan|Milano|Minneapolis|
Minsk|Mogadishu|Monrovia|Montevideo|Montreal|Montréal|Moscow|Mountain View|Mumbai|Munich|München|Muscat|Nairobi|Nashville|New Brunswick|New Delhi|New Haven|New Orleans|
New York|New York City|Newark|Newcastle|Newcastle upon Tyne|Niamey|Nicosia|Northampton|Norwich|Nottingham|Oakland|Odessa|Oklahoma City|Oslo|Ottawa|Oxford|Palo Alto|
Panama City|Paris|Perth|Philadelphia|Phnom Penh|Phoenix|Pittsburgh|Plymouth|Port-au-Prince|Portland|Prague|Praha|Pretoria|Princeton|Providence|Pyongyang|Quebec|
Québec|Quito|Rabat|Ramallah|Reading|Riga|Rio de Janeiro|Riyadh|Rochester|Rome|Roma|Rotterdam|Sacramento|Salt Lake City|San Antonio|San Diego|San Francisco|San Jose|
Sanaa|Sana'a|Santa Barbara|Santa Monica|Santiago|Santo Domingo|Sarajevo|Seattle|Seoul|Shanghai|Sheffield|Singapore|Skopje|Sofia|South Bend|Southampton|St Louis|
St. Louis|St. Petersburg|St Petersburg|Stanford|Stockholm|Stuttgart|Suva|Sydney|São Paulo|Taipei|Tallinn|Tampa|Tashkent|Tbilisi|Tehran|Tel Aviv|The Hague|Thousand Oaks|
Tirana|Tokyo|Toronto|Tripoli|Tunis|Turin|Tübingen|Ulaanbaatar|Upper Saddle River|Urbana|Utrecht|Valletta|Vancouver|Vatican City|Venice|Victoria|Vienna|Wien|Vientiane|
Vilnius|Warsaw|Warszawa|Washington|Washington DC|Wellington|West Lafayette|Westport|Windhoek|Winnipeg|Yaoundé|Yerevan|York|Zagreb|Zurich|Zürich
"""
#: States and countries, which may follow a town or stand alone.
REGIONS = """
Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|
Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|
Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|West Virginia|Wisconsin|Wyoming|Ontario|Alberta|British Columbia|Manitoba|
Nova Scotia|Saskatchewan|New South Wales|Queensland|Australia|Austria|Bangladesh|Belgium|Brazil|Canada|China|Cornwall|Cyprus|Denmark|Egypt|England|Finland|France|
Germany|Ghana|Greece|Hungary|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Japan|Jordan|Kenya|Lebanon|Libya|Malaysia|Malta|Mexico|Morocco|Nepal|Netherlands|
New Zealand|Nigeria|Northern Ireland|Norway|Pakistan|Palestine|Poland|Portugal|Qatar|Romania|Russia|Saudi Arabia|Scotland|Serbia|South Africa|South Korea|Spain|
Sri Lanka|Sudan|Sweden|Switzerland|Syria|Taiwan|Thailand|Turkey|Uganda|Ukraine|United Arab Emirates|United Kingdom|United States|Vietnam|Wales|Yemen|Zimbabwe
"""


def names(listed: str) -> frozenset[str]:
    """Return the names of a list, in lower case."""
    return frozenset(name.strip().lower() for name in listed.split("|"))


PLACES = names(TOWNS) | names(REGIONS)
#: "MA", "D.C.", "U.K.", "NSW".
SHORT = re.compile(r"(?:[A-Z]\.?){2,3}|Mass\.?|Calif\.?|Conn\.?|Pa\.?|Va\.?|Md\.?|Ill\.?|Ont\.?")

TOWN = re.compile(r"[A-ZÀ-Þ][\w.’' -]{2,30}")
COMPANIES = frozenset({"AG", "SA", "LP", "PC", "TV", "S.A.", "L.P.", "LLC", "PLC", "BBC", "CNN", "NBC", "CBS", "ABC"})


def is_place(text: str) -> bool:
    """Whether a part of a reference names a place of publication, or several.

    >>> is_place("London; New York"), is_place("Holicong, PA"), is_place("Washington, D.C."), is_place("Reuters")
    (True, True, True, False)
    """
    town, *regions = (part.strip() for part in re.split(r"[,;/&]|\sand\s", text[:100]))
    if town.lower() in PLACES:
        return all(region.lower() in PLACES or SHORT.fullmatch(region) for region in regions)
    return (
        len(regions) == 1 and TOWN.fullmatch(town) is not None and SHORT.fullmatch(regions[0]) is not None and regions[0] not in COMPANIES
    )
