-- Texts and bits become bits of another length, by a cast or by an assignment, whichever there is.
-- keeps: SELECT a::text, b::text, c::text, d FROM public.t

CREATE TABLE t (a bit(3), b bit varying(3), c bit varying(9), d character varying(3));
INSERT INTO t VALUES (B'101', B'101', B'10101', 'abc');
