"""What every form says beside its questions, in German and English."""

from __future__ import annotations

from salesex.model.form import Choice, Form
from salesex.model.text import day_in_words

NO_ANSWER = "?"
"""What stands in an answer for "cannot judge"."""
WORDS = {
    "de": {
        "about": "Es geht darum, wie gut der Vertrieb von {client} aufgestellt ist, nicht um einzelne "
        "Personen.",
        "time": "{count} Aussagen, etwa {minutes} Minuten. Sie können unterbrechen, und Sie können jede "
        "Aussage auslassen.",
        "time.one": "{count} Aussagen, etwa eine Minute. Sie können jede Aussage auslassen.",
        "until": "Bitte antworten Sie bis zum {until}.",
        "seen": "Ihre einzelnen Antworten sieht nur, wer die Befragung durchführt. Im Bericht stehen sie "
        "nur zusammen mit denen anderer: Eine Gruppe mit weniger als {minimum} Antworten wird nicht "
        "einzeln gezeigt.",
        "seen.alone": "Ihre einzelnen Antworten sieht nur, wer die Befragung durchführt. Sie antworten als "
        "einzige Person Ihrer Gruppe und haben eingewilligt, dass Ihre Einschätzung im Bericht einzeln "
        "gezeigt wird. Jede andere Gruppe wird erst ab {minimum} Antworten gezeigt.",
        "comments": "Was Sie als Kommentar schreiben, kann wörtlich im Bericht stehen. Bitte schreiben Sie "
        "nichts, woran man Sie oder andere erkennt.",
        "round": "{client}, Befragung {wave}, {group}",
        "unit": "Wo arbeiten Sie?",
        "code": "Ihr Code",
        "code.open": "Ihr Code, falls Sie einen bekommen haben",
        "comment": "Kommentar",
        "comment.whole": "Möchten Sie noch etwas sagen? (freiwillig)",
    },
    "en": {
        "about": "This is about how good the sales organisation of {client} is, not about single persons.",
        "time": "{count} statements, about {minutes} minutes. You can take a break, and you can leave out "
        "any statement.",
        "time.one": "{count} statements, about one minute. You can leave out any statement.",
        "until": "Please answer by {until}.",
        "seen": "Your single answers are seen only by whoever runs this survey. In the report they appear "
        "only together with those of others: a group with fewer than {minimum} answers is not shown by "
        "itself.",
        "seen.alone": "Your single answers are seen only by whoever runs this survey. You answer as the "
        "only person of your group and have agreed that your view is shown by itself in the report. Any "
        "other group is shown from {minimum} answers on.",
        "comments": "What you write as a comment may appear word for word in the report. Please write "
        "nothing by which you or others can be recognised.",
        "round": "{client}, survey {wave}, {group}",
        "unit": "Where do you work?",
        "code": "Your code",
        "code.open": "Your code, if you were given one",
        "comment": "Comment",
        "comment.whole": "Is there anything else you would like to say? (optional)",
    },
}


def introduction(form: Form, minutes: int) -> tuple[str, str, str]:
    """Return what it is about, how long it takes, and who sees what: one paragraph each."""
    words = WORDS[form.language]
    time = " ".join(part for part in (words["time" if minutes > 1 else "time.one"], until(form)) if part)
    return (
        filled(words["about"], client=form.client),
        filled(time, count=len(form.questions), minutes=minutes),
        seen_by(form),
    )


def until(form: Form) -> str:
    """Return the sentence that names the last day to answer; "" where there is none."""
    if form.until is None:
        return ""
    return filled(WORDS[form.language]["until"], until=day_in_words(form.until, form.language))


def seen_by(form: Form) -> str:
    """Return who sees the answers, and from how many on they are shown."""
    words = WORDS[form.language]
    return filled(words["seen.alone" if form.shown_alone else "seen"], minimum=form.minimum)


def heading(form: Form) -> str:
    """Return whose survey it is, which one, and who is asked."""
    words = WORDS[form.language]
    return filled(words["round"], client=form.client, wave=form.wave, group=form.group_title)


def filled(text: str, **values: object) -> str:
    """Put values where a text names them; braces in the values stay as they are.

    >>> filled("{a} and {b}", a="{b}", b=2)
    '{b} and 2'
    """
    parts = text.split("{")
    begin, rest = parts[0], (part.partition("}") for part in parts[1:])
    return begin + "".join(f"{values[name]}{after}" for name, _, after in rest)


def answer_text(choice: Choice) -> str:
    """Return an answer as people read it: the number, and what it means where the scale says so."""
    return f"{choice.value} = {choice.label}" if choice.label else str(choice.value)


def no_answer_text(label: str) -> str:
    """Return "cannot judge" as people read it among the answers."""
    return f"{NO_ANSWER} = {label}" if label else NO_ANSWER
