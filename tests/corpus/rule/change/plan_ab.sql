SET search_path = '';
DROP RULE moved ON public.t;
CREATE OR REPLACE RULE action AS
    ON DELETE TO public.t DO  INSERT INTO public.log (id)
  VALUES (2);
CREATE OR REPLACE RULE cond AS
    ON UPDATE TO public.t
   WHERE (new.id = 2) DO INSTEAD NOTHING;
CREATE OR REPLACE RULE event AS
    ON UPDATE TO public.t DO INSTEAD NOTHING;
CREATE OR REPLACE RULE instead AS
    ON UPDATE TO public.t DO INSTEAD  INSERT INTO public.log (id)
  VALUES (1);
CREATE RULE moved AS
    ON UPDATE TO public.u DO  INSERT INTO public.log (id)
  VALUES (5);
RESET search_path;
