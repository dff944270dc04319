CREATE TABLE k (a int primary key); CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 (a int CONSTRAINT p_a_fkey REFERENCES k);
