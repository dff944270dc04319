-- Names that must be quoted, and a name that is a keyword.

CREATE SCHEMA "Select";
CREATE SCHEMA "a.b";
