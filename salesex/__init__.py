"""salesex: assess how good a company's sales organisation is.

>>> import salesex
>>> results = salesex.assess("examples/muster-maschinenbau")  # doctest: +SKIP
>>> results.to_frame()  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from salesex.model.results import Results

__version__ = "0.1.0"
__all__ = ["__version__", "assess"]


def assess(path: str | Path = ".", *, seed: int | None = None) -> Results:
    """Score one engagement folder and return its results; nothing is written.

    Parameters
    ----------
    path : folder that holds `engagement.yaml`
    seed : seed of every random stream; None takes the default of the format (20261121)

    Raises
    ------
    DataError : a questionnaire, the engagement or a response has errors; `.issues` lists them all
    CannotRunError : the folder or a file is missing or unreadable
    NothingToShowError : no group is large enough to be shown
    """
    from salesex import pipeline

    return pipeline.assess(path, seed=seed).results
