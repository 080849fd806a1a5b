"""Every word `assess` prints about an engagement, in its language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesex.reports import formats

if TYPE_CHECKING:
    from salesex.model import Text

GERMAN = {
    "wave": "Welle",
    "participation": "Wer geantwortet hat",
    "group": "Gruppe",
    "of": "von",
    "under": "unter",
    "profile": "Profil, 0 bis 100 Punkte",
    "overall": "Gesamt",
    "self": "Selbst",
    "external": "Fremd",
    "mirror": "Spiegel",
    "view.overall": "Gesamt",
    "view.self": "Selbstbild",
    "view.external": "Fremdbild",
    "view.mirror": "Spiegelung",
    "rest": "Übrige",
    "in_rest": "bei Übrige",
    "together": "{groups}: zusammen gezeigt als Übrige ({view}), n = {n}",
    "type": "Typ",
    "certainty": "Sicherheit",
    "distance": "Entfernung zum Typ",
    "certainty.high": "hoch",
    "certainty.medium": "mittel",
    "certainty.low": "gering",
    "qualifier.clear": "{type}, ausgeprägt",
    "qualifier.visible": "{type}, erkennbar",
    "qualifier.approximate": "{type}, Annäherung",
    "between": "zwischen {types}",
    "nearest": "kein eindeutiger Typ, am nächsten {type}",
    "not_shown": "nicht gezeigt",
    "note.balanced": "Die Bereiche liegen nah beieinander.",
    "note.flat": "Alle Bereiche liegen auf ähnlicher Höhe: kein Schwerpunkt.",
    "note.all_low": "Alle Bereiche liegen unter {bound}: Es fehlen Grundlagen.",
    "note.gate": "{type} kommt nicht in Betracht.",
    "note.gate_missed": "{type} verfehlt: {areas} (nötig {bound}).",
    "note.weak_contrast": "Die Unterschiede zwischen den Bereichen sind für diesen Typ schwach.",
    "note.expects_highest": "Anders als beim Typ erwartet liegt {area} nicht am höchsten.",
    "note.perspectives_differ": "Selbstbild und Fremdbild ergeben verschiedene Typen.",
    "stage": "Stufe",
    "stage_of": "Stufe {stage} von {last}",
    "stage_between": "zwischen Stufe {low} und {high} von {last}",
    "stage_none": "noch vor Stufe 1",
    "stage_last": "Die höchste Stufe ist erreicht.",
    "blocks_next": "Was für Stufe {stage} noch fehlt",
    "nothing_blocks": "Stufe {stage} ist nicht belegt: Es fehlen Antworten.",
    "islands": "Für sich erfüllt, ohne dass die Stufen davor es sind: {stages}.",
    "note.imbalance_strong": "Starkes Ungleichgewicht: {axis} liegt {difference} Stufen vorn.",
    "note.imbalance_mild": "{axis} liegt eine Stufe vorn.",
    "note.contradiction": "Widerspruch: Merkmale des Startpunkts treffen noch zu ({start}).",
    "note.not_judged": "Einzelne Achsen konnten nicht beurteilt werden.",
    "note.verify": "Zuerst prüfen, die Antworten gehen weit auseinander: {items}.",
    "statement": "Aussage",
    "score": "Wert",
    "interval": "Intervall",
    "gaps.rounded": "Abstände aus den gerundeten Werten; der Bericht rundet auf ganze Punkte.",
    "profile.interval": "Profil, 0 bis 100 Punkte; Intervall mit {sure} Sicherheit",
    "agreement": "Einigkeit",
    "agreement.throughout": "durchweg {word}",
    "agreement.in": "{word} bei {areas}",
    "agreement.else": "sonst {word}",
    "agreement.united": "einig",
    "agreement.mixed": "gemischt",
    "agreement.split": "gespalten",
    "agreement.item": "{item}, {group}: im Mittel {ad} Schritte auseinander",
    "reliability": "Zusammenhalt",
    "cohesion": "{area}: {word} (Alpha {alpha}, n = {n})",
    "cohesion.good": "gut",
    "cohesion.fair": "ausreichend",
    "cohesion.low": "gering",
    "cohesion.none": "keiner",
    "item.against": "{item} läuft den übrigen Aussagen zuwider ({r}): umgepolt?",
    "item.weak": "{item} hängt mit den übrigen Aussagen kaum zusammen ({r})",
    "missing": "Was fehlt",
    "missing.share": "{where}: {share}; läge zwischen {low} und {high}",
    "missing.partly": "{where}: {share}, dazu verborgene Aussagen: {items}; läge zwischen {low} und {high}",
    "missing.hidden": "{where}: alle Aussagen; läge zwischen {low} und {high}",
    "influence": "Gewicht",
    "influence.other_type": "ohne {group} wäre {type} der nächste Typ, nicht {was}",
    "influence.no_type": "ohne {group} ließe sich kein Typ bestimmen",
    "influence.other_stage": "ohne {group} wäre die Stufe {stage}, nicht {was}",
    "influence.most": "am meisten bewegt {group} den Gesamtwert: ohne {without}, mit {score}",
    "influence.type": "der nächste Typ bleibt derselbe, welche Gruppe man auch weglässt",
    "influence.stage": "die Stufe bleibt dieselbe, welche Gruppe man auch weglässt",
    "stability.type": "In {share} von 100 Wiederholungen ergibt sich derselbe Typ.",
    "stability.stage": "In {share} von 100 Wiederholungen ergibt sich dieselbe Stufe.",
    "certainty.sure": "sicher",
    "certainty.likely": "wahrscheinlich",
    "certainty.open": "offen",
    "band": "{word}, {low} bis {high}",
    "evidence.finding": "Befund",
    "evidence.tendency": "Tendenz",
    "evidence.not_testable": "nicht prüfbar",
    "evidence.note": "Befund: mehr als Zufall (Permutationstest, nach Holm berichtigt). Tendenz: groß, aber "
    "vielleicht Zufall.",
    "gaps": "Wo sich die Sichtweisen am stärksten unterscheiden",
    "values": "Werte",
    "against": "{a} zu {b}",
    "gap": "Abstand",
    "views": "Sichtweisen",
    "reading": "Bedeutung",
    "class.agreed_strength": "gemeinsame Stärke",
    "class.agreed_weakness": "gemeinsame Schwäche",
    "class.blind_spot": "blinder Fleck",
    "class.hidden_strength": "verborgene Stärke",
    "class.no_clear_finding": "kein klarer Befund",
    "class.apart": "auseinander",
    "class.close": "nah beieinander",
    "hidden": "Was nicht gezeigt wird",
    "kept": "Was auf dem Stand eines früheren Berichts bleibt",
    "changes.kept": "Ihre Werte bleiben auf dem Stand eines früheren Berichts: {groups}.",
    "details": "{count} Werte von Aussagen und Facetten",
    "reason.few": "weniger als {k} Antworten, daher nicht gezeigt",
    "reason.left_out": "unter {k} Antworten, geht in keine Zahl ein",
    "reason.few.incomplete": "unter {k} Personen mit genug Antworten (mindestens {share} % der Aussagen), "
    "daher nicht gezeigt",
    "reason.left_out.incomplete": "unter {k} Personen mit genug Antworten (mindestens {share} % der "
    "Aussagen), geht in keine Zahl ein",
    "reason.no_consent": "Einzelperson ohne Einwilligung",
    "reason.few_items": "zu wenige Aussagen mit {k} Antworten",
    "reason.difference": "sonst ließen sich Antworten von weniger als {k} Personen errechnen",
    "reason.frozen": "Stand des Berichts vom {date}: seitdem zu wenige Änderungen",
    "reason.one_person": "von einer Person, daher nie gezeigt",
    "reason.all_answered": "alle haben geantwortet",
    "reason.None": "nicht berechenbar",
    "remedy": "Abhilfe: mehr Antworten abwarten, oder kleine Gruppen derselben Sicht in engagement.yaml zu "
    "einer zusammenlegen.",
    "remedy.consent": "Eine Einzelperson wird nur mit ihrer Einwilligung gezeigt (single_role, consent). Sie "
    "ist freiwillig, und aus dem Bericht können sich dann auch ihre einzelnen Antworten errechnen lassen.",
    "changes": "Was sich seit dem letzten Lauf geändert hat",
    "change.version": "Fassung des Fragebogens",
    "change.answered": "Antworten",
    "change.hidden": "nicht mehr gezeigt",
    "change.without": "jetzt ohne {groups}",
    "change.joined": "jetzt mit {groups}",
    "more": "und {count} weitere (alle mit -v)",
    "no_changes": "Nichts.",
    "warnings": "Warnungen: {count}",
    "written": "Geschrieben",
    "scale": "Antworten von {min} bis {max}, {best} ist am besten:",
    "mark.reversed": "umgekehrt gezählt: Hier ist {best} die beste Antwort",
    "mark.unscored": "wird gefragt, aber nicht gewertet",
}
ENGLISH = {
    "wave": "wave",
    "participation": "Who answered",
    "group": "Group",
    "of": "of",
    "under": "under",
    "profile": "Profile, 0 to 100 points",
    "overall": "Overall",
    "self": "Self",
    "external": "External",
    "mirror": "Mirror",
    "view.overall": "Overall",
    "view.self": "Self view",
    "view.external": "External view",
    "view.mirror": "Mirror",
    "rest": "Others",
    "in_rest": "with others",
    "together": "{groups}: shown together as others ({view}), n = {n}",
    "type": "Type",
    "certainty": "Certainty",
    "distance": "Distance to type",
    "certainty.high": "high",
    "certainty.medium": "medium",
    "certainty.low": "low",
    "qualifier.clear": "{type}, clear",
    "qualifier.visible": "{type}, visible",
    "qualifier.approximate": "{type}, approximate",
    "between": "between {types}",
    "nearest": "no clear type, nearest {type}",
    "not_shown": "not shown",
    "note.balanced": "The areas lie close together.",
    "note.flat": "All areas lie at a similar height: no emphasis.",
    "note.all_low": "All areas lie below {bound}: the foundations are missing.",
    "note.gate": "{type} is ruled out.",
    "note.gate_missed": "{type} missed: {areas} ({bound} needed).",
    "note.weak_contrast": "The differences between the areas are weak for this type.",
    "note.expects_highest": "Unlike the type suggests, {area} is not the highest area.",
    "note.perspectives_differ": "Self view and external view give different types.",
    "stage": "Stage",
    "stage_of": "Stage {stage} of {last}",
    "stage_between": "between stage {low} and {high} of {last}",
    "stage_none": "before stage 1",
    "stage_last": "The highest stage is reached.",
    "blocks_next": "What is missing for stage {stage}",
    "nothing_blocks": "Stage {stage} is not shown to be met: answers are missing.",
    "islands": "Met by themselves, without the stages before them: {stages}.",
    "note.imbalance_strong": "Strong imbalance: {axis} is {difference} stages ahead.",
    "note.imbalance_mild": "{axis} is one stage ahead.",
    "note.contradiction": "Contradiction: signs of the starting point still apply ({start}).",
    "note.not_judged": "Some axes could not be judged.",
    "note.verify": "Check first, the answers lie far apart: {items}.",
    "statement": "Statement",
    "score": "Score",
    "interval": "Interval",
    "gaps.rounded": "Gaps from the rounded scores; the report rounds to whole points.",
    "profile.interval": "Profile, 0 to 100 points; interval with {sure} certainty",
    "agreement": "Agreement",
    "agreement.throughout": "{word} throughout",
    "agreement.in": "{word} on {areas}",
    "agreement.else": "else {word}",
    "agreement.united": "united",
    "agreement.mixed": "mixed",
    "agreement.split": "split",
    "agreement.item": "{item}, {group}: {ad} steps off their mean on average",
    "reliability": "Reliability",
    "cohesion": "{area}: {word} (alpha {alpha}, n = {n})",
    "cohesion.good": "good",
    "cohesion.fair": "fair",
    "cohesion.low": "low",
    "cohesion.none": "none",
    "item.against": "{item} runs against the other statements ({r}): keyed the wrong way?",
    "item.weak": "{item} has little to do with the other statements ({r})",
    "missing": "Missing",
    "missing.share": "{where}: {share}; would lie between {low} and {high}",
    "missing.partly": "{where}: {share}, hidden statements besides: {items}; would lie between "
    "{low} and {high}",
    "missing.hidden": "{where}: all statements; would lie between {low} and {high}",
    "influence": "Weight",
    "influence.other_type": "without {group} the nearest type would be {type}, not {was}",
    "influence.no_type": "without {group} there would be no type",
    "influence.other_stage": "without {group} the stage would be {stage}, not {was}",
    "influence.most": "{group} moves the overall score most: {without} without, {score} with",
    "influence.type": "the nearest type stays the same, whichever group is left out",
    "influence.stage": "the stage stays the same, whichever group is left out",
    "stability.type": "In {share} of 100 repetitions the type is the same.",
    "stability.stage": "In {share} of 100 repetitions the stage is the same.",
    "certainty.sure": "sure",
    "certainty.likely": "likely",
    "certainty.open": "open",
    "band": "{word}, {low} to {high}",
    "evidence.finding": "finding",
    "evidence.tendency": "tendency",
    "evidence.not_testable": "not testable",
    "evidence.note": "Finding: more than chance (permutation test, corrected after Holm). Tendency: wide, "
    "but maybe chance.",
    "gaps": "Where the views differ most",
    "values": "Scores",
    "against": "{a} vs {b}",
    "gap": "Gap",
    "views": "Views",
    "reading": "Reading",
    "class.agreed_strength": "agreed strength",
    "class.agreed_weakness": "agreed weakness",
    "class.blind_spot": "blind spot",
    "class.hidden_strength": "hidden strength",
    "class.no_clear_finding": "no clear finding",
    "class.apart": "apart",
    "class.close": "close",
    "hidden": "What is not shown",
    "kept": "What keeps the state of an earlier report",
    "changes.kept": "Their values stay as an earlier report showed them: {groups}.",
    "details": "{count} scores of statements and facets",
    "reason.few": "fewer than {k} answers, therefore not shown",
    "reason.left_out": "under {k} answers, enters no number",
    "reason.few.incomplete": "under {k} people with enough answers (at least {share} % of the statements), "
    "therefore not shown",
    "reason.left_out.incomplete": "under {k} people with enough answers (at least {share} % of the "
    "statements), enters no number",
    "reason.no_consent": "single person without consent",
    "reason.few_items": "too few statements with {k} answers",
    "reason.difference": "else answers of fewer than {k} people could be worked out",
    "reason.frozen": "as of the report of {date}: too few changes since",
    "reason.one_person": "of one person, therefore never shown",
    "reason.all_answered": "everybody answered",
    "reason.None": "cannot be computed",
    "remedy": "Remedy: wait for more answers, or put small groups of the same view together into one in "
    "engagement.yaml.",
    "remedy.consent": "A single person is shown only with consent (single_role, consent). It is voluntary, "
    "and single answers may then be worked out from the report, too.",
    "changes": "What changed since the last run",
    "change.version": "version of the questionnaire",
    "change.answered": "answers",
    "change.hidden": "no longer shown",
    "change.without": "now without {groups}",
    "change.joined": "now with {groups}",
    "more": "and {count} more (all with -v)",
    "no_changes": "Nothing.",
    "warnings": "Warnings: {count}",
    "written": "Written",
    "scale": "Answers from {min} to {max}, {best} is best:",
    "mark.reversed": "counted the other way round: here {best} is the best answer",
    "mark.unscored": "asked, but not scored",
}
CATALOGUE = {"de": GERMAN, "en": ENGLISH}
DASH = "–"


@dataclass(frozen=True, slots=True)
class Words:
    """The words and number forms of one language."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """Return the words for a key, its fields filled in."""
        text = CATALOGUE[self.language][key]
        return re.sub(r"\{(\w+)\}", lambda found: str(values[found[1]]), text)

    def text(self, text: Text) -> str:
        """Return a text of the engagement; where it lacks the language, in one that it has."""
        if isinstance(text, str):
            return text
        return text.get(self.language) or next(iter(text.values()), "")

    def number(self, value: float | None, signed: bool = False, decimals: int = 1) -> str:
        """Return a score, by default with one decimal, a dash where it is hidden."""
        if value is None:
            return DASH
        write = formats.signed if signed else formats.number
        return write(value, self.language, decimals)

    def percent(self, value: float) -> str:
        """Return a share given in percent: 7 %."""
        return formats.percent(value, self.language)

    def interval(self, low: float | None, high: float | None) -> str:
        """Return where a score lies, as whole points; a dash where there is no interval."""
        if low is None or high is None:
            return DASH
        return formats.interval(low, high, self.language)

    def date(self, day: str) -> str:
        """Return a date, given as ISO 8601."""
        return formats.short_date(day, self.language)

    def listed(self, parts: list[str]) -> str:
        """Join names: a, b and c."""
        return formats.listed(parts, self.language)


def words_for(language: str) -> Words:
    """Return the words of a language; English where it has none."""
    return Words(language if language in CATALOGUE else "en")
