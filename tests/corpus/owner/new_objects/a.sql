-- Objects are born with an owner that is not the one who runs the plan.

-- nothing
