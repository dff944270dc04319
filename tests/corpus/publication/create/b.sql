CREATE SCHEMA "S s";
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer);
CREATE TABLE "S s"."T t" ("Id" integer PRIMARY KEY, a text);

CREATE PUBLICATION nothing;
CREATE PUBLICATION everything FOR ALL TABLES WITH (publish = 'insert, truncate');
CREATE PUBLICATION tables FOR TABLE t, "S s"."T t" WITH (publish_via_partition_root = true);
CREATE PUBLICATION "Columns" FOR TABLE t (id, a), "S s"."T t" ("Id") WITH (publish = 'insert, update, delete');
CREATE PUBLICATION filtered FOR TABLE t WHERE (id > 5 AND a <> 'it''s') WITH (publish = 'insert');
CREATE PUBLICATION both_of_it FOR TABLE t (id) WHERE (id < 5);
CREATE PUBLICATION schemas FOR TABLES IN SCHEMA "S s", public;
CREATE PUBLICATION mixed FOR TABLES IN SCHEMA "S s", TABLE t WHERE (id > 0);
COMMENT ON PUBLICATION mixed IS 'it''s mixed';
