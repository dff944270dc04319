DROP ACCESS METHOD gone;
DROP ACCESS METHOD kind_changes;
CREATE ACCESS METHOD "Heap 2" TYPE TABLE HANDLER heap_tableam_handler;
CREATE ACCESS METHOD gist2 TYPE INDEX HANDLER gisthandler;
CREATE ACCESS METHOD kind_changes TYPE INDEX HANDLER bthandler;
CREATE OPERATOR FAMILY public.box2 USING gist2;
ALTER OPERATOR FAMILY public.box2 USING gist2 ADD OPERATOR 1 pg_catalog.<<(box, box), OPERATOR 3 pg_catalog.&&(box, box);
CREATE OPERATOR CLASS public.box2 DEFAULT FOR TYPE box USING gist2 FAMILY public.box2 AS
    FUNCTION 1 (box, box) gist_box_consistent(internal,box,smallint,oid,internal),
    FUNCTION 2 (box, box) gist_box_union(internal,internal),
    FUNCTION 5 (box, box) gist_box_penalty(internal,internal,internal),
    FUNCTION 6 (box, box) gist_box_picksplit(internal,internal),
    FUNCTION 7 (box, box) gist_box_same(box,box,internal);
CREATE TABLE public.t (
    b box
) USING "Heap 2";
CREATE INDEX t_b ON public.t USING gist2 (b);
COMMENT ON ACCESS METHOD gist2 IS 'it''s two';
