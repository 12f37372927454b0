"""Sentences into English: what is asked of the engines, in which order, and what is kept."""
