"""Files that are not our own YAML or tables, as filled forms: one reader for every kind.

A reader takes the content of a file and its name (for messages) and returns the forms in it; None where
the content says that it is another kind of file. A new kind is a module beside this one and a line in
`READERS`; the answers are checked against the engagement afterwards, for all kinds alike.
"""

from __future__ import annotations

from collections.abc import Callable

from salesex.forms.workbook_reader import read_form
from salesex.model.form import FilledForm

Reader = Callable[[bytes, str], FilledForm | None]

READERS: tuple[Reader, ...] = (read_form,)


def read_filled(data: bytes, file: str) -> tuple[FilledForm, ...] | None:
    """Return the filled forms of a file; None where no reader knows it."""
    for read in READERS:
        form = read(data, file)
        if form is not None:
            return (form,)
    return None
