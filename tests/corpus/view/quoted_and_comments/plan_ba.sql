DROP VIEW public."V v";
CREATE VIEW public."V v" ("A") AS
 SELECT "A"
   FROM public."T.t";
