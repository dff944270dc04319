-- People, practitioners, sessions, payments, credits and notifications.

CREATE TYPE public.user_role AS ENUM ('client', 'practitioner', 'admin');

CREATE TYPE public.credit_transaction_type AS ENUM (
    'signup_bonus',
    'peer_booking',
    'exchange',
    'adjustment'
);

-- Tables

CREATE TABLE public.users (
    id uuid PRIMARY KEY REFERENCES auth.users (id) ON DELETE CASCADE,
    email text,
    full_name text NOT NULL DEFAULT '',
    role public.user_role NOT NULL DEFAULT 'client',
    avatar_url text,
    timezone text NOT NULL DEFAULT 'UTC',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE public.users IS 'Profile of every account; one row for each row of auth.users.';
COMMENT ON COLUMN public.users.timezone IS 'IANA name, for example Europe/Berlin.';

CREATE UNIQUE INDEX users_email_lower_key ON public.users (lower(email));

CREATE TABLE public.practitioners (
    user_id uuid PRIMARY KEY REFERENCES public.users (id) ON DELETE CASCADE,
    display_name text NOT NULL,
    bio text,
    specialties text[] NOT NULL DEFAULT '{}',
    hourly_rate_cents integer NOT NULL DEFAULT 0,
    currency text NOT NULL DEFAULT 'EUR',
    rating numeric(2, 1),
    accepts_exchange boolean NOT NULL DEFAULT false,
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT practitioners_display_name_check CHECK (length(btrim(display_name)) > 0),
    CONSTRAINT practitioners_hourly_rate_check CHECK (hourly_rate_cents >= 0),
    CONSTRAINT practitioners_currency_check CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT practitioners_rating_check CHECK (rating BETWEEN 1 AND 5)
);

COMMENT ON TABLE public.practitioners IS 'Users who offer treatments; the public part of their profile.';
COMMENT ON COLUMN public.practitioners.accepts_exchange IS
    'Whether other practitioners may propose a treatment exchange.';

CREATE INDEX practitioners_specialties_idx ON public.practitioners USING gin (specialties);
CREATE INDEX practitioners_open_to_exchange_idx ON public.practitioners (rating DESC NULLS LAST)
    WHERE is_active AND accepts_exchange;

CREATE TABLE public.client_sessions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    practitioner_id uuid NOT NULL REFERENCES public.practitioners (user_id) ON DELETE RESTRICT,
    client_id uuid REFERENCES public.users (id) ON DELETE SET NULL,
    client_name text NOT NULL,
    client_email text,
    session_date date NOT NULL,
    start_time time NOT NULL,
    duration_minutes integer NOT NULL DEFAULT 60,
    session_type text NOT NULL,
    status text NOT NULL DEFAULT 'scheduled',
    price_cents integer NOT NULL DEFAULT 0,
    notes text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT client_sessions_duration_check CHECK (duration_minutes BETWEEN 15 AND 480),
    CONSTRAINT client_sessions_price_check CHECK (price_cents >= 0),
    CONSTRAINT client_sessions_status_check
        CHECK (status IN ('scheduled', 'confirmed', 'completed', 'cancelled', 'no_show'))
);

COMMENT ON TABLE public.client_sessions IS 'A treatment that a practitioner gives to a client.';
COMMENT ON COLUMN public.client_sessions.client_id IS 'Null for guests, and after the client has left.';

CREATE INDEX client_sessions_practitioner_date_idx
    ON public.client_sessions (practitioner_id, session_date, start_time);
CREATE INDEX client_sessions_client_idx ON public.client_sessions (client_id)
    WHERE client_id IS NOT NULL;

CREATE TABLE public.payments (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    session_id uuid REFERENCES public.client_sessions (id) ON DELETE SET NULL,
    payer_id uuid NOT NULL REFERENCES public.users (id) ON DELETE RESTRICT,
    amount_cents integer NOT NULL CHECK (amount_cents > 0),
    currency text NOT NULL DEFAULT 'EUR' CHECK (currency ~ '^[A-Z]{3}$'),
    provider text NOT NULL DEFAULT 'stripe',
    provider_payment_id text NOT NULL,
    status text NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'succeeded', 'failed', 'refunded')),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT payments_provider_payment_key UNIQUE (provider, provider_payment_id)
);

