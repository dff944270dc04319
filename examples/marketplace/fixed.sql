-- Run after drift.sql: makes the function and its triggers again, exactly as in
-- supabase/migrations/20250120_calendar_sync_setup.sql. calendar_events.external_id stays.

CREATE OR REPLACE FUNCTION public.update_calendar_updated_at()
RETURNS TRIGGER AS $$
BEGIN
    NEW.updated_at = NOW();
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER update_calendar_sync_configs_updated_at
    BEFORE UPDATE ON public.calendar_sync_configs
    FOR EACH ROW EXECUTE FUNCTION public.update_calendar_updated_at();

CREATE TRIGGER update_practitioner_availability_updated_at
    BEFORE UPDATE ON public.practitioner_availability
    FOR EACH ROW EXECUTE FUNCTION public.update_calendar_updated_at();

CREATE TRIGGER update_calendar_events_updated_at
    BEFORE UPDATE ON public.calendar_events
    FOR EACH ROW EXECUTE FUNCTION public.update_calendar_updated_at();
