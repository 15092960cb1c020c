"""Views made by hand, as the use cases would give them: one task and one case in the state a test wants."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

from yijian.core.errors import Text
from yijian.core.vocabulary.concept import Code, ConceptType, Sensitivity
from yijian.core.vocabulary.evidence_plan import PaperUse, PaperWay, PlannedPaper
from yijian.core.vocabulary.plan import FieldSource, PlannedField
from yijian.core.vocabulary.provenance import FactValue, Provenance, ProvenanceKind
from yijian.usecases.permissions import ActorKind
from yijian.usecases.staff_views import (
    CheckedCriterion,
    DeskRow,
    DeskView,
    Doer,
    HistoryEntry,
    KnownFact,
    OfficerTaskView,
    PreCheckView,
)
from yijian.usecases.views import (
    DefectView,
    DocumentView,
    FieldView,
    Keeper,
    Light,
    NoticeView,
    OutputView,
    PaperView,
    SignatureView,
    StopView,
    TaskView,
)

CASE = "430100-20261124-000001"
TASK = "police.birth-registration"
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
NEWBORN = Text("新生儿出生", "A child is born")
REGISTRATION = Text("出生登记（申报户口）", "Birth registration")
POPULATION = Provenance(kind=ProvenanceKind.REGISTER, source="population", at=NOW)
POLICE_OFFICER = Doer(kind=ActorKind.OFFICER, authority=Text("公安", "Police"), name="王某某")
ANSWER = Provenance(kind=ProvenanceKind.ANSWER, source="17", at=NOW)


def planned(
    fact: str,
    name: Text,
    *,
    kind: ConceptType = ConceptType.TEXT,
    codes: tuple[Code, ...] = (),
) -> PlannedField:
    """A field of the form."""
    return PlannedField(
        fact=fact,
        participant=fact.partition(".")[0].partition("[")[0],
        name=name,
        question=name,
        hint=None,
        type=kind,
        codes=codes,
        sensitivity=Sensitivity.PERSONAL,
        source=FieldSource.ANSWER,
        register=None,
        needed_by=(TASK,),
        required=True,
        section=fact.partition(".")[0],
    )


def field(
    fact: str,
    name: Text,
    value: FactValue,
    *,
    kind: ConceptType = ConceptType.TEXT,
    provenance: Provenance | None = ANSWER,
) -> FieldView:
    """A field with its value; unknown without a provenance."""
    return FieldView(
        field=planned(fact, name, kind=kind),
        known=provenance is not None,
        value=value,
        provenance=provenance,
        keeper=Keeper.APPLICANT,
        hidden=False,
    )


MOTHER_NAME = field("mother.name", Text("姓名", "Name"), "张某某", provenance=POPULATION)
MOTHER_NUMBER = field(
    "mother.id_number",
    Text("证件号码", "Number"),
    "430100199001011234",
    kind=ConceptType.PERSON_ID,
    provenance=POPULATION,
)
CHILD_NAME = field("child[1].name", Text("姓名", "Name"), "张<b>小</b>某")
HOUSEHOLD_BOOK = PaperView(
    paper=PlannedPaper(
        key="household-book:mother",
        type="household-book",
        name=Text("居民户口簿", "Household book"),
        of="mother",
        way=PaperWay.APPLICANT,
        register=None,
        signed_by=(),
        uses=(
            PaperUse(
                task=TASK,
                requirement="household",
                proves=Text("落户的户口", "The household"),
                may_follow=False,
            ),
        ),
        certain=True,
        needs=(),
    ),
    documents=(
        DocumentView(id="doc-1", name="household-book", media_type="image/jpeg", pages=2, size=9, at=NOW),
    ),
    held_by=None,
    to_bring=True,
    keeper=Keeper.APPLICANT,
)


def criterion(name: str, holds: bool | None) -> CheckedCriterion:
    """A condition with its automatic result."""
    return CheckedCriterion(
        id=name,
        text=Text(f"条件 {name}", f"Condition {name}"),
        holds=holds,
        explanation=Text("自动核对", "Checked"),
        facts=(
            KnownFact(
                name=Text("民族", "Ethnicity"),
                value="01",
                type=ConceptType.CODE,
                codes=(Code(code="01", name=Text("汉族", "Han")),),
            ),
        ),
        certainty="published",
        source="HN",
    )


def happened(words: Text, *, service: Text | None = None) -> HistoryEntry:
    """One thing that an officer of the police did."""
    return HistoryEntry(at=NOW, words=words, service=service, by=POLICE_OFFICER)


def stop(*, until: datetime | None = None) -> StopView:
    """A stop of the clock."""
    return StopView(
        kind=Text("等医院更正", "Waits for the hospital"),
        reason="出生时间两处不一样",
        since=datetime(2026, 11, 22, 16, tzinfo=UTC),  # the 23rd in China
        until=until,
        limit_days=10,
        basis=Text("依据：没有找到", "Basis: not found"),
        your_turn=False,
    )


def task_view(status: str = "under_review", *possible: str) -> OfficerTaskView:
    """A task whose clock runs, with one undecided condition, in the status and with the commands that are possible."""
    return OfficerTaskView(
        case_id=CASE,
        task=TASK,
        name=REGISTRATION,
        authority=Text("公安局", "Police"),
        life_event=NEWBORN,
        status=status,
        light=Light.RUNNING,
        received_at=NOW,
        accepted_at=NOW,
        decided_at=None,
        due=date(2026, 12, 8),
        provisional=False,
        used_days=2,
        allowed_days=10,
        fields=(MOTHER_NAME, CHILD_NAME, MOTHER_NUMBER),
        papers=(HOUSEHOLD_BOOK,),
        criteria=(criterion("born-here", True), criterion("name-allowed", None)),
        hidden=9,
        possible=possible,
        stop_kinds=(("other", Text("其他", "Other")),),
        stops=(),
        outputs_to_issue=(),
        born_facts=(),
        outputs=(),
        notices=(
            NoticeView(
                id="n-1",
                number="n-1",
                kind="acceptance",
                title=Text("受理通知书", "Notice of acceptance"),
                authority=Text("公安局", "Police"),
                at=NOW,
                paragraphs=(Text("已经受理。", "Accepted."),),
                reasons=(),
            ),
        ),
        waits_for=(),
        history=(happened(Text("受理", "accept")),),
    )


def to_issue() -> OfficerTaskView:
    """An approved task whose result gives birth to the child's number."""
    return replace(
        task_view("approved", "IssueOutput"),
        outputs_to_issue=(("household-book-page", Text("户口簿那一页", "Household book page")),),
        born_facts=(
            planned("child[1].id_number", Text("身份证号", "Citizen number"), kind=ConceptType.PERSON_ID),
            planned("child[1].registered_on", Text("登记日期", "Registered on"), kind=ConceptType.DATE),
        ),
    )


