-- mutation: check-add
-- blame: constraint app/product/heavy
ALTER TABLE app.product ADD CONSTRAINT heavy CHECK (weight > 1.5);

-- mutation: check-add-unnamed
-- blame: constraint app/product/product_check
-- also: constraint app/product
ALTER TABLE app.product ADD CHECK (name ~ '^[a-z]+$' AND room IN (1, 2, 3));

-- mutation: check-add-not-valid
-- blame: constraint app/filled/never
ALTER TABLE app.filled ADD CONSTRAINT never CHECK (a > 100) NOT VALID;

-- mutation: check-add-no-inherit
-- blame: constraint app/animal/alone
ALTER TABLE app.animal ADD CONSTRAINT alone CHECK (legs < 9) NO INHERIT;

-- mutation: check-add-parent
-- blame: constraint app/animal/few
ALTER TABLE app.animal ADD CONSTRAINT few CHECK (legs < 9);

-- mutation: check-add-partitioned
-- blame: constraint app/event/known
ALTER TABLE app.event ADD CONSTRAINT known CHECK (kind <> 'y');

-- mutation: check-add-child
-- blame: constraint app/puppy/young
ALTER TABLE app.puppy ADD CONSTRAINT young CHECK (age < 2);

-- mutation: check-add-enum
-- blame: constraint app/account/glad
ALTER TABLE app.account ADD CONSTRAINT glad CHECK (mood IN ('ok', 'happy'));

-- mutation: check-add-varchar
-- blame: constraint app/account/nicks
ALTER TABLE app.account ADD CONSTRAINT nicks CHECK (nick IN ('a', 'b'));

-- mutation: check-add-whole-row
-- blame: constraint app/filled/whole
ALTER TABLE app.filled ADD CONSTRAINT whole CHECK (filled IS NOT NULL) NOT VALID;

-- mutation: check-drop
-- blame: constraint app/account/account_nick_check
ALTER TABLE app.account DROP CONSTRAINT account_nick_check;

-- mutation: check-drop-no-inherit
-- blame: constraint app/account/account_balance_check
ALTER TABLE app.account DROP CONSTRAINT account_balance_check;

-- mutation: check-drop-parent
-- blame: constraint app/animal/animal_legs_check
ALTER TABLE app.animal DROP CONSTRAINT animal_legs_check;

-- mutation: check-drop-parent-only
-- blame: constraint app/animal/animal_legs_check
ALTER TABLE ONLY app.animal DROP CONSTRAINT animal_legs_check;

-- mutation: check-drop-child
-- blame: constraint app/dog/dog_check
ALTER TABLE app.dog DROP CONSTRAINT dog_check;

-- mutation: check-drop-partitioned
-- blame: constraint app/event/event_size_check
ALTER TABLE app.event DROP CONSTRAINT event_size_check;

-- mutation: check-drop-partition
-- blame: constraint app/event_2024/event_2024_kind
ALTER TABLE app.event_2024 DROP CONSTRAINT event_2024_kind;

-- mutation: check-drop-function
-- blame: constraint app/checked/checked_fn
ALTER TABLE app.checked DROP CONSTRAINT checked_fn;

-- mutation: check-rename
-- blame: constraint app/checked/checked_ab
ALTER TABLE app.checked RENAME CONSTRAINT checked_ab TO checked_ba;

-- mutation: check-rename-parent
-- blame: constraint app/animal/animal_legs_check
ALTER TABLE app.animal RENAME CONSTRAINT animal_legs_check TO legs;

-- mutation: check-rename-partitioned
-- blame: constraint app/event/event_size_check
ALTER TABLE app.event RENAME CONSTRAINT event_size_check TO sized;

-- mutation: check-validate
-- blame: constraint app/orders/orders_quantity_check
ALTER TABLE app.orders VALIDATE CONSTRAINT orders_quantity_check;

