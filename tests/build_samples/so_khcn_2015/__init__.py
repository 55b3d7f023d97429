"""Builder of the Vietnamese sample three years on: the same department, rewritten for TCVN ISO 9001:2015."""
