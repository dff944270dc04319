-- Pay for a peer booking with credits.

CREATE OR REPLACE FUNCTION public.process_peer_booking_credits(p_session_id uuid)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    v_session public.client_sessions;
    v_transaction_id bigint;
BEGIN
    SELECT * INTO v_session
    FROM public.client_sessions
    WHERE id = p_session_id AND is_peer_booking
    FOR UPDATE;

    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no peer booking %', p_session_id
            USING ERRCODE = 'no_data_found';
    END IF;

    -- The service role has no user id, and may settle any booking.
    IF auth.uid() IS NOT NULL AND auth.uid() IS DISTINCT FROM v_session.client_id THEN
        RAISE EXCEPTION 'only the client can pay for a peer booking'
            USING ERRCODE = 'insufficient_privilege';
    END IF;

    IF v_session.credits_settled_at IS NOT NULL
        OR v_session.status NOT IN ('pending_payment', 'scheduled')
        OR v_session.expires_at < now()
    THEN
        RAISE EXCEPTION 'peer booking % can no longer be paid for', p_session_id
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;

    v_transaction_id := public.credits_transfer(
        v_session.client_id,
        v_session.practitioner_id,
        v_session.credit_cost,
        'peer_booking',
        p_session_id
    );

    UPDATE public.client_sessions
    SET status = 'confirmed',
        credit_earned = credit_cost,
        credits_settled_at = now(),
        expires_at = NULL
    WHERE id = p_session_id;

    RETURN v_transaction_id;
END;
$$;

COMMENT ON FUNCTION public.process_peer_booking_credits(uuid) IS
    'Pays for a peer booking and confirms it; returns the id of the ledger row.';

REVOKE ALL ON FUNCTION public.process_peer_booking_credits(uuid) FROM PUBLIC, anon;
GRANT EXECUTE ON FUNCTION public.process_peer_booking_credits(uuid) TO authenticated, service_role;
