"""The vocabulary of the CPSV-AP export: every property with the key it has in JSON-LD and the kind of its values.

Standard terms are those of CPSV-AP 3.2.0 and of the vocabularies it builds on; what it has no term for stands in a
vocabulary of our own (`OWN_TERMS`), which the export describes beside the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from yijian.core.errors import Text

NAMESPACES: Final[dict[str, str]] = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes of standard vocabularies; `yj` is our own and lies under the base of the export."""

OWN_PREFIX: Final = "yj"


class ValueKind(StrEnum):
    """What the values of a term are."""

    LINK = "link"
    WORDS = "words"  # texts with a language
    TEXT = "text"  # a text without one
    INTEGER = "xsd:integer"
    BOOLEAN = "xsd:boolean"
    DOUBLE = "xsd:double"
    DATE = "xsd:date"
    DURATION = "xsd:duration"


@dataclass(frozen=True, slots=True)
class Term:
    """A property: `key` in JSON-LD, `name` with its prefix, and the kind of its values. `many`: a list in JSON-LD even
    where there is one value."""

    key: str
    name: str
    kind: ValueKind = ValueKind.LINK
    many: bool = False


_WORDS, _TEXT = ValueKind.WORDS, ValueKind.TEXT

# Said of most things
IDENTIFIER: Final = Term("identifier", "dct:identifier", _TEXT)
TITLE: Final = Term("title", "dct:title", _WORDS)
DESCRIPTION: Final = Term("description", "dct:description", _WORDS)
TYPE: Final = Term("type", "dct:type", many=True)
LANGUAGE: Final = Term("language", "dct:language", many=True)
SPATIAL: Final = Term("spatial", "dct:spatial", many=True)
HAS_PART: Final = Term("hasPart", "dct:hasPart", many=True)
NOTE: Final = Term("note", "skos:note", _WORDS)
PROVENANCE: Final = Term("provenance", "dct:provenance", many=True)
SOURCE: Final = Term("source", "dct:source", many=True)
VALID: Final = Term("valid", "dct:valid", _TEXT)
PAGE: Final = Term("page", "foaf:page", many=True)

# Public services
AUTHORITY: Final = Term("hasCompetentAuthority", "cv:hasCompetentAuthority", many=True)
PROCESSING_TIME: Final = Term("processingTime", "cv:processingTime", ValueKind.DURATION)
KEYWORD: Final = Term("keyword", "dcat:keyword", _WORDS)
AUDIENCE: Final = Term("audience", "dct:audience", many=True)
THEMATIC_AREA: Final = Term("thematicArea", "cv:thematicArea", many=True)
GROUPED_BY: Final = Term("isGroupedBy", "cv:isGroupedBy", many=True)
HOLDS_REQUIREMENT: Final = Term("holdsRequirement", "cv:holdsRequirement", many=True)
FOLLOWS: Final = Term("follows", "cpsv:follows", many=True)
LEGAL_RESOURCE: Final = Term("hasLegalResource", "cv:hasLegalResource", many=True)
INPUT_TYPE: Final = Term("hasInputType", "cv:hasInputType", many=True)
PRODUCES: Final = Term("produces", "cpsv:produces", many=True)
CHANNEL: Final = Term("hasChannel", "cv:hasChannel", many=True)
COST: Final = Term("hasCost", "cv:hasCost", many=True)
REQUIRES: Final = Term("requires", "dct:requires", many=True)
RELATED_SERVICE: Final = Term("relatedService", "cv:relatedService", many=True)

# What hangs on a service
HAS_RELATED_SERVICE: Final = Term("hasRelatedService", "cv:hasRelatedService", many=True)
FULFILS: Final = Term("fulfils", "cv:fulfils", many=True)
IMPLEMENTS: Final = Term("implements", "cpsv:implements", many=True)
HAS_CONCEPT: Final = Term("hasConcept", "cv:hasConcept", many=True)
EVIDENCE_TYPE_LIST: Final = Term("hasEvidenceTypeList", "cv:hasEvidenceTypeList", many=True)
SPECIFIES_EVIDENCE: Final = Term("specifiesEvidenceType", "cv:specifiesEvidenceType", many=True)
EVIDENCE_CLASSIFICATION: Final = Term(
    "evidenceTypeClassification", "cv:evidenceTypeClassification", many=True
)
OWNED_BY: Final = Term("ownedBy", "cv:ownedBy", many=True)
HAS_VALUE: Final = Term("hasValue", "cv:hasValue", ValueKind.DOUBLE)
CURRENCY: Final = Term("currency", "cv:currency")

# Organisations, concepts, our own vocabulary
PREFERRED_LABEL: Final = Term("prefLabel", "skos:prefLabel", _WORDS)
OTHER_LABEL: Final = Term("altLabel", "skos:altLabel", _WORDS)
NOTATION: Final = Term("notation", "skos:notation", _TEXT)
IN_SCHEME: Final = Term("inScheme", "skos:inScheme", many=True)
PART_OF_ORGANISATION: Final = Term("subOrganizationOf", "org:subOrganizationOf", many=True)
LABEL: Final = Term("label", "rdfs:label", _WORDS)
RANGE: Final = Term("range", "rdfs:range")

