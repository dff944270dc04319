CREATE FUNCTION f(a anyelement DEFAULT 'x'::text) RETURNS int LANGUAGE sql AS $$select 1$$;
