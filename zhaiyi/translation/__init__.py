"""Sentences into English: what is asked of the engines, in which order, and what is kept.

To read first: `segment` (what happens to one sentence), `plan` (to a document), `jobs` and
`scheduler` (how both are run).
"""
