"""What is said about options: in plain words, and with the help of the right command."""

from __future__ import annotations

import pytest

from salesex.cli.app import parse
from salesex.errors import UsageError


@pytest.mark.parametrize(
    ("words", "message", "remedy"),
    [
        (
            ["validate", "x", "--lang", "fr"],
            "Invalid value for '--lang': 'fr' is not one of",
            "validate --help",
        ),
        (["validate", "x", "--format", "yaml"], "'--format': 'yaml' is not one of", "validate --help"),
        (["validate", "--explain"], "'--explain' requires an argument", "`salesex validate --help`"),
        (["nope"], "No such command", "`salesex --help`"),
    ],
)
def test_wrong_use_is_told_plainly(words: list[str], message: str, remedy: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse(words)
    assert message in str(raised.value)
    assert remedy in raised.value.help
