-- Practitioners treat each other: requests, the agreed sessions, held slots, and credits.

-- Requests

CREATE TABLE public.treatment_exchange_requests (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    requester_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    recipient_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    requested_session_date date NOT NULL,
    requested_start_time time NOT NULL,
    requested_end_time time,
    duration_minutes integer NOT NULL,
    session_type text,
    requester_notes text,
    recipient_notes text,
    status text NOT NULL DEFAULT 'pending',
    expires_at timestamptz NOT NULL DEFAULT now() + interval '48 hours',
    accepted_at timestamptz,
    declined_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT treatment_exchange_requests_status_check
        CHECK (status IN ('pending', 'accepted', 'declined', 'expired', 'cancelled')),
    CONSTRAINT treatment_exchange_requests_duration_check
        CHECK (duration_minutes BETWEEN 15 AND 480),
    CONSTRAINT treatment_exchange_requests_times_check
        CHECK (requested_end_time > requested_start_time),
    CONSTRAINT treatment_exchange_requests_parties_check
        CHECK (requester_id <> recipient_id)
);

COMMENT ON TABLE public.treatment_exchange_requests IS
    'One practitioner asks another for a treatment, to be returned in kind.';
COMMENT ON COLUMN public.treatment_exchange_requests.expires_at IS
    'An unanswered request expires at this time; see release_expired_slot_holds().';

CREATE INDEX idx_treatment_exchange_requests_requester_id
    ON public.treatment_exchange_requests (requester_id);
CREATE INDEX idx_treatment_exchange_requests_recipient_id
    ON public.treatment_exchange_requests (recipient_id);
CREATE INDEX idx_treatment_exchange_requests_status
    ON public.treatment_exchange_requests (status);
CREATE INDEX idx_treatment_exchange_requests_session_date
    ON public.treatment_exchange_requests (requested_session_date);
CREATE INDEX idx_treatment_exchange_requests_expires_at
    ON public.treatment_exchange_requests (expires_at)
    WHERE status = 'pending';

-- Sessions that came of an accepted request

CREATE TABLE public.mutual_exchange_sessions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    exchange_request_id uuid NOT NULL
        REFERENCES public.treatment_exchange_requests (id) ON DELETE CASCADE,
    practitioner_a_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    practitioner_b_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    session_date date NOT NULL,
    start_time time NOT NULL,
    end_time time NOT NULL,
    session_type text,
    practitioner_a_booked boolean NOT NULL DEFAULT false,
    practitioner_b_booked boolean NOT NULL DEFAULT false,
    credits_exchanged integer NOT NULL DEFAULT 0,
    status text NOT NULL DEFAULT 'scheduled',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT mutual_exchange_sessions_request_key UNIQUE (exchange_request_id),
    CONSTRAINT mutual_exchange_sessions_status_check
        CHECK (status IN ('scheduled', 'in_progress', 'completed', 'cancelled')),
    CONSTRAINT mutual_exchange_sessions_times_check CHECK (end_time > start_time),
    CONSTRAINT mutual_exchange_sessions_credits_check CHECK (credits_exchanged >= 0),
    CONSTRAINT mutual_exchange_sessions_parties_check CHECK (practitioner_a_id <> practitioner_b_id)
);

COMMENT ON TABLE public.mutual_exchange_sessions IS
    'The agreed exchange: practitioner A asked, practitioner B accepted.';
COMMENT ON COLUMN public.mutual_exchange_sessions.practitioner_a_booked IS
    'Whether A has booked the treatment that B owes.';
COMMENT ON COLUMN public.mutual_exchange_sessions.practitioner_b_booked IS
    'Whether B has booked the treatment that A owes in return.';

CREATE INDEX idx_mutual_exchange_sessions_practitioner_a_id
    ON public.mutual_exchange_sessions (practitioner_a_id);
CREATE INDEX idx_mutual_exchange_sessions_practitioner_b_id
    ON public.mutual_exchange_sessions (practitioner_b_id);
