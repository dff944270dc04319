SET search_path = '';
CREATE VIEW public.joined (id, l, r) AS
 SELECT id,
    l.name AS l,
    r.name AS r
   FROM (public.emp l
     FULL JOIN public.emp r USING (id))
  ORDER BY id
 OFFSET 2
 LIMIT 5;
CREATE VIEW public.named (a, "B c", "say ""x""") AS
 SELECT id AS a,
    name AS "B c",
    pay AS "say ""x"""
   FROM public.emp;
CREATE VIEW public.no_columns AS
 SELECT
   FROM public.emp;
CREATE VIEW public.ord (v, ordinality) AS
 SELECT v,
    ordinality
   FROM unnest(ARRAY['a'::text, 'b'::text]) WITH ORDINALITY u(v, ordinality);
CREATE VIEW public.plain (id, name) AS
 SELECT id,
    name
   FROM public.emp
  WHERE (pay > (10)::numeric);
CREATE VIEW public.sets (boss, name, n, g) AS
 SELECT boss,
    name,
    count(*) AS n,
    GROUPING(boss) AS g
   FROM public.emp
  GROUP BY GROUPING SETS ((boss), (name), ())
 HAVING (count(*) > 1);
CREATE VIEW public.tree (id, depth) AS
 WITH RECURSIVE tree(id, depth) AS (
         SELECT emp.id,
            1 AS "?column?"
           FROM public.emp
          WHERE (emp.boss IS NULL)
        UNION ALL
         SELECT e.id,
            (t.depth + 1)
           FROM (public.emp e
             JOIN tree t ON ((e.boss = t.id)))
        )
 SELECT id,
    depth
   FROM tree;
CREATE VIEW public.vals (column1, column2) AS
 VALUES (1,'one'::text), (2,'it''s two'::text);
CREATE VIEW public.windowed (id, r, s) AS
 SELECT id,
    rank() OVER w AS r,
    sum(pay) FILTER (WHERE (pay > (0)::numeric)) OVER (PARTITION BY boss ORDER BY hired ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s
   FROM public.emp
  WINDOW w AS (ORDER BY pay DESC);
CREATE VIEW public.with_cte (id, n) AS
 WITH big AS MATERIALIZED (
         SELECT emp.id,
            emp.boss,
            emp.name,
            emp.pay,
            emp.hired
           FROM public.emp
          WHERE (emp.pay > (100)::numeric)
        )
 SELECT big.id,
    x.n
   FROM big,
    LATERAL ( SELECT count(*) AS n
           FROM public.emp e
          WHERE (e.boss = big.id)) x;
RESET search_path;
