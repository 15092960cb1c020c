"""The kinds of timer a case can want."""

from __future__ import annotations

from enum import StrEnum


class TimerKind(StrEnum):
    """What a timer is for. Case timers have the subject "", task timers the task key."""

    CORRECTION_DEADLINE = "correction_deadline"  # case: until then what is missing may be told
    SUPPLEMENT_DUE = "supplement_due"  # case: until then the applicant should have corrected
    ACCEPTANCE_DEADLINE = "acceptance_deadline"  # task: until then it must be accepted or declined
    HAND_OVER_DUE = "hand_over_due"  # case: until then the collecting place must hand over
    TAKE_OVER_DUE = "take_over_due"  # office (place/authority): until then it takes over or refuses
    TASK_AMBER = "task_amber"  # task: the limit ends soon
    TASK_RED = "task_red"  # task: the limit has passed
    DECISION_SILENCE = "decision_silence"  # task: the limit set by law has passed, and silence then approves
    SUSPENSION_LIMIT = "suspension_limit"  # task: the special procedure has used its time
    OWED_REMINDER = "owed_reminder"  # task: the day by which owed papers must come is near
    OWED_DUE = "owed_due"  # task: that day has passed
    PROMISE_CHECK = "promise_check"  # task: until then the promise is to be checked
    ORDER_DUE = "order_due"  # task: until then a broken promise is to be made good
    RULES = "rules"  # task: the rules may decide it, at once
    REVIEW_DUE = "review_due"  # task: until then an objection is to be answered
