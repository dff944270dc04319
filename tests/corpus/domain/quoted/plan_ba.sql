SET search_path = '';
ALTER DOMAIN public."Order" DROP CONSTRAINT "is.fine";
DROP DOMAIN public."a.b c";
ALTER DOMAIN public."Order" DROP DEFAULT;
ALTER DOMAIN public."Order" ADD CONSTRAINT "is ""fine""" CHECK ((VALUE > 0));
RESET search_path;
