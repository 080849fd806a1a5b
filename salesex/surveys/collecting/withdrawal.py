"""What came before and goes again: the same file read otherwise, or a new one that lacks some of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from salesex import catalogue
from salesex.model import MISSING
from salesex.model.collecting import Replaced
from salesex.surveys.answers.entries import Checker
from salesex.surveys.collecting.drafts import Drafts, Key, comment_key
from salesex.surveys.collecting.form_rows import Arrived
from salesex.surveys.collecting.known import Holders, Known, Row


class Withdrawal:
    """Takes out of what is stored.

    Parameters
    ----------
    holders : rows that hold an answer; those taken out are no more
    replaced : what is taken out from a new file is noted here
    """

    def __init__(
        self, checker: Checker, known: Known, drafts: Drafts, holders: Holders, replaced: list[Replaced]
    ) -> None:
        self._checker, self._known, self._drafts = checker, known, drafts
        self._holders, self._replaced = holders, replaced
        self._by_forms = known.origins.by_forms()
        self._by_exports: dict[str, dict[Key, frozenset[str]]] = {}
        for key, names in known.origins.by_exports().items():
            self._by_exports.setdefault(key[0], {})[key] = names

    def taken_on(self, arrived: Arrived) -> str:
        """The day the very same file was taken, unless it has to be read once more.

        Somebody may have corrected its answers since: nothing of it takes their place again. An export
        that is understood otherwise than then is an error, or all that it brought is taken out first.
        """
        source = self._known.origins.sources.get(arrived.sha256)
        if source is None or arrived.is_interview:
            return ""
        if source.reading and arrived.forms and source.reading != arrived.reading:
            if self._known.replace:
                self.take_back(arrived.sha256)
                return ""
            self._checker.issues.append(catalogue.issue("R123", file=arrived.file, date=source.date))
        elif arrived.tool and self._known.replace:
            return ""
        return source.date if self._is_kept(arrived, source.date) else ""

    def _is_kept(self, arrived: Arrived, date: str) -> bool:
        """Whether nothing of a file that was taken has to be read again; what is lost is told."""
        is_lost = False
        for name, each in self._known.origins.responses.items():
            keys = each.places.get(arrived.sha256, {})
            missing = [key for key in keys if not self._is_there(each.respondent, key)]
            if missing and name in self._known.unfinished:
                return False  # it was being taken when the computer failed
            is_lost |= bool(missing)
        if is_lost and not self._known.replace:
            self._checker.issues.append(catalogue.issue("R089", file=arrived.file, date=date))
        return not (is_lost and self._known.replace)

    def _is_there(self, code: str, key: str) -> bool:
        """Whether the person has an answer to an item, or a comment, whatever it says."""
        return (code, key) in self._holders or self._drafts.has_commented(code, key)

    def take_back(self, checksum: str, by: str = "") -> None:
        """Take out all that a file brought, where it still stands in what it was written to.

        Parameters
        ----------
        by : the other file that takes its place, if any: what it takes out is noted
        """
        for key, names in self._known.origins.brought(checksum).items():
            gone = [name for name in sorted(names) if self._holds(key, name)]
            if by:
                self._note(by, key[0], gone, recoded=True)
            self._take_out(key, gone)

    def from_exports(self, code: str) -> Mapping[Key, frozenset[str]]:
        """What exports brought of somebody, by respondent and questionnaire."""
        return self._by_exports.get(code, {})

    def withdraw(self, row: Row) -> None:
        """Take out what the person had filled in before and here has not, or refuse it.

        A form in which nothing at all is filled in takes nothing back: it was sent by mistake.
        """
        here = {*row.answered(self._checker), *(comment_key(about) for about, _ in row.raw.comments)}
        if not here or row.entry.mode == "moderated":
            return
        for key, names in self._before(row).items():
            gone = [name for name in sorted(names - here) if self._holds(key, name)]
            if gone and not self._known.replace:
                row.report_other(self._checker, "R087", gone, self._drafts.name_of(key))
            elif gone:
                self._note(row.entry.at.file, key[0], gone)
                self._take_out(key, gone)

    def take_out_person(self, code: str, file: str, asked: Collection[str] | None) -> None:
        """Take out what exports brought of a person who is the same as one in a new file.

        Parameters
        ----------
        asked : what the new file has columns for; only that. None for everything
        """
        for key, names in self.from_exports(code).items():
            chosen = names if asked is None else names & frozenset(asked)
            gone = [name for name in sorted(chosen) if self._holds(key, name)]
            if gone:
                self._note(file, code, gone, recoded=True)
            self._take_out(key, gone)

    def _note(self, file: str, code: str, gone: Iterable[str], recoded: bool = False) -> None:
        self._replaced.append(Replaced(file, code, tuple(gone), withdrawn=True, recoded=recoded))

    def _before(self, row: Row) -> Mapping[Key, frozenset[str]]:
        """What forms of the same questionnaire brought, or exports of what this one has columns for."""
        key = row.entry.code, row.raw.form
        if not row.raw.asked:
            return {key: self._by_forms.get(key, frozenset())}
        brought = self._by_exports.get(row.entry.code, {})
        return {owner: names & row.raw.asked for owner, names in brought.items()}

    def _holds(self, key: Key, name: str) -> bool:
        """Whether an answer or a comment stands in the file of that respondent and questionnaire."""
        holder = self._holders.get((key[0], name))
        return self._drafts.holds(key, name, holder.entry if holder is not None else None)

    def _take_out(self, key: Key, names: Iterable[str]) -> None:
        for name in names:
            holder = self._holders.pop((key[0], name), None)
            if holder is None:
                self._drafts.drop_comment(key, name)
            else:
                holder.entry.answers[self._checker.items[name][0]] = MISSING
                self._drafts.drop(holder.entry, name)

    def left(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield rows that are stored without those of which everything was taken out."""
        return (row for row in rows if not self._drafts.is_emptied(row.entry))
