"""Sentences in German and English: two statements in one, and negations that turn on each other.

Cheap looks come first: hardly any text gets as far as an expression. A text without a language is
read as both.
"""

from __future__ import annotations

import re
from functools import cache

TWO_STATEMENTS, TWO_NEGATIONS, TURNED_NEGATION = "Q088", "Q089", "Q090"
LONGEST = 600
"""Characters of a text that is looked at; a longer one is no statement."""

_JOINS = {"de": (" und ", " sowie "), "en": (" and ", " as well as ")}
_NEGATIONS = {
    "de": (
        "nicht nichts nie niemals niemand niemanden niemandem kein keine keinen keinem keiner keines ohne "
        "weder nirgends nirgendwo"
    ),
    "en": (
        "not no never nobody none nothing nowhere without neither cannot don't doesn't didn't isn't aren't "
        "wasn't weren't can't couldn't won't wouldn't shouldn't haven't hasn't hadn't"
    ),
}
_BREAKS = ("; ", ". ", "? ", "! ")
_VERBS = {
    "de": (
        "ist sind war waren wird werden wurde wurden hat haben hatte hatten kann können darf dürfen "
        "muss müssen soll sollen will wollen gibt geht gehen kommt kommen steht stehen liegt liegen "
        "bleibt bleiben macht machen nimmt nehmen findet finden hält weiß wissen kennt kennen führt "
        "führen nutzt nutzen zeigt zeigen bekommt bekommen erhält spricht sprechen trifft treffen "
        "stimmt stimmen passt passen läuft laufen prüft prüfen plant planen reagiert reagieren "
        "arbeitet arbeiten hilft helfen fragt fragen misst messen pflegt pflegen informiert "
        "informieren dokumentiert dokumentieren bespricht besprechen hört hören meldet melden "
    ),
    "en": (
        "is are was were has have had can could will would does do must should may gets get gives "
        "give knows know makes make takes take keeps keep finds find receives receive goes go comes "
        "come tells tell asks ask explains explain informs inform listens listen responds respond "
    ),
}
_CLAUSES = {
    "de": r"[,;:]",
    "en": r"[,;:]|\b(?:what|which|who|whom|whose|that|how|why|whether|if|when|where|because|before|after|"
    r"while|until|than|as)\b",
}
_PARTICIPLE_DE = r"(?:\w*ge\w+(?:t|en)|\w+iert|(?:be|er|ver|zer|ent|über|unter)\w+(?:t|en))"
_PARTICIPLE_EN = r"(?:\w{2,}ed|written|taken|given|known|kept|made|met|sent|held|shown|done|seen)"
_PASSIVES = {
    "de": rf"\b(?:wird|werden|wurden?)\b[^,;]* {_PARTICIPLE_DE} (?:und|sowie) (?:[a-zäöüß]+ ){{0,3}}"
    rf"{_PARTICIPLE_DE}[.!]?$",
    "en": rf"\b(?:is|are|was|were|be|been)\b[^,;]* {_PARTICIPLE_EN} (?:and|as well as) (?:\w+ly |then )?"
    rf"{_PARTICIPLE_EN}\b",
}
_TWO_SENTENCES = r"(?:([^\W\d_]{4,})\.|[\w)\"“”%][?!]) +[A-ZÄÖÜ„“\"]"
"""What ends and begins a sentence. A dot after fewer letters mostly belongs to an abbreviation."""
_ABBREVIATIONS = (
    "abzgl allg appr approx assoc ausschl betr bspw bzgl corp dept dipl durchschn einschl entspr evtl excl "
    "exkl gegr ggfs govt grds incl inkl insb insbes jährl kaufm messrs mind misc monatl öffentl okt prof "
    "resp sept sogen stellv techn telef urspr vertr vorauss wöchentl zzgl"
)
_NO = {
    "de": r"\b(?:(nicht)(?!-| nur\b| zuletzt\b| einmal\b)|(nichts)(?!-)|(nie|niemals)|(niemand)\w*|(kein)\w*|"
    r"(ohne)(?! weiteres\b)|(weder)|(nirgends|nirgendwo))\b",
    "en": r"\b(?:(not)(?! only\b| even\b| least\b| just\b)|(cannot)|(never)|"
    r"(?<!say )(?<!says )(?<!said )(?<!a )(no)(?!\.|-| later\b| more than\b| less than\b| doubt\b| matter\b)|"
    r"(nobody)|(none)|(nothing)|(nowhere)|(without)|(neither))\b|(n['’]t)\b",
}
"""Words that deny, one group each: the same one again mostly goes on with a list (no goals, no plans)."""
_JOINED_NO = {"de": r"\b(?:und|oder|aber|sondern|sowie) $", "en": r"\b(?:and|or|but) $"}
"""Before a negation that goes on with a list, or begins another statement."""
_ODD = {
    "de": (
        "angebracht angemessen angenehm bearbeitet beantwortet bedeutend begründet bekannt beliebt "
        "berechtigt beteiligt besetzt ehrlich erfahren erheblich erreichbar erwartet erwünscht fair fähig "
        "flexibel freundlich geduldig geeignet gelöst genau genutzt gerecht gern gewöhnlich glaubwürdig "
        "günstig höflich interessant klar kompliziert koordiniert kritisch logisch möglich motiviert "
        "nötig passend problematisch pünktlich realistisch sachlich sauber selbstständig sicher sinnig "
        "strukturiert systematisch üblich übersichtlich verbindlich vernünftig verständlich vollständig "
        "vorbereitet wahrscheinlich wesentlich wichtig wirksam wirtschaftlich zufrieden zugänglich "
        "zulässig zureichend zutreffend zuverlässig"
    ),
    "en": (
        "able acceptable answered attractive available aware certain checked clear comfortable common "
        "coordinated defined documented equal expected fair familiar favorable favourable finished "
        "friendly happy heard helpful important interested interesting justified kind known likely "
        "motivated necessary noticed organised organized paid planned popular predictable prepared "
        "professional profitable realistic reasonable reliable resolved safe satisfied structured "
        "successful suitable sure trained usual welcome willing"
    ),
}
"""What `un` makes the contrary of; hardly any other word that begins so denies anything."""
_NOT_UN = {
    "de": r"\b(?:nicht|nie|niemals|kein\w*) (?:sehr |so |ganz |allzu |völlig |gänzlich )?"
    r"un({})(?:e[mnrs]?)?\b",
    "en": r"(?:\b(?:not|never|cannot be)|n['’]t) (?:an |very |so |entirely |quite |be )*un({})(?:ly)?\b",
}
_SAYS_NOT = {
    "de": r"\b(?:nicht(?! nur\b)|nie|niemals|kein\w*)\b",
    "en": r"\b(?:not(?! only\b)|cannot|never|no)\b|n['’]t\b",
}


