-- A database that has something of everything. Each mutation of mutations.py changes one thing in it.
-- Roles mut_alice, mut_bob, mut_app and the table space mut_space are the cluster's; the test makes them.
-- A line "--@ >= 17" (or "--@ < 18") begins a part for some majors, "--@ end" ends it.

CREATE SCHEMA app;
CREATE SCHEMA aux AUTHORIZATION mut_bob;
CREATE SCHEMA "Odd Schema";
CREATE SCHEMA empty;
COMMENT ON SCHEMA app IS 'the application';
GRANT USAGE ON SCHEMA app TO mut_alice;
GRANT USAGE, CREATE ON SCHEMA aux TO mut_app WITH GRANT OPTION;
GRANT USAGE ON SCHEMA "Odd Schema" TO PUBLIC;

CREATE EXTENSION citext WITH SCHEMA aux;
CREATE EXTENSION hstore WITH SCHEMA public;

ALTER DEFAULT PRIVILEGES IN SCHEMA aux GRANT EXECUTE ON FUNCTIONS TO mut_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO mut_alice;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT USAGE ON SEQUENCES TO mut_alice WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES FOR ROLE mut_bob REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE mut_bob GRANT USAGE ON SCHEMAS TO mut_alice;
ALTER DEFAULT PRIVILEGES FOR ROLE mut_bob IN SCHEMA aux GRANT USAGE ON TYPES TO mut_alice;

-- Types

CREATE TYPE app.mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE app.level AS ENUM ('low', 'high');
CREATE TYPE app.unused AS ENUM ('one', 'two', 'three');
CREATE TYPE "Odd Schema"."Odd Enum" AS ENUM ('a b', 'it''s', '');
COMMENT ON TYPE app.mood IS 'how it goes';
REVOKE USAGE ON TYPE app.mood FROM PUBLIC;
GRANT USAGE ON TYPE app.mood TO mut_alice;
ALTER TYPE app.level OWNER TO mut_bob;

CREATE DOMAIN app.email AS text CONSTRAINT email_at CHECK (VALUE ~ '@') CONSTRAINT email_long CHECK (length(VALUE) > 3);
CREATE DOMAIN app.positive AS integer NOT NULL DEFAULT 1 CONSTRAINT positive_check CHECK (VALUE > 0);
CREATE DOMAIN app.small AS app.positive CONSTRAINT small_check CHECK (VALUE < 100);
CREATE DOMAIN app.code AS text COLLATE "C" DEFAULT 'x';
CREATE DOMAIN app.loose AS numeric(10,2);
ALTER DOMAIN app.loose ADD CONSTRAINT loose_check CHECK (VALUE > 0) NOT VALID;
COMMENT ON DOMAIN app.email IS 'an address';
COMMENT ON CONSTRAINT email_at ON DOMAIN app.email IS 'has an at';
GRANT USAGE ON TYPE app.positive TO mut_alice WITH GRANT OPTION;

CREATE TYPE app.address AS (street text, city text COLLATE "C", zip app.positive);
CREATE TYPE app.pair AS (a integer, b integer);
CREATE TYPE app.form AS (id integer, label text, amount numeric(8,2));
COMMENT ON COLUMN app.pair.a IS 'first';
COMMENT ON TYPE app.pair IS 'two numbers';

CREATE FUNCTION app.float8_minus(double precision, double precision) RETURNS double precision
    LANGUAGE sql IMMUTABLE STRICT AS 'SELECT $1 - $2';
CREATE TYPE app.floatrange AS RANGE (subtype = double precision, subtype_diff = app.float8_minus,
    multirange_type_name = app.floats);
CREATE TYPE app.textrange AS RANGE (subtype = text, collation = "C");
COMMENT ON TYPE app.floatrange IS 'from to';

