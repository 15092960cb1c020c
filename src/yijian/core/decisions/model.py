"""A decision model as a value (DMN 1.5 clauses 6 and 7): what an XML document, or another source, says.

Names are as people write them, each run of blanks one space. A reference (`href`) is `#id` inside the same model and
`namespace#id` in an imported one. Diagrams and extension elements are not part of the value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from yijian.core.decisions.boxed import Boxed, FunctionDefinition, InformationItem

Version: TypeAlias = Literal["1.3", "1.4", "1.5"]

FEEL_LANGUAGES: Final = frozenset(
    {
        "https://www.omg.org/spec/DMN/20230324/FEEL/",
        "https://www.omg.org/spec/DMN/20211108/FEEL/",
        "https://www.omg.org/spec/DMN/20191111/FEEL/",
        "http://www.omg.org/spec/DMN/20180521/FEEL/",
        "http://www.omg.org/spec/FEEL/20140401",
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "feel",
        "FEEL",
    }
)
"""The ways in which documents say that an expression is FEEL; saying nothing is one more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """What every named part of a model has. `id` is None where nothing refers to it."""

    name: str
    id: str | None = None
    label: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Import(Element):
    """Another model whose names are used here, each after `name` and a point; an empty name uses them as they are."""

    namespace: str
    import_type: str
    location: str | None = None
    """Where the document may be found: told to the caller, never followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionItem:
    """The type of a function: its parameters and what it gives."""

    parameters: tuple[InformationItem, ...] = ()
    output_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDefinition(Element):
    """A type of the model (clause 7.3.2): a reference, or components, or a function; as it is or as a list of it.

    `allowed_values` are unary tests that every single value must pass; `type_constraint` tests the whole value, the
    list where the type is one.
    """

    type_ref: str | None = None
    is_collection: bool = False
    allowed_values: str | None = None
    type_constraint: str | None = None
    components: tuple[ItemDefinition, ...] = ()
    function: FunctionItem | None = None
    type_language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationRequirement:
    """What a decision takes: the result of a decision, or an input datum; exactly one of the two is a reference."""

    decision: str | None = None
    input: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeRequirement:
    """A business knowledge model or a decision service that is called; `knowledge` is a reference."""

    knowledge: str
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityRequirement:
    """What a part rests on: a knowledge source, a decision or an input datum, by reference."""

    authority: str | None = None
    decision: str | None = None
    input: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InputData(Element):
    """Something that is told from outside."""

    variable: InformationItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Element):
    """A result, the logic that gives it and what the logic takes."""

    variable: InformationItem
    expression: Boxed | None = None
    information: tuple[InformationRequirement, ...] = ()
    knowledge: tuple[KnowledgeRequirement, ...] = ()
    authorities: tuple[AuthorityRequirement, ...] = ()
    question: str | None = None
    allowed_answers: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessKnowledgeModel(Element):
    """Logic with parameters that decisions share."""

    variable: InformationItem
    logic: FunctionDefinition | None = None
    knowledge: tuple[KnowledgeRequirement, ...] = ()
    authorities: tuple[AuthorityRequirement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionService(Element):
    """Decisions published as one function (clause 6.3.10); all members are references, parameters in this order."""

    variable: InformationItem
    output_decisions: tuple[str, ...] = ()
    encapsulated_decisions: tuple[str, ...] = ()
    input_decisions: tuple[str, ...] = ()
    input_data: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeSource(Element):
    """An authority for decisions: a law, a regulation, an expert."""

    type: str | None = None
    owner: str | None = None
    location: str | None = None
    authorities: tuple[AuthorityRequirement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions(Element):
    """A whole model."""

    namespace: str
    version: Version = "1.5"
    expression_language: str | None = None
    type_language: str | None = None
    exporter: str | None = None
    exporter_version: str | None = None
    imports: tuple[Import, ...] = ()
    item_definitions: tuple[ItemDefinition, ...] = ()
    input_data: tuple[InputData, ...] = ()
    decisions: tuple[Decision, ...] = ()
    knowledge_models: tuple[BusinessKnowledgeModel, ...] = ()
    services: tuple[DecisionService, ...] = ()
    knowledge_sources: tuple[KnowledgeSource, ...] = ()
