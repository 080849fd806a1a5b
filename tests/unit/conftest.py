"""Helpers shared by the tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

OWN = """format: salesex/questionnaire/1
id: own
version: 1
title: Own
scale:
  min: 1
  max: 5
  labels: {1: {de: nie, en: never}, 5: {de: immer, en: always}}
  no_answer: {de: weiß nicht, en: do not know}
dimensions:
  - {id: lead, title: Lead, items: [{id: L1, text: One}, {id: L2, text: Two}, {id: L3, text: Three}]}
"""
ENGAGEMENT = """format: salesex/engagement/1
client: Muster GmbH
wave: 2026
questionnaires: [own.yaml]
groups:
  team: {title: {de: Vertrieb, en: Sales}, perspective: self}
  head: {title: Leitung, perspective: self, single_role: true}
  customers: {title: Kunden, perspective: mirror}
responses: {ignore_columns: [Zeit]}
"""


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    """A folder with an engagement of one questionnaire (L1, L2, L3 on 1-5), without answers."""
    (tmp_path / "engagement.yaml").write_text(ENGAGEMENT, encoding="utf-8")
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "responses").mkdir()
    return tmp_path


@pytest.fixture
def put(acme: Path) -> Callable[[str, str | bytes], Path]:
    """Put a file into the responses of `acme`."""

    def write(name: str, content: str | bytes) -> Path:
        path = acme / "responses" / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return write
