"""Village names that say little alone: at least five settlements of Ukraine bear each (codifier of May 2025).

Such a name without its raion, oblast or code is not sure, even if the world knows only one village of that name.

Invariant: names are folded as `fold.key` folds them.
"""

from __future__ import annotations

_NAMES = (
    "andrivka antonivka azovske balki berestove blagodatne blagovishchenka bogdanivka borshchivka bugaivka darivka "
    "davidivka demianivka dibrova dmitrivka dobrianka dobropilia dolinske druzhba fedorivka ganivka gavrilivka "
    "gliboke golubivka granitne grigorivka iagidne iakovlivka iampil iegorivka ievgenivka iurivka ivanivka "
    "ivanivske kalinivka kalinivske kalinove kamianka kamianske katerinivka kholodne khristoforivka kiselivka "
    "komarivka kopani kostiantinivka kozatske krasne krasnopilia kulikivka kurilivka levadne litvinivka "
    "liubomirivka lozove lubianka lukashivka lukianivka maiak makarivka makarove makivka maksimivka malinivka "
    "marivka markivtsi matvivka mikhailivka mikolaivka mirne molochne nove novodanilivka novodmitrivka "
    "novofedorivka novokivka novokostiantinivka novoleksandrivka novomikhailivka novomikolaivka novopavlivka "
    "novoselivka novosofivka novovasilivka novovodiane novovolodimirivka ocheretuvate oleksandrivka oleksandropil "
    "oleksivka orikhove orlivka ozera partizanske pavlivka pervomaiske petrivske petropavlivka piatikhatki "
    "pishchane piski pivdene pobieda pokrovka pokrovske poltavka preobrazhenka primorske progres pshenichne riasne "
    "ripki rozdolne rubizhne rudnia sadove semenivka shakhtarske shevchenko shevchenkove shiroke sloboda "
    "slobozhanske slovianka sofivka solontsi spaske stavki stepanivka stepove tarasivka tavriske terni timofivka "
    "timoshivka topoli topoline travneve troitske ukrainka ulianivka urozhaine uspenivka uspenka ustinivka "
    "vasilivka verbivka verbove vesele vidrodzhenia vilkhivka visoke vodiane volodimirivka voskresenka voznesenka "
    "zaitseve zalisia zelene zolotarivka "
)
COMMON = frozenset((name,) for name in _NAMES.split()) | {
    ("bila", "krinitsia"),
    ("iasna", "poliana"),
    ("novi", "svit"),
    ("zeleni", "gai"),
}
