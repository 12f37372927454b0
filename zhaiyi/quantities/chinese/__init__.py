"""Reads the quantities of a Chinese text."""
