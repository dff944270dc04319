-- Two tables with long names that begin alike are made anew.

CREATE TYPE other AS (b text, a integer);
CREATE TABLE tttttttttttttttttttttttttttttttttttttttttttttttttt_one OF other;
CREATE TABLE tttttttttttttttttttttttttttttttttttttttttttttttttt_two OF other;
