"""What others publish about their services, read into draft definitions; what it does not say is listed, never guessed."""

from yijian.connectors.imports.drafting import Drafts, Missing
from yijian.connectors.imports.drafts import drafts_of_guide, drafts_of_matters
from yijian.connectors.imports.errors import DraftsInTheWay, PublishedFileRefused
from yijian.connectors.imports.implementation_list import read_implementation_list
from yijian.connectors.imports.matter_record import read_matter_record
from yijian.connectors.imports.provincial_guide import read_provincial_guide
from yijian.connectors.imports.writing import write_drafts

__all__ = [
    "Drafts",
    "DraftsInTheWay",
    "Missing",
    "PublishedFileRefused",
    "drafts_of_guide",
    "drafts_of_matters",
    "read_implementation_list",
    "read_matter_record",
    "read_provincial_guide",
    "write_drafts",
]
