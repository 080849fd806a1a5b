"""Every code with its severity, and the files it can stand in. Codes are never used a second time."""

from __future__ import annotations

from salesex.errors import Severity

FORM: dict[str, tuple[Severity, str]] = {
    "000": ("warning", "QER"),
    "001": ("error", "QER"),
    "002": ("error", "QER"),
    "003": ("error", "QER"),
    "004": ("error", "QER"),
    "005": ("error", "QER"),
    "006": ("error", "QER"),
    "007": ("error", "QER"),
    "008": ("error", "QER"),
    "009": ("error", "QER"),
    "010": ("error", "QER"),
    "011": ("error", "QER"),
    "012": ("error", "QE"),
    "013": ("error", "QER"),
    "014": ("error", "QER"),
    "015": ("error", "QE"),
    "016": ("error", "QE"),
    "017": ("error", "QER"),
    "018": ("error", "QER"),
    "019": ("error", "QE"),
    "020": ("error", "QE"),
    "021": ("error", "QER"),
    "022": ("error", "QER"),
    "023": ("error", "ER"),
    "024": ("error", "QE"),
    "025": ("warning", "QER"),
    "026": ("warning", "QER"),
    "027": ("error", "QER"),
    "028": ("error", "QE"),
    "029": ("error", "E"),
}
"""Numbers about form, with the letters of the files they can stand in."""

ERRORS = (
    "Q032 Q033 Q034 Q035 Q036 Q037 Q038 Q039 Q040 Q041 Q042 Q043 Q044 Q045 Q046 Q047 Q048 Q049 Q050 Q051 "
    "Q052 Q053 Q054 Q055 Q072 Q075 Q078 "
    "E030 E031 E032 E033 E034 E035 E036 E037 E038 E039 E045 E047 E048 E049 E051 E056 "
    "R031 R032 R033 R034 R035 R036 R037 R038 R040 R041 R042 R044 R045 R046 R047 R048 R049 R050 R051 R052 "
    "R054 R056 R057 R058 R059 R060 R061 R062 R063 R064 R065 R067 R080 R081 R082 R083 R084 R085 R086 R087 "
    "R090 R091 R092 R093 R094 R096 R097 R098 R099 R101 R102 R103 R114 R115 R116 R117 R120 R122 "
    "R123 R124 R126 R127 R129 R130 R131 R132 R134 R135 R136 R137 "
    "R140 R142 R144 R145"
)
WARNINGS = (
    "Q031 Q070 Q071 Q073 Q074 Q076 Q077 Q079 Q080 Q081 Q082 Q083 Q084 Q085 Q086 Q087 "
    "Q095 Q096 Q097 Q098 Q101 Q102 E050 "
    "E040 E041 E042 E043 E044 E046 E052 E053 E054 E072 E073 "
    "R030 R055 R066 R070 R071 R075 R077 R088 R089 R100 R104 R105 R106 R110 R111 R112 R113 R118 R119 R121 "
    "R125 R128 R133 R141 R143 R146 R147"
)
INFOS = "Q088 Q089 Q090 Q099 Q100 Q103 E055 E070 E071 R039 R043 R053 R068 R069 R072 R073 R074 R076 R095"
ABOUT_FILES = frozenset({"R030", "R039", "R055", "R068", "R069"})
"""Codes about a whole file or folder: there is no line on which a comment could switch them off."""

COLLECTING = frozenset(
    {f"R{number:03}" for number in (*range(80, 88), *range(89, 107), *range(110, 148))},
)
"""Codes about forms and exports that come back: no file of the engagement has a line for them, and nothing
can switch them off."""


def severities() -> dict[str, Severity]:
    """Severity of every code, form first, then by letter and number."""
    found = {letter + number: severity for number, (severity, letters) in FORM.items() for letter in letters}
    own: dict[str, Severity] = {}
    own |= dict.fromkeys(ERRORS.split(), "error")
    own |= dict.fromkeys(WARNINGS.split(), "warning")
    own |= dict.fromkeys(INFOS.split(), "info")
    return found | {code: own[code] for code in sorted(own, key=lambda code: ("QER".index(code[0]), code))}
