-- Names with everything that breaks quoting, templates, comments, psql and Markdown; names of full length.

CREATE TABLE "plain" ("end" integer);
