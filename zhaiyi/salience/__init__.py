"""Which sentences matter: sentence vectors, and the key sentences of an article."""