STANDARD_TERMS: Final = tuple(value for value in dict(globals()).values() if isinstance(value, Term))


def _own(key: str, kind: ValueKind, zh: str, en: str) -> tuple[Term, Text]:
    return Term(key, f"{OWN_PREFIX}:{key}", kind, many=kind is ValueKind.LINK), Text(zh, en)


_OWN: Final = (
    _own("certainty", ValueKind.LINK, "这条事实有多确定", "How sure the facts are"),
    _own("rule", _TEXT, "规则，FEEL 写成", "The rule, in FEEL (DMN 1.5)"),
    _own("appliesWhen", _TEXT, "什么情形下才适用，FEEL 写成", "Where it applies, in FEEL (DMN 1.5)"),
    _own("optional", ValueKind.BOOLEAN, "可以不填", "May be left empty"),
    _own("mayFollow", ValueKind.BOOLEAN, "可以后补（容缺）", "The paper may come later"),
    _own(
        "byCommitment",
        ValueKind.BOOLEAN,
        "可以用书面承诺代替（告知承诺）",
        "A written promise may replace it",
    ),
    _own("decides", _TEXT, "它回答的法律问题", "The question of law that it answers"),
    _own("replaces", _TEXT, "它取代的旧条件", "The earlier criterion that it takes the place of"),
    _own("about", _TEXT, "关于服务里的哪个角色", "The roles of the service that it is about"),
    _own("signedBy", _TEXT, "要由哪些角色签字", "The roles that must sign"),
    _own("timeLimit", ValueKind.LINK, "办理时限", "Time limits of the service"),
    _own("amount", ValueKind.INTEGER, "数量", "Amount"),
    _own("unit", ValueKind.LINK, "单位", "Unit of a time limit"),
    _own("starts", ValueKind.LINK, "从什么时候起算", "What sets the clock going"),
    _own("occurrence", _TEXT, "起算的那件事", "The occurrence that starts a time limit"),
    _own(
        "specialProcedure", ValueKind.LINK, "不计入时限的特别程序", "Special procedures that stop the clock"
    ),
    _own("latestDay", ValueKind.LINK, "最晚在什么时候申请", "By when an application must be in"),
    _own("before", _TEXT, "哪一项日期之前", "The date before which it must be in"),
    _own("inspection", ValueKind.LINK, "现场核查", "Visits of the authority"),
    _own("joint", ValueKind.BOOLEAN, "可以联合踏勘", "May be made together with others"),
    _own("visits", ValueKind.INTEGER, "单独申请要跑几次", "Visits in person when applied for alone"),
    _own("processing", ValueKind.LINK, "即办件或承诺件", "On the spot, or within a promised time"),
    _own("proactive", ValueKind.BOOLEAN, "免申即享", "Given without an application"),
    _own("evidenceType", ValueKind.LINK, "这份结果是哪种材料", "The kind of document that an output is"),
    _own("bears", _TEXT, "随之产生的信息项", "Facts that are born with an output"),
    _own("deliverable", ValueKind.BOOLEAN, "会送达给人", "Is handed to somebody"),
    _own("heldBy", ValueKind.LINK, "哪个库里有", "Registers that hold it"),
    _own("keptBy", ValueKind.LINK, "谁管这个库", "The organisation that keeps a register"),
    _own("valueType", ValueKind.LINK, "值的类型", "The type of a concept's values"),
    _own("sensitivity", ValueKind.LINK, "怎样展示", "How values may be shown"),
    _own("lead", ValueKind.LINK, "牵头部门", "The authority that leads"),
    _own("admission", ValueKind.LINK, "联办范围", "Who may use the joint channel"),
    _own("inForceOn", ValueKind.DATE, "按哪一天有效的规定", "The day whose rules are exported"),
    _own("definitionsVersion", _TEXT, "定义的内容指纹", "Content hash of the definitions"),
)

OWN_TERMS: Final[dict[str, tuple[Term, Text]]] = {term.key: (term, words) for term, words in _OWN}
"""Our own properties by key, each with what it means."""

OWN_CLASSES: Final[dict[str, Text]] = {
    "DefinitionPackage": Text("一套定义", "A package of definitions"),
    "LatestDay": Text("最晚申请日", "A latest day for applying"),
    "Inspection": Text("现场核查", "A visit of an authority"),
    "Register": Text("基础库、部门数据库", "An authoritative register"),
    "SpecialProcedure": Text("特别程序", "A special procedure that stops the clock"),
    "TimeLimit": Text("时限", "A time limit"),
}
"""Our own classes, each with what it means."""

TERMS: Final = (*STANDARD_TERMS, *(term for term, _ in OWN_TERMS.values()))


def own(key: str) -> Term:
    """Our own property of that key."""
    return OWN_TERMS[key][0]


def namespaces(base: str) -> dict[str, str]:
    """All prefixes of an export, our own among them."""
    return {**NAMESPACES, OWN_PREFIX: f"{base}vocabulary#"}


def expanded(name: str, base: str) -> str:
    """The IRI of a prefixed name."""
    prefix, _, local = name.partition(":")
    return namespaces(base)[prefix] + local
