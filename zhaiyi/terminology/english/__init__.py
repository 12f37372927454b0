"""The English of a term: whether and how a text spells it, and each office in one form."""