COMMENT ON TABLE public.payments IS 'Money that moved; written by the payment webhook only.';

CREATE INDEX payments_session_idx ON public.payments (session_id);
CREATE INDEX payments_payer_idx ON public.payments (payer_id, created_at DESC);

CREATE TABLE public.credit_balances (
    user_id uuid PRIMARY KEY REFERENCES public.users (id) ON DELETE CASCADE,
    balance integer NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT credit_balances_not_negative CHECK (balance >= 0)
);

COMMENT ON TABLE public.credit_balances IS 'Credits a user can spend on treatments by peers.';

CREATE TABLE public.credit_transactions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    from_user_id uuid REFERENCES public.users (id) ON DELETE SET NULL,
    to_user_id uuid REFERENCES public.users (id) ON DELETE SET NULL,
    amount integer NOT NULL,
    kind public.credit_transaction_type NOT NULL,
    session_id uuid REFERENCES public.client_sessions (id) ON DELETE SET NULL,
    note text,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT credit_transactions_amount_check CHECK (amount > 0),
    CONSTRAINT credit_transactions_parties_check CHECK (from_user_id <> to_user_id)
);

COMMENT ON TABLE public.credit_transactions IS 'Ledger of all credit movements; rows are never changed.';
COMMENT ON COLUMN public.credit_transactions.from_user_id IS 'Null when the platform grants the credits.';

CREATE INDEX credit_transactions_from_idx ON public.credit_transactions (from_user_id, created_at DESC);
CREATE INDEX credit_transactions_to_idx ON public.credit_transactions (to_user_id, created_at DESC);
CREATE INDEX credit_transactions_session_idx ON public.credit_transactions (session_id)
    WHERE session_id IS NOT NULL;

CREATE TABLE public.notifications (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    kind text NOT NULL,
    title text NOT NULL,
    body text,
    data jsonb NOT NULL DEFAULT '{}'::jsonb,
    read_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT notifications_kind_check CHECK (kind IN ('booking', 'payment', 'system')),
    CONSTRAINT notifications_data_check CHECK (jsonb_typeof(data) = 'object')
);

COMMENT ON TABLE public.notifications IS 'Messages that the app shows to one user.';

CREATE INDEX notifications_unread_idx ON public.notifications (user_id, created_at DESC)
    WHERE read_at IS NULL;

-- Functions and triggers

CREATE FUNCTION public.set_updated_at()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = ''
AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END;
$$;

COMMENT ON FUNCTION public.set_updated_at() IS 'Row trigger: stamps updated_at.';

-- The role is never taken from raw_user_meta_data: whoever signs up writes that themselves.
CREATE FUNCTION public.handle_new_user()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    INSERT INTO public.users (id, email, full_name)
    VALUES (NEW.id, NEW.email, COALESCE(NEW.raw_user_meta_data ->> 'full_name', ''))
    ON CONFLICT (id) DO NOTHING;

    INSERT INTO public.credit_balances (user_id)
    VALUES (NEW.id)
    ON CONFLICT (user_id) DO NOTHING;

    RETURN NEW;
END;
$$;

COMMENT ON FUNCTION public.handle_new_user() IS
    'Row trigger on auth.users: makes the profile and an empty credit balance.';

REVOKE ALL ON FUNCTION public.handle_new_user() FROM PUBLIC, anon, authenticated;

CREATE TRIGGER on_auth_user_created
    AFTER INSERT ON auth.users
    FOR EACH ROW EXECUTE FUNCTION public.handle_new_user();

DO $$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY[
        'users', 'practitioners', 'client_sessions', 'payments', 'credit_balances'
    ]
    LOOP
        EXECUTE format(
            'CREATE TRIGGER %I BEFORE UPDATE ON public.%I '
            'FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()',
            'set_' || v_table || '_updated_at', v_table
        );
    END LOOP;
END;
$$;

