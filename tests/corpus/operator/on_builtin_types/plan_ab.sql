CREATE OPERATOR public.+ (FUNCTION = public.plus, LEFTARG = text, RIGHTARG = text);
CREATE VIEW public.v (ab) AS
 SELECT ('a'::text OPERATOR(public.+) 'b'::text) AS ab;
ALTER OPERATOR public.+ (text, text) OWNER TO corpus_alice;
