"""That a number rests on answers of an earlier report: which groups keep them, and since when."""

from __future__ import annotations

from collections.abc import Collection

from salesex.model.derivation import Derivation, Note, Ref, Step
from salesex.model.results import Block
from salesex.scoring.aggregate import perspectives_of
from salesex.scoring.derive_source import Source
from salesex.scoring.maturity import tagged
from salesex.scoring.recount import scope_of


def kept(source: Source, found: Derivation) -> Step | None:
    """The dates of all kept blocks behind a number; None where all of its answers are of today."""
    sections = _sections(source)
    names = [scope.id for scope in found.scope]
    blocks = [
        block
        for block in source.part.blocks
        if block.frozen is not None and block.dimension in sections and _behind(names, block)
    ]
    dates: dict[str, str] = {}
    for block in blocks:
        dates[block.id] = max(block.frozen or "", dates.get(block.id, ""))
    if not dates:
        return None
    if list(dates) == names:
        return Step("kept", notes=(Note("frozen", {"date": dates[names[0]]}),))
    notes = (
        Note("frozen_group", {"scope": Ref("scope", name), "date": date}) for name, date in dates.items()
    )
    return Step("kept", notes=tuple(notes))


def _behind(names: Collection[str], block: Block) -> bool:
    """Whether a number of these scopes rests on a block; one named by itself, or left out, is also one."""
    pools = (perspectives_of(scope_of(None if name == "overall" else name)) for name in names)
    return block.id in names or any(block.perspective in pool for pool in pools if pool is not None)


def _sections(source: Source) -> set[str]:
    """The dimensions or axes a key's number is made of."""
    key, sections = source.key, source.part.definition.sections()
    if key.kind == "start":
        return {section.id for section in sections if section.stage == 0}
    if key.kind == "light":
        definition = source.part.definition
        items = {item.id for item in tagged(definition, definition.lights[key.id].tag)}
        return {section.id for section in sections if items & {item.id for item in section.items}}
    if key.level == "overall":
        return {section.id for section in sections}
    return {source.recount.place(key.level, key.id)[0].section.id}
