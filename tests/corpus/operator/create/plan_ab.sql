CREATE OPERATOR "S s".<<< (FUNCTION = public.c_lt, LEFTARG = public.c, RIGHTARG = public.c, COMMUTATOR = OPERATOR("S s".>>>));
CREATE OPERATOR "S s".>>> (FUNCTION = public.c_gt, LEFTARG = public.c, RIGHTARG = public.c, COMMUTATOR = OPERATOR("S s".<<<));
CREATE OPERATOR public.!== (FUNCTION = public.c_ne, LEFTARG = public.c, RIGHTARG = public.c, COMMUTATOR = OPERATOR(public.!==), NEGATOR = OPERATOR(public.==), RESTRICT = neqsel, JOIN = neqjoinsel);
CREATE OPERATOR public.#- (FUNCTION = public.c_neg, RIGHTARG = public.c);
CREATE OPERATOR public.== (FUNCTION = public.c_eq, LEFTARG = public.c, RIGHTARG = public.c, COMMUTATOR = OPERATOR(public.==), NEGATOR = OPERATOR(public.!==), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR public.== (public.c, public.c) IS 'it''s equal';
