"""Numbers and names that identify persons and organisations: checked, cleaned, masked, never guessed.

Every check takes what somebody typed and answers an `IdentifierProblem` with words for that person, or None.
"""

from yijian.core.vocabulary.identifiers.citizen_id import (
    Sex,
    birth_date_of_citizen_id,
    check_citizen_id,
    citizen_id_check_character,
    eighteen_digits_of,
    sex_of_citizen_id,
)
from yijian.core.vocabulary.identifiers.mobile_number import check_mobile_number, normalise_mobile_number
from yijian.core.vocabulary.identifiers.organisation_code import (
    check_organisation_code,
    organisation_code_check_character,
)
from yijian.core.vocabulary.identifiers.person_names import (
    MIDDLE_DOT,
    check_person_name,
    describe_characters,
    normalise_person_name,
    rare_characters,
)
from yijian.core.vocabulary.identifiers.personal_documents import (
    PERSON_ID_NAMES,
    PersonIdKind,
    birth_date_of,
    check_person_id,
    sex_of,
)
from yijian.core.vocabulary.identifiers.problems import IdentifierFault, IdentifierProblem
from yijian.core.vocabulary.identifiers.unified_code import (
    check_unified_code,
    organisation_code_in,
    unified_code_check_character,
)
from yijian.core.vocabulary.identifiers.written_form import mask_identifier, normalise_identifier

__all__ = [
    "MIDDLE_DOT",
    "PERSON_ID_NAMES",
    "IdentifierFault",
    "IdentifierProblem",
    "PersonIdKind",
    "Sex",
    "birth_date_of",
    "birth_date_of_citizen_id",
    "check_citizen_id",
    "check_mobile_number",
    "check_organisation_code",
    "check_person_id",
    "check_person_name",
    "check_unified_code",
    "citizen_id_check_character",
    "describe_characters",
    "eighteen_digits_of",
    "mask_identifier",
    "normalise_identifier",
    "normalise_mobile_number",
    "normalise_person_name",
    "organisation_code_check_character",
    "organisation_code_in",
    "rare_characters",
    "sex_of",
    "sex_of_citizen_id",
    "unified_code_check_character",
]
