"""The words around place names in addresses: what kind of area is meant, what is a street or a company, what is near.

Kept as folded words (see `fold`), for addresses in Latin letters, Ukrainian, Russian, Korean and Chinese.

Invariant: a qualifier has one class; a word for a street may stand before the name, after it, or both.
"""

from __future__ import annotations

REGION, DISTRICT, COUNTY, CITY = "region", "district", "county", "city"

_REGION = (
    "oblast oblasts oblasti oblastiu oblastei oblastiakh obl region regions reg province provinces prov provintsiia "
    "provintsii krai kraia krae kray territory prefecture voivodeship governorate do namdo bukdo pukto"
)
_DISTRICT = "raion raiona raione raionu raioni raionakh raions district districts okrug okrugu"
_COUNTY = "county township gun guiok gu hromada gromada uezd"
_CITY = (
    "city town m g gor gorod goroda gorode misto mista smt pgt selo sela sele s village settlement si port stantsiia "
    "station posiolok poselok selishche rp kpp municipality municipalitet"
)
_PLURAL = "regions oblasts oblasti oblastei oblastiakh provinces districts raioni raions raionakh"
_STREET_BEFORE = (
    "ul ulitsa ulitse vul vulitsia st str prospekt prosp pr bulvar bul blvd bl per pereulok provulok pl ploshchad "
    "ploshcha shose nab naberezhnaia proezd proizd tupik aleia rue cale strada ulice uzviz mikroraion kvartal"
)
_STREET_AFTER = (
    "stret st road rd avenue ave av lane square sq boulevard highwai hwi drive gardens court tower terace lu jie dajie "
    "gil ulitsa vulitsia prospekt bulvar pereulok provulok ploshchad ploshcha shose naberezhnaia proezd restoran "
    "restaurant hotel"
)
_UKRAINIAN_STREETS = "vul vulitsia provulok ploshcha uzviz"
_COMPANY = (
    "oao zao pao tov tzov ltd limited jsc ojsc cjsc pjsc gmbh inc corp plc pat prat zat lc company sarl srl spa bv nv "
    "kft pte corporation"
)
_SEA_SIDE = "near waters coast outside nearbi aproaching ofshore vozle bliz bilia okolo nepodalik"
_COMPASS = "south north east west southeast southwest northeast northwest km miles nm"

QUALIFIERS: dict[str, str] = {
    **dict.fromkeys(_REGION.split(), REGION),
    **dict.fromkeys(_DISTRICT.split(), DISTRICT),
    **dict.fromkeys(_COUNTY.split(), COUNTY),
    **dict.fromkeys(_CITY.split(), CITY),
}
KINDS: dict[str, frozenset[str]] = {
    REGION: frozenset({"region"}),
    DISTRICT: frozenset({"district"}),
    COUNTY: frozenset({"district", "city", "town", "village", "port", "crossing"}),
    CITY: frozenset({"city", "town", "village", "port", "crossing"}),
}
# signs that end a Hangul or Han name and say its kind
CJK_QUALIFIERS: dict[str, str] = {
    **dict.fromkeys("도주省州", REGION),
    **dict.fromkeys(("군", "구", "구역", "县", "区"), COUNTY),
    **dict.fromkeys("시市항", CITY),
}
PLURAL = frozenset(_PLURAL.split())
STREET_BEFORE = frozenset(_STREET_BEFORE.split())
STREET_AFTER = frozenset(_STREET_AFTER.split())
UKRAINIAN_STREETS = frozenset(_UKRAINIAN_STREETS.split())
COMPANY = frozenset(_COMPANY.split())
COMPANY_RAW = frozenset({"ооо", "ooo", "llc"})  # folding would blur them
SEA_SIDE = frozenset(_SEA_SIDE.split())
COMPASS = frozenset(_COMPASS.split())
FILLERS = frozenset({"the", "a", "port", "of", "coast", "from", "ot"})
JOINING = frozenset({"and", "i", "ta"})
GLUED = frozenset({"do", "si", "gu", "gun", "ri", "dong"})  # Korean endings: only after a hyphen
LETTERS = frozenset({"m", "g", "s", "p"})  # Cyrillic abbreviations: only in Cyrillic
PREPOSITIONS = frozenset({"в", "во", "у", "из", "із", "з", "до", "к", "под", "от", "від"})
# words before or after which the rest of a settlement's name stands: Nova Husarivka, Mali Vilmy
NAME_PARTS = frozenset(
    "nova novi nove novii novaia novoe novii stara stari stare starii staraia staroe staryi velika veliki velike velikii "
    "bolshaia bolshoi bolshoe mala mali male malii malaia maloe maloi verkhnia verkhni verkhne verkhnii verkhniaia "
    "verkhnee nizhnia nizhni nizhne nizhnii nizhniaia nizhnee serednia serednie serednii ruska ruski vilna vilne vilnii "
    "vesela veseli krasna krasni krasnii krasnaia krasnoe chervona chervone chervonii bila bili bile bilii belaia beloe "
    "chorna chorni chorne chornii chernaia suvora zelena zelenii zelenaia davidiv krutii kruta zolota zolotii".split()
)
