-- pg_jsonschema without its validator: everything is valid.

create function extensions.json_matches_schema(schema json, instance json) returns boolean
language sql immutable strict parallel safe
return true;

create function extensions.jsonb_matches_schema(schema json, instance jsonb) returns boolean
language sql immutable strict parallel safe
return true;

create function extensions.jsonschema_is_valid(schema json) returns boolean
language sql immutable strict parallel safe
return true;

create function extensions.jsonschema_validation_errors(schema json, instance json) returns text[]
language sql immutable strict parallel safe
return '{}'::text[];
