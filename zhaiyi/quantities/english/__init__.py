"""Reads the quantities of an English text."""
