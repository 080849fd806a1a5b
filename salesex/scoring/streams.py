"""Random streams: one for every purpose and place, so that adding a group changes no other number."""

from __future__ import annotations

from zlib import crc32

import numpy as np


def random_stream(
    seed: int, purpose: str, questionnaire: str, *, unit: str = "", scope: str = ""
) -> np.random.Generator:
    """Return a fresh stream; the same arguments give the same numbers."""
    key = crc32((purpose + questionnaire + unit + scope).encode())
    return np.random.default_rng(np.random.SeedSequence([seed, key]))
