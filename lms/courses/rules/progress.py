"""Where a person is in a module."""

from lms.courses.models import Module


def module_state(module: Module, lessons: int, done: int, confirmed: bool) -> str:
    """`done`; `test` or `trainer`, where the lessons are done and that is still asked for;
    `attendance`, where being at a session ends it; `begun`; or `open`.

    Whether a test is passed is not known here (settled point 16), so one that has a test is never
    done by lessons alone.
    """
    if confirmed:
        return "done"
    if module.completion == "attendance":
        return "attendance"
    if lessons and done >= lessons:
        if module.completion == "trainer":
            return "trainer"
        return "test" if module.assessments else "done"
    return "begun" if done else "open"
