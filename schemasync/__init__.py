"""Compares a Supabase project's migrations with its real database."""
