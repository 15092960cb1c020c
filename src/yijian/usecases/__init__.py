"""What people do with the platform: one act, one function = permission + change + journal entry in one transaction.

Every function is keyword-only and takes `actor` (who) and `ports` (the outside). Portal, workbench, counter, hotline
and API call the same functions; none of them knows a table.
"""
