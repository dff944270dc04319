CREATE TYPE public.order_status AS ENUM ('open', 'paid', 'shipped');

CREATE TABLE public.orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES public.profiles (id),
    status public.order_status NOT NULL DEFAULT 'open',
    total numeric(10, 2) NOT NULL CHECK (total >= 0),
    note text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX orders_customer_id_idx ON public.orders (customer_id);
ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own orders" ON public.orders FOR SELECT USING ((SELECT auth.uid()) = customer_id);

CREATE TABLE public.order_lines (
    order_id bigint NOT NULL REFERENCES public.orders (id) ON DELETE CASCADE,
    position integer NOT NULL,
    product text NOT NULL,
    amount integer NOT NULL DEFAULT 1,
    PRIMARY KEY (order_id, position)
);
ALTER TABLE public.order_lines ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own order lines" ON public.order_lines FOR SELECT
    USING (EXISTS (SELECT FROM public.orders o WHERE o.id = order_id AND o.customer_id = (SELECT auth.uid())));
