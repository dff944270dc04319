DROP TYPE public.prio;
CREATE TYPE public.prio AS ENUM ('low', 'mid', 'high');
