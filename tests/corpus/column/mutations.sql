-- mutation: column-grant
-- blame: grant mut_bob of column app/account/balance
GRANT SELECT (balance) ON app.account TO mut_bob;

-- mutation: column-grant-odd
-- blame: grant mut_bob of column Odd Schema/Odd "Table/select
GRANT UPDATE ("select", "ü") ON "Odd Schema"."Odd ""Table" TO mut_bob;

-- mutation: column-grant-public
-- blame: grant public of column app/product/id
GRANT REFERENCES (id) ON app.product TO PUBLIC;

-- mutation: column-grant-option
-- blame: grant mut_alice of column app/account/nick
GRANT UPDATE (nick) ON app.account TO mut_alice WITH GRANT OPTION;

-- mutation: column-revoke
-- blame: grant mut_alice of column app/account/nick
REVOKE UPDATE (nick) ON app.account FROM mut_alice;

-- mutation: column-revoke-option
-- blame: grant mut_app of column app/account/id
REVOKE GRANT OPTION FOR SELECT (id) ON app.account FROM mut_app;

-- mutation: column-revoke-all
-- blame: grant mut_app of column app/account/id
REVOKE SELECT (id) ON app.account FROM mut_app CASCADE;

-- mutation: column-add
-- blame: column app/product/extra
ALTER TABLE app.product ADD extra text;

-- mutation: column-add-default
-- blame: column app/filled/extra
ALTER TABLE app.filled ADD extra integer DEFAULT 7 NOT NULL;

-- mutation: column-add-volatile
-- blame: column app/product/extra
ALTER TABLE app.product ADD extra timestamptz DEFAULT clock_timestamp();

-- mutation: column-add-check
-- blame: column app/product/extra
ALTER TABLE app.product ADD extra integer CHECK (extra > price);

-- mutation: column-add-unique
-- blame: column app/product/extra
ALTER TABLE app.product ADD extra integer UNIQUE;

-- mutation: column-add-serial
-- blame: column app/product/extra
ALTER TABLE app.product ADD extra serial;

-- mutation: column-add-identity
-- blame: column app/product/extra
ALTER TABLE app.product ADD extra integer GENERATED ALWAYS AS IDENTITY;

-- mutation: column-add-generated
-- blame: column app/product/extra
ALTER TABLE app.product ADD extra integer GENERATED ALWAYS AS (price * 2) STORED;

-- mutation: column-add-reference
-- blame: column app/product/extra
ALTER TABLE app.product ADD extra bigint REFERENCES app.account;

-- mutation: column-add-domain
-- blame: column app/product/extra
ALTER TABLE app.product ADD extra app.positive;

-- mutation: column-add-parent
-- blame: column app/animal/extra
ALTER TABLE app.animal ADD extra text DEFAULT 'x';

-- mutation: column-add-parent-only-name
-- blame: column app/pet/legs
ALTER TABLE app.pet ADD legs integer;

-- mutation: column-add-child
-- blame: column app/puppy/extra
ALTER TABLE app.puppy ADD extra text;

-- mutation: column-add-partitioned
-- blame: column app/event/extra
ALTER TABLE app.event ADD extra text NOT NULL DEFAULT 'x';

-- mutation: column-add-odd
-- blame: column app/product/Ex "tra
ALTER TABLE app.product ADD "Ex ""tra" text;

-- mutation: column-drop
-- blame: column app/product/weight
ALTER TABLE app.product DROP weight;

-- mutation: column-drop-default
-- blame: column app/account/created
ALTER TABLE app.account DROP created CASCADE;

-- mutation: column-drop-identity
-- blame: column app/account/id
ALTER TABLE app.account DROP id CASCADE;

-- mutation: column-drop-serial
-- blame: column app/ticket/other
ALTER TABLE app.ticket DROP other;

-- mutation: column-drop-generated
-- blame: column app/account/doubled
ALTER TABLE app.account DROP doubled;

-- mutation: column-drop-generating
-- blame: column app/account/balance
ALTER TABLE app.account DROP balance CASCADE;

-- mutation: column-drop-viewed
-- blame: column app/account/nick
ALTER TABLE app.account DROP nick CASCADE;

-- mutation: column-drop-granted
-- blame: column app/account/mood
ALTER TABLE app.account DROP mood CASCADE;

-- mutation: column-drop-parent
-- blame: column app/animal/legs
ALTER TABLE app.animal DROP legs;

-- mutation: column-drop-parent-only
-- blame: column app/pet/tag
ALTER TABLE ONLY app.pet DROP tag;

-- mutation: column-drop-partitioned
-- blame: column app/event/size
ALTER TABLE app.event DROP size;

