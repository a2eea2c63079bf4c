"""What does a table's filter ask for, and how is it asked again?"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from libreoffice import bridge

if TYPE_CHECKING:
    from libreoffice.tables import Table


class AutoFilter(base_classes.AutoFilter):
    """The filter of one table: one choice of values per column."""

    def __init__(self, table: "Table") -> None:
        self._table = table

    def _descriptor(self) -> Any:
        return self._table.api.getFilterDescriptor()

    @property
    def criteria(self) -> list[dict[str, Any]]:
        """Return what is asked for, column by column, in xlwings' form."""
        width = self._table.range.shape[1]
        found = {field: base_classes.empty_autofilter_criteria(field + 1) for field in range(width)}
        for entry in self._descriptor().FilterFields2:
            values = found[entry.Field]["values"] or []
            one = f"{entry.NumericValue:g}" if entry.IsNumeric else entry.StringValue
            found[entry.Field] |= {"type": "values", "values": [*values, one]}
        return list(found.values())

    def apply_values(self, field: int, values: Sequence[str]) -> None:
        """Show the rows whose cell in column `field` (1-based) is one of `values`."""
        descriptor = self._descriptor()
        kept = [entry for entry in descriptor.FilterFields2 if entry.Field != field - 1]
        descriptor.ContainsHeader = True
        descriptor.FilterFields2 = (*kept, *self._entries(field, values))
        self._table.api.refresh()

    @staticmethod
    def _entries(field: int, values: Sequence[str]) -> list[Any]:
        return [
            bridge.struct(
                "sheet.TableFilterField2",
                Connection=bridge.enum("sheet.FilterConnection", "OR" if place else "AND"),
                Field=field - 1,
                Operator=bridge.uno().getConstantByName("com.sun.star.sheet.FilterOperator2.EQUAL"),
                IsNumeric=False,
                StringValue=value,
            )
            for place, value in enumerate(values)
        ]

    def clear(self, field: int | None) -> None:
        """Ask no more for anything, or not in that column."""
        descriptor = self._descriptor()
        kept = [e for e in descriptor.FilterFields2 if field is not None and e.Field != field - 1]
        descriptor.FilterFields2 = tuple(kept)
        self._table.api.refresh()
        if not kept:
            self._table.range.row_hidden = False
