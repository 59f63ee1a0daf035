"""Teaches schemathesis to send lines: one JSON object a line."""

import json

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(_context, value):
    return json.dumps(value).encode()
