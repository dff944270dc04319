-- Calendar sync: connected calendars, weekly availability, and the events of both sides.

-- 1. Connections to calendar providers

CREATE TABLE IF NOT EXISTS public.calendar_sync_configs (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES auth.users (id) ON DELETE CASCADE,
    provider text NOT NULL CHECK (provider IN ('google', 'outlook', 'apple', 'ical')),
    enabled boolean NOT NULL DEFAULT false,
    sync_interval integer NOT NULL DEFAULT 30 CHECK (sync_interval >= 5),
    last_sync timestamptz,
    calendar_id text,
    access_token text,
    refresh_token text,
    token_expires_at timestamptz,
    sync_direction text NOT NULL DEFAULT 'two-way'
        CHECK (sync_direction IN ('two-way', 'import', 'export')),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE public.calendar_sync_configs IS 'One connected calendar for each user and provider.';
COMMENT ON COLUMN public.calendar_sync_configs.sync_interval IS 'Minutes between two synchronisations.';
COMMENT ON COLUMN public.calendar_sync_configs.access_token IS 'Encrypted by the application.';
COMMENT ON COLUMN public.calendar_sync_configs.refresh_token IS 'Encrypted by the application.';

CREATE UNIQUE INDEX IF NOT EXISTS idx_calendar_sync_configs_user_provider
    ON public.calendar_sync_configs (user_id, provider);
CREATE INDEX IF NOT EXISTS idx_calendar_sync_configs_user_id
    ON public.calendar_sync_configs (user_id);

-- 2. Weekly availability

CREATE TABLE IF NOT EXISTS public.practitioner_availability (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES auth.users (id) ON DELETE CASCADE,
    day_of_week smallint NOT NULL CHECK (day_of_week BETWEEN 0 AND 6),
    start_time time NOT NULL,
    end_time time NOT NULL,
    timezone text NOT NULL DEFAULT 'UTC',
    is_available boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT practitioner_availability_times_check CHECK (end_time > start_time),
    CONSTRAINT practitioner_availability_slot_key UNIQUE (user_id, day_of_week, start_time)
);

COMMENT ON TABLE public.practitioner_availability IS 'Hours of the week in which a practitioner can be booked.';
COMMENT ON COLUMN public.practitioner_availability.day_of_week IS '0 is Sunday, as in JavaScript.';

CREATE INDEX IF NOT EXISTS idx_practitioner_availability_user_id
    ON public.practitioner_availability (user_id);
CREATE INDEX IF NOT EXISTS idx_practitioner_availability_open
    ON public.practitioner_availability (day_of_week, start_time)
    WHERE is_available;

-- 3. Events

CREATE TABLE IF NOT EXISTS public.calendar_events (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES auth.users (id) ON DELETE CASCADE,
    external_event_id text,
    internal_event_id uuid,
    event_type text NOT NULL CHECK (event_type IN ('session', 'block', 'availability', 'external')),
    provider text NOT NULL CHECK (provider IN ('google', 'outlook', 'apple', 'ical')),
    title text,
    description text,
    location text,
    start_time timestamptz NOT NULL,
    end_time timestamptz NOT NULL,
    all_day boolean NOT NULL DEFAULT false,
    status text NOT NULL DEFAULT 'confirmed'
        CHECK (status IN ('confirmed', 'tentative', 'cancelled')),
    last_synced_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT calendar_events_times_check CHECK (end_time >= start_time)
);

COMMENT ON TABLE public.calendar_events IS 'Events that were read from, or written to, a provider.';
COMMENT ON COLUMN public.calendar_events.external_event_id IS 'The id that the provider gave.';
COMMENT ON COLUMN public.calendar_events.internal_event_id IS
    'The session or block that the event stands for; null if it came from outside.';

CREATE UNIQUE INDEX IF NOT EXISTS idx_calendar_events_user_external_provider
    ON public.calendar_events (user_id, external_event_id, provider);
CREATE INDEX IF NOT EXISTS idx_calendar_events_external_event_id
    ON public.calendar_events (external_event_id, provider);
CREATE INDEX IF NOT EXISTS idx_calendar_events_internal_event_id
    ON public.calendar_events (internal_event_id);
CREATE INDEX IF NOT EXISTS idx_calendar_events_user_id
    ON public.calendar_events (user_id);
CREATE INDEX IF NOT EXISTS idx_calendar_events_start_time
    ON public.calendar_events (start_time);

-- 4. Row security

ALTER TABLE public.calendar_sync_configs ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.practitioner_availability ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.calendar_events ENABLE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "Users can view their own calendar sync configs" ON public.calendar_sync_configs;
CREATE POLICY "Users can view their own calendar sync configs" ON public.calendar_sync_configs
    FOR SELECT TO authenticated
    USING (user_id = (SELECT auth.uid()));

DROP POLICY IF EXISTS "Users can manage their own calendar sync configs" ON public.calendar_sync_configs;
CREATE POLICY "Users can manage their own calendar sync configs" ON public.calendar_sync_configs
    FOR ALL TO authenticated
    USING (user_id = (SELECT auth.uid()))
    WITH CHECK (user_id = (SELECT auth.uid()));

DROP POLICY IF EXISTS "Users can view practitioner availability" ON public.practitioner_availability;
CREATE POLICY "Users can view practitioner availability" ON public.practitioner_availability
    FOR SELECT TO authenticated
    USING (is_available);

DROP POLICY IF EXISTS "Practitioners can manage their own availability" ON public.practitioner_availability;
CREATE POLICY "Practitioners can manage their own availability" ON public.practitioner_availability
    FOR ALL TO authenticated
    USING (user_id = (SELECT auth.uid()))
    WITH CHECK (user_id = (SELECT auth.uid()));

DROP POLICY IF EXISTS "Users can manage their own calendar events" ON public.calendar_events;
CREATE POLICY "Users can manage their own calendar events" ON public.calendar_events
    FOR ALL TO authenticated
    USING (user_id = (SELECT auth.uid()))
    WITH CHECK (user_id = (SELECT auth.uid()));

REVOKE ALL ON TABLE
    public.calendar_sync_configs, public.practitioner_availability, public.calendar_events
    FROM anon, authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE
    public.calendar_sync_configs, public.practitioner_availability, public.calendar_events
    TO authenticated;
GRANT ALL ON TABLE
    public.calendar_sync_configs, public.practitioner_availability, public.calendar_events
    TO service_role;

-- 5. updated_at

CREATE OR REPLACE FUNCTION public.update_calendar_updated_at()
RETURNS TRIGGER AS $$
BEGIN
    NEW.updated_at = NOW();
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;

DROP TRIGGER IF EXISTS update_calendar_sync_configs_updated_at ON public.calendar_sync_configs;
CREATE TRIGGER update_calendar_sync_configs_updated_at
    BEFORE UPDATE ON public.calendar_sync_configs
    FOR EACH ROW EXECUTE FUNCTION public.update_calendar_updated_at();

DROP TRIGGER IF EXISTS update_practitioner_availability_updated_at ON public.practitioner_availability;
CREATE TRIGGER update_practitioner_availability_updated_at
    BEFORE UPDATE ON public.practitioner_availability
    FOR EACH ROW EXECUTE FUNCTION public.update_calendar_updated_at();

DROP TRIGGER IF EXISTS update_calendar_events_updated_at ON public.calendar_events;
CREATE TRIGGER update_calendar_events_updated_at
    BEFORE UPDATE ON public.calendar_events
    FOR EACH ROW EXECUTE FUNCTION public.update_calendar_updated_at();
