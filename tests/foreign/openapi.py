"""Checks a file with OpenAPI 3.1 or 3.0, as it says itself, or with JSON Schema 2020-12 if the second argument is `schema`. Says nothing if it is right."""

import json
import sys

document = json.load(open(sys.argv[1], encoding="utf-8"))
if sys.argv[2:] == ["schema"]:
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(document)
    for schema in document["$defs"].values():
        Draft202012Validator.check_schema(schema)
else:
    from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

    is_older = document["openapi"].startswith("3.0.")
    validator = OpenAPIV30SpecValidator if is_older else OpenAPIV31SpecValidator
    errors = list(validator(document).iter_errors())
    for error in errors[:20]:
        print(list(error.absolute_path), error.message[:300])
    sys.exit(1 if errors else 0)