-- mutation: check-comment
-- blame: comment of constraint app/account/account_nick_check
COMMENT ON CONSTRAINT account_nick_check ON app.account IS NULL;

-- mutation: check-enforced
-- blame: constraint app/new18/loose_enforced
-- from: 18
ALTER TABLE app.new18 DROP CONSTRAINT loose_enforced;

-- mutation: check-add-not-enforced
-- blame: constraint app/product/lax
-- from: 18
ALTER TABLE app.product ADD CONSTRAINT lax CHECK (room > 1) NOT ENFORCED;

-- mutation: key-add
-- blame: constraint app/log/log_pkey
ALTER TABLE app.log ADD PRIMARY KEY (at);

-- mutation: key-drop
-- blame: constraint app/filled/filled_pkey
ALTER TABLE app.filled DROP CONSTRAINT filled_pkey;

-- mutation: key-drop-cascade
-- blame: constraint app/account/account_pkey
ALTER TABLE app.account DROP CONSTRAINT account_pkey CASCADE;

-- mutation: key-drop-grouped
-- blame: constraint app/product/product_pkey
ALTER TABLE app.product DROP CONSTRAINT product_pkey CASCADE;

-- mutation: key-drop-include
-- blame: constraint app/orders/orders_pkey
ALTER TABLE app.orders DROP CONSTRAINT orders_pkey CASCADE;

-- mutation: key-drop-partitioned
-- blame: constraint app/event/event_pkey
ALTER TABLE app.event DROP CONSTRAINT event_pkey CASCADE;

-- mutation: key-drop-typed
-- blame: constraint app/typed/typed_pkey
ALTER TABLE app.typed DROP CONSTRAINT typed_pkey;

-- mutation: key-rename
-- blame: constraint app/filled/filled_pkey
ALTER TABLE app.filled RENAME CONSTRAINT filled_pkey TO filled_key;

-- mutation: key-rename-index
-- blame: constraint app/account/account_pkey
ALTER INDEX app.account_pkey RENAME TO account_id_key;

-- mutation: key-rename-partitioned
-- blame: constraint app/event/event_pkey
ALTER TABLE app.event RENAME CONSTRAINT event_pkey TO event_key;

-- mutation: key-rename-partition
-- blame: constraint app/event_2024/event_2024_pkey
ALTER TABLE app.event_2024 RENAME CONSTRAINT event_2024_pkey TO key_2024;

-- mutation: key-options
-- blame: constraint app/orders/orders_pkey
ALTER INDEX app.orders_pkey SET (fillfactor = 66);

-- mutation: key-options-reset
-- blame: constraint app/orders/orders_pkey
ALTER INDEX app.orders_pkey RESET (fillfactor);

-- mutation: key-tablespace
-- blame: constraint app/filled/filled_pkey
ALTER INDEX app.filled_pkey SET TABLESPACE mut_space;

-- mutation: key-comment
-- blame: comment of constraint app/filled/filled_pkey
COMMENT ON CONSTRAINT filled_pkey ON app.filled IS 'x';

-- mutation: key-index-comment
-- blame: comment of index app/filled_pkey
-- also: comment of constraint app/filled/filled_pkey
COMMENT ON INDEX app.filled_pkey IS 'x';

-- mutation: key-using-index
-- blame: constraint app/log/log_key
-- setup: CREATE UNIQUE INDEX log_at ON app.log (at)
ALTER TABLE app.log ADD CONSTRAINT log_key PRIMARY KEY USING INDEX log_at;

-- mutation: unique-using-index
-- blame: constraint app/filled/filled_a_idx
ALTER TABLE app.filled ADD UNIQUE USING INDEX filled_a_idx;

-- mutation: unique-add
-- blame: constraint app/product/product_weight_room_price_key
ALTER TABLE app.product ADD UNIQUE (weight, room) INCLUDE (price);

-- mutation: unique-add-nulls
-- blame: constraint app/product/nn
ALTER TABLE app.product ADD CONSTRAINT nn UNIQUE NULLS NOT DISTINCT (weight);

