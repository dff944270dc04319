-- Brings a database that has all migrations into the state that the report found.

-- Somebody added a column in the dashboard, for code that still reads the old name.
ALTER TABLE public.calendar_events ADD COLUMN external_id text;
CREATE INDEX idx_calendar_events_external_id ON public.calendar_events (external_id);

-- The last part of 20250120_calendar_sync_setup.sql never reached this database.
DROP TRIGGER update_calendar_sync_configs_updated_at ON public.calendar_sync_configs;
DROP TRIGGER update_practitioner_availability_updated_at ON public.practitioner_availability;
DROP TRIGGER update_calendar_events_updated_at ON public.calendar_events;
DROP FUNCTION public.update_calendar_updated_at();
