"""The words of the domain as immutable values (CPSV-AP 3.2, CCCEV 2.x, case management; `docs/glossary.md`)."""
