CREATE TYPE prio AS ENUM ('low', 'medium', 'high');
