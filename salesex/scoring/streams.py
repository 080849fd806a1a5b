"""Random streams: every number has its own, so that adding a group changes no other number."""

from __future__ import annotations

import zlib

import numpy as np

from salesex.scoring.aggregate import ScopeKey


def stream(
    seed: int, purpose: str, questionnaire: str, scope: ScopeKey, unit: str | None = None
) -> np.random.Generator:
    """Return the generator of one number of one questionnaire, unit and scope (SPEC, Scores)."""
    name = f"{purpose}/{questionnaire}/{unit or ''}/{scope[0]}/{scope[1] or ''}"
    return np.random.default_rng(np.random.SeedSequence([seed, zlib.crc32(name.encode())]))
