"""Why Zaklon does not start, or does not go on running."""


class CannotStart(Exception):
    """Something that the start needs is missing; the text says what, where, and what to do."""


class PartStopped(Exception):
    """The pages, the worker or the database ended by itself; the text names it and the last that it said."""
