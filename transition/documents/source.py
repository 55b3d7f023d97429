"""What every story of a file shares: its parts, its lists, and what has to be looked out for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from transition.documents.names import HIDING, w
from transition.documents.oldfonts import OldFonts

if TYPE_CHECKING:
    from lxml import etree

    from transition.documents.numbering import Numbering
    from transition.documents.package import Package
    from transition.documents.styles import Styles

_DELETED: Final = w("del")


@dataclass(slots=True)
class Source:
    """The parts every story of a file shares."""

    package: Package
    styles: Styles
    numbering: Numbering
    notes: dict[str, dict[str, etree._Element]] = field(default_factory=dict)
    """Part (footnotes, endnotes, comments) → id → its element."""
    seen_notes: set[tuple[str, str]] = field(default_factory=set)
    tally: Counter[str] = field(default_factory=Counter)
    old_fonts: OldFonts = field(default_factory=OldFonts)
    watch: bool = False
    """Whether hidden or struck text may occur at all; looking at every run costs a third of the walk."""
    marked: bool = False
    """Whether any paragraph mark may be deleted or hidden."""

    def notice(self, root: etree._Element | None) -> None:
        """Take note of what a further part (header, notes) asks to be looked at."""
        self.old_fonts.notice(root)
        self.look_out(root)

    def look_out(self, root: etree._Element | None) -> None:
        """Begin to watch for hidden text if a part holds any."""
        if root is not None and not self.watch:
            self.watch = next(root.iter(*HIDING), None) is not None
        if root is not None and not self.marked:
            self.marked = self.watch or next(root.iter(_DELETED), None) is not None