-- mutation: column-drop-key
-- blame: column app/looped/id
ALTER TABLE app.looped DROP id CASCADE;

-- mutation: column-drop-published
-- blame: column app/account/email
ALTER TABLE app.account DROP email CASCADE;

-- mutation: column-drop-odd
-- blame: column Odd Schema/Odd "Table/select
ALTER TABLE "Odd Schema"."Odd ""Table" DROP "select";

-- mutation: column-rename
-- blame: column app/product/weight
ALTER TABLE app.product RENAME weight TO mass;

-- mutation: column-rename-used
-- blame: column app/account/nick
ALTER TABLE app.account RENAME nick TO handle;

-- mutation: column-rename-key
-- blame: column app/account/id
ALTER TABLE app.account RENAME id TO number;

-- mutation: column-rename-parent
-- blame: column app/animal/legs
ALTER TABLE app.animal RENAME legs TO paws;

-- mutation: column-rename-partitioned
-- blame: column app/event/kind
ALTER TABLE app.event RENAME kind TO sort;

-- mutation: column-rename-partition-key
-- blame: column app/event/at
ALTER TABLE app.event RENAME at TO on_day;

-- mutation: column-rename-generating
-- blame: column app/account/balance
ALTER TABLE app.account RENAME balance TO funds;

-- mutation: column-rename-filled
-- blame: column app/filled/v
ALTER TABLE app.filled RENAME v TO w;

-- mutation: column-type-wider
-- blame: column app/filled/v
ALTER TABLE app.filled ALTER v TYPE varchar(60);

-- mutation: column-type-narrower
-- blame: column app/filled/v
ALTER TABLE app.filled ALTER v TYPE varchar(20);

-- mutation: column-type-bigint
-- blame: column app/filled/a
ALTER TABLE app.filled ALTER a TYPE bigint;

-- mutation: column-type-text
-- blame: column app/filled/a
ALTER TABLE app.filled ALTER a TYPE text;

-- mutation: column-type-from-text
-- blame: column app/filled/v
ALTER TABLE app.filled ALTER v TYPE integer USING v::integer;

-- mutation: column-type-date
-- blame: column app/filled/d
ALTER TABLE app.filled ALTER d TYPE timestamptz;

-- mutation: column-type-numeric
-- blame: column app/filled/n
ALTER TABLE app.filled ALTER n TYPE numeric(12,2);

-- mutation: column-type-double
-- blame: column app/filled/n
ALTER TABLE app.filled ALTER n TYPE double precision;

-- mutation: column-type-jsonb
-- blame: column app/filled/v
ALTER TABLE app.filled ALTER v TYPE jsonb USING to_jsonb(v);

-- mutation: column-type-array
-- blame: column app/product/price
-- setup: ALTER TABLE app.product DROP CONSTRAINT product_price_check; DROP VIEW app.updatable; DROP INDEX app.product_ops_idx
ALTER TABLE app.product ALTER price TYPE integer[] USING ARRAY[price];

-- mutation: column-type-enum
-- blame: column app/product/level
ALTER TABLE app.product ALTER level TYPE text USING level::text;

-- mutation: column-type-domain
-- blame: column app/filled/dm
ALTER TABLE app.filled ALTER dm TYPE integer;

-- mutation: column-type-key
-- blame: column app/filled/id
ALTER TABLE app.filled ALTER id TYPE bigint;

-- mutation: column-type-referenced
-- blame: column app/looped/id
ALTER TABLE app.looped ALTER id TYPE bigint;

-- mutation: column-type-referencing
-- blame: column app/looped/next
ALTER TABLE app.looped ALTER next TYPE bigint;

-- mutation: column-type-serial
-- blame: column app/ticket/id
ALTER TABLE app.ticket ALTER id TYPE bigint;

-- mutation: column-type-identity
-- blame: column app/ident/small
ALTER TABLE app.ident ALTER small TYPE integer;

-- mutation: column-type-parent
-- blame: column app/animal/legs
ALTER TABLE app.animal ALTER legs TYPE bigint;

-- mutation: column-type-partitioned
-- blame: column app/event/size
ALTER TABLE app.event ALTER size TYPE bigint;

-- mutation: column-type-generated
-- blame: column app/account/doubled
ALTER TABLE app.account ALTER doubled TYPE numeric(20,4);

-- mutation: column-type-timestamp
-- blame: column app/ticket/at
ALTER TABLE app.ticket ALTER at TYPE timestamp;

-- mutation: column-type-interval
-- blame: column app/ticket/span
ALTER TABLE app.ticket ALTER span TYPE interval;

-- mutation: column-type-char
-- blame: column app/ticket/letter
ALTER TABLE app.ticket ALTER letter TYPE char;

