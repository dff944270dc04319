SET search_path = '';
CREATE RULE sel AS
    ON INSERT TO public.log DO  SELECT count(*) AS count
   FROM public.log;
CREATE RULE "Note It's" AS
    ON INSERT TO public.t DO
 NOTIFY "In Serted", 'it''s';
CREATE RULE cond AS
    ON INSERT TO public.t
   WHERE (new.a = 'it''s'::text) DO  INSERT INTO public.log (id)  SELECT l.id
           FROM public.log l
          WHERE (l.id = new.id);
CREATE RULE del AS
    ON DELETE TO public.t DO  INSERT INTO public.log (id)
  VALUES (old.id);
CREATE RULE ins AS
    ON INSERT TO public.v DO INSTEAD  INSERT INTO public.t (id, a)
  VALUES (new.id, new.a)
  RETURNING t.id,
    t.a;
CREATE RULE upd AS
    ON UPDATE TO public.v
   WHERE (old.id <> new.id) DO INSTEAD NOTHING;
CREATE RULE upd2 AS
    ON UPDATE TO public.v DO INSTEAD ( UPDATE public.t SET a = new.a
  WHERE (t.id = old.id);
 INSERT INTO public.log (id)
  VALUES (old.id);
);
COMMENT ON RULE del ON public.t IS 'it''s logged';
RESET search_path;
