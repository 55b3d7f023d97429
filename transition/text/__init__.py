"""Words: cleaning, tokens, phrases, cues and likeness. Knows languages, knows no clauses."""