-- mutation: column-type-bit
-- blame: column app/product/flags
ALTER TABLE app.product ALTER flags TYPE bit varying(4);

-- mutation: column-type-extension
-- blame: column app/ticket/wrapped
ALTER TABLE app.ticket ALTER wrapped TYPE text;

-- mutation: column-type-composite
-- blame: column app/account/home
ALTER TABLE app.account ALTER home TYPE text USING home::text;

-- mutation: column-type-bytea
-- blame: column app/ticket/big
ALTER TABLE app.ticket ALTER big TYPE text USING encode(big, 'hex');

-- mutation: column-collation
-- blame: column app/account/code
ALTER TABLE app.account ALTER code TYPE text;

-- mutation: column-collation-add
-- blame: column app/filled/t
ALTER TABLE app.filled ALTER t TYPE text COLLATE "POSIX";

-- mutation: column-collation-own
-- blame: column app/product/name
-- setup: DROP VIEW app.grouped; DROP VIEW app.updatable
ALTER TABLE app.product ALTER name TYPE text COLLATE app.plain;

-- mutation: column-not-null
-- blame: column app/product/room
ALTER TABLE app.product ALTER room SET NOT NULL;

-- mutation: column-not-null-drop
-- blame: column app/product/name
ALTER TABLE app.product ALTER name DROP NOT NULL;

-- mutation: column-not-null-parent
-- blame: column app/animal/legs
ALTER TABLE app.animal ALTER legs SET NOT NULL;

-- mutation: column-not-null-parent-drop
-- blame: column app/animal/name
ALTER TABLE app.animal ALTER name DROP NOT NULL;

-- mutation: column-not-null-child
-- blame: column app/puppy/tag
ALTER TABLE app.puppy ALTER tag SET NOT NULL;

-- mutation: column-not-null-partition
-- blame: column app/event_2024/size
ALTER TABLE app.event_2024 ALTER size SET NOT NULL;

-- mutation: column-not-null-partitioned
-- blame: column app/event/kind
ALTER TABLE app.event ALTER kind SET NOT NULL;

-- mutation: column-default
-- blame: column_default app/product/room
ALTER TABLE app.product ALTER room SET DEFAULT 5;

-- mutation: column-default-change
-- blame: column_default app/account/balance
ALTER TABLE app.account ALTER balance SET DEFAULT 1;

-- mutation: column-default-drop
-- blame: column_default app/account/tags
ALTER TABLE app.account ALTER tags DROP DEFAULT;

-- mutation: column-default-serial-drop
-- blame: column_default app/ticket/id
ALTER TABLE app.ticket ALTER id DROP DEFAULT;

-- mutation: column-default-function
-- blame: column_default app/product/room
ALTER TABLE app.product ALTER room SET DEFAULT app.add(1, 2);

-- mutation: column-default-time
-- blame: column_default app/account/created
ALTER TABLE app.account ALTER created SET DEFAULT CURRENT_TIMESTAMP;

-- mutation: column-default-string
-- blame: column_default app/filled/t
ALTER TABLE app.filled ALTER t SET DEFAULT E'it''s \\ \n ü';

-- mutation: column-default-parent
-- blame: column_default app/animal/legs
ALTER TABLE app.animal ALTER legs SET DEFAULT 4;

-- mutation: column-default-child
-- blame: column_default app/dog/name
ALTER TABLE app.dog ALTER name DROP DEFAULT;

-- mutation: column-default-grandchild
-- blame: column_default app/puppy/name
ALTER TABLE ONLY app.puppy ALTER name SET DEFAULT 'pup';

-- mutation: column-default-partition
-- blame: column_default app/event_2024/kind
ALTER TABLE app.event_2024 ALTER kind SET DEFAULT 'c';

-- mutation: column-default-partitioned
-- blame: column_default app/event/size
ALTER TABLE app.event ALTER size SET DEFAULT 1;

-- mutation: column-default-partitioned-only
-- blame: column_default app/event/kind
ALTER TABLE ONLY app.event ALTER kind SET DEFAULT 'q';

-- mutation: column-default-view
-- blame: column_default app/updatable/name
ALTER VIEW app.updatable ALTER name SET DEFAULT 'other';

-- mutation: column-default-view-drop
-- blame: column_default app/updatable/name
ALTER VIEW app.updatable ALTER name DROP DEFAULT;

-- mutation: column-default-view-add
-- blame: column_default app/names_view/id
ALTER VIEW app.names_view ALTER id SET DEFAULT 1;

-- mutation: column-default-sequence
-- blame: column_default app/product/room
ALTER TABLE app.product ALTER room SET DEFAULT nextval('"Odd Schema"."Odd Seq"');

