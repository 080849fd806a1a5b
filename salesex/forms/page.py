"""A form as one HTML file for phones: it needs no network and sends nothing."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from functools import cache
from pathlib import Path

from salesex.forms.wording import NO_ANSWER, WORDS, heading, introduction
from salesex.model.codes import LENGTH, LETTERS, SIGNS
from salesex.model.form import Form

ASSETS = Path(__file__).with_name("assets")
_SLOT = re.compile(r"@([a-z-]+)@")
_UNSAFE = re.compile("[<>&\u2028\u2029]")
SHARED_WORDS = ("unit", "comment", "comment.whole", "comments")
"""What the page says as other forms do."""
PAGE_WORDS = {
    "de": {
        "noscript": "Dieses Formular braucht JavaScript. Bitte öffnen Sie die Datei in einem Browser, etwa "
        "Chrome, Firefox oder Safari.",
        "local": "Nichts verlässt dieses Gerät von selbst: Ihre Antworten bleiben in diesem Browser. Am Ende "
        "erhalten Sie eine Datei, die Sie selbst senden oder weitergeben.",
        "unsaved": "Dieser Browser darf nichts speichern. Bitte antworten Sie in einem Zug und lassen Sie "
        "die Seite offen, bis Sie die Datei haben.",
        "kept": "Zwischenstand gesichert",
        "keeping": "wird gesichert …",
        "progress": "{answered} von {count} beantwortet",
        "choose": "Bitte wählen",
        "undo": "Antwort zurücknehmen",
        "comment.on": "Kommentar zu Aussage {number}",
        "finish.title": "Abschließen",
        "finish": "Antworten prüfen und abgeben",
        "open.none": "Alles beantwortet, vielen Dank!",
        "open.one": "Eine Aussage ist noch offen",
        "open.some": "{count} Aussagen sind noch offen",
        "open.fine": "Sie können sie auslassen. Hier kommen Sie hin:",
        "open.link": "Nr. {number}",
        "unit.first": "Bitte sagen Sie noch, wo Sie arbeiten. Ohne diese Angabe lassen sich Ihre Antworten "
        "nicht zuordnen.",
        "file.title": "Ihre Antworten abgeben",
        "file.text": "Ihre Antworten kommen in die Datei {file}. Geben Sie sie nur der Person, von der Sie "
        "dieses Formular haben. Erst dann sind sie abgegeben.",
        "share": "Datei senden",
        "share.done": "Die Datei ist weitergereicht. Vielen Dank!",
        "share.failed": "Das Senden ging nicht. Bitte speichern Sie die Datei oder kopieren Sie den Text.",
        "download": "Datei speichern",
        "download.done": "{file} ist gespeichert, meist im Ordner „Downloads“. Bitte geben Sie sie jetzt "
        "weiter.",
        "copy": "Als Text kopieren",
        "copy.done": "Der Text ist kopiert. Bitte fügen Sie ihn in eine Nachricht ein.",
        "copy.failed": "Das Kopieren ging nicht. Der Text unten ist markiert; bitte kopieren Sie ihn von "
        "Hand.",
        "file.content": "Was in der Datei steht",
        "clear.text": "Benutzen auch andere dieses Gerät? Dann löschen Sie Ihre Antworten hier, sobald sie "
        "abgegeben sind.",
        "clear": "Antworten auf diesem Gerät löschen",
        "clear.sure": "Alle Antworten dieses Formulars auf diesem Gerät löschen? Das lässt sich nicht "
        "rückgängig machen.",
        "code.is": "Ihr Code ohne Namen:",
    },
    "en": {
        "noscript": "This form needs JavaScript. Please open the file in a browser, such as Chrome, Firefox "
        "or Safari.",
        "local": "Nothing leaves this device by itself: your answers stay in this browser. At the end you "
        "get a file, which you send or hand over yourself.",
        "unsaved": "This browser may not save anything. Please answer in one go and keep the page open until "
        "you have the file.",
        "kept": "Progress saved",
        "keeping": "saving …",
        "progress": "{answered} of {count} answered",
        "choose": "Please choose",
        "undo": "Take back this answer",
        "comment.on": "Comment on statement {number}",
        "finish.title": "Finish",
        "finish": "Check and hand in answers",
        "open.none": "All answered, thank you!",
        "open.one": "One statement is still open",
        "open.some": "{count} statements are still open",
        "open.fine": "You can leave them out. This is where they are:",
        "open.link": "No. {number}",
        "unit.first": "Please also say where you work. Without it your answers belong nowhere.",
        "file.title": "Hand in your answers",
        "file.text": "Your answers go into the file {file}. Give it only to the person you have this form "
        "from. Only then are they handed in.",
        "share": "Send file",
        "share.done": "The file has been passed on. Thank you!",
        "share.failed": "Sending did not work. Please save the file or copy the text.",
        "download": "Save file",
        "download.done": "{file} is saved, mostly in the folder “Downloads”. Please hand it over now.",
        "copy": "Copy as text",
        "copy.done": "The text is copied. Please paste it into a message.",
        "copy.failed": "Copying did not work. The text below is marked; please copy it by hand.",
        "file.content": "What is in the file",
        "clear.text": "Do others use this device, too? Then delete your answers here once they are handed "
        "in.",
        "clear": "Delete answers on this device",
        "clear.sure": "Delete all answers of this form on this device? This cannot be undone.",
        "code.is": "Your code without a name:",
    },
}


def page(form: Form, minutes: int, code: str = "") -> bytes:
    """Return the form as one HTML file.

    Parameters
    ----------
    minutes : about how long it takes
    code : of the person who answers; without one the browser makes one at random
    """
    style, script = _asset("form.css"), _asset("form.js")
    slots = {
        "language": form.language,
        "title": html.escape(f"{form.title}, {form.client}"),
        "noscript": html.escape(PAGE_WORDS[form.language]["noscript"]),
        "style": style,
        "script": script,
        "style-hash": _hash(style),
        "script-hash": _hash(script),
        "data": _as_data(_content(form, minutes, code)),
    }
    return _clean(_SLOT.sub(lambda slot: slots[slot[1]], _asset("form.html"))).encode()


def _content(form: Form, minutes: int, code: str) -> dict[str, object]:
    """What the script shows; `about` and the code tell this form from others in the same browser."""
    return {
        "about": [form.client, form.wave, form.group, form.questionnaire, form.version],
        "group": form.group,
        "questionnaire": form.questionnaire,
        "version": form.version,
        "language": form.language,
        "code": code,
        "coding": {"letters": LETTERS, "signs": SIGNS, "length": LENGTH},
        "title": form.title,
        "heading": heading(form),
        "introduction": introduction(form, minutes),
        "instruction": form.instruction,
        "units": [{"id": unit.id, "title": unit.title} for unit in form.units],
        "choices": _choices(form),
        "sections": [
            {
                "title": section.title,
                "questions": [{"id": question.id, "text": question.text} for question in section.questions],
            }
            for section in form.sections
        ],
        "words": PAGE_WORDS[form.language] | {name: WORDS[form.language][name] for name in SHARED_WORDS},
    }


def _choices(form: Form) -> list[dict[str, object]]:
    """The answers in words; where one has no words, all begin with their number."""
    numbered = not all(choice.label for choice in form.choices)
    shown: list[dict[str, object]] = [
        {"value": str(choice.value), "label": _label(choice.value, choice.label, numbered)}
        for choice in form.choices
    ]
    if form.no_answer is not None:
        shown.append({"value": NO_ANSWER, "label": form.no_answer or NO_ANSWER, "apart": True})
    return shown


def _label(value: int, label: str, numbered: bool) -> str:
    return " ".join(part for part in (str(value) if numbered else "", label) if part)


def _as_data(content: object) -> str:
    """JSON that ends no script element and begins no other."""
    text = json.dumps(content, ensure_ascii=False)
    return _UNSAFE.sub(lambda char: f"\\u{ord(char[0]):04x}", text)


def _clean(text: str) -> str:
    """A page without halves of characters, which UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode()


def _hash(text: str) -> str:
    """Name the only script or style the browser may use."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