CREATE TYPE aux.shell;
CREATE TYPE aux.myint;
CREATE FUNCTION aux.myint_in(cstring) RETURNS aux.myint LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION aux.myint_out(aux.myint) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE aux.myint (INPUT = aux.myint_in, OUTPUT = aux.myint_out, LIKE = integer, CATEGORY = 'N', DEFAULT = '7');

-- Collations, conversions, languages, access methods

CREATE COLLATION app.plain FROM "C";
CREATE COLLATION app.posix (provider = libc, locale = 'POSIX');
COMMENT ON COLLATION app.plain IS 'bytes';
CREATE CONVERSION app.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
COMMENT ON CONVERSION app.latin IS 'old';
CREATE FUNCTION aux.handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION aux.validator(oid) RETURNS void LANGUAGE c STRICT AS '$libdir/plpgsql', 'plpgsql_validator';
CREATE TRUSTED LANGUAGE mylang HANDLER aux.handler VALIDATOR aux.validator;
COMMENT ON LANGUAGE mylang IS 'mine';
GRANT USAGE ON LANGUAGE mylang TO mut_alice;
CREATE ACCESS METHOD myheap TYPE TABLE HANDLER heap_tableam_handler;
CREATE ACCESS METHOD mytree TYPE INDEX HANDLER bthandler;
COMMENT ON ACCESS METHOD myheap IS 'a heap';

-- Sequences

CREATE SEQUENCE app.counter AS integer START 10 INCREMENT 5 MINVALUE 5 MAXVALUE 1000 CACHE 3 CYCLE;
CREATE SEQUENCE app.plain_seq;
CREATE SEQUENCE "Odd Schema"."Odd Seq" INCREMENT -1;
COMMENT ON SEQUENCE app.counter IS 'counts';
GRANT USAGE, SELECT ON SEQUENCE app.counter TO mut_bob;

-- Functions

CREATE FUNCTION app.add(a integer, b integer DEFAULT 1) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5 AS 'SELECT a + b';
CREATE FUNCTION app.add(a text, b text) RETURNS text LANGUAGE sql STABLE AS 'SELECT a || b';
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE FUNCTION app.guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- a remark
    RETURN old;
