CREATE ACCESS METHOD "Heap 2" TYPE TABLE HANDLER heap_tableam_handler;
CREATE ACCESS METHOD gist2 TYPE INDEX HANDLER gisthandler;
CREATE ACCESS METHOD kind_changes TYPE INDEX HANDLER bthandler;
CREATE OPERATOR CLASS box2 DEFAULT FOR TYPE box USING gist2 AS OPERATOR 1 <<, OPERATOR 3 &&, FUNCTION 1 gist_box_consistent(internal, box, smallint, oid, internal), FUNCTION 2 gist_box_union(internal, internal), FUNCTION 5 gist_box_penalty(internal, internal, internal), FUNCTION 6 gist_box_picksplit(internal, internal), FUNCTION 7 gist_box_same(box, box, internal);
CREATE TABLE t (b box) USING "Heap 2";
CREATE INDEX t_b ON t USING gist2 (b);
COMMENT ON ACCESS METHOD gist2 IS 'it''s two';
