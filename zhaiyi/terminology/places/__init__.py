"""Places: those that no list has, those of one name, and where a sentence plays."""
