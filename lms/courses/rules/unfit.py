"""What cannot become a picture, a sound or a film of a course."""


class Unfit(Exception):
    """The file is not taken. The message is for who sent it: why, and what to do."""