-- mutation: unique-add-deferrable
-- blame: constraint app/filled/dd
ALTER TABLE app.filled ADD CONSTRAINT dd UNIQUE (t) DEFERRABLE;

-- mutation: unique-add-partitioned
-- blame: constraint app/event/once
ALTER TABLE app.event ADD CONSTRAINT once UNIQUE (at, id);

-- mutation: unique-add-partition
-- blame: constraint app/event_2024/single
ALTER TABLE app.event_2024 ADD CONSTRAINT single UNIQUE (size);

-- mutation: unique-drop
-- blame: constraint app/account/account_email_key
ALTER TABLE app.account DROP CONSTRAINT account_email_key;

-- mutation: unique-drop-nulls
-- blame: constraint app/product/product_name_room
ALTER TABLE app.product DROP CONSTRAINT product_name_room;

-- mutation: unique-rename
-- blame: constraint app/orders/orders_note_key
ALTER TABLE app.orders RENAME CONSTRAINT orders_note_key TO note_key;

-- mutation: exclusion-drop
-- blame: constraint app/product/product_during_excl
ALTER TABLE app.product DROP CONSTRAINT product_during_excl;

-- mutation: exclusion-add
-- blame: constraint app/product/apart
ALTER TABLE app.product ADD CONSTRAINT apart EXCLUDE USING btree (room WITH =) INCLUDE (price) WITH (fillfactor = 70) WHERE (price > 3);

-- mutation: exclusion-add-deferred
-- blame: constraint app/product/apart
ALTER TABLE app.product ADD CONSTRAINT apart EXCLUDE USING gist (during WITH -|-) DEFERRABLE INITIALLY DEFERRED;

-- mutation: foreign-add
-- blame: constraint app/product/roomy
ALTER TABLE app.product ADD CONSTRAINT roomy FOREIGN KEY (room) REFERENCES app.looped;

-- mutation: foreign-add-actions
-- blame: constraint app/product/roomy
ALTER TABLE app.product ADD CONSTRAINT roomy FOREIGN KEY (room) REFERENCES app.looped (id) MATCH FULL ON UPDATE SET DEFAULT ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED;

-- mutation: foreign-add-not-valid
-- blame: constraint app/product/roomy
ALTER TABLE app.product ADD CONSTRAINT roomy FOREIGN KEY (room) REFERENCES app.looped NOT VALID;

-- mutation: foreign-add-self
-- blame: constraint app/filled/filled_a_fkey
ALTER TABLE app.filled ADD FOREIGN KEY (a) REFERENCES app.filled;

-- mutation: foreign-add-partitioned
-- blame: constraint app/event/sizes
ALTER TABLE app.event ADD CONSTRAINT sizes FOREIGN KEY (size) REFERENCES app.looped;

-- mutation: foreign-add-partition
-- blame: constraint app/event_2024/sizes
ALTER TABLE app.event_2024 ADD CONSTRAINT sizes FOREIGN KEY (size) REFERENCES app.looped;

-- mutation: foreign-add-set-columns
-- blame: constraint app/parts/more
ALTER TABLE app.parts ADD CONSTRAINT more FOREIGN KEY (a, c) REFERENCES app.orders (id, line) ON DELETE SET DEFAULT (c);

-- mutation: foreign-drop
-- blame: constraint app/orders/orders_account_fkey
ALTER TABLE app.orders DROP CONSTRAINT orders_account_fkey;

-- mutation: foreign-drop-self
-- blame: constraint app/account/account_manager_fkey
ALTER TABLE app.account DROP CONSTRAINT account_manager_fkey;

-- mutation: foreign-drop-partitioned
-- blame: constraint app/watched_events/watched_event_fkey
ALTER TABLE app.watched_events DROP CONSTRAINT watched_event_fkey;

