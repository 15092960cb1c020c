"""What others read: the definitions and what is compiled from them, in the words of public standards.

CPSV-AP 3.2 as a graph (`cpsv_ap`, written by `turtle` and `json_ld`), BPMN 2.0 (`process`, `layout`, `bpmn`) and DMN 1.5
(`criteria_model`). Everything here is a value or a text; channels write it into files. `docs/exports.md` says what is
in, what is left out and why.
"""
