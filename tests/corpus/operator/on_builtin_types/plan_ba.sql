DROP VIEW public.v;
DROP OPERATOR public.+ (text, text);
