"""The sample charts of the page of all components: a plan, a case under way, and one so long that it is drawn in weeks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from yijian.channels.look.schedule_svg import Band, Row, ScheduleChart, Stroke
from yijian.channels.look.timescale import Column
from yijian.core.errors import Text


def days_from(first: date, count: int, *, holidays: tuple[date, ...] = ()) -> tuple[Column, ...]:
    """Consecutive days for a sample chart: Monday to Friday are working days unless they are holidays."""
    days = (first + timedelta(days=i) for i in range(count))
    return tuple(Column(day=day, working=day.weekday() < 5 and day not in holidays) for day in days)


def _row(zh: str, en: str, days: tuple[str, str], *strokes: Stroke, soon: bool = False) -> Row:
    return Row(label=Text(zh, en), days=Text(*days), strokes=strokes, tone="soon" if soon else "plain")


HEALTH: Final = Text("卫健（接生医院）", "Health (delivery hospital)")
POLICE: Final = Text("公安（派出所）", "Police station")
INSURANCE: Final = Text("医保", "Medical insurance")
LABOUR: Final = Text("人社", "Social security")

PLAN_CHART: Final = ScheduleChart(
    key="plan-chart",
    title=Text("办理进度安排", "Schedule"),
    result=Text(
        "3月2日提交后，3月9日（周一）前全部办好。决定总天数的是出生医学证明、出生登记、社会保障卡，一个接一个。",
        "Submitted on 2 March, all done by Monday 9 March. The certificate, the registration and the card decide it.",
    ),
    promise=Text("9日（周一）前全部办好", "All done by Monday 9"),
    columns=days_from(date(2026, 3, 3), 7),
    bands=(
        Band(
            authority=HEALTH,
            rows=(
                _row(
                    "出生医学证明",
                    "Medical certificate of birth",
                    ("1 天", "1 day"),
                    Stroke(start=0, end=1, kind="key"),
                ),
                _row(
                    "预防接种证",
                    "Vaccination book",
                    ("1 天", "1 day"),
                    Stroke(start=0, end=1, kind="alongside"),
                ),
            ),
        ),
        Band(
            authority=POLICE,
            rows=(
                _row(
                    "出生登记（户口）",
                    "Birth registration",
                    ("2 天", "2 days"),
                    Stroke(start=1, end=3, kind="key"),
                ),
            ),
        ),
        Band(
            authority=LABOUR,
            rows=(
                _row(
                    "社会保障卡",
                    "Social security card",
                    ("2 天", "2 days"),
                    Stroke(start=3, end=7, kind="key"),
                ),
            ),
        ),
        Band(
            authority=INSURANCE,
            rows=(
                _row("参保登记", "Enrolment", ("1 天", "1 day"), Stroke(start=3, end=4, kind="alongside")),
                _row(
                    "生育医疗待遇",
                    "Maternity medical benefit for insured employees",
                    ("3 天", "3 days"),
                    Stroke(start=1, end=4, kind="alongside"),
                ),
            ),
        ),
    ),
)

CASE_CHART: Final = ScheduleChart(
    key="case-chart",
    title=Text("各部门办到哪一步", "How far each authority is"),
    result=Text(
        "卫健已办好，公安从3月4日下午起暂停计时，医保在审查，人社等户口。预计3月10日（周二）前全部办好。",
        "Health is done, the police clock has stopped since 4 March, insurance reviews. All done by Tuesday 10 March.",
    ),
    promise=Text("10日（周二）前全部办好", "All done by Tuesday 10"),
    columns=days_from(date(2026, 3, 3), 8),
    now=2.3,
    bands=(
        Band(
            authority=HEALTH,
            rows=(
                _row(
                    "出生医学证明",
                    "Medical certificate of birth",
                    ("办好了", "Done"),
                    Stroke(start=0, end=1, kind="key"),
                ),
            ),
        ),
        Band(
            authority=POLICE,
            rows=(
                _row(
                    "出生登记（户口）",
                    "Birth registration",
                    ("暂停计时", "Clock stopped"),
                    Stroke(start=1, end=1.7, kind="running"),
                    Stroke(start=1.7, end=3, kind="stopped"),
                    Stroke(start=3, end=4, kind="promised"),
                    soon=True,
                ),
            ),
        ),
        Band(
            authority=INSURANCE,
            rows=(
                _row(
                    "生育医疗待遇",
                    "Maternity medical benefit",
                    ("审查中，等您补 1 份", "Under review, waits for 1 paper"),
                    Stroke(start=1, end=4, kind="promised"),
                    Stroke(start=1, end=2.3, kind="running"),
                ),
            ),
        ),
        Band(
            authority=LABOUR,
            rows=(
                _row(
                    "社会保障卡",
                    "Social security card",
                    ("等户口", "Waits"),
                    Stroke(start=6, end=8, kind="promised"),
                ),
            ),
        ),
    ),
)

LONG_CHART: Final = ScheduleChart(
    key="long-chart",
    title=Text("时间长的一件事", "A long one thing"),
    result=Text("9月14日起，11月6日前全部办好。", "From 14 September, all done by Friday 6 November."),
    promise=Text("11月6日（周五）前全部办好", "All done by Friday 6 November"),
    columns=days_from(date(2026, 9, 14), 54, holidays=tuple(date(2026, 10, day) for day in range(1, 8))),
    bands=(
        Band(
            authority=Text("住建", "Housing"),
            rows=(
                _row(
                    "施工图审查",
                    "Review of the drawings",
                    ("20 天", "20 days"),
                    Stroke(start=0, end=37, kind="key"),
                ),
                _row(
                    "改革前",
                    "Before the reform",
                    ("38 天", "38 days"),
                    Stroke(start=0, end=54, kind="before"),
                ),
            ),
        ),
        Band(
            authority=Text("消防", "Fire safety"),
            rows=(
                _row(
                    "投入使用前消防安全检查",
                    "Fire check before use",
                    ("12 天", "12 days"),
                    Stroke(start=37, end=54, kind="key"),
                ),
            ),
        ),
    ),
)
