-- mutation: rls-enable
-- blame: row_security app/product
ALTER TABLE app.product ENABLE ROW LEVEL SECURITY;

-- mutation: rls-disable
-- blame: row_security app/account
ALTER TABLE app.account DISABLE ROW LEVEL SECURITY;

-- mutation: rls-force
-- blame: row_security app/account
ALTER TABLE app.account FORCE ROW LEVEL SECURITY;

-- mutation: rls-no-force
-- blame: row_security app/orders
ALTER TABLE app.orders NO FORCE ROW LEVEL SECURITY;

-- mutation: rls-disable-forced
-- blame: row_security app/orders
ALTER TABLE app.orders DISABLE ROW LEVEL SECURITY;

-- mutation: rls-enable-partition
-- blame: row_security app/event_2024
ALTER TABLE app.event_2024 ENABLE ROW LEVEL SECURITY;
