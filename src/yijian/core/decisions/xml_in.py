"""From DMN XML (1.3, 1.4, 1.5) to the model value (clause 12, `DMN15.xsd`).

Diagrams and extension elements are passed over; everything else that is not understood is refused, so that nothing
is lost without a word.
"""

from __future__ import annotations

from typing import Final

from yijian.core.decisions.boxed import InformationItem
from yijian.core.decisions.errors import ModelRefused
from yijian.core.decisions.model import (
    AuthorityRequirement,
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    Definitions,
    FunctionItem,
    Import,
    InformationRequirement,
    InputData,
    ItemDefinition,
    KnowledgeRequirement,
    KnowledgeSource,
)
from yijian.core.decisions.namespaces import VERSIONS
from yijian.core.decisions.xml_boxed_in import boxed_in, function_in, item_in, name_of, tests_in
from yijian.core.decisions.xml_elements import XmlElement, read_xml
from yijian.core.errors import Text

_PASSED_OVER: Final = frozenset(
    {
        "description",
        "extensionElements",
        "elementCollection",
        "performanceIndicator",
        "organizationUnit",
        "group",
        "textAnnotation",
        "association",
    }
)
"""What has no bearing on any result and is not part of the value."""


def parse_definitions(source: bytes) -> Definitions:
    """The model in a document. Raises `ModelRefused` with the line where something is wrong."""
    return definitions_in(read_xml(source))


def definitions_in(root: XmlElement) -> Definitions:
    """The model of a root element. Raises `ModelRefused`."""
    version = VERSIONS.get(root.namespace)
    if root.name != "definitions" or version is None:
        raise ModelRefused(
            reason=Text(
                f"不是 DMN 1.3 至 1.5 的模型（{root.namespace} {root.name}）",
                f"This is not a model of DMN 1.3 to 1.5 ({root.namespace} {root.name})",
            ),
            line=root.line,
        )
    known = _PASSED_OVER | {
        "import",
        "itemDefinition",
        "inputData",
        "decision",
        "businessKnowledgeModel",
        "decisionService",
        "knowledgeSource",
    }
    for child in root.children:
        if child.namespace == root.namespace and child.name not in known:
            raise ModelRefused(
                reason=Text(f"不认识的元素 {child.name}", f"The element {child.name} is not understood"),
                line=child.line,
            )
    return Definitions(
        name=name_of(root),
        id=root.get("id"),
        label=root.get("label"),
        description=root.text_of("description"),
        namespace=_required(root, "namespace"),
        version=version,
        expression_language=root.get("expressionLanguage"),
        type_language=root.get("typeLanguage"),
        exporter=root.get("exporter"),
        exporter_version=root.get("exporterVersion"),
        imports=tuple(map(_import, root.all("import"))),
        item_definitions=tuple(map(_item_definition, root.all("itemDefinition"))),
        input_data=tuple(map(_input_data, root.all("inputData"))),
        decisions=tuple(map(_decision, root.all("decision"))),
        knowledge_models=tuple(map(_knowledge_model, root.all("businessKnowledgeModel"))),
        services=tuple(map(_service, root.all("decisionService"))),
        knowledge_sources=tuple(map(_knowledge_source, root.all("knowledgeSource"))),
    )


def _required(element: XmlElement, attribute: str) -> str:
    value = element.get(attribute)
    if value is None:
        raise ModelRefused(
            reason=Text(
                f"元素 {element.name} 缺少 {attribute}", f"The element {element.name} has no {attribute}"
            ),
            line=element.line,
        )
    return value


def _href(element: XmlElement | None) -> str | None:
    return None if element is None else _required(element, "href")


def _hrefs(element: XmlElement, name: str) -> tuple[str, ...]:
    return tuple(_required(child, "href") for child in element.all(name))


def _import(element: XmlElement) -> Import:
    return Import(
        name=" ".join((element.get("name") or "").split()),
        id=element.get("id"),
        label=element.get("label"),
        description=element.text_of("description"),
        namespace=_required(element, "namespace"),
        import_type=_required(element, "importType"),
        location=element.get("locationURI"),
    )


def _item_definition(element: XmlElement) -> ItemDefinition:
    function = element.first("functionItem")
    return ItemDefinition(
        name=name_of(element),
        id=element.get("id"),
        label=element.get("label"),
        description=element.text_of("description"),
        type_ref=_stripped(element.text_of("typeRef")),
        is_collection=_truth(element, "isCollection"),
        allowed_values=tests_in(element, "allowedValues"),
        type_constraint=tests_in(element, "typeConstraint"),
        components=tuple(map(_item_definition, element.all("itemComponent"))),
        function=None if function is None else _function_item(function),
        type_language=element.get("typeLanguage"),
    )


