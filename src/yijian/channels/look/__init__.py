"""The shared face of all channels: language, theme and mode, page frame, form fields, lights, notices, charts of time.

The page `/look/` shows every component; `templates/look/guide.html` is how each is used. Rule 1: nothing here knows a case,
a service or a person; channels hand in values. Rule 2: every page works without JavaScript. Rule 3: a text of the product
is a `Text` in both languages and is said late; what a person typed is a plain `str` and is never converted.
"""
