CREATE TABLE public.k(a int primary key); CREATE TABLE public.p(a int REFERENCES public.k) PARTITION BY LIST(a); CREATE TABLE public.p1(a int);
