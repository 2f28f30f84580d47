"""What share books refuse."""

from shihu.kernel.refusals import N_, Refusal


class BadPar(Refusal):
    code = "industry.bad_par"
    sentence = N_("One share is worth whole yuan, from 1 to 10,000. Write for example 100.")


class NoShareBookFor(Refusal):
    code = "industry.no_share_book_for"
    sentence = N_("Shares are issued by a cooperative, a village collective or a unit that keeps books here.")


class ShareBookTaken(Refusal):
    code = "industry.share_book_taken"
    status = 409
    sentence = N_("There is a share book for this already. Open it from the list.")


class NobodyHolds(Refusal):
    code = "industry.nobody_holds"
    sentence = N_("A share book needs members who vote. Choose a unit, or write the codes of the households.")


class NoMember(Refusal):
    code = "industry.no_member"
    sentence = N_("Household %(code)s is no member of this share book. Admit it first.")


class BadQuantity(Refusal):
    code = "industry.bad_quantity"
    sentence = N_("Write how much is put in, above nothing.")


class BadTerm(Refusal):
    code = "industry.bad_term"
    sentence = N_("Land is put in for whole years: write the first day, and the same day of the year in which it ends.")


class ParcelNeeded(Refusal):
    code = "industry.parcel_needed"
    sentence = N_("Say which parcel it is: where it lies and what bounds it.")


class ParcelTaken(Refusal):
    code = "industry.parcel_taken"
    status = 409
    sentence = N_("The parcel “%(parcel)s” of this household is in the book until %(until)s already.")


class PaperNeeded(Refusal):
    code = "industry.paper_needed"
    sentence = N_("Write the number of the paper behind it: agreement, minutes or receipt.")


class ContributionTaken(Refusal):
    code = "industry.contribution_taken"
    status = 409
    sentence = N_("This form was sent before with something else in it. Open the list and look at it.")


class NotVoted(Refusal):
    code = "industry.not_voted"
    status = 409
    sentence = N_(
        "“%(item)s” has no voted value yet, so that it cannot become shares. Propose a valuation and let the members "
        "vote on it first."
    )


class NothingToIssue(Refusal):
    code = "industry.nothing_to_issue"
    status = 409
    sentence = N_("Nothing waits to become shares. Record a contribution first.")


class CollectiveWithoutBooks(Refusal):
    code = "industry.collective_without_books"
    status = 409
    sentence = N_("The village collective has no books here yet. Open them first, then its contribution can be booked.")


class SharesShort(Refusal):
    code = "industry.shares_short"
    sentence = N_("Only %(held)s shares of this kind are held. Write a number from 1 to that.")


class ShareFrozen(Refusal):
    code = "industry.share_frozen"
    status = 409
    sentence = N_("The shares of %(name)s are frozen (%(paper)s). Lift the freeze first, with a paper.")


class NotFrozen(Refusal):
    code = "industry.not_frozen"
    status = 409
    sentence = N_("These shares are not frozen.")


class SameHolder(Refusal):
    code = "industry.same_holder"
    sentence = N_("Giver and taker are the same household.")


class ConsentMissing(Refusal):
    code = "industry.consent_missing"
    status = 409
    sentence = N_(
        "%(name)s has not agreed yet. Each side agrees on the own phone, or signs on paper before the cadre; until "
        "then nothing moves."
    )


class MembersNotAsked(Refusal):
    code = "industry.members_not_asked"
    status = 409
    sentence = N_("By its charter the members agree to a transfer first. Enter the number of their minutes.")


class OfferRuns(Refusal):
    code = "industry.offer_runs"
    status = 409
    sentence = N_("The shares are offered to the members until %(day)s. After that they may go to a household outside.")


class TransferOver(Refusal):
    code = "industry.transfer_over"
    status = 409
    sentence = N_("This transfer is done or called off. Nothing more can be changed in it.")


class NotDead(Refusal):
    code = "industry.not_dead"
    status = 409
    sentence = N_("By the registry nobody of household %(code)s has died. Record the death in the registry first.")


class BadHeirs(Refusal):
    code = "industry.bad_heirs"
    sentence = N_("Say for each heir, another household, how many parts go to them: whole numbers above nothing.")


class NothingHeld(Refusal):
    code = "industry.nothing_held"
    status = 409
    sentence = N_("This household holds nothing in this book.")


class LeavesAlready(Refusal):
    code = "industry.leaves_already"
    status = 409
    sentence = N_("This household has asked to leave already.")


class NotYetOut(Refusal):
    code = "industry.not_yet_out"
    status = 409
    sentence = N_("Leaving takes effect on %(day)s. It is paid after that day, when the books of the year are closed.")


class BooksNotClosed(Refusal):
    code = "industry.books_not_closed"
    status = 409
    sentence = N_("What a share is worth is known when the books are closed to %(day)s. Close them first.")


class BadVoteDays(Refusal):
    code = "industry.bad_vote_days"
    sentence = N_("The vote ends today or later, and the valuation holds from a day after it.")


class NoPrices(Refusal):
    code = "industry.no_prices"
    sentence = N_("A valuation needs at least one line: what it is, and how many yuan for which measure.")


class PriceTwice(Refusal):
    code = "industry.price_twice"
    sentence = N_("“%(name)s” stands in the table twice. Keep one line of it.")


class VoteOpen(Refusal):
    code = "industry.vote_open"
    status = 409
    sentence = N_("The members vote on a valuation until %(day)s. Let that vote end first.")


class VoteOver(Refusal):
    code = "industry.vote_over"
    status = 409
    sentence = N_("The vote is over. What was decided stands on the page of the valuation.")


class VoteRuns(Refusal):
    code = "industry.vote_runs"
    status = 409
    sentence = N_("The vote runs until %(day)s, and those who have not voted could still change it.")


class NoVote(Refusal):
    code = "industry.no_vote"
    status = 403
    sentence = N_("Only households on the roll of this vote vote, each once.")


class VotedAlready(Refusal):
    code = "industry.voted_already"
    status = 409
    sentence = N_("Household %(code)s has voted already. A vote that is given stays.")


class TellersNeeded(Refusal):
    code = "industry.tellers_needed"
    sentence = N_("Papers are counted by two different people of the members. Write both names.")
