CREATE TABLE "T t" ("Id" integer PRIMARY KEY, owner text DEFAULT current_user);
ALTER TABLE "T t" ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON "T t" USING (owner = current_user);
CREATE TABLE only_forced (id integer);
ALTER TABLE only_forced FORCE ROW LEVEL SECURITY;
