"""A project folder on disk: its settings, and what people decided with all its history.

``settings`` knows the file people edit, ``database`` the history, ``backup`` its readable copy, ``lock`` keeps two
programs from writing at once. Nothing here knows verdicts or workbooks; the database library is loaded on use.
"""
