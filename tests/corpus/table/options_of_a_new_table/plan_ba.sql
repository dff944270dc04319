DROP TABLE public."Full t";
