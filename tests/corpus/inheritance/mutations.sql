-- mutation: inherit-detach
-- blame: inheritance app/dog/app/pet
ALTER TABLE app.dog NO INHERIT app.pet;

-- mutation: inherit-detach-child
-- blame: inheritance app/puppy/app/dog
ALTER TABLE app.puppy NO INHERIT app.dog;

-- mutation: inherit-attach
-- blame: inheritance app/stray/app/animal
ALTER TABLE app.stray INHERIT app.animal;

-- mutation: inherit-own-check
-- blame: constraint app/dog/animal_legs_check
ALTER TABLE app.dog ADD CONSTRAINT animal_legs_check CHECK (legs >= 0);

-- mutation: inherit-order
-- blame: inheritance app/dog/app/animal
ALTER TABLE app.dog NO INHERIT app.animal; ALTER TABLE app.dog INHERIT app.animal;

-- mutation: inherit-foreign-detach
-- blame: inheritance app/far_child/app/pet
ALTER FOREIGN TABLE app.far_child NO INHERIT app.pet;
