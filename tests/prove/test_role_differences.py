"""Differences in roles, memberships and settings: each is found, described and fixed."""

from __future__ import annotations

from tests.prove.role_targets import TABLE, Target, findings, fix, problem_of


def test_a_role_made_by_hand(target: Target) -> None:
    """It is found with what it has, and both fixes were executed."""
    by_hand = """
        CREATE ROLE ops LOGIN BYPASSRLS PASSWORD 'secret';
        GRANT SELECT ON public.t TO ops;
        GRANT pg_read_all_data TO ops;
        CREATE POLICY p ON public.t TO ops;
    """
    report = target.check({"1_x.sql": TABLE}, TABLE + by_hand)
    assert findings(report)["role ops"] == ("EXTRA", "security")
    assert (
        problem_of(report, "ops")["findings"][0]["sentence"]
        == "Role ops bypasses row level security and can log in, and no migration creates it."
    )
    adopt, repair = (report["plans"][name] for name in ("adopt", "repair"))
    assert adopt["proven"]
    assert adopt["sql"].startswith("CREATE ROLE ops LOGIN BYPASSRLS;\nGRANT pg_read_all_data TO ops;\n")
    assert repair["proven"]
    assert repair["sql"].endswith("\nDROP POLICY p ON public.t;\nDROP ROLE ops;\n")
    assert "not compared: password of 1 role (ops) (passwords are never read)" in report["diagnostics"]
    assert "secret" not in str(report)


def test_a_role_renamed_by_hand(target: Target) -> None:
    """No script renames a role, as mirrors share it: the advice says what the script does instead."""
    made = TABLE + "CREATE ROLE ops; GRANT SELECT ON public.t TO ops;"
    report = target.check({"1_x.sql": made}, made + "ALTER ROLE ops RENAME TO ops_old;")
    problem = problem_of(report, "ops")
    assert problem["title"] == "Role ops seems to be called ops_old in the database"
    assert problem["recommendation"] == (
        "It may have been renamed by hand: the database has ops_old, which has the same definition. Renaming it back keeps what"
        " belongs to it; the SQL below drops it and makes it again."
    )
    assert fix(report, "ops", "repair")[0].startswith("CREATE ROLE ops;\n")


def test_rights_gained_by_the_platforms_roles(target: Target) -> None:
    """Attributes and memberships beyond every release; what only a superuser can repair is left out of the plan."""
    opened = """
        ALTER ROLE anon BYPASSRLS;
        CREATE ROLE boss SUPERUSER;
        GRANT supabase_admin, pg_read_all_data TO authenticated;
    """
    report = target.check({"1_x.sql": TABLE}, TABLE + "GRANT service_role TO anon;", opened)
    assert findings(report) == {
        "role anon": ("PARTIALLY SYNCED", "security"),
        "role boss": ("EXTRA", "security"),
        "role_membership anon.service_role": ("EXTRA", "security"),
        "role_membership authenticated.pg_read_all_data": ("EXTRA", "security"),
        "role_membership authenticated.supabase_admin": ("EXTRA", "security"),
    }
    assert problem_of(report, "anon.service_role")["sentence"] == (
        "Anyone with the anon key can act as service_role, which reaches every row of every table: anon is a member of"
        " service_role in the database, and no migration says so."
    )
    assert problem_of(report, "authenticated.pg_read_all_data")["sentence"] == (
        "Every signed-in user can read every table, as far as row level security allows it: authenticated is a member of"
        " pg_read_all_data in the database, and no migration says so."
    )
    assert report["plans"]["repair"] == {"sql": "REVOKE service_role FROM anon;\n", "proven": True, "warnings": []}
    assert fix(report, "anon", "repair") == ("ALTER ROLE anon NOBYPASSRLS;", False)
    left_out = next(text for text in report["diagnostics"] if text.startswith("the repair plan leaves out"))
    assert '"anon" is a reserved role, only superusers can modify it' in left_out


def test_rights_lost_by_the_platforms_roles(target: Target) -> None:
    """Those that every release has and the API needs; another attribute, which a release may have, is no difference."""
    closed = """
        REVOKE anon FROM authenticator;
        ALTER ROLE authenticated NOINHERIT;
        ALTER ROLE service_role NOBYPASSRLS;
        ALTER ROLE authenticator NOLOGIN;
    """
    report = target.check({"1_x.sql": TABLE}, TABLE, closed)
    assert findings(report) == {
        "role_membership authenticator.anon": ("MISSING", "breaking"),
        "role authenticator": ("PARTIALLY SYNCED", "breaking"),
        "role service_role": ("PARTIALLY SYNCED", "security"),
    }
    assert problem_of(report, "authenticator")["sentence"] == (
        "According to the migrations, role authenticator can log in; in the database that is not so."
    )
    assert report["plans"]["repair"] == {"sql": "GRANT anon TO authenticator;\n", "proven": True, "warnings": []}


