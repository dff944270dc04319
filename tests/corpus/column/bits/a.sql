-- Texts and bits become bits of another length, by a cast or by an assignment, whichever there is.
-- keeps: SELECT a::text, b::text, c::text, d FROM public.t

CREATE TABLE t (a text, b bit(3), c bit varying(5), d text);
INSERT INTO t VALUES ('101', B'101', B'10101', 'abc');