-- Row security and grants: nothing for anon, reading for authenticated, then what each table needs.

DO $$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY[
        'users', 'practitioners', 'client_sessions', 'payments',
        'credit_balances', 'credit_transactions', 'notifications'
    ]
    LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', v_table);
        EXECUTE format('REVOKE ALL ON TABLE public.%I FROM anon, authenticated', v_table);
        EXECUTE format('GRANT SELECT ON TABLE public.%I TO authenticated', v_table);
        EXECUTE format('GRANT ALL ON TABLE public.%I TO service_role', v_table);
    END LOOP;
END;
$$;

GRANT UPDATE (full_name, avatar_url, timezone) ON TABLE public.users TO authenticated;
GRANT SELECT ON TABLE public.practitioners TO anon;
GRANT INSERT, UPDATE ON TABLE public.practitioners TO authenticated;
GRANT INSERT ON TABLE public.client_sessions TO authenticated;
GRANT UPDATE (session_date, start_time, duration_minutes, status, notes)
    ON TABLE public.client_sessions TO authenticated;
GRANT UPDATE (read_at) ON TABLE public.notifications TO authenticated;

CREATE POLICY "Users can view their own profile" ON public.users
    FOR SELECT TO authenticated
    USING (id = (SELECT auth.uid()));

CREATE POLICY "Users can update their own profile" ON public.users
    FOR UPDATE TO authenticated
    USING (id = (SELECT auth.uid()))
    WITH CHECK (id = (SELECT auth.uid()));

CREATE POLICY "Active practitioners are public" ON public.practitioners
    FOR SELECT TO anon, authenticated
    USING (is_active);

CREATE POLICY "Practitioners can manage their own profile" ON public.practitioners
    FOR ALL TO authenticated
    USING (user_id = (SELECT auth.uid()))
    WITH CHECK (user_id = (SELECT auth.uid()));

CREATE POLICY "Participants can view their sessions" ON public.client_sessions
    FOR SELECT TO authenticated
    USING ((SELECT auth.uid()) IN (client_id, practitioner_id));

CREATE POLICY "Clients can request sessions" ON public.client_sessions
    FOR INSERT TO authenticated
    WITH CHECK (client_id = (SELECT auth.uid()) AND status = 'scheduled');

CREATE POLICY "Practitioners can update their sessions" ON public.client_sessions
    FOR UPDATE TO authenticated
    USING (practitioner_id = (SELECT auth.uid()))
    WITH CHECK (practitioner_id = (SELECT auth.uid()));

CREATE POLICY "Payers can view their payments" ON public.payments
    FOR SELECT TO authenticated
    USING (payer_id = (SELECT auth.uid()));

CREATE POLICY "Users can view their own credit balance" ON public.credit_balances
    FOR SELECT TO authenticated
    USING (user_id = (SELECT auth.uid()));

CREATE POLICY "Users can view their own credit transactions" ON public.credit_transactions
    FOR SELECT TO authenticated
    USING ((SELECT auth.uid()) IN (from_user_id, to_user_id));

CREATE POLICY "Users can view their own notifications" ON public.notifications
    FOR SELECT TO authenticated
    USING (user_id = (SELECT auth.uid()));

CREATE POLICY "Users can mark their own notifications" ON public.notifications
    FOR UPDATE TO authenticated
    USING (user_id = (SELECT auth.uid()))
    WITH CHECK (user_id = (SELECT auth.uid()));

-- What visitors see

CREATE VIEW public.practitioner_directory
WITH (security_invoker = true) AS
SELECT
    p.user_id,
    p.display_name,
    p.bio,
    p.specialties,
    round(p.hourly_rate_cents / 100.0, 2) AS hourly_rate,
    p.currency,
    p.rating,
    p.accepts_exchange
FROM public.practitioners AS p
WHERE p.is_active;

COMMENT ON VIEW public.practitioner_directory IS 'Search page: active practitioners, with the reader''s rights.';

REVOKE ALL ON TABLE public.practitioner_directory FROM anon, authenticated;
GRANT SELECT ON TABLE public.practitioner_directory TO anon, authenticated, service_role;
