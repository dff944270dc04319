CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    NEW.updated_at = now();
    RETURN NEW;
END;
$$;
CREATE TRIGGER orders_touch BEFORE UPDATE ON public.orders FOR EACH ROW EXECUTE FUNCTION public.touch();

CREATE VIEW public.open_orders WITH (security_invoker = on) AS
    SELECT id, customer_id, total FROM public.orders WHERE status = 'open';
