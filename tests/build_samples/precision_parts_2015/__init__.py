"""Builder of the English sample three years on: the same machinist's documents, rewritten for ISO 9001:2015."""