def to_deliver() -> OfficerTaskView:
    """A task whose result is issued and not yet delivered."""
    return replace(task_view("output_issued", "DeliverOutput"), outputs=(output("household-book-page"),))


def output(name: str, *, delivered: bool = False) -> OutputView:
    """An issued result."""
    return OutputView(
        id=f"{TASK}:{name}",
        task=TASK,
        name=Text("户口簿那一页", "Household book page"),
        number="A-1",
        issued_at=NOW,
        document=None,
        delivered_at=NOW if delivered else None,
    )


def row(
    status: str = "under_review",
    light: Light = Light.RUNNING,
    *,
    due: date | None = date(2026, 11, 26),
    number: str = CASE,
    task: str | None = TASK,
    waits_for: tuple[Text, ...] = (),
) -> DeskRow:
    """A line of a desk."""
    return DeskRow(
        case_id=number,
        task=task,
        name=REGISTRATION if task else NEWBORN,
        life_event=NEWBORN,
        applicant="张某某",
        status=status,
        light=light,
        due=due,
        received_at=NOW,
        waits_for=waits_for,
        used=0.4,
    )


def desk(*rows: DeskRow) -> DeskView:
    """A desk with those lines, all on one page; what waits for a result is not to do."""
    to_do = [each for each in rows if each.status != "waiting"]
    lights = Counter(each.light for each in to_do)
    return DeskView(
        authority=Text("长沙市公安局", "Changsha police"),
        rows=rows,
        counts=dict(lights),
        by_status=dict(Counter(each.status for each in rows)),
        owing=sum(each.owes for each in rows),
        visiting=sum(each.visit_on is not None for each in rows),
        mine=sum(bool(each.holder) for each in to_do),
        total=len(to_do),
        matching=len(rows),
    )


def shown(
    desk: DeskView,
    *,
    statuses: frozenset[str] | None = None,
    light: Light | None = None,
    number: str = "",
    page: int = 1,
    size: int = 200,
    **_: object,
) -> DeskView:
    """What the use case answers when it is asked for a part of such a desk."""
    matching = [
        each
        for each in desk.rows
        if (each.status in statuses if statuses else bool(number) or each.status != "waiting")
        and light in (None, each.light)
        and number.casefold() in each.case_id.casefold()
    ]
    rows = tuple(matching[(page - 1) * size : page * size])
    return replace(desk, rows=rows, matching=len(matching), page=page)


REPORTED = DefectView(
    authority=Text("公安", "Police"),
    kind="wrong_fact",
    subject="child[1].name",
    text="名字里有一个字登记不了，请换",
    settled=False,
)


def part(status: str = "waiting", light: Light = Light.WAITING) -> TaskView:
    """One service of a case."""
    return TaskView(
        key=TASK,
        name=REGISTRATION,
        authority=Text("公安", "Police"),
        status=status,
        light=light,
        start=None,
        due=None,
        promised=date(2026, 12, 8),
        finished_at=None,
        provisional=False,
        waits_for=(),
        stops=(),
        reason=None,
        by_hand=None,
    )


def case_view(
    status: str = "received", *possible: str, reported: tuple[DefectView, ...] = ()
) -> PreCheckView:
    """A whole case, with one undecided condition of the joint channel."""
    return PreCheckView(
        case_id=CASE,
        name=NEWBORN,
        applicant="张某某",
        status=status,
        received_at=NOW,
        pre_check_due=date(2026, 12, 1),
        provisional=False,
        admission=(criterion("married", True), criterion("same-ethnicity", None)),
        fields=(MOTHER_NAME, CHILD_NAME),
        papers=(HOUSEHOLD_BOOK,),
        signatures=(
            SignatureView(
                participant="mother",
                name=Text("妈妈", "Mother"),
                applicant=True,
                signed_at=NOW,
                invited_until=None,
            ),
        ),
        tasks=(part(),),
        reported=reported,
        correction=None,
        corrected_before=False,
        possible=possible,
    )