END
$$;
CREATE FUNCTION app.names(VARIADIC words text[]) RETURNS SETOF text LANGUAGE sql ROWS 50 AS 'SELECT unnest(words)';
CREATE FUNCTION app.both(IN x integer, OUT y integer, OUT z text) LANGUAGE sql AS 'SELECT x, ''z''';
CREATE FUNCTION app.tabled(n integer) RETURNS TABLE (i integer, t text) LANGUAGE sql AS 'SELECT n, ''t''';
CREATE FUNCTION app.secure(uid integer) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'app', 'pg_temp' SET work_mem TO '8MB' AS $$BEGIN RETURN uid > 0; END$$;
CREATE FUNCTION app.standard(x integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN x + 1;
CREATE FUNCTION app.lonely(x integer) RETURNS integer LANGUAGE sql AS 'SELECT x';
CREATE FUNCTION app.is_ok(m app.mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT m <> ''sad''';
CREATE FUNCTION app.series(integer, integer) RETURNS SETOF integer LANGUAGE internal IMMUTABLE STRICT
    SUPPORT generate_series_int4_support AS 'generate_series_int4';
CREATE FUNCTION app.ranked() RETURNS bigint LANGUAGE internal WINDOW IMMUTABLE AS 'window_row_number';
CREATE FUNCTION "Odd Schema"."Odd Fn"("A b" integer) RETURNS text LANGUAGE sql AS $x$SELECT $$it's$$ || "A b"$x$;
CREATE PROCEDURE app.work(INOUT n integer, label text DEFAULT 'x') LANGUAGE plpgsql AS $$BEGIN n := n + 1; END$$;
CREATE PROCEDURE app.idle() LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
COMMENT ON FUNCTION app.add(integer, integer) IS 'adds';
COMMENT ON PROCEDURE app.work(integer, text) IS 'works';
REVOKE EXECUTE ON FUNCTION app.secure(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.secure(integer) TO mut_alice, mut_app;
GRANT EXECUTE ON PROCEDURE app.work(integer, text) TO mut_bob WITH GRANT OPTION;
ALTER FUNCTION app.lonely(integer) OWNER TO mut_bob;
CREATE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0', PARALLEL = SAFE);
CREATE AGGREGATE app.anything(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
CREATE AGGREGATE app.middle(double precision ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal,
    FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
CREATE AGGREGATE app.largest(integer) (SFUNC = int4larger, STYPE = integer, SORTOP = >);
COMMENT ON AGGREGATE app.total(integer) IS 'a sum';
GRANT EXECUTE ON FUNCTION app.total(integer) TO mut_alice;

-- Operators, classes, casts

CREATE FUNCTION app.near(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS 'SELECT abs($1 - $2) < 2';
CREATE FUNCTION app.far(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS 'SELECT abs($1 - $2) >= 2';
CREATE OPERATOR app.~~~ (FUNCTION = app.near, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = OPERATOR(app.~~~),
    RESTRICT = eqsel, JOIN = eqjoinsel);
CREATE OPERATOR app.!~~~ (FUNCTION = app.far, LEFTARG = integer, RIGHTARG = integer, NEGATOR = OPERATOR(app.~~~));
CREATE OPERATOR app.@@@ (FUNCTION = int4abs, RIGHTARG = integer);
COMMENT ON OPERATOR app.@@@ (NONE, integer) IS 'absolute';
CREATE FUNCTION app.compare(integer, integer) RETURNS integer LANGUAGE internal IMMUTABLE STRICT AS 'btint4cmp';
CREATE OPERATOR FAMILY app.numbers USING btree;
CREATE OPERATOR CLASS app.number_ops FOR TYPE integer USING btree FAMILY app.numbers AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 app.compare(integer, integer);
CREATE OPERATOR FAMILY app.alone USING hash;
CREATE OPERATOR CLASS app.unused_ops FOR TYPE integer USING hash AS OPERATOR 1 =, FUNCTION 1 hashint4(integer);
COMMENT ON OPERATOR CLASS app.number_ops USING btree IS 'numbers';
COMMENT ON OPERATOR FAMILY app.numbers USING btree IS 'numbers';
CREATE FUNCTION app.mood_int(app.mood) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE CAST (app.mood AS integer) WITH FUNCTION app.mood_int(app.mood) AS ASSIGNMENT;
CREATE CAST (app.level AS text) WITH INOUT;
CREATE CAST (app.pair AS text) WITH INOUT AS IMPLICIT;
COMMENT ON CAST (app.mood AS integer) IS 'a number';

-- Text search

CREATE TEXT SEARCH PARSER app.parser (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end,
    LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
CREATE TEXT SEARCH TEMPLATE app.template (INIT = dsimple_init, LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH DICTIONARY app.words (TEMPLATE = app.template, STOPWORDS = english);
CREATE TEXT SEARCH DICTIONARY app.simple_words (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION app.search (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION app.search ADD MAPPING FOR asciiword, word WITH app.words, english_stem;
ALTER TEXT SEARCH CONFIGURATION app.search ADD MAPPING FOR email WITH simple;
CREATE TEXT SEARCH CONFIGURATION app.own (PARSER = app.parser);
COMMENT ON TEXT SEARCH CONFIGURATION app.search IS 'find';
COMMENT ON TEXT SEARCH DICTIONARY app.words IS 'words';
ALTER TEXT SEARCH DICTIONARY app.simple_words OWNER TO mut_bob;

-- Tables

CREATE TABLE app.account (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email app.email NOT NULL,
    nick varchar(40),
    mood app.mood DEFAULT 'ok' NOT NULL,
    balance numeric(12,2) DEFAULT 0 NOT NULL,
    created timestamptz DEFAULT now(),
    data jsonb DEFAULT '{}'::jsonb,
    tags text[] DEFAULT ARRAY[]::text[],
    home app.address,
    search tsvector,
    code text COLLATE "C",
    doubled numeric GENERATED ALWAYS AS (balance * 2) STORED,
    manager bigint REFERENCES app.account (id) ON DELETE SET NULL,
    CONSTRAINT account_email_key UNIQUE (email),
    CONSTRAINT account_nick_check CHECK (nick <> ''),
    CONSTRAINT account_balance_check CHECK (balance >= 0) NO INHERIT
);
ALTER TABLE app.account ALTER data SET STORAGE EXTERNAL, ALTER tags SET STATISTICS 200,
    ALTER nick SET (n_distinct = -0.5), ALTER search SET COMPRESSION pglz;
COMMENT ON TABLE app.account IS 'who';
COMMENT ON COLUMN app.account.email IS 'unique';
COMMENT ON CONSTRAINT account_nick_check ON app.account IS 'not empty';
GRANT SELECT, INSERT ON app.account TO mut_alice;
GRANT UPDATE (nick, mood) ON app.account TO mut_alice;
GRANT SELECT (id) ON app.account TO mut_app WITH GRANT OPTION;
ALTER TABLE app.account ENABLE ROW LEVEL SECURITY;

CREATE TABLE app.product (
    id uuid DEFAULT gen_random_uuid() PRIMARY KEY,
    name text NOT NULL,
    price integer CHECK (price > 0),
    during int4range,
    room integer,
    level app.level,
    weight double precision,
    flags bit(4),
    CONSTRAINT product_name_room UNIQUE NULLS NOT DISTINCT (name, room) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT product_during_excl EXCLUDE USING gist (during WITH &&) WHERE (room > 0)
);
CREATE TABLE app.orders (
    id integer NOT NULL,
    line smallint NOT NULL,
    account bigint,
    product uuid NOT NULL,
    quantity app.small,
    note text,
    placed date DEFAULT CURRENT_DATE,
    CONSTRAINT orders_pkey PRIMARY KEY (id, line) INCLUDE (quantity) WITH (fillfactor = 80),
    CONSTRAINT orders_account_fkey FOREIGN KEY (account) REFERENCES app.account (id)
        ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE,
    CONSTRAINT orders_product_fkey FOREIGN KEY (product) REFERENCES app.product
);
ALTER TABLE app.orders ADD CONSTRAINT orders_quantity_check CHECK (quantity < 50) NOT VALID;
ALTER TABLE app.orders ADD CONSTRAINT orders_note_key UNIQUE (note);
CREATE TABLE app.parts (
    a integer, b integer, c integer,
    CONSTRAINT parts_full FOREIGN KEY (a, b) REFERENCES app.orders (id, line) MATCH FULL,
    CONSTRAINT parts_set FOREIGN KEY (c, b) REFERENCES app.orders (id, line) ON DELETE SET NULL (c)
);
ALTER TABLE app.parts ADD CONSTRAINT parts_late FOREIGN KEY (b, a) REFERENCES app.orders (id, line) NOT VALID;

CREATE TABLE app.ticket (
    id serial PRIMARY KEY,
    number integer DEFAULT nextval('app.counter'),
    other bigserial,
    state app.mood DEFAULT 'sad',
    title text,
    body text,
    at timestamp(3) without time zone,
    span interval hour to minute,
    big bytea,
    x xml,
    pos point,
    ip inet,
    letter "char",
    fixed char(8) DEFAULT 'abc',
    wrapped aux.citext,
    kv public.hstore
);
ALTER SEQUENCE app.plain_seq OWNED BY app.ticket.number;
CREATE TABLE app.filled (id integer PRIMARY KEY, a integer DEFAULT 5, t text, n numeric(10,4), d date, v varchar(50),
    dm app.small DEFAULT 3);
INSERT INTO app.filled SELECT i, i, i::text, i, '2024-01-01', i::text, 4 FROM generate_series(1, 20) i;
CREATE TABLE app.ident (
    id integer GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME app.ident_numbers START 100 INCREMENT 10 CACHE 2),
    small smallint GENERATED ALWAYS AS IDENTITY,
    plain integer
);
CREATE UNLOGGED TABLE app.log (at timestamptz, line text);
CREATE TABLE app.tuned (id integer, doc text) WITH (fillfactor = 70, autovacuum_enabled = off, toast.autovacuum_enabled = off);
CREATE TABLE app.typed OF app.form (PRIMARY KEY (id), label WITH OPTIONS DEFAULT 'none');
CREATE TABLE app.heaped (id integer) USING myheap;
CREATE TABLE app.nothing ();
CREATE TABLE app.owned (id integer, t text);
ALTER TABLE app.owned OWNER TO mut_bob;
GRANT SELECT ON app.owned TO mut_alice;
CREATE TABLE app.checked (
    a integer CONSTRAINT checked_a_check CHECK (a > 0),
    b integer,
    r app.floatrange,
    m aux.myint,
    CONSTRAINT checked_ab CHECK (a < b),
    CONSTRAINT checked_fn CHECK (app.add(a, b) > 0)
);
CREATE TABLE app.looped (id integer PRIMARY KEY, next integer);
CREATE TABLE app.looped_back (id integer PRIMARY KEY REFERENCES app.looped (id));
ALTER TABLE app.looped ADD CONSTRAINT looped_next_fkey FOREIGN KEY (next) REFERENCES app.looped_back (id);
CREATE TABLE "Odd Schema"."Odd ""Table" ("Id" integer PRIMARY KEY, "select" text DEFAULT E'it''s \\ "odd"', "ü" integer);
COMMENT ON TABLE "Odd Schema"."Odd ""Table" IS 'quote '' and
a second line';
CREATE TABLE aux.plain (id integer, t text);
CREATE TABLE aux.other (id integer PRIMARY KEY);

-- Inheritance

CREATE TABLE app.animal (id integer PRIMARY KEY, name text NOT NULL DEFAULT 'x', legs integer CHECK (legs >= 0));
CREATE TABLE app.pet (owner text, tag integer);
CREATE TABLE app.dog (breed text, CONSTRAINT dog_check CHECK (breed <> '')) INHERITS (app.animal, app.pet);
ALTER TABLE app.dog ALTER name SET DEFAULT 'rex';
CREATE TABLE app.puppy (age integer) INHERITS (app.dog);
CREATE TABLE app.stray (id integer NOT NULL, name text NOT NULL, legs integer, CONSTRAINT animal_legs_check CHECK (legs >= 0));

-- Partitions

CREATE TABLE app.event (
    id integer NOT NULL, at date NOT NULL, kind text DEFAULT 'a', size integer,
    CONSTRAINT event_pkey PRIMARY KEY (id, at), CONSTRAINT event_size_check CHECK (size > 0)
) PARTITION BY RANGE (at);
CREATE TABLE app.event_2023 PARTITION OF app.event FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE app.event_2024 PARTITION OF app.event (kind DEFAULT 'b', CONSTRAINT event_2024_kind CHECK (kind <> 'z'))
    FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE app.event_2025 PARTITION OF app.event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY LIST (id);
CREATE TABLE app.event_2025_a PARTITION OF app.event_2025 FOR VALUES IN (1, 2, NULL);
CREATE TABLE app.event_2025_rest PARTITION OF app.event_2025 DEFAULT;
CREATE TABLE app.event_rest PARTITION OF app.event DEFAULT;
CREATE TABLE app.event_alone (id integer NOT NULL, at date NOT NULL, kind text, size integer,
    CONSTRAINT event_size_check CHECK (size > 0));
CREATE INDEX event_kind_idx ON app.event (kind);
CREATE INDEX event_2024_own_idx ON app.event_2024 (size);
CREATE INDEX event_size_idx ON ONLY app.event (size);
CREATE TABLE app.bucket (id integer, t text) PARTITION BY HASH (id);
CREATE TABLE app.bucket_0 PARTITION OF app.bucket FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE app.bucket_1 PARTITION OF app.bucket FOR VALUES WITH (MODULUS 2, REMAINDER 1) WITH (fillfactor = 90);
CREATE TABLE app.expressed (a integer, b text) PARTITION BY RANGE (app.add(a, 2), lower(b) COLLATE "C");
CREATE TABLE app.watched_events (event integer, at date,
    CONSTRAINT watched_event_fkey FOREIGN KEY (event, at) REFERENCES app.event (id, at) ON DELETE CASCADE);

-- Indexes

CREATE INDEX account_created_idx ON app.account (created DESC NULLS LAST) INCLUDE (nick) WITH (fillfactor = 60);
CREATE INDEX account_lower_idx ON app.account (lower(nick) COLLATE "C" text_pattern_ops) WHERE balance > 0;
CREATE INDEX account_search_idx ON app.account USING gin (search) WITH (fastupdate = off);
CREATE INDEX account_tags_idx ON app.account USING gin (tags);
CREATE INDEX account_brin_idx ON app.account USING brin (created) WITH (pages_per_range = 64);
CREATE INDEX account_hash_idx ON app.account USING hash (nick);
CREATE INDEX account_two_idx ON app.account (balance, lower(nick));
ALTER INDEX app.account_two_idx ALTER COLUMN 2 SET STATISTICS 300;
CREATE UNIQUE INDEX product_room_idx ON app.product (room) NULLS NOT DISTINCT;
CREATE INDEX product_ops_idx ON app.product (price app.number_ops);
CREATE UNIQUE INDEX filled_a_idx ON app.filled (a);
ALTER TABLE app.filled CLUSTER ON filled_a_idx;
CREATE UNIQUE INDEX ticket_ident_idx ON app.ticket (id);
ALTER TABLE app.ticket REPLICA IDENTITY USING INDEX ticket_ident_idx;
ALTER TABLE app.tuned REPLICA IDENTITY FULL;
COMMENT ON INDEX app.account_created_idx IS 'fast';
CREATE INDEX "Odd Idx" ON "Odd Schema"."Odd ""Table" ("select");

-- Views

CREATE VIEW app.names_view AS SELECT id, email, nick FROM app.account WHERE balance > 0;
CREATE VIEW app.safe WITH (security_invoker = true, security_barrier = true) AS SELECT id, mood FROM app.account;
CREATE VIEW app.updatable AS SELECT id, name FROM app.product WHERE price > 1 WITH LOCAL CHECK OPTION;
CREATE VIEW app.over_view AS SELECT n.id, o.note FROM app.names_view n LEFT JOIN app.orders o ON o.account = n.id;
CREATE VIEW app.uses_fn AS SELECT app.add(1, 2) AS three, app.standard(1) AS two;
CREATE VIEW app.grouped AS SELECT id, name, count(*) AS n FROM app.product GROUP BY id;
CREATE VIEW app.ops AS SELECT a OPERATOR(app.~~~) b AS near FROM app.checked;
CREATE RECURSIVE VIEW app.tree (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM tree WHERE n < 10;
CREATE VIEW "Odd Schema"."Odd View" AS SELECT "Id" AS "An Id" FROM "Odd Schema"."Odd ""Table";
ALTER VIEW app.updatable ALTER name SET DEFAULT 'named';
COMMENT ON VIEW app.names_view IS 'names';
COMMENT ON COLUMN app.names_view.nick IS 'short';
GRANT SELECT ON app.names_view TO mut_alice;
GRANT SELECT (id) ON app.safe TO mut_bob;
ALTER VIEW app.over_view OWNER TO mut_bob;
CREATE MATERIALIZED VIEW app.totals WITH (fillfactor = 75) AS SELECT mood, sum(balance) AS s FROM app.account GROUP BY mood;
CREATE MATERIALIZED VIEW app.lazy AS SELECT 1 AS one WITH NO DATA;
CREATE UNIQUE INDEX totals_mood_idx ON app.totals (mood);
COMMENT ON MATERIALIZED VIEW app.totals IS 'sums';
GRANT SELECT ON app.totals TO mut_app;
ALTER TABLE app.totals ALTER s SET STATISTICS 50;
CREATE VIEW app.over_totals AS SELECT s FROM app.totals;
CREATE FUNCTION app.over_atomic() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM app.names_view; END;

-- Rules, triggers, policies, statistics

CREATE RULE no_delete AS ON DELETE TO app.log DO INSTEAD NOTHING;
CREATE RULE log_also AS ON INSERT TO app.tuned WHERE new.id > 1 DO ALSO INSERT INTO app.log VALUES (now(), 'x');
CREATE RULE view_insert AS ON INSERT TO app.names_view DO INSTEAD NOTHING;
ALTER TABLE app.tuned DISABLE RULE log_also;
COMMENT ON RULE no_delete ON app.log IS 'never';

CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON app.account FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE TRIGGER when_changed AFTER UPDATE OF nick, mood ON app.account FOR EACH ROW
    WHEN (old.nick IS DISTINCT FROM new.nick) EXECUTE FUNCTION app.touch('arg', 'it''s');
CREATE TRIGGER off AFTER DELETE ON app.account FOR EACH STATEMENT EXECUTE FUNCTION app.guard();
ALTER TABLE app.account DISABLE TRIGGER off;
CREATE TRIGGER for_replica AFTER TRUNCATE ON app.product EXECUTE FUNCTION app.guard();
ALTER TABLE app.product ENABLE REPLICA TRIGGER for_replica;
CREATE TRIGGER always AFTER INSERT ON app.product REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.touch();
ALTER TABLE app.product ENABLE ALWAYS TRIGGER always;
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON app.orders DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE TRIGGER instead INSTEAD OF INSERT ON app.over_view FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE TRIGGER part_trigger AFTER INSERT ON app.event FOR EACH ROW EXECUTE FUNCTION app.touch();
COMMENT ON TRIGGER touch ON app.account IS 'touches';

CREATE POLICY own_rows ON app.account FOR SELECT TO mut_alice, mut_bob USING (app.secure(id::integer));
CREATE POLICY insert_rows ON app.account FOR INSERT TO PUBLIC WITH CHECK (balance < 100);
CREATE POLICY never ON app.account AS RESTRICTIVE FOR DELETE USING (false);
CREATE POLICY change_rows ON app.account FOR UPDATE USING (balance > 0) WITH CHECK (balance > 1);
CREATE POLICY everyone ON app.product USING (true);
CREATE POLICY joined ON app.orders FOR SELECT USING (EXISTS (SELECT FROM app.account a WHERE a.id = account));
COMMENT ON POLICY own_rows ON app.account IS 'mine';
ALTER TABLE app.orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE STATISTICS app.filled_stat (ndistinct, dependencies) ON a, t FROM app.filled;
CREATE STATISTICS app.expr_stat ON (lower(t)), n FROM app.filled;
ALTER STATISTICS app.filled_stat SET STATISTICS 500;
COMMENT ON STATISTICS app.filled_stat IS 'a and t';

-- Foreign data

CREATE FOREIGN DATA WRAPPER wrapper OPTIONS (debug 'true');
CREATE SERVER remote TYPE 'kind' VERSION '1' FOREIGN DATA WRAPPER wrapper OPTIONS (host 'h', port '1');
CREATE SERVER idle_server FOREIGN DATA WRAPPER wrapper;
CREATE USER MAPPING FOR mut_alice SERVER remote OPTIONS ("user" 'it''s', "Odd" '');
CREATE USER MAPPING FOR PUBLIC SERVER remote;
CREATE FOREIGN TABLE app.far_away (id integer OPTIONS (column_name 'x') NOT NULL, t text DEFAULT 'y',
    CONSTRAINT far_check CHECK (id > 0)) SERVER remote OPTIONS (table_name 'far');
CREATE FOREIGN TABLE app.far_child (extra integer) INHERITS (app.pet) SERVER remote;
GRANT USAGE ON FOREIGN DATA WRAPPER wrapper TO mut_alice;
GRANT USAGE ON FOREIGN SERVER remote TO mut_bob WITH GRANT OPTION;
GRANT SELECT ON app.far_away TO mut_alice;
COMMENT ON SERVER remote IS 'there';
COMMENT ON FOREIGN TABLE app.far_away IS 'far';
COMMENT ON COLUMN app.far_away.id IS 'number';
COMMENT ON FOREIGN DATA WRAPPER wrapper IS 'wraps';

-- Publications and event triggers

CREATE PUBLICATION everything FOR ALL TABLES WITH (publish = 'insert');
CREATE PUBLICATION several FOR TABLE app.product, app.account (id, email) WHERE (id > 5)
    WITH (publish_via_partition_root = true);
CREATE PUBLICATION schemas FOR TABLE app.product, TABLES IN SCHEMA "Odd Schema";
CREATE PUBLICATION bare;
COMMENT ON PUBLICATION several IS 'some tables';
CREATE FUNCTION app.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN NULL; END$$;
CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION app.on_ddl();
CREATE EVENT TRIGGER watch_drop ON sql_drop EXECUTE FUNCTION app.on_ddl();
ALTER EVENT TRIGGER watch_drop DISABLE;
COMMENT ON EVENT TRIGGER watch IS 'watches';
CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal),
    TO SQL WITH FUNCTION int4recv(internal));
COMMENT ON TRANSFORM FOR integer LANGUAGE sql IS 'numbers';

--@ >= 17
CREATE TABLE app.mergeable (id integer PRIMARY KEY, t text);
GRANT MAINTAIN ON app.mergeable TO mut_alice;
CREATE COLLATION app.builtin (provider = builtin, locale = 'C.UTF-8');
CREATE EVENT TRIGGER on_login ON login EXECUTE FUNCTION app.on_ddl();
ALTER EVENT TRIGGER on_login DISABLE;
--@ end
--@ >= 18
CREATE TABLE app.new18 (
    id integer PRIMARY KEY,
    a integer,
    v integer GENERATED ALWAYS AS (a + 1) VIRTUAL,
    s integer GENERATED ALWAYS AS (a + 2) STORED,
    named integer CONSTRAINT must_be NOT NULL,
    loose integer,
    CONSTRAINT loose_enforced CHECK (a > 0) NOT ENFORCED
);
ALTER TABLE app.new18 ADD CONSTRAINT later NOT NULL loose NOT VALID;
ALTER TABLE app.new18 ADD CONSTRAINT new18_fkey FOREIGN KEY (a) REFERENCES app.looped (id) NOT ENFORCED;
COMMENT ON CONSTRAINT must_be ON app.new18 IS 'named';
CREATE TABLE app.virtual (a integer, v integer GENERATED ALWAYS AS (a + 1) VIRTUAL);
CREATE TABLE app.period (id int4range, during daterange, CONSTRAINT period_key PRIMARY KEY (id, during WITHOUT OVERLAPS));
CREATE TABLE app.period_user (id int4range, during daterange,
    CONSTRAINT period_fkey FOREIGN KEY (id, PERIOD during) REFERENCES app.period (id, PERIOD during));
CREATE PUBLICATION generated FOR TABLE app.new18 WITH (publish_generated_columns = stored);
--@ end
