-- Tell both sides what happens to an exchange request, and clear away what is out of date.

ALTER TABLE public.notifications
    ADD COLUMN exchange_request_id uuid
        REFERENCES public.treatment_exchange_requests (id) ON DELETE CASCADE,
    ADD COLUMN expires_at timestamptz,
    ADD COLUMN dismissed_at timestamptz;

COMMENT ON COLUMN public.notifications.expires_at IS
    'From then on expire_old_notifications() dismisses it; null means never.';
COMMENT ON COLUMN public.notifications.dismissed_at IS
    'Set by the user, or by expire_old_notifications().';

ALTER TABLE public.notifications
    DROP CONSTRAINT notifications_kind_check,
    ADD CONSTRAINT notifications_kind_check CHECK (
        kind IN (
            'booking', 'payment', 'system',
            'exchange_requested', 'exchange_accepted', 'exchange_declined',
            'exchange_cancelled', 'exchange_expired'
        )
    );

CREATE INDEX idx_notifications_exchange_request_id
    ON public.notifications (exchange_request_id)
    WHERE exchange_request_id IS NOT NULL;
CREATE INDEX idx_notifications_expires_at
    ON public.notifications (expires_at)
    WHERE dismissed_at IS NULL AND expires_at IS NOT NULL;

GRANT UPDATE (dismissed_at) ON TABLE public.notifications TO authenticated;

-- Messages

CREATE FUNCTION public.notify_exchange_request()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    v_kind text;
    v_title text;
    v_user_id uuid;
BEGIN
    CASE NEW.status
        WHEN 'pending' THEN
            v_kind := 'exchange_requested';
            v_title := 'New treatment exchange request';
            v_user_id := NEW.recipient_id;
        WHEN 'cancelled' THEN
            v_kind := 'exchange_cancelled';
            v_title := 'An exchange request was withdrawn';
            v_user_id := NEW.recipient_id;
        ELSE
            v_kind := 'exchange_' || NEW.status;
            v_title := 'Your exchange request was ' || NEW.status;
            v_user_id := NEW.requester_id;
            IF NEW.status = 'expired' THEN
                v_title := 'Your exchange request has expired';
            END IF;
    END CASE;

    INSERT INTO public.notifications
        (user_id, kind, title, data, exchange_request_id, expires_at)
    VALUES (
        v_user_id,
        v_kind,
        v_title,
        jsonb_build_object('session_date', NEW.requested_session_date),
        NEW.id,
        CASE WHEN NEW.status = 'pending' THEN NEW.expires_at ELSE now() + interval '30 days' END
    );

    RETURN NULL;
END;
$$;

COMMENT ON FUNCTION public.notify_exchange_request() IS
    'Row trigger: writes the notification for a new request or a changed status.';

REVOKE ALL ON FUNCTION public.notify_exchange_request() FROM PUBLIC, anon, authenticated;

CREATE TRIGGER treatment_exchange_request_created
    AFTER INSERT ON public.treatment_exchange_requests
    FOR EACH ROW EXECUTE FUNCTION public.notify_exchange_request();

CREATE TRIGGER treatment_exchange_request_status_changed
    AFTER UPDATE OF status ON public.treatment_exchange_requests
    FOR EACH ROW
    WHEN (OLD.status IS DISTINCT FROM NEW.status)
    EXECUTE FUNCTION public.notify_exchange_request();

-- Housekeeping: a scheduled edge function calls both every five minutes.

CREATE FUNCTION public.release_expired_slot_holds()
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    v_released integer;
BEGIN
    UPDATE public.treatment_exchange_requests
    SET status = 'expired'
    WHERE status = 'pending' AND expires_at < now();

    UPDATE public.slot_holds
    SET status = 'released'
    WHERE status = 'active' AND expires_at < now();

    GET DIAGNOSTICS v_released = ROW_COUNT;
    RETURN v_released;
END;
$$;

COMMENT ON FUNCTION public.release_expired_slot_holds() IS
    'Expires unanswered requests and frees the slots held for them; returns the number of slots.';

CREATE FUNCTION public.expire_old_notifications()
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    v_expired integer;
BEGIN
    UPDATE public.notifications
    SET dismissed_at = now()
    WHERE dismissed_at IS NULL AND expires_at < now();

    GET DIAGNOSTICS v_expired = ROW_COUNT;
    RETURN v_expired;
END;
$$;

COMMENT ON FUNCTION public.expire_old_notifications() IS
    'Dismisses notifications that are out of date; returns how many.';

REVOKE ALL ON FUNCTION public.release_expired_slot_holds(), public.expire_old_notifications()
    FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION public.release_expired_slot_holds(), public.expire_old_notifications()
    TO service_role;

-- The app listens to its notifications. Supabase has this publication, a plain PostgreSQL has not.
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_catalog.pg_publication WHERE pubname = 'supabase_realtime') THEN
        EXECUTE 'ALTER PUBLICATION supabase_realtime ADD TABLE public.notifications';
    END IF;
END;
$$;
