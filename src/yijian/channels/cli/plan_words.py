"""A plan in words for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from yijian.channels.cli.evidence_words import paper_choice_lines
from yijian.channels.cli.stop_words import stop_lines
from yijian.core.errors import Text
from yijian.core.vocabulary.evidence_plan import PaperWay, PlannedPaper
from yijian.core.vocabulary.money import yuan
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Basis, FeePlan, Plan, PlannedTask, Range
from yijian.core.vocabulary.savings import Saving

_WAYS = {
    PaperWay.APPLICANT: Text("您来准备", "You bring"),
    PaperWay.REGISTER: Text("部门数据库里有，不用交", "Registers have it"),
    PaperWay.OUTPUT: Text("办的过程中产生，不用交", "Issued on the way"),
    PaperWay.GENERATED: Text("填好的信息自动生成", "Made from your answers"),
}
_FIGURES = (
    ("days", Text("工作日", "working days")),
    ("visits", Text("跑动次数", "visits")),
    ("papers", Text("材料", "papers")),
    ("steps", Text("环节", "steps")),
    ("fields", Text("填写项", "fields")),
    ("inspections", Text("上门踏勘", "inspections")),
)
_UNKNOWN = "—"


def plan_lines(one_thing: OneThing, plan: Plan, language: str) -> Iterator[str]:
    """A plan, line by line."""

    def say(zh: str, en: str) -> str:
        return Text(zh, en).in_language(language)

    yield f"{one_thing.name.in_language(language)}  ({plan.life_event}, {plan.one_thing[:12]})"
    if plan.basis is Basis.REFERENCE_CASE:
        yield say(
            "（天数、材料、节省按典型情形）", "(days, papers and savings are those of the reference case)"
        )
    yield from _admission(plan, language)
    yield say("办这些事：", "Services:")
    yield from (
        f"  {_mark(task)} {_task(task, plan, language)}" for task in plan.tasks if task.included is not False
    )
    for way, heading in _WAYS.items():
        papers = [paper for paper in plan.evidence.papers if paper.way is way]
        if papers:
            yield f"{heading.in_language(language)}:"
            yield from (f"  {_paper(one_thing, paper, language)}" for paper in papers)
    yield from paper_choice_lines(one_thing, plan, language)
    yield from _inspections(one_thing, plan, language)
    yield from _fees(plan, language)
    yield from _schedule(one_thing, plan, language)
    yield from _latest_days(plan, language)
    for name, unit in _FIGURES:
        saving: Saving | None = getattr(plan.savings, name)
        if saving is not None or name != "inspections":
            yield f"  {unit.in_language(language)}: {_saving(saving)}"
    yield say("按还不知道的情况，范围是：", "Over everything not yet known:")
    for name, unit in (("services", Text("事项", "services")), *_FIGURES):
        span: Range | None = getattr(plan.ranges, name, None)
        if span is not None:
            yield f"  {unit.in_language(language)}: {_range(span)}"


def _admission(plan: Plan, language: str) -> Iterator[str]:
    verdict = {
        True: Text("可以联办", "Open to you in one go"),
        False: Text("不能联办", "Not open to you in one go"),
        None: Text("能不能联办还不确定", "Whether it is open to you in one go is not decided"),
    }[plan.admission.admitted]
    yield verdict.in_language(language)
    for condition in plan.admission.conditions:
        if condition.holds is not True:
            mark = "✗" if condition.holds is False else "?"
            yield f"  {mark} {condition.condition.text.in_language(language)}"
    if plan.admission.admitted is False and plan.admission.otherwise:
        yield f"  {plan.admission.otherwise.in_language(language)}"


def _schedule(one_thing: OneThing, plan: Plan, language: str) -> Iterator[str]:
    """If everything is handed in on the day of the plan: the last day and what decides it, the first result, by law."""

    def say(zh: str, en: str) -> str:
        return Text(zh, en).in_language(language)

    schedule = plan.schedule
    days, last = schedule.promised_days, schedule.last_result
    if days is None or last is None:
        yield say(
            "有的事项没有公布时限，算不出总天数", "Some services state no limit: the days cannot be derived"
        )
    else:
        path = " → ".join(
            one_thing.services[key.partition("[")[0]].definition.name.in_language(language)
            for key in schedule.critical_path
        )
        sure = say("（暂定）", " (provisional)") if schedule.provisional else ""
        yield say(
            f"{schedule.start} 交齐、受理的话，最晚 {days} 个工作日办完，就是 {last}{sure}：{path}",
            f"Done in {days} working days if complete and accepted on {schedule.start}, by {last}{sure}: {path}",
        )
    yield from (line.in_language(language) for line in stop_lines(plan))
    if schedule.first_result_days is not None:
        first = schedule.first_result_days
        yield say(f"  最早 {first} 个工作日拿到第一个结果", f"  First result after {first} working days")
    law = schedule.statutory_days
    yield (
        say(
            "  按法定时限最长：推不出来，有的事项没有公布",
            "  By law at most: some services state no statutory limit",
        )
        if law is None
        else say(f"  按法定时限最长 {law} 个工作日", f"  By law at most {law} working days")
    )


def _inspections(one_thing: OneThing, plan: Plan, language: str) -> Iterator[str]:
    for visit in plan.inspections:
        who = [one_thing.authorities[name].short_name.in_language(language) for name in visit.authorities]
        unsure = "" if visit.certain else Text("（看情况）", " (depends)").in_language(language)
        together, alone = (
            Text("一起来看现场", "visit the place together"),
            Text("来看现场", "visits the place"),
        )
        words = together if len(who) > 1 else alone
        days = ""
        if visit.first is not None and visit.last is not None:
            days = Text(
                f"（{visit.first} 到 {visit.last} 之间）", f" (between {visit.first} and {visit.last})"
            ).in_language(language)
        yield f"{'、'.join(who)} {words.in_language(language)}{days}{unsure}"


def _fees(plan: Plan, language: str) -> Iterator[str]:
    fees = plan.fees
    names = {task.key: task.name for task in plan.tasks}
    for item in fees.items:
        amount = yuan(item.fen) if item.fen is not None else Text("没有找到", "not found")
        unsure = Text("", "") if item.certain else Text("（看情况）", " (depends)")
        name = item.fee.name.in_language(language)
        what = f"{names[item.task].in_language(language)}: {name}"
        yield f"  {what} {amount.in_language(language)}{unsure.in_language(language)}"
    yield _sum_of(fees).in_language(language)


def _sum_of(fees: FeePlan) -> Text:
    least = yuan(fees.at_least)
    if fees.exact:
        return Text(f"费用一共 {least.zh}", f"Fees in all: {least.en}")
    if fees.at_most is not None:
        most = yuan(fees.at_most)
        return Text(f"费用 {least.zh}到 {most.zh}", f"Fees: {least.en} to {most.en}")
    gaps = len(fees.silent) + sum(item.fen is None for item in fees.items)
    if not fees.at_least:
        return Text(f"费用：有 {gaps} 项收不收、收多少没有找到", f"Fees: of {gaps} parts nothing was found")
    return Text(
        f"费用至少 {least.zh}；有 {gaps} 项收不收、收多少没有找到",
        f"Fees: at least {least.en}; of {gaps} parts nothing was found",
    )


def _latest_days(plan: Plan, language: str) -> Iterator[str]:
    for one in plan.latest_days:
        text = one.latest.text.in_language(language)
        if one.day is None:
            yield text
            continue
        by = Text(f"不晚于 {one.day}", f"by {one.day}").in_language(language)
        late = Text("，已经过了", " (this day has passed)") if one.passed else Text("", "")
        yield f"{by}{late.in_language(language)}: {text}"


def _mark(task: PlannedTask) -> str:
    return "✓" if task.included else "?"


def _task(task: PlannedTask, plan: Plan, language: str) -> str:
    number = task.key.partition("[")[2]
    name = task.name.in_language(language) + (f" [{number}" if number else "")
    where = task.where.in_language(language) if task.where and plan.admission.admitted is False else ""
    return f"{name}  {where}".rstrip()


def _paper(one_thing: OneThing, paper: PlannedPaper, language: str) -> str:
    who = "/".join(_participant(one_thing, one, language) for one in paper.of.split("|"))
    unsure = "" if paper.certain else Text("（看情况）", " (depends)").in_language(language)
    return f"{paper.name.in_language(language)} ({who}){unsure}"


def _participant(one_thing: OneThing, label: str, language: str) -> str:
    name, _, number = label.partition("[")
    return one_thing.life_event.participants[name].name.in_language(language) + (
        f" [{number}" if number else ""
    )


def _saving(saving: Saving | None) -> str:
    return _UNKNOWN if saving is None else f"{saving.before} → {saving.after}"


def _range(span: Range) -> str:
    if span.least is None or span.most is None:
        return _UNKNOWN
    return str(span.least) if span.least == span.most else f"{span.least}–{span.most}"
