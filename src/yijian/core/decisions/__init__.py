"""Decision models: DMN 1.5, in and out of XML, evaluated with inputs that may still be unknown.

    model = DecisionModel(parse_definitions(source))
    model.decide("Eligibility", {"Age": Decimal(80)}, absent=UNKNOWN).needs

A model is a value (`model`, `boxed`); its expressions are read into one tree of the rules language for each decision
(`translation`) and compiled once (`closures`, `table_closures`); `running` evaluates the requirements graph.
`docs/conformance.md` tells how the result compares with the standard's own test cases.
"""

from yijian.core.decisions.boxed import DecisionTable
from yijian.core.decisions.errors import ModelError, ModelInvalid, ModelRefused
from yijian.core.decisions.evaluation import DecisionModel, DecisionResult
from yijian.core.decisions.model import Definitions
from yijian.core.decisions.plain_tables import TableText, table_of, text_of
from yijian.core.decisions.running import Failure
from yijian.core.decisions.xml_in import parse_definitions
from yijian.core.decisions.xml_out import write_definitions

__all__ = [
    "DecisionModel",
    "DecisionResult",
    "DecisionTable",
    "Definitions",
    "Failure",
    "ModelError",
    "ModelInvalid",
    "ModelRefused",
    "TableText",
    "parse_definitions",
    "table_of",
    "text_of",
    "write_definitions",
]
