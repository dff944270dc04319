-- Two tables with long names that begin alike are made anew.

CREATE TYPE one AS (a integer, b text);
CREATE TABLE tttttttttttttttttttttttttttttttttttttttttttttttttt_one OF one;
CREATE TABLE tttttttttttttttttttttttttttttttttttttttttttttttttt_two OF one;
