"""The few words around issues, in German and English."""

from __future__ import annotations

COUNTED = {
    "en": {
        "engagement": ("engagement", "engagements"),
        "questionnaire": ("questionnaire", "questionnaires"),
        "response": ("response file", "response files"),
        "map": ("map", "maps"),
        "error": ("error", "errors"),
        "warning": ("warning", "warnings"),
        "info": ("info", "infos"),
        "unchecked": ("response file not checked yet", "response files not checked yet"),
        "passed_over": ("other YAML file passed over", "other YAML files passed over"),
    },
    "de": {
        "engagement": ("Befragung", "Befragungen"),
        "questionnaire": ("Fragebogen", "Fragebögen"),
        "response": ("Antwortdatei", "Antwortdateien"),
        "map": ("Zuordnung", "Zuordnungen"),
        "error": ("Fehler", "Fehler"),
        "warning": ("Warnung", "Warnungen"),
        "info": ("Hinweis", "Hinweise"),
        "unchecked": ("Antwortdatei noch nicht geprüft", "Antwortdateien noch nicht geprüft"),
        "passed_over": ("andere YAML-Datei übergangen", "andere YAML-Dateien übergangen"),
    },
}
OTHER = {
    "en": {
        "switched_off": "switched off",
        "nothing_written": "nothing was written",
        "cell": "cell",
        "passed_over": "passed over, since it does not begin with `format: salesex/…`",
    },
    "de": {
        "switched_off": "abgeschaltet",
        "nothing_written": "nichts wurde geschrieben",
        "cell": "Zelle",
        "passed_over": "übergangen, da sie nicht mit `format: salesex/…` beginnt",
    },
}


def counted(number: int, noun: str, language: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "error", "en"), counted(2, "response", "de")
    ('1 error', '2 Antwortdateien')
    """
    one, many = COUNTED.get(language, COUNTED["en"])[noun]
    return f"{number} {one if number == 1 else many}"


def word(key: str, language: str) -> str:
    """Return one of the other words."""
    return OTHER.get(language, OTHER["en"])[key]
