"""Builder of the English sample: the quality documents of an invented precision machinist."""
