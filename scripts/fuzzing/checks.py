"""What an answer of Cinephile has to look like, whatever was asked."""

import json
import re

import schemathesis

LEAKS = re.compile(
    r"\b(io\.(cinephile|quarkus|vertx|netty|smallrye)|java\.(lang|util|io|net|time)|jakarta|com\.fasterxml"
    r"|org\.(elasticsearch|jboss|apache))\.[a-zA-Z]"
    r"|\w+\.java:\d+|[a-z]Exception\b"
)
INDICES = re.compile(
    r"\bcinephile-(movies|ratings|recommendations|models|runs|lease|live-ratings|consents|suppressions|audit|events)\b"
)
# The data catalogue says where the data lie, on purpose.
NAMES_INDICES = "/api/v1/governance/catalogue"


@schemathesis.check
def answers_in_order(ctx, response, case):
    status = response.status_code
    assert status < 500, f"the server failed with {status}"
    text = response.text or ""
    leak = LEAKS.search(text) or (
        None if case.operation.path == NAMES_INDICES and status == 200 else INDICES.search(text)
    )
    assert leak is None, f"the inside shows: {leak.group()}"
    assert "x-request-id" in response.headers, "the answer has no request id"
    if status < 400 or case.method.upper() == "HEAD":
        return
    types = response.headers.get("content-type", ["none"])
    assert types[0].startswith("application/problem+json"), f"{status} came as {types[0]}"
    problem = json.loads(response.text)
    assert problem["status"] == status, f"{status} says that it is {problem['status']}"
    assert {"type", "title", "detail"} <= problem.keys(), f"{status} is no whole problem"
