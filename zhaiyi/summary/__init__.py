"""The English summary and the headline, made from translations and checked against the Chinese."""