def test_a_pending_membership_says_which_rows_it_opens(target: Target) -> None:
    report = target.check({"1_x.sql": TABLE, "2_x.sql": "SELECT 1;\nGRANT service_role TO anon;"}, TABLE)
    (change,) = report["pending"]["changes"]
    assert (change["action"], change["name"], change["origin"]) == (
        "creates", "anon.service_role", {"file": "2_x.sql", "line": 2},
    )  # fmt: skip
    sentence = (
        "The migrations grant service_role to anon: anyone with the anon key then can act as service_role, which reaches"
        " every row of every table."
    )
    assert change["hazards"] == [sentence]


def test_a_pending_end_of_a_membership_opens_nothing(target: Target) -> None:
    made = TABLE + "GRANT service_role TO anon;"
    report = target.check({"1_x.sql": made, "2_x.sql": "REVOKE service_role FROM anon;"}, made)
    (change,) = report["pending"]["changes"]
    assert (change["action"], change["name"], change["hazards"]) == ("drops", "anon.service_role", [])


def test_settings(target: Target) -> None:
    """Of roles, of the database, and of a role in it; the platform's own count where migrations change them."""
    made = "CREATE ROLE app;\nALTER ROLE app SET statement_timeout = '1s';\nALTER ROLE authenticated SET statement_timeout = '20s';"
    by_hand = f"""
        CREATE ROLE app; ALTER ROLE app SET statement_timeout = '2s'; ALTER ROLE authenticator SET statement_timeout = '3s';
        ALTER ROLE app IN DATABASE {target.database} SET lock_timeout = '1s'; ALTER DATABASE {target.database} SET row_security = off;
    """
    report = target.check({"1_x.sql": TABLE + made}, TABLE + by_hand)
    assert findings(report) == {
        "database_setting lock_timeout.app": ("EXTRA", "functional"),
        "database_setting row_security": ("EXTRA", "security"),
        "role_setting app.statement_timeout": ("PARTIALLY SYNCED", "functional"),
        "role_setting authenticated.statement_timeout": ("PARTIALLY SYNCED", "functional"),
    }
    assert report["plans"]["repair"]["proven"]
    assert report["plans"]["adopt"]["proven"]
    assert fix(report, "app.statement_timeout", "repair") == ("ALTER ROLE app SET statement_timeout TO '1s';", True)


def test_values_that_may_be_secrets_are_not_read(target: Target) -> None:
    admin_sql = f"ALTER DATABASE {target.database} SET app.pepper = 'hush'; ALTER ROLE authenticator SET pgrst.jwt_secret = 'hush';"
    report = target.check({"1_x.sql": TABLE}, TABLE, admin_sql)
    assert findings(report) == {
        "database_setting app.pepper": ("EXTRA", "functional"),
        "role_setting authenticator.pgrst.jwt_secret": ("EXTRA", "security"),
    }
    assert "hush" not in str(report)
    assert (
        "not compared: the value of the setting app.pepper (it may be a secret, which is never read)"
        in report["diagnostics"]
    )
    assert problem_of(report, "app.pepper")["fixes"][0]["hazards"] == ["data-loss"]


RELEASE = """
    ALTER ROLE anon NOINHERIT; ALTER ROLE supabase_auth_admin NOCREATEROLE; ALTER ROLE pgbouncer SET search_path = pgbouncer;
    CREATE ROLE supabase_functions_admin LOGIN CREATEROLE; CREATE ROLE supabase_superuser; CREATE ROLE cli_login_postgres LOGIN;
    GRANT supabase_functions_admin, supabase_auth_admin, supabase_superuser TO postgres; GRANT supabase_admin TO authenticator;
    ALTER ROLE authenticator SET session_preload_libraries = safeupdate; ALTER ROLE authenticator SET lock_timeout = '9s';
    ALTER ROLE postgres SET safeupdate.enabled = 0; ALTER ROLE anon SET statement_timeout = '4s';
    REVOKE supabase_privileged_role FROM postgres, supabase_etl_admin; DROP ROLE supabase_privileged_role;
    ALTER DATABASE {database} SET app.settings.jwt_exp = '3600';
"""


def test_another_release_of_the_platform_is_in_sync(target: Target) -> None:
    """Nothing that Supabase itself has changed in its roles is a difference."""
    report = target.check({"1_x.sql": TABLE}, TABLE, RELEASE.format(database=target.database))
    assert (report["in_sync"], report["problems"]) == (True, [])
    assert not [text for text in report["diagnostics"] if text.startswith("not compared")]


def test_roles_that_migrations_made_are_in_sync(target: Target) -> None:
    made = """
        CREATE ROLE app LOGIN NOINHERIT VALID UNTIL '2031-01-01 00:00:00+00';
        GRANT app TO postgres; GRANT CREATE ON SCHEMA public TO app; ALTER TABLE public.t OWNER TO app;
        GRANT service_role TO app; ALTER ROLE app SET search_path = x, "$user";
    """
    served = "ALTER ROLE authenticator SET pgrst.db_schemas = 'public, api';"
    here = f"{served} ALTER DATABASE {target.database} SET timezone = 'UTC';"
    files = {"1_x.sql": f"{TABLE} {made} {served} ALTER DATABASE postgres SET timezone = 'UTC';"}
    report = target.check(files, TABLE + made, here)
    assert (report["in_sync"], report["problems"]) == (True, [])
