-- mutation: policy-create
-- blame: policy app/product/fresh
CREATE POLICY fresh ON app.product FOR UPDATE TO mut_app USING (room = 1) WITH CHECK (true);

-- mutation: policy-create-restrictive
-- blame: policy app/product/Fresh one
CREATE POLICY "Fresh one" ON app.product AS RESTRICTIVE TO CURRENT_USER;

-- mutation: policy-create-subquery
-- blame: policy app/product/fresh
CREATE POLICY fresh ON app.product FOR SELECT USING (room IN (SELECT id FROM app.looped WHERE next = room));

-- mutation: policy-drop
-- blame: policy app/account/own_rows
DROP POLICY own_rows ON app.account;

-- mutation: policy-drop-restrictive
-- blame: policy app/account/never
DROP POLICY never ON app.account;

-- mutation: policy-drop-joined
-- blame: policy app/orders/joined
DROP POLICY joined ON app.orders;

-- mutation: policy-rename
-- blame: policy app/account/own_rows
ALTER POLICY own_rows ON app.account RENAME TO mine;

-- mutation: policy-using
-- blame: policy app/account/own_rows
ALTER POLICY own_rows ON app.account USING (true);

-- mutation: policy-check
-- blame: policy app/account/insert_rows
ALTER POLICY insert_rows ON app.account WITH CHECK (balance < 200);

-- mutation: policy-check-add
-- blame: policy app/product/everyone
ALTER POLICY everyone ON app.product WITH CHECK (false);

-- mutation: policy-roles
-- blame: policy app/account/own_rows
ALTER POLICY own_rows ON app.account TO mut_alice;

-- mutation: policy-roles-public
-- blame: policy app/account/own_rows
ALTER POLICY own_rows ON app.account TO PUBLIC;

-- mutation: policy-roles-narrow
-- blame: policy app/account/insert_rows
ALTER POLICY insert_rows ON app.account TO mut_app;

-- mutation: policy-comment
-- blame: comment of policy app/account/own_rows
COMMENT ON POLICY own_rows ON app.account IS NULL;

-- mutation: policy-comment-add
-- blame: comment of policy app/account/never
COMMENT ON POLICY never ON app.account IS 'x';
