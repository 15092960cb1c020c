"""The guides as a folder of files: the pages of the portal that need no session, readable without a server."""