def _function_item(element: XmlElement) -> FunctionItem:
    return FunctionItem(
        parameters=tuple(map(item_in, element.all("parameters"))), output_type=element.get("outputTypeRef")
    )


def _stripped(text: str | None) -> str | None:
    return None if text is None else text.strip()


def _truth(element: XmlElement, attribute: str) -> bool:
    value = element.get(attribute)
    if value in (None, "false", "0"):
        return False
    if value in ("true", "1"):
        return True
    raise ModelRefused(
        reason=Text(f"{attribute} 应为 true 或 false", f"{attribute} must be true or false"),
        line=element.line,
    )


def _variable(element: XmlElement) -> InformationItem:
    """The variable of an element; where none is written, one of the same name that takes any value."""
    variable = element.first("variable")
    return InformationItem(name=name_of(element)) if variable is None else item_in(variable)


def _input_data(element: XmlElement) -> InputData:
    return InputData(
        name=name_of(element),
        id=element.get("id"),
        label=element.get("label"),
        description=element.text_of("description"),
        variable=_variable(element),
    )


def _decision(element: XmlElement) -> Decision:
    return Decision(
        name=name_of(element),
        id=element.get("id"),
        label=element.get("label"),
        description=element.text_of("description"),
        variable=_variable(element),
        expression=boxed_in(element),
        information=tuple(map(_information, element.all("informationRequirement"))),
        knowledge=tuple(map(_knowledge, element.all("knowledgeRequirement"))),
        authorities=tuple(map(_authority, element.all("authorityRequirement"))),
        question=element.text_of("question"),
        allowed_answers=element.text_of("allowedAnswers"),
    )


def _information(element: XmlElement) -> InformationRequirement:
    decision, told = _href(element.first("requiredDecision")), _href(element.first("requiredInput"))
    if (decision is None) == (told is None):
        raise ModelRefused(
            reason=Text(
                "信息需求应指向一个决策或一个输入",
                "An information requirement refers to either one decision or one input",
            ),
            line=element.line,
        )
    return InformationRequirement(decision=decision, input=told, id=element.get("id"))


def _knowledge(element: XmlElement) -> KnowledgeRequirement:
    knowledge = _href(element.first("requiredKnowledge"))
    if knowledge is None:
        raise ModelRefused(
            reason=Text("知识需求没有指向", "A knowledge requirement refers to nothing"), line=element.line
        )
    return KnowledgeRequirement(knowledge=knowledge, id=element.get("id"))


def _authority(element: XmlElement) -> AuthorityRequirement:
    return AuthorityRequirement(
        authority=_href(element.first("requiredAuthority")),
        decision=_href(element.first("requiredDecision")),
        input=_href(element.first("requiredInput")),
        id=element.get("id"),
    )


def _knowledge_model(element: XmlElement) -> BusinessKnowledgeModel:
    logic = element.first("encapsulatedLogic")
    return BusinessKnowledgeModel(
        name=name_of(element),
        id=element.get("id"),
        label=element.get("label"),
        description=element.text_of("description"),
        variable=_variable(element),
        logic=None if logic is None else function_in(logic),
        knowledge=tuple(map(_knowledge, element.all("knowledgeRequirement"))),
        authorities=tuple(map(_authority, element.all("authorityRequirement"))),
    )


def _service(element: XmlElement) -> DecisionService:
    return DecisionService(
        name=name_of(element),
        id=element.get("id"),
        label=element.get("label"),
        description=element.text_of("description"),
        variable=_variable(element),
        output_decisions=_hrefs(element, "outputDecision"),
        encapsulated_decisions=_hrefs(element, "encapsulatedDecision"),
        input_decisions=_hrefs(element, "inputDecision"),
        input_data=_hrefs(element, "inputData"),
    )


def _knowledge_source(element: XmlElement) -> KnowledgeSource:
    return KnowledgeSource(
        name=name_of(element),
        id=element.get("id"),
        label=element.get("label"),
        description=element.text_of("description"),
        type=element.text_of("type"),
        owner=_href(element.first("owner")),
        location=element.get("locationURI"),
        authorities=tuple(map(_authority, element.all("authorityRequirement"))),
    )
