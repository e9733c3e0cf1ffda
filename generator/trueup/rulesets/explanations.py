"""Explanations of the diagnostic codes of rulesets."""

EXPLANATIONS = {
    "invalid-ruleset": """\
The ruleset does not have the format of Spectral's rulesets, refers to a rule or an alias that
does not exist, or has an expression that is not valid. `docs/rulesets.md` lists what is
understood.""",
    "unsupported-ruleset": """\
The ruleset uses a part of Spectral that is not supported: functions or rulesets in JavaScript,
packages of npm, or a pattern that cannot be matched in bounded time. Turn the rule off, or write
it in Python (`docs/writing-rules.md`).""",
}
