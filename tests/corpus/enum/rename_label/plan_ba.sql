DROP TYPE public.prio;
CREATE TYPE public.prio AS ENUM ('low', 'medium', 'high');