CREATE INDEX idx_mutual_exchange_sessions_session_date
    ON public.mutual_exchange_sessions (session_date);
CREATE INDEX idx_mutual_exchange_sessions_status
    ON public.mutual_exchange_sessions (status);

-- Slots kept free while a request is open

CREATE TABLE public.slot_holds (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    practitioner_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    request_id uuid REFERENCES public.treatment_exchange_requests (id) ON DELETE CASCADE,
    session_date date NOT NULL,
    start_time time NOT NULL,
    end_time time NOT NULL,
    status text NOT NULL DEFAULT 'active',
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT slot_holds_status_check CHECK (status IN ('active', 'converted', 'released')),
    CONSTRAINT slot_holds_times_check CHECK (end_time > start_time)
);

COMMENT ON TABLE public.slot_holds IS 'Slots that nobody else can book while a request is open.';
COMMENT ON COLUMN public.slot_holds.status IS
    'active, converted (the request was accepted) or released (declined, cancelled, expired).';

CREATE INDEX idx_slot_holds_practitioner_id ON public.slot_holds (practitioner_id);
CREATE INDEX idx_slot_holds_session_date ON public.slot_holds (session_date);
CREATE INDEX idx_slot_holds_expires_at ON public.slot_holds (expires_at) WHERE status = 'active';
CREATE INDEX idx_slot_holds_request_id ON public.slot_holds (request_id);
CREATE UNIQUE INDEX idx_slot_holds_one_active
    ON public.slot_holds (practitioner_id, session_date, start_time)
    WHERE status = 'active';

CREATE TRIGGER set_treatment_exchange_requests_updated_at
    BEFORE UPDATE ON public.treatment_exchange_requests
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

CREATE TRIGGER set_mutual_exchange_sessions_updated_at
    BEFORE UPDATE ON public.mutual_exchange_sessions
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

CREATE TRIGGER set_slot_holds_updated_at
    BEFORE UPDATE ON public.slot_holds
    FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

-- Row security

ALTER TABLE public.treatment_exchange_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.mutual_exchange_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.slot_holds ENABLE ROW LEVEL SECURITY;

CREATE POLICY "Users can view their own exchange requests" ON public.treatment_exchange_requests
    FOR SELECT TO authenticated
    USING ((SELECT auth.uid()) IN (requester_id, recipient_id));

CREATE POLICY "Users can create exchange requests" ON public.treatment_exchange_requests
    FOR INSERT TO authenticated
    WITH CHECK (requester_id = (SELECT auth.uid()) AND status = 'pending');

CREATE POLICY "Recipients can update exchange requests" ON public.treatment_exchange_requests
    FOR UPDATE TO authenticated
    USING (recipient_id = (SELECT auth.uid()) AND status = 'pending')
    WITH CHECK (recipient_id = (SELECT auth.uid()) AND status IN ('accepted', 'declined'));

CREATE POLICY "Requesters can cancel their own requests" ON public.treatment_exchange_requests
    FOR UPDATE TO authenticated
    USING (requester_id = (SELECT auth.uid()) AND status = 'pending')
    WITH CHECK (requester_id = (SELECT auth.uid()) AND status = 'cancelled');

CREATE POLICY "Participants can view their exchange sessions" ON public.mutual_exchange_sessions
    FOR SELECT TO authenticated
    USING ((SELECT auth.uid()) IN (practitioner_a_id, practitioner_b_id));

CREATE POLICY "Participants can update their exchange sessions" ON public.mutual_exchange_sessions
    FOR UPDATE TO authenticated
    USING ((SELECT auth.uid()) IN (practitioner_a_id, practitioner_b_id))
    WITH CHECK ((SELECT auth.uid()) IN (practitioner_a_id, practitioner_b_id));

CREATE POLICY "Practitioners can view holds on their slots" ON public.slot_holds
    FOR SELECT TO authenticated
    USING (practitioner_id = (SELECT auth.uid()));

