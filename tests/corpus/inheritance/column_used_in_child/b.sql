create table public.parent (id int, new_name text);
create table public.child (more int) inherits (public.parent);
alter table public.child enable row level security;
create policy own on public.child using (new_name = 'x');
create view public.children as select id, new_name as name from public.child;
create function public.first_name() returns text language sql begin atomic select new_name from public.child; end;
