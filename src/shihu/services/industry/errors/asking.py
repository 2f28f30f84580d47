"""What acts refuse that wait for a second person."""

from shihu.kernel.refusals import N_, Refusal


class AskerMayNot(Refusal):
    code = "industry.asker_may_not"
    status = 409
    sentence = N_(
        "%(who)s, who asked for this, may not act here any more. Turn it down, and let somebody who may record it anew."
    )


class MovedMeanwhile(Refusal):
    code = "industry.moved_meanwhile"
    status = 409
    sentence = N_(
        "Since this was asked for, what stands has changed: %(asked)s yuan were to be set off, today it would be "
        "%(now)s. Turn it down and ask anew."
    )
