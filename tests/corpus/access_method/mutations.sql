-- mutation: access-method-create
-- blame: access_method fresh
CREATE ACCESS METHOD fresh TYPE TABLE HANDLER heap_tableam_handler;

-- mutation: access-method-drop
-- blame: access_method mytree
DROP ACCESS METHOD mytree;

-- mutation: access-method-drop-used
-- blame: access_method myheap
DROP ACCESS METHOD myheap CASCADE;

-- mutation: access-method-comment
-- blame: comment of access_method myheap
COMMENT ON ACCESS METHOD myheap IS 'x';

-- mutation: access-method-comment-drop
-- blame: comment of access_method myheap
COMMENT ON ACCESS METHOD myheap IS NULL;
