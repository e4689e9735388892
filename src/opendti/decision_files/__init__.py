"""Decisions as documents, read into index-set trees; pure, nothing of Django."""
