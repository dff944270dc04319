-- Bookings that visitors make and pay for on the public marketplace.

CREATE TABLE public.marketplace_bookings (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    practitioner_id uuid NOT NULL REFERENCES public.practitioners (user_id) ON DELETE RESTRICT,
    client_id uuid NOT NULL REFERENCES public.users (id) ON DELETE RESTRICT,
    client_session_id uuid REFERENCES public.client_sessions (id) ON DELETE SET NULL,
    service_name text NOT NULL CHECK (length(btrim(service_name)) > 0),
    session_date date NOT NULL,
    start_time time NOT NULL,
    duration_minutes integer NOT NULL DEFAULT 60 CHECK (duration_minutes BETWEEN 15 AND 480),
    price_cents integer NOT NULL,
    platform_fee_cents integer NOT NULL DEFAULT 0,
    payout_cents integer GENERATED ALWAYS AS (price_cents - platform_fee_cents) STORED,
    currency text NOT NULL DEFAULT 'EUR' CHECK (currency ~ '^[A-Z]{3}$'),
    payment_intent_id text,
    status text NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'confirmed', 'completed', 'cancelled', 'refunded')),
    cancelled_at timestamptz,
    cancellation_reason text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT marketplace_bookings_price_check
        CHECK (price_cents >= 0 AND platform_fee_cents BETWEEN 0 AND price_cents),
    CONSTRAINT marketplace_bookings_parties_check CHECK (client_id <> practitioner_id),
    CONSTRAINT marketplace_bookings_cancellation_check
        CHECK ((cancelled_at IS NOT NULL) = (status IN ('cancelled', 'refunded')))
);

COMMENT ON TABLE public.marketplace_bookings IS
    'A booking made on the marketplace; it becomes a client session once it is confirmed.';
COMMENT ON COLUMN public.marketplace_bookings.client_session_id IS
    'The session that the booking became; null until then.';
COMMENT ON COLUMN public.marketplace_bookings.payout_cents IS
    'What the practitioner receives: the price less the fee.';

CREATE UNIQUE INDEX marketplace_bookings_payment_intent_key
    ON public.marketplace_bookings (payment_intent_id)
    WHERE payment_intent_id IS NOT NULL;
CREATE UNIQUE INDEX marketplace_bookings_one_for_a_slot_key
    ON public.marketplace_bookings (practitioner_id, session_date, start_time)
    WHERE status IN ('pending', 'confirmed');
CREATE INDEX marketplace_bookings_client_idx
    ON public.marketplace_bookings (client_id, session_date DESC);
CREATE INDEX marketplace_bookings_session_idx
    ON public.marketplace_bookings (client_session_id);

CREATE TRIGGER set_marketplace_bookings_updated_at
    BEFORE UPDATE ON public.marketplace_bookings
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

ALTER TABLE public.marketplace_bookings ENABLE ROW LEVEL SECURITY;

CREATE POLICY "Participants can view their marketplace bookings" ON public.marketplace_bookings
    FOR SELECT TO authenticated
    USING ((SELECT auth.uid()) IN (client_id, practitioner_id));

CREATE POLICY "Practitioners can update their marketplace bookings" ON public.marketplace_bookings
    FOR UPDATE TO authenticated
    USING (practitioner_id = (SELECT auth.uid()))
    WITH CHECK (practitioner_id = (SELECT auth.uid()));

COMMENT ON POLICY "Practitioners can update their marketplace bookings" ON public.marketplace_bookings
    IS 'The columns are limited by grants; clients go through the API.';

REVOKE ALL ON TABLE public.marketplace_bookings FROM anon, authenticated;
GRANT SELECT ON TABLE public.marketplace_bookings TO authenticated;
GRANT UPDATE (status, cancelled_at, cancellation_reason)
    ON TABLE public.marketplace_bookings TO authenticated;
GRANT ALL ON TABLE public.marketplace_bookings TO service_role;

-- A confirmed booking becomes a session.

CREATE FUNCTION public.confirm_marketplace_booking(p_booking_id uuid, p_payment_intent_id text)
RETURNS uuid
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    v_booking public.marketplace_bookings;
    v_session_id uuid;
BEGIN
    SELECT * INTO v_booking
    FROM public.marketplace_bookings
    WHERE id = p_booking_id
    FOR UPDATE;

    IF NOT FOUND OR v_booking.status <> 'pending' THEN
        RAISE EXCEPTION 'booking % is not pending', p_booking_id
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;

    INSERT INTO public.client_sessions (
        practitioner_id, client_id, client_name, client_email,
        session_date, start_time, duration_minutes, session_type, status, price_cents
    )
    SELECT
        v_booking.practitioner_id, u.id, u.full_name, u.email,
        v_booking.session_date, v_booking.start_time, v_booking.duration_minutes,
        v_booking.service_name, 'confirmed', v_booking.price_cents
    FROM public.users AS u
    WHERE u.id = v_booking.client_id
    RETURNING id INTO v_session_id;

    UPDATE public.marketplace_bookings
    SET status = 'confirmed',
        payment_intent_id = p_payment_intent_id,
        client_session_id = v_session_id
    WHERE id = p_booking_id;

    RETURN v_session_id;
END;
$$;

COMMENT ON FUNCTION public.confirm_marketplace_booking(uuid, text) IS
    'Called by the payment webhook; returns the id of the new session.';

REVOKE ALL ON FUNCTION public.confirm_marketplace_booking(uuid, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.confirm_marketplace_booking(uuid, text) TO service_role;

-- Both sorts of bookings in one list

CREATE VIEW public.booking_overview
WITH (security_invoker = true) AS
SELECT
    s.id,
    CASE WHEN s.is_peer_booking THEN 'peer' ELSE 'session' END AS source,
    s.practitioner_id,
    s.client_id,
    s.session_type AS title,
    s.session_date + s.start_time AS starts_at,
    s.session_date + s.start_time + make_interval(mins => s.duration_minutes) AS ends_at,
    s.status
FROM public.client_sessions AS s
UNION ALL
SELECT
    b.id,
    'marketplace' AS source,
    b.practitioner_id,
    b.client_id,
    b.service_name AS title,
    b.session_date + b.start_time AS starts_at,
    b.session_date + b.start_time + make_interval(mins => b.duration_minutes) AS ends_at,
    b.status
FROM public.marketplace_bookings AS b
WHERE b.client_session_id IS NULL;

COMMENT ON VIEW public.booking_overview IS
    'Sessions, and marketplace bookings that are not sessions yet, with the reader''s rights.';

REVOKE ALL ON TABLE public.booking_overview FROM anon, authenticated;
GRANT SELECT ON TABLE public.booking_overview TO authenticated, service_role;
