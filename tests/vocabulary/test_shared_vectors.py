"""The identifiers pass every vector of the policy file that lies beside the repository.

The same vectors stand in `test_identifiers`, so a checkout without that file is tested as well; but where the file is
expected (the continuous build) its absence is a failure, and elsewhere it is said aloud.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from yijian.core.vocabulary.identifiers import (
    IdentifierProblem,
    check_citizen_id,
    check_organisation_code,
    check_unified_code,
    citizen_id_check_character,
    unified_code_check_character,
)

VECTORS = Path(__file__).parents[3] / "shared" / "policy" / "testvectors.yaml"

CHECKS: dict[str, Callable[[str], IdentifierProblem | None]] = {
    "citizen_id_GB11643": check_citizen_id,
    "unified_code_GB32100": check_unified_code,
    "organisation_code_GB11714": check_organisation_code,
}
CHECK_CHARACTERS = {
    "citizen_id_GB11643": citizen_id_check_character,
    "unified_code_GB32100": unified_code_check_character,
}


def test_every_vector_of_the_policy_file(capsys: pytest.CaptureFixture[str]) -> None:
    if not VECTORS.exists():
        message = f"THE POLICY VECTORS ARE NOT THERE, ONLY OUR OWN COPY WAS TESTED: {VECTORS}"
        if os.environ.get("CI"):
            pytest.fail(message)
        with capsys.disabled():
            print(f"\n{message}")
        return
    vectors: dict[str, Any] = yaml.safe_load(VECTORS.read_text(encoding="utf-8"))
    tested = 0
    for section, check in CHECKS.items():
        for number in vectors[section]["valid"]:
            assert check(number) is None, number
            tested += 1
        for computed in vectors[section].get("computed", ()):
            first17, expected = computed["first17"], computed["check"]
            assert CHECK_CHARACTERS[section](first17) == expected
            assert check(first17 + expected) is None
            tested += 1
        for number in vectors[section].get("invalid", ()):
            assert check(number.split(" ")[0]) is not None, number
            tested += 1
    assert tested >= 9