-- mutation: column-identity-add
-- blame: column app/looped/id
ALTER TABLE app.looped ALTER id ADD GENERATED ALWAYS AS IDENTITY;

-- mutation: column-identity-drop
-- blame: column app/account/id
ALTER TABLE app.account ALTER id DROP IDENTITY;

-- mutation: column-identity-drop-options
-- blame: column app/ident/id
ALTER TABLE app.ident ALTER id DROP IDENTITY;

-- mutation: column-identity-default
-- blame: column app/account/id
ALTER TABLE app.account ALTER id SET GENERATED BY DEFAULT;

-- mutation: column-identity-always
-- blame: column app/ident/id
ALTER TABLE app.ident ALTER id SET GENERATED ALWAYS;

-- mutation: column-expression-drop
-- blame: column app/account/doubled
ALTER TABLE app.account ALTER doubled DROP EXPRESSION;

-- mutation: column-expression
-- blame: column app/account/doubled
-- from: 17
ALTER TABLE app.account ALTER doubled SET EXPRESSION AS (balance * 3);

-- mutation: column-storage
-- blame: column app/account/tags
ALTER TABLE app.account ALTER tags SET STORAGE MAIN;

-- mutation: column-storage-back
-- blame: column app/account/data
ALTER TABLE app.account ALTER data SET STORAGE EXTENDED;

-- mutation: column-storage-partition
-- blame: column app/event_2024/kind
ALTER TABLE ONLY app.event_2024 ALTER kind SET STORAGE PLAIN;

-- mutation: column-storage-matview
-- blame: materialized_view app/totals
ALTER MATERIALIZED VIEW app.totals ALTER s SET STORAGE EXTERNAL;

-- mutation: column-statistics
-- blame: column app/account/nick
ALTER TABLE app.account ALTER nick SET STATISTICS 77;

-- mutation: column-statistics-back
-- blame: column app/account/tags
ALTER TABLE app.account ALTER tags SET STATISTICS -1;

-- mutation: column-statistics-zero
-- blame: column app/account/data
ALTER TABLE app.account ALTER data SET STATISTICS 0;

-- mutation: column-statistics-matview
-- blame: materialized_view app/totals
ALTER MATERIALIZED VIEW app.totals ALTER s SET STATISTICS -1;

-- mutation: column-statistics-matview-add
-- blame: materialized_view app/totals
ALTER MATERIALIZED VIEW app.totals ALTER mood SET STATISTICS 9;

-- mutation: column-options
-- blame: column app/account/nick
ALTER TABLE app.account ALTER nick SET (n_distinct = 5, n_distinct_inherited = 9);

-- mutation: column-options-reset
-- blame: column app/account/nick
ALTER TABLE app.account ALTER nick RESET (n_distinct);

-- mutation: column-options-matview
-- blame: materialized_view app/totals
ALTER MATERIALIZED VIEW app.totals ALTER s SET (n_distinct = 3);

-- mutation: column-compression
-- blame: column app/account/data
ALTER TABLE app.account ALTER data SET COMPRESSION pglz;

-- mutation: column-compression-back
-- blame: column app/account/search
ALTER TABLE app.account ALTER search SET COMPRESSION default;

-- mutation: column-comment
-- blame: comment of column app/account/email
COMMENT ON COLUMN app.account.email IS 'x';

-- mutation: column-comment-drop
-- blame: comment of column app/account/email
COMMENT ON COLUMN app.account.email IS NULL;

-- mutation: column-comment-add
-- blame: comment of column Odd Schema/Odd "Table/ü
COMMENT ON COLUMN "Odd Schema"."Odd ""Table"."ü" IS 'ü';

-- mutation: column-comment-view
-- blame: comment of column app/names_view/nick
COMMENT ON COLUMN app.names_view.nick IS 'x';

-- mutation: column-comment-view-drop
-- blame: comment of column app/names_view/nick
COMMENT ON COLUMN app.names_view.nick IS NULL;

-- mutation: column-comment-matview
-- blame: comment of column app/totals/s
COMMENT ON COLUMN app.totals.s IS 'x';

-- mutation: virtual-add
-- blame: column app/new18/w
-- from: 18
ALTER TABLE app.new18 ADD w integer GENERATED ALWAYS AS (a * 9) VIRTUAL;

-- mutation: virtual-drop
-- blame: column app/new18/v
-- from: 18
ALTER TABLE app.new18 DROP v;

-- mutation: virtual-expression
-- blame: column app/virtual/v
-- from: 18
ALTER TABLE app.virtual ALTER v SET EXPRESSION AS (a + 5);

-- mutation: stored-drop-expression
-- blame: column app/new18/s
-- from: 18
ALTER TABLE app.new18 ALTER s DROP EXPRESSION;
