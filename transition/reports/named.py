"""Workbooks whose looks have names: what people find under "Cell styles" and can change in one place.

The library that writes the file knows formats without names only; the parts of its style sheet that hold names are
written here.
"""

from __future__ import annotations

from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.styles import Styles as StyleSheet
from xlsxwriter.worksheet import Worksheet

NAME_LENGTH = 255


class PlainSheet(Worksheet):  # type: ignore[misc]
    """A sheet whose formulas call only functions that every Excel knows."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        # The library looks for thirty newer functions in each of thousands of formulas: half the time of writing.
        return formula.removeprefix("{").removeprefix("=").removesuffix("}")


class NamedWorkbook(xlsxwriter.Workbook):  # type: ignore[misc]
    """A workbook that can give its formats names."""

    worksheet_class = PlainSheet

    def __init__(self, target: Any, options: dict[str, Any]) -> None:
        super().__init__(target, options)
        self._named: dict[str, Format] = {}

    def name_format(self, name: str, look: Format) -> None:
        """Show ``look`` under ``name`` among the cell styles."""
        if name not in self._named:
            look.xf_id = len(self._named) + 1
            self._named[name[:NAME_LENGTH]] = look

    def like(self, named: Format, look: Format) -> None:
        """Let ``look`` be a variety of a named format."""
        look.xf_id = named.xf_id

    def _get_packager(self) -> Packager:
        return _Packager(self._named)


class _Packager(Packager):  # type: ignore[misc]
    def __init__(self, named: dict[str, Format]) -> None:
        super().__init__()
        self._named = named

    def _write_styles_file(self) -> None:
        book = self.workbook
        sheet = _StyleSheet(self._named)
        sheet._set_style_properties(  # noqa: SLF001 - the library has no other door to its style sheet
            [
                book.xf_formats,
                book.palette,
                book.font_count,
                book.num_formats,
                book.border_count,
                book.fill_count,
                book.custom_colors,
                book.dxf_formats,
                book.has_comments,
            ]
        )
        sheet._set_xml_writer(self._filename("xl/styles.xml"))  # noqa: SLF001
        sheet._assemble_xml_file()  # noqa: SLF001


class _StyleSheet(StyleSheet):  # type: ignore[misc]
    def __init__(self, named: dict[str, Format]) -> None:
        super().__init__()
        self._named = named

    def _write_cell_style_xfs(self) -> None:
        from xlsxwriter.styles import XFormatType

        self._xml_start_tag("cellStyleXfs", [("count", len(self._named) + 1)])
        for look in (self.xf_formats[0], *self._named.values()):
            self._write_xf(look, XFormatType.STYLE)
        self._xml_end_tag("cellStyleXfs")

    def _write_cell_styles(self) -> None:
        self._xml_start_tag("cellStyles", [("count", len(self._named) + 1)])
        # Normal first and the others by name, as Excel writes them.
        self._write_cell_style()
        for name, look in sorted(self._named.items()):
            self._xml_empty_tag("cellStyle", [("name", name), ("xfId", look.xf_id)])
        self._xml_end_tag("cellStyles")