CREATE POLICY "Requesters can view holds for their requests" ON public.slot_holds
    FOR SELECT TO authenticated
    USING (
        EXISTS (
            SELECT 1
            FROM public.treatment_exchange_requests AS r
            WHERE r.id = slot_holds.request_id AND r.requester_id = (SELECT auth.uid())
        )
    );

-- Grants. Sessions and holds are made by the API, with the service role.

REVOKE ALL ON TABLE
    public.treatment_exchange_requests, public.mutual_exchange_sessions, public.slot_holds
    FROM anon, authenticated;

GRANT SELECT ON TABLE
    public.treatment_exchange_requests, public.mutual_exchange_sessions, public.slot_holds
    TO authenticated;

GRANT ALL ON TABLE
    public.treatment_exchange_requests, public.mutual_exchange_sessions, public.slot_holds
    TO service_role;

GRANT INSERT ON TABLE public.treatment_exchange_requests TO authenticated;
GRANT UPDATE (status, recipient_notes, accepted_at, declined_at)
    ON TABLE public.treatment_exchange_requests TO authenticated;
GRANT UPDATE (practitioner_a_booked, practitioner_b_booked, status)
    ON TABLE public.mutual_exchange_sessions TO authenticated;

-- Credits

CREATE FUNCTION public.credit_balance()
RETURNS integer
LANGUAGE sql
STABLE
RETURN COALESCE(
    (SELECT b.balance FROM public.credit_balances AS b WHERE b.user_id = auth.uid()),
    0
);

COMMENT ON FUNCTION public.credit_balance() IS 'Credits that the caller can spend.';

REVOKE ALL ON FUNCTION public.credit_balance() FROM PUBLIC, anon;
GRANT EXECUTE ON FUNCTION public.credit_balance() TO authenticated, service_role;

CREATE FUNCTION public.credits_transfer(
    p_from_user_id uuid,
    p_to_user_id uuid,
    p_amount integer,
    p_kind public.credit_transaction_type DEFAULT 'exchange',
    p_session_id uuid DEFAULT NULL,
    p_note text DEFAULT NULL
)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    v_transaction_id bigint;
BEGIN
    IF p_amount IS NULL OR p_amount <= 0 THEN
        RAISE EXCEPTION 'a transfer needs a positive amount, not %', p_amount
            USING ERRCODE = 'invalid_parameter_value';
    END IF;

    INSERT INTO public.credit_balances (user_id)
    VALUES (p_to_user_id)
    ON CONFLICT (user_id) DO NOTHING;

    -- Always in the same order: two opposite transfers must not wait for each other.
    PERFORM 1
    FROM public.credit_balances
    WHERE user_id IN (p_from_user_id, p_to_user_id)
    ORDER BY user_id
    FOR UPDATE;

    UPDATE public.credit_balances
    SET balance = balance - p_amount
    WHERE user_id = p_from_user_id AND balance >= p_amount;

    IF NOT FOUND THEN
        RAISE EXCEPTION 'user % has fewer than % credits', p_from_user_id, p_amount
            USING ERRCODE = 'check_violation';
    END IF;

    UPDATE public.credit_balances
    SET balance = balance + p_amount
    WHERE user_id = p_to_user_id;

    INSERT INTO public.credit_transactions
        (from_user_id, to_user_id, amount, kind, session_id, note)
    VALUES
        (p_from_user_id, p_to_user_id, p_amount, p_kind, p_session_id, p_note)
    RETURNING id INTO v_transaction_id;

    RETURN v_transaction_id;
END;
$$;

COMMENT ON FUNCTION public.credits_transfer(
    uuid, uuid, integer, public.credit_transaction_type, uuid, text
) IS 'Moves credits between two users and returns the id of the ledger row.';

REVOKE ALL ON FUNCTION public.credits_transfer(
    uuid, uuid, integer, public.credit_transaction_type, uuid, text
) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.credits_transfer(
    uuid, uuid, integer, public.credit_transaction_type, uuid, text
) TO service_role;
