CREATE TABLE emp (id integer PRIMARY KEY, boss integer, name text, pay numeric, hired date);

CREATE VIEW plain AS SELECT id, name FROM emp WHERE pay > 10;
CREATE VIEW named (a, "B c", "say ""x""") AS SELECT id, name, pay FROM emp;
CREATE RECURSIVE VIEW tree (id, depth) AS SELECT id, 1 FROM emp WHERE boss IS NULL UNION ALL SELECT e.id, t.depth + 1 FROM emp e JOIN tree t ON e.boss = t.id;
CREATE VIEW windowed AS SELECT id, rank() OVER w AS r, sum(pay) FILTER (WHERE pay > 0) OVER (PARTITION BY boss ORDER BY hired ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s FROM emp WINDOW w AS (ORDER BY pay DESC);
CREATE VIEW sets AS SELECT boss, name, count(*) AS n, grouping(boss) AS g FROM emp GROUP BY GROUPING SETS ((boss), (name), ()) HAVING count(*) > 1;
CREATE VIEW with_cte AS WITH big AS MATERIALIZED (SELECT * FROM emp WHERE pay > 100) SELECT big.id, x.n FROM big, LATERAL (SELECT count(*) AS n FROM emp e WHERE e.boss = big.id) x;
CREATE VIEW vals AS VALUES (1, 'one'), (2, 'it''s two');
CREATE VIEW ord AS SELECT u.v, u.ordinality FROM unnest(ARRAY['a', 'b']) WITH ORDINALITY u(v);
CREATE VIEW joined AS SELECT id, l.name AS l, r.name AS r FROM emp l FULL JOIN emp r USING (id) ORDER BY 1 LIMIT 5 OFFSET 2;
CREATE VIEW no_columns AS SELECT FROM emp;
