"""Buckets of Storage whose files everybody downloads."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.rules.rule import Match, Rule, RuleContext, Severity


def check(context: RuleContext) -> Iterator[Match]:
    for ref, model in context.changed("bucket"):
        old = context.before.objects.get(ref)
        if model.public and not (old is not None and old.public):
            sentence = (
                f"The bucket {ref.name} is public: whoever knows the path of a file downloads it, without a key and past the "
                "policies of storage.objects."
            )
            level = None if old is not None else Severity.FUNCTIONAL
            yield Match(context.place(ref), ref, sentence, level=level)


RULE = Rule("public-bucket", "A bucket is public", Severity.SECURITY, check)
