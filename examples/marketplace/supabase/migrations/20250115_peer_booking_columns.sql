-- Peer bookings: a practitioner books another one and pays with credits.
-- Also holds for sessions that wait for their payment.

ALTER TABLE public.client_sessions
    ADD COLUMN is_peer_booking boolean NOT NULL DEFAULT false,
    ADD COLUMN credit_cost integer NOT NULL DEFAULT 0,
    ADD COLUMN credit_earned integer NOT NULL DEFAULT 0,
    ADD COLUMN credits_settled_at timestamptz,
    ADD COLUMN credits_refunded_at timestamptz,
    ADD COLUMN expires_at timestamptz;

COMMENT ON COLUMN public.client_sessions.is_peer_booking IS
    'Paid with credits by another practitioner.';
COMMENT ON COLUMN public.client_sessions.credit_cost IS 'Credits that the client pays.';
COMMENT ON COLUMN public.client_sessions.credit_earned IS
    'Credits that the practitioner received; 0 until settled.';
COMMENT ON COLUMN public.client_sessions.expires_at IS
    'End of the hold while status is pending_payment; null otherwise.';

ALTER TABLE public.client_sessions
    DROP CONSTRAINT client_sessions_status_check,
    ADD CONSTRAINT client_sessions_status_check CHECK (
        status IN ('pending_payment', 'scheduled', 'confirmed', 'completed', 'cancelled', 'no_show')
    ),
    ADD CONSTRAINT client_sessions_credits_check CHECK (
        credit_cost >= 0 AND credit_earned BETWEEN 0 AND credit_cost
    ),
    ADD CONSTRAINT client_sessions_peer_booking_check CHECK (
        (is_peer_booking AND credit_cost > 0) OR (NOT is_peer_booking AND credit_cost = 0)
    ),
    ADD CONSTRAINT client_sessions_refund_check CHECK (
        credits_refunded_at IS NULL OR credits_settled_at IS NOT NULL
    );

CREATE INDEX client_sessions_peer_bookings_idx
    ON public.client_sessions (practitioner_id, session_date)
    WHERE is_peer_booking;
CREATE INDEX client_sessions_payment_holds_idx
    ON public.client_sessions (expires_at)
    WHERE status = 'pending_payment';

-- Clients can't fix the price of a peer booking: those are made by the API.
DROP POLICY "Clients can request sessions" ON public.client_sessions;
CREATE POLICY "Clients can request sessions" ON public.client_sessions
    FOR INSERT TO authenticated
    WITH CHECK (
        client_id = (SELECT auth.uid())
        AND NOT is_peer_booking
        AND status IN ('scheduled', 'pending_payment')
    );

CREATE FUNCTION public.release_expired_payment_holds()
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    v_released integer;
BEGIN
    UPDATE public.client_sessions
    SET status = 'cancelled', expires_at = NULL
    WHERE status = 'pending_payment' AND expires_at < now();

    GET DIAGNOSTICS v_released = ROW_COUNT;
    RETURN v_released;
END;
$$;

COMMENT ON FUNCTION public.release_expired_payment_holds() IS
    'Cancels sessions whose payment did not come in time; returns how many.';

REVOKE ALL ON FUNCTION public.release_expired_payment_holds() FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.release_expired_payment_holds() TO service_role;
