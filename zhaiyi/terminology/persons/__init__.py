"""Persons, Chinese and foreign: who is named in a text, and how the name is written in English.

A foreign name that an article gives in Latin letters (`latin_originals`) or that no dictionary has
(`foreign_candidates`) may be a place's or a company's as well.
"""
