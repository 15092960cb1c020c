"""Drafts of what was read: of single matters, and of a guide with all the matters that it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from yijian.connectors.imports import missing_words as words
from yijian.connectors.imports.drafting import APPLICANT, Drafting, Drafts, entity_of, untranslated
from yijian.connectors.imports.published import PublishedGuide, PublishedMatter
from yijian.core.errors import Text
from yijian.core.vocabulary.life_event import (
    Admission,
    Audience,
    LifeEvent,
    Participant,
    PublishedClaim,
    RegionOverlay,
    ServiceUse,
    StatedCondition,
)
from yijian.core.vocabulary.marks import Certainty, Source
from yijian.core.vocabulary.package import DefinitionPackage


def drafts_of_matters(
    matters: Iterable[PublishedMatter], package: DefinitionPackage, *, source: Source
) -> Drafts:
    """Services, and the kinds of paper and the authorities that they name."""
    drafting = Drafting(package, source)
    for matter in matters:
        drafting.service(matter, lead=None)
    return drafting.done()


def drafts_of_guide(
    guide: PublishedGuide,
    package: DefinitionPackage,
    *,
    source: Source,
    life_event: str,
    region: tuple[str, str] | None = None,
) -> Drafts:
    """A life event with its services and kinds of paper; with `region` (code, name) also what the guide claims there."""
    drafting = Drafting(package, source)
    _life_event(drafting, guide, life_event)
    if region is None:
        drafting.lacks(f"life-events/{life_event}", "basicInfo", words.NO_REGION)
    else:
        _overlay(drafting, guide, life_event, *region)
    return drafting.done()


def _life_event(drafting: Drafting, guide: PublishedGuide, identifier: str) -> None:
    """The whole, with a service for each matter that it lists."""
    definition = f"life-events/{identifier}"
    lead = drafting.authority(guide.lead)
    if lead is None:
        drafting.lacks(definition, "basicInfo.qtbmmc", words.LEAD_NOT_SAID)
        lead = drafting.nobody()
    audience = guide.audience or Audience.PERSON
    if guide.audience is None:
        drafting.lacks(definition, "yjsSsqdbm", words.AUDIENCE_NOT_SAID)
    uses = tuple(_use(drafting, matter, guide, lead) for matter in guide.matters)
    for paper in guide.papers:
        kind = drafting.paper(paper, entity_of(audience))
        if len(guide.matters) > 1:
            drafting.lacks(f"evidence/{kind}", paper.at, words.WHO_ASKS, paper=paper.name)
    for cooperating in guide.cooperating:
        drafting.lacks(definition, "basicInfo.cooperateName", words.COOPERATES, department=cooperating)
    for fee in guide.fees:
        drafting.lacks(definition, "chargelist", words.FEE, fee=fee)
    for place in guide.places:
        drafting.lacks(definition, "guidePoint", words.PLACE, where=place)
    for question, answer in guide.answers:
        drafting.lacks(
            definition, "questionInfo", words.ANSWER, question=question, answer=answer.replace("\n", " ")
        )
    drafting.lacks(definition, "", words.LIFE_EVENT)
    draft = LifeEvent(
        id=identifier,
        name=untranslated(guide.name),
        plain_name=untranslated(guide.name),
        summary=untranslated("、".join(matter.name for matter in guide.matters)),
        audience=audience,
        stage="new",
        lead=lead,
        participants={
            APPLICANT: Participant(
                entity=entity_of(audience), name=Text("申请人", "the applicant"), signs=True
            )
        },
        services=uses,
        reference_case={},
        applicant=APPLICANT,
        certainty=Certainty.PUBLISHED,
        source=drafting.source.id,
        note=f"编码 {guide.code}" if guide.code else None,
    )
    drafting.keep("life-events", draft)


def _use(drafting: Drafting, matter: PublishedMatter, guide: PublishedGuide, lead: str) -> ServiceUse:
    """A service of the whole. Its roles are bound where it is a draft; those of a known one are the author's to bind."""
    service = drafting.service(_of_whole(matter, guide), lead=lead)
    known = drafting.package.services.get(service)
    if known is not None and set(known.roles) != {APPLICANT}:
        drafting.lacks(f"services/{service}", matter.at, words.ROLES, roles=", ".join(known.roles))
    return ServiceUse(service=service, certainty=Certainty.PUBLISHED, source=drafting.source.id)


def _overlay(drafting: Drafting, guide: PublishedGuide, life_event: str, region: str, name: str) -> None:
    """What the guide says in one region: conditions in its words, and its figures as a claim."""
    figures = guide.figures
    definition = f"regions/{region}/{life_event}"
    claim = PublishedClaim(
        promised_days=figures.promised_days,
        days_before=figures.days_before,
        days_after=figures.days_after,
        visits=figures.visits,
        visits_before=figures.visits_before,
        papers=figures.papers,
        papers_before=figures.papers_before,
        papers_listed=len(guide.papers) or None,
        steps=figures.steps,
        steps_before=figures.steps_before,
        services_listed=len(guide.matters),
        process=guide.process or None,
        certainty=Certainty.INFERRED,
        source=drafting.source.id,
        note="数字已公布，字段含义（改前、现在）是推断的",
    )
    stated = tuple(
        StatedCondition(text=untranslated(one), certainty=Certainty.PUBLISHED, source=drafting.source.id)
        for one in guide.conditions
    )
    for condition in guide.conditions:
        drafting.lacks(definition, "guideCondition", words.ADMISSION, condition=condition)
    draft = RegionOverlay(
        region=region,
        region_name=untranslated(name),
        life_event=life_event,
        admission=Admission(stated=stated),
        published_claims=(claim,),
        certainty=Certainty.PUBLISHED,
        source=drafting.source.id,
    )
    drafting.keep("regions", draft)


def _of_whole(matter: PublishedMatter, guide: PublishedGuide) -> PublishedMatter:
    """A matter with what follows from the whole: whom it is for, and its papers where it is the only one."""
    papers = guide.papers if len(guide.matters) == 1 else ()
    return replace(matter, audience=matter.audience or guide.audience, papers=papers)
