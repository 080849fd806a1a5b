"""An export against earlier ones of the same survey: who is doubled, missing, edited, in another group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from salesex.surveys.answers.entries import Checker
from salesex.surveys.collecting.drafts import Drafts
from salesex.surveys.collecting.form_rows import Arrived
from salesex.surveys.collecting.known import Holders, Known, Row
from salesex.surveys.collecting.lookalikes import Said, doubles, edited, said_by
from salesex.surveys.collecting.withdrawal import Withdrawal


class Editions:
    """Looks at the rows of exports before they are compared one by one.

    Where answers may be replaced, whoever is the same person as one in the new file is taken out of what
    is stored; else that is refused.
    """

    def __init__(
        self, checker: Checker, known: Known, drafts: Drafts, holders: Holders, withdrawal: Withdrawal
    ) -> None:
        self._checker, self._known, self._drafts = checker, known, drafts
        self._holders, self._withdrawal = holders, withdrawal
        exports = (checksum for checksum, about in known.origins.sources.items() if about.tool)
        self._brought = {
            checksum: frozenset(code for code, _ in known.origins.brought(checksum)) for checksum in exports
        }

    def settle(self, arrived: Arrived, rows: Sequence[Row], there: Sequence[Row]) -> list[Row]:
        """Return the rows of a file that go on; what is wrong with them as a whole is reported.

        Parameters
        ----------
        there : what is stored, and the rows of files before it
        """
        if not any(row.raw.asked for row in rows):
            return list(rows)
        for checksum in arrived.superseded:
            self._withdrawal.take_back(checksum, arrived.file)
        there = list(self._withdrawal.left(there))
        if self._is_moved(rows) or self._is_another_list(arrived, rows, there):
            return []
        asked = {self._checker.items[name][0] for name in rows[0].raw.asked if name in self._checker.items}
        codes = {row.entry.code for row in rows}
        new = said_by((row for row in rows if not self._drafts.has_met(row.entry.code)), asked)
        before = said_by((row for row in there if row.entry.code not in codes), asked)
        if not self._tell_doubles(rows, new, doubles(new, before)):
            self._tell_missing(arrived, rows, new, before)
        return list(rows)

    def _is_moved(self, rows: Sequence[Row]) -> bool:
        """Refuse people who came with another group before, or let them change it."""
        moved = [row for row in rows if self._group(row.entry.code) not in {"", row.entry.group}]
        if not moved:
            return False
        if self._known.replace:
            for row in moved:
                self._withdrawal.take_out_person(row.entry.code, row.entry.at.file, None)
            return False
        first = moved[0].entry
        values = {"first": self._group(first.code), "group": first.group, "respondent": first.code}
        self._checker.report("R135", first.at, "group", people=len(moved), **values)
        return True

    def _group(self, code: str) -> str:
        """The group of somebody whose stored answers came with exports; empty for anybody else."""
        names = self._withdrawal.from_exports(code)
        held = (self._holders.get((code, name)) for names in names.values() for name in names)
        return next((row.entry.group for row in held if row is not None), "")

    def _is_another_list(self, arrived: Arrived, rows: Sequence[Row], there: Sequence[Row]) -> bool:
        """Refuse a list that counts as another one does, and says something else throughout."""
        if self._known.replace and self._map_changed(arrived, rows):
            return False
        everywhere = range(len(self._checker.items))
        now, before = said_by(rows, everywhere), said_by(there, everywhere)
        met = [code for code in now if before.get(code, {}).keys() & now[code].keys()]
        other = [code for code in met if _differs(now[code], before[code])]
        if len(other) < 2 or 2 * len(other) <= len(met):
            return False
        first = next(row for row in rows if row.entry.code == other[0])
        self._checker.report("R126", first.entry.at, "respondent", found=len(other), people=len(met))
        return True

    def _tell_doubles(self, rows: Sequence[Row], new: dict[str, Said], found: dict[str, str]) -> bool:
        """Refuse people who come again under another code, or take out who was there; are they many?"""
        file = rows[0].entry.at.file
        others = set(found.values())
        are_many = len(found) > 1 and (
            2 * len(found) >= len(new)
            or any(codes and 2 * len(others & codes) >= len(codes) for codes in self._brought.values())
        )
        if are_many and self._known.replace and all(map(self._drafts.has_met, others)):
            for other in found.values():
                self._withdrawal.take_out_person(other, file, rows[0].raw.asked)
        elif found:
            code = "R124" if are_many else "R125"
            first = next(row for row in rows if row.entry.code in found)
            self._checker.report(
                code,
                first.entry.at,
                "respondent",
                found=len(found),
                people=len(new),
                respondent=first.entry.code,
                other=found[first.entry.code],
            )
        return are_many

    def _tell_missing(
        self, arrived: Arrived, rows: Sequence[Row], new: dict[str, Said], before: dict[str, Said]
    ) -> None:
        """Tell who came with an earlier edition and is not in this one, perhaps under another code."""
        codes = {row.entry.code for row in rows}
        earlier = set(self._earlier(codes, arrived.sha256)) - set(arrived.superseded)
        gone = {code for each in earlier for code in self._brought[each] - codes}
        missing = {code: before[code] for code in sorted(gone) if code in before}
        changed = edited(new, missing)
        if changed and self._known.replace:
            for other in changed.values():
                self._withdrawal.take_out_person(other, arrived.file, rows[0].raw.asked)
        elif changed:
            first = next(row for row in rows if row.entry.code in changed)
            at, other = first.entry.at, changed[first.entry.code]
            self._checker.report(
                "R136", at, "respondent", found=len(changed), respondent=first.entry.code, other=other
            )
        if len(missing) > len(changed):
            self._checker.report("R133", rows[0].entry.at, "respondent", people=len(missing) - len(changed))

    def tell_map(self, arrived: Arrived, rows: Sequence[Row]) -> None:
        """Tell that people came with an export that was read with another map."""
        if rows and self._map_changed(arrived, rows) and not self._known.replace:
            self._checker.report("R146", rows[0].entry.at, "respondent")

    def _map_changed(self, arrived: Arrived, rows: Iterable[Row]) -> bool:
        """Whether earlier editions were read with another map."""
        earlier = self._earlier({row.entry.code for row in rows}, arrived.sha256)
        return any(self._known.origins.sources[each].map != arrived.map for each in earlier)

    def _earlier(self, codes: set[str], checksum: str) -> list[str]:
        """Checksums of exports half of whose people are in this one, too."""
        return [
            each
            for each, brought in self._brought.items()
            if each != checksum and brought and 2 * len(brought & codes) >= len(brought)
        ]


def _differs(now: Said, before: Said) -> bool:
    """Whether most of what was answered both times is answered differently."""
    both = now.keys() & before.keys()
    return 2 * sum(now[at] != before[at] for at in both) > len(both)
