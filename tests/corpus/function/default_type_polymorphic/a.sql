CREATE FUNCTION f(a anyelement DEFAULT 1) RETURNS int LANGUAGE sql AS $$select 1$$;
