"""What hangs on a task, and where it goes back to when one could not begin."""

from __future__ import annotations

from tests.cases.situations import Story, text
from yijian.core.cases import AcceptTask, RefuseTask, TaskStatus
from yijian.core.cases.needs import failed_first, hanging_on


def test_all_that_could_not_begin_hangs_on_it_but_not_what_only_comes_later() -> None:
    story = Story().dispatched()
    assert [one.spec.key for one in hanging_on(story.case, "certificate")] == ["registration", "card"]
    assert [one.spec.key for one in hanging_on(story.case, "registration")] == ["card"]
    assert hanging_on(story.case, "card") == ()
    story.issued("certificate")
    assert hanging_on(story.case, "certificate") == (), "what is there is not lost any more"


def test_a_chain_goes_back_to_the_one_that_failed() -> None:
    story = Story().dispatched()
    assert failed_first(story.case, story.task("card")) is None
    story.handle(AcceptTask(task="certificate"))
    story.handle(RefuseTask(task="certificate", reason=text("r")))
    card = story.task("card")
    assert card.status is TaskStatus.CANNOT_START
    assert card.blocked_by == "registration"
    first = failed_first(story.case, card)
    assert first is not None
    assert first.spec.key == "certificate"
    assert failed_first(story.case, story.task("certificate")) is None
