"""Dates as precise as they are known: a day, a month or a year, read as the span from its first to its last day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A span of days and the text that it was written as."""

    text: str
    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `2020-05-18`, `2020-05` or `2020`.

        Raises:
            ValueError: with a sentence for the user where the text is no date or the day does not exist.
        """
        shape = _SHAPE.fullmatch(text)
        if shape is None:
            raise ValueError(f"“{text}” is no date; write 2020-05-18, or 2020-05 or 2020 where only that is known")
        year, month, day = int(shape[1]), int(shape[2] or 0), int(shape[3] or 0)
        try:
            if shape[3]:
                exact = date(year, month, day)
                return cls(text, exact, exact)
            if shape[2]:
                return cls(text, date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
            return cls(text, date(year, 1, 1), date(year, 12, 31))
        except (ValueError, calendar.IllegalMonthError):
            raise ValueError(f"“{text}” is no day, month or year of the calendar") from None

    @property
    def is_one_day(self) -> bool:
        """Whether the day itself is known."""
        return self.first == self.last

    def moved(self, *, months: int = 0, days: int = 0) -> PartialDate:
        """The span shifted in the calendar; the last day of the month where the target month is shorter."""
        return PartialDate(self.text, _moved(self.first, months, days), _moved(self.last, months, days))


def _moved(day: date, months: int, days: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year = min(max(index // 12, 1), 9999)
    month = index % 12 + 1
    shifted = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    try:
        return shifted + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
