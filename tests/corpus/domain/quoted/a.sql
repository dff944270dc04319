CREATE DOMAIN "Order" AS integer CONSTRAINT "is ""fine""" CHECK (VALUE > 0);
