DROP FUNCTION public.a_caller();
DROP FUNCTION public.b_caller();
DROP TABLE public.y_table;
DROP FUNCTION public.z_callee();
