"""Logging in: django-allauth with our rules, and nothing of our own where allauth has it."""