-- mutation: foreign-drop-set
-- blame: constraint app/parts/parts_set
ALTER TABLE app.parts DROP CONSTRAINT parts_set;

-- mutation: foreign-rename
-- blame: constraint app/orders/orders_account_fkey
ALTER TABLE app.orders RENAME CONSTRAINT orders_account_fkey TO of_account;

-- mutation: foreign-validate
-- blame: constraint app/parts/parts_late
ALTER TABLE app.parts VALIDATE CONSTRAINT parts_late;

-- mutation: foreign-deferrable
-- blame: constraint app/orders/orders_product_fkey
ALTER TABLE app.orders ALTER CONSTRAINT orders_product_fkey DEFERRABLE INITIALLY DEFERRED;

-- mutation: foreign-not-deferrable
-- blame: constraint app/orders/orders_account_fkey
ALTER TABLE app.orders ALTER CONSTRAINT orders_account_fkey NOT DEFERRABLE;

-- mutation: foreign-deferred
-- blame: constraint app/orders/orders_account_fkey
ALTER TABLE app.orders ALTER CONSTRAINT orders_account_fkey INITIALLY DEFERRED;

-- mutation: foreign-enforced
-- blame: constraint app/new18/new18_fkey
-- from: 18
ALTER TABLE app.new18 ALTER CONSTRAINT new18_fkey ENFORCED;

-- mutation: foreign-not-enforced
-- blame: constraint app/orders/orders_product_fkey
-- from: 18
ALTER TABLE app.orders ALTER CONSTRAINT orders_product_fkey NOT ENFORCED;

-- mutation: not-null-named-drop
-- blame: column app/new18/named
-- from: 18
ALTER TABLE app.new18 DROP CONSTRAINT must_be;

-- mutation: not-null-named-rename
-- blame: column app/new18/named
-- from: 18
ALTER TABLE app.new18 RENAME CONSTRAINT must_be TO has_to;

-- mutation: not-null-named-add
-- blame: column app/product/room
-- from: 18
ALTER TABLE app.product ADD CONSTRAINT room_there NOT NULL room;

-- mutation: not-null-default-rename
-- blame: column app/product/name
-- from: 18
ALTER TABLE app.product RENAME CONSTRAINT product_name_not_null TO nnn;

-- mutation: not-null-validate
-- blame: column app/new18/loose
-- from: 18
ALTER TABLE app.new18 VALIDATE CONSTRAINT later;

-- mutation: not-null-not-valid-add
-- blame: column app/product/room
-- from: 18
ALTER TABLE app.product ADD CONSTRAINT room_later NOT NULL room NOT VALID;

-- mutation: not-null-no-inherit
-- blame: column app/animal/legs
-- from: 18
ALTER TABLE app.animal ADD CONSTRAINT legs_here NOT NULL legs NO INHERIT;

-- mutation: not-null-inherit
-- blame: column app/animal/legs
-- from: 18
-- setup: ALTER TABLE app.animal ADD CONSTRAINT legs_here NOT NULL legs NO INHERIT
ALTER TABLE app.animal ALTER CONSTRAINT legs_here INHERIT;

-- mutation: not-null-comment
-- blame: comment of column app/new18/named
-- also: comment of constraint app/new18/must_be
-- also: comment of not_null app/new18/must_be
-- from: 18
COMMENT ON CONSTRAINT must_be ON app.new18 IS NULL;

-- mutation: not-null-comment-add
-- blame: comment of column app/product/name
-- also: comment of constraint app/product/product_name_not_null
-- from: 18
COMMENT ON CONSTRAINT product_name_not_null ON app.product IS 'x';

-- mutation: period-drop
-- blame: constraint app/period/period_key
-- from: 18
ALTER TABLE app.period DROP CONSTRAINT period_key CASCADE;

-- mutation: period-foreign-drop
-- blame: constraint app/period_user/period_fkey
-- from: 18
ALTER TABLE app.period_user DROP CONSTRAINT period_fkey;
