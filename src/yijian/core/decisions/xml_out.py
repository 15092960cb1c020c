"""From the model value to DMN XML of the version it names: `parse_definitions(write_definitions(model)) == model`."""

from __future__ import annotations

from yijian.core.decisions.boxed import InformationItem
from yijian.core.decisions.model import (
    AuthorityRequirement,
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    Definitions,
    Element,
    Import,
    InformationRequirement,
    InputData,
    ItemDefinition,
    KnowledgeRequirement,
    KnowledgeSource,
)
from yijian.core.decisions.namespaces import MODEL_NAMESPACES
from yijian.core.decisions.xml_boxed_out import boxed_out, function_out, item_out, tests_out, text_out
from yijian.core.decisions.xml_writer import XmlNode, to_xml


def write_definitions(definitions: Definitions) -> bytes:
    """The document of a model. Raises `ModelInvalid` for a text with a character that XML cannot hold."""
    root = XmlNode(
        "definitions",
        {
            "xmlns": MODEL_NAMESPACES[definitions.version],
            **_shared(definitions),
            "namespace": definitions.namespace,
            "expressionLanguage": definitions.expression_language,
            "typeLanguage": definitions.type_language,
            "exporter": definitions.exporter,
            "exporterVersion": definitions.exporter_version,
        },
        [
            text_out("description", definitions.description),
            *map(_import, definitions.imports),
            *(_item_definition(each, "itemDefinition") for each in definitions.item_definitions),
            *map(_input_data, definitions.input_data),
            *map(_decision, definitions.decisions),
            *map(_knowledge_model, definitions.knowledge_models),
            *map(_service, definitions.services),
            *map(_knowledge_source, definitions.knowledge_sources),
        ],
    )
    return to_xml(root)


def _shared(element: Element) -> dict[str, str | None]:
    return {"name": element.name, "id": element.id, "label": element.label}


def _reference(name: str, href: str | None) -> XmlNode | None:
    return None if href is None else XmlNode(name, {"href": href})


def _import(each: Import) -> XmlNode:
    return XmlNode(
        "import",
        {
            **_shared(each),
            "namespace": each.namespace,
            "importType": each.import_type,
            "locationURI": each.location,
        },
        [text_out("description", each.description)],
    )


def _item_definition(each: ItemDefinition, name: str) -> XmlNode:
    function = None
    if each.function is not None:
        function = XmlNode(
            "functionItem",
            {"outputTypeRef": each.function.output_type},
            [item_out("parameters", parameter) for parameter in each.function.parameters],
        )
    return XmlNode(
        name,
        {
            **_shared(each),
            "typeLanguage": each.type_language,
            "isCollection": "true" if each.is_collection else None,
        },
        [
            text_out("description", each.description),
            text_out("typeRef", each.type_ref),
            tests_out("allowedValues", each.allowed_values),
            tests_out("typeConstraint", each.type_constraint),
            *(_item_definition(component, "itemComponent") for component in each.components),
            function,
        ],
    )


def _variable(variable: InformationItem) -> XmlNode:
    return item_out("variable", variable)


def _input_data(each: InputData) -> XmlNode:
    return XmlNode(
        "inputData", _shared(each), [text_out("description", each.description), _variable(each.variable)]
    )


def _decision(each: Decision) -> XmlNode:
    return XmlNode(
        "decision",
        _shared(each),
        [
            text_out("description", each.description),
            text_out("question", each.question),
            text_out("allowedAnswers", each.allowed_answers),
            _variable(each.variable),
            *map(_information, each.information),
            *map(_knowledge, each.knowledge),
            *map(_authority, each.authorities),
            None if each.expression is None else boxed_out(each.expression),
        ],
    )


def _information(each: InformationRequirement) -> XmlNode:
    return XmlNode(
        "informationRequirement",
        {"id": each.id},
        [_reference("requiredDecision", each.decision), _reference("requiredInput", each.input)],
    )


def _knowledge(each: KnowledgeRequirement) -> XmlNode:
    return XmlNode("knowledgeRequirement", {"id": each.id}, [_reference("requiredKnowledge", each.knowledge)])


def _authority(each: AuthorityRequirement) -> XmlNode:
    return XmlNode(
        "authorityRequirement",
        {"id": each.id},
        [
            _reference("requiredDecision", each.decision),
            _reference("requiredInput", each.input),
            _reference("requiredAuthority", each.authority),
        ],
    )


def _knowledge_model(each: BusinessKnowledgeModel) -> XmlNode:
    return XmlNode(
        "businessKnowledgeModel",
        _shared(each),
        [
            text_out("description", each.description),
            _variable(each.variable),
            None if each.logic is None else function_out(each.logic, "encapsulatedLogic"),
            *map(_knowledge, each.knowledge),
            *map(_authority, each.authorities),
        ],
    )


def _service(each: DecisionService) -> XmlNode:
    members = (
        ("outputDecision", each.output_decisions),
        ("encapsulatedDecision", each.encapsulated_decisions),
        ("inputDecision", each.input_decisions),
        ("inputData", each.input_data),
    )
    return XmlNode(
        "decisionService",
        _shared(each),
        [
            text_out("description", each.description),
            _variable(each.variable),
            *(_reference(name, href) for name, hrefs in members for href in hrefs),
        ],
    )


def _knowledge_source(each: KnowledgeSource) -> XmlNode:
    return XmlNode(
        "knowledgeSource",
        {**_shared(each), "locationURI": each.location},
        [
            text_out("description", each.description),
            *map(_authority, each.authorities),
            text_out("type", each.type),
            _reference("owner", each.owner),
        ],
    )
