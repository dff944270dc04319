-- mutation: conversion-create
-- blame: conversion app/fresh
CREATE CONVERSION app.fresh FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;

-- mutation: conversion-create-default
-- blame: conversion app/fresh
CREATE DEFAULT CONVERSION app.fresh FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;

-- mutation: conversion-drop
-- blame: conversion app/latin
DROP CONVERSION app.latin;

-- mutation: conversion-rename
-- blame: conversion app/latin
ALTER CONVERSION app.latin RENAME TO latin1;

-- mutation: conversion-owner
-- blame: owner of conversion app/latin
ALTER CONVERSION app.latin OWNER TO mut_bob;

-- mutation: conversion-comment
-- blame: comment of conversion app/latin
COMMENT ON CONVERSION app.latin IS 'x';
