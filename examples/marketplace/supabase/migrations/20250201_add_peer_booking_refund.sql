-- Give the credits of a cancelled peer booking back.
-- Shares its version with 20250201_create_process_peer_booking_credits.sql and, by its name,
-- runs before it: nothing here may need that file.

ALTER TYPE public.credit_transaction_type ADD VALUE IF NOT EXISTS 'peer_refund' AFTER 'peer_booking';

CREATE OR REPLACE FUNCTION public.process_peer_booking_refund(
    p_session_id uuid,
    p_reason text DEFAULT NULL
)
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

    -- The service role has no user id, and may refund any booking.
    IF auth.uid() IS DISTINCT FROM v_session.client_id
        AND auth.uid() IS DISTINCT FROM v_session.practitioner_id
        AND auth.uid() IS NOT NULL
    THEN
        RAISE EXCEPTION 'only the two participants can cancel a peer booking'
            USING ERRCODE = 'insufficient_privilege';
    END IF;

    IF v_session.status IN ('completed', 'no_show')
        OR v_session.credits_settled_at IS NULL
        OR v_session.credits_refunded_at IS NOT NULL
    THEN
        RAISE EXCEPTION 'peer booking % has no credits to give back', p_session_id
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;

    v_transaction_id := public.credits_transfer(
        v_session.practitioner_id,
        v_session.client_id,
        v_session.credit_earned,
        'peer_refund',
        p_session_id,
        p_reason
    );

    UPDATE public.client_sessions
    SET status = 'cancelled', credits_refunded_at = now()
    WHERE id = p_session_id;

    RETURN v_transaction_id;
END;
$$;

COMMENT ON FUNCTION public.process_peer_booking_refund(uuid, text) IS
    'Cancels a settled peer booking and gives its credits back; returns the id of the ledger row.';

REVOKE ALL ON FUNCTION public.process_peer_booking_refund(uuid, text) FROM PUBLIC, anon;
GRANT EXECUTE ON FUNCTION public.process_peer_booking_refund(uuid, text) TO authenticated, service_role;
