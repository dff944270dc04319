DROP TABLE public."two
lines";
