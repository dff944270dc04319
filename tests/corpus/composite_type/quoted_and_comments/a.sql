CREATE TYPE "Odd Type" AS ("select" integer, "a.b" text);
