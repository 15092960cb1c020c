"""The only place that knows tables: plain functions over them that take and give frozen values.

    journal        load, append, entries, replace_state  a case: its state row and its hash-chained journal
    transactions   in_transaction                     one command, one transaction; again after a conflict
    queries        lists and counts for screens       vault         personal values under a key per case
    timers, messages                                  work that is due: claimed, settled, at least once
    accounts, documents, drafts, invitations, artefacts, access_log, exchanges, ratings, numbers
    verification   verify_journal                     what was stored is what is stored

No model instance leaves the package. Time is an argument everywhere.
"""
