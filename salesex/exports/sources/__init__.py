"""The survey tools whose exports are recognised."""

from __future__ import annotations

from collections.abc import Callable

from salesex.exports.sources import google_forms, kobo, limesurvey, microsoft_forms, qualtrics, surveymonkey
from salesex.model.exports import Export, RawTable

SOURCES: tuple[Callable[[RawTable], Export | None], ...] = (
    qualtrics.recognise,
    limesurvey.recognise,
    surveymonkey.recognise,
    kobo.recognise,
    microsoft_forms.recognise,
    google_forms.recognise,
)
"""Each says what it makes of a table, or None; the first that knows it is right."""
