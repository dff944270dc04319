-- requires: pg >= 18
CREATE DOMAIN d AS integer CONSTRAINT must_be NOT NULL;
CREATE DOMAIN e AS integer CONSTRAINT filled NOT NULL;
