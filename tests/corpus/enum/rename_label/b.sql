CREATE TYPE prio AS ENUM ('low', 'mid', 'high');