def signs_in(text: str) -> list[str]:
    """What in a text makes a closer look worth while."""
    words = _signs().intersection(text.split())
    breaks = [sign for sign in _BREAKS if sign in text]
    return breaks + [word if word[0].isupper() else f" {word}" for word in words]


def trouble(text: str, language: str, *, reverse: bool) -> str | None:
    """Return the code of what makes a statement hard to answer; None where nothing is found.

    Parameters
    ----------
    language : as `de`; an empty one stands for any. Of others only sentences are counted
    reverse : agreeing with the statement is bad
    """
    if len(text) > LONGEST:
        return None
    spoken = (language,) if language else ("de", "en")
    if "; " in text or (any(sign in text for sign in _BREAKS) and _two_sentences(text)):
        return TWO_STATEMENTS
    for one in spoken:
        for join in _JOINS.get(one, ()):
            if join in text and _two_clauses(text, join, one):
                return TWO_STATEMENTS
        found = _negations(text, one, reverse=reverse) if one in _NO else None
        if found is not None:
            return found
    return None


def _two_sentences(text: str) -> bool:
    return any(
        match[1] is None or match[1].casefold() not in _ABBREVIATIONS.split()
        for match in _expression(_TWO_SENTENCES).finditer(text)
    )


def _two_clauses(text: str, join: str, language: str) -> bool:
    """Whether both sides of a join have a verb of their own, or a participle each.

    Verbs are a closed list: any other word could be a noun or an adjective. Between two German
    nouns the join belongs to them, and a verb at the end of the text to a clause around both.
    """
    if _expression(_PASSIVES[language]).search(text):
        return True
    before, _, after = text.partition(join)
    marks = _expression(_CLAUSES[language]).findall(before.rstrip(","))
    if marks and marks[-1][0].isalpha():
        return False
    clause = _expression(_CLAUSES[language]).split(before.rstrip(","))[-1].split()
    words = _expression(_CLAUSES[language]).split(after)[0].rstrip(" .!").split()
    if not clause or not words:
        return False
    if language == "de" and clause[-1][:1].isupper() and words[0][:1].isupper():
        return False
    verbs = _verbs(language)
    own = [place for place, word in enumerate(words[:5]) if word in verbs]
    return bool(own) and (own[0] == 0 or own[0] < len(words) - 1) and not verbs.isdisjoint(clause)


def _negations(text: str, language: str, *, reverse: bool) -> str | None:
    found = {
        match.lastindex
        for match in _expression(_NO[language], re.IGNORECASE).finditer(text)
        if not _expression(_JOINED_NO[language]).search(text[: match.start()])
    }
    odd = _NOT_UN[language].format(_ODD[language].replace(" ", "|"))
    if len(found) > 1 or (found and _expression(odd, re.IGNORECASE).search(text)):
        return TWO_NEGATIONS
    if reverse and found and _expression(_SAYS_NOT[language], re.IGNORECASE).search(text):
        return TURNED_NEGATION
    return None


@cache
def _signs() -> frozenset[str]:
    """Words that join or deny, however a sentence begins or goes on after them."""
    plain = {word for words in (*_JOINS.values(), _NEGATIONS.values()) for word in " ".join(words).split()}
    plain -= {"as"}
    plain |= {word.replace("'", "’") for word in plain}
    return frozenset(form for word in plain for form in (word, word.capitalize(), f"{word},", f"{word}."))


@cache
def _verbs(language: str) -> frozenset[str]:
    return frozenset(_VERBS[language].split())


@cache
def _expression(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(pattern, flags)
