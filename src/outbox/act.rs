//! What is done with a case.

/// What an owner does with a case, apart from writing: each is a noun below the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// Takes a visit, or moves to another.
    Book,
    /// Calls the visit off.
    CancelVisit,
    /// Is there.
    CheckIn,
    /// Takes the report back.
    Withdraw,
    /// Decides on lines of the estimate.
    Authorise,
    /// Disagrees; takes words.
    Dispute,
    /// Called or wrote to a manager.
    Contact,
    /// Appeals against a pause; takes words.
    Appeal,
    /// Opens the case again.
    Reopen,
    /// Hands the survey in.
    Survey,
    /// Claims the reward.
    Reward,
    /// Has what was said erased.
    Erase,
}

impl Act {
    /// All of them.
    pub(super) const ALL: [Self; 12] = [
        Self::Book,
        Self::CancelVisit,
        Self::CheckIn,
        Self::Withdraw,
        Self::Authorise,
        Self::Dispute,
        Self::Contact,
        Self::Appeal,
        Self::Reopen,
        Self::Survey,
        Self::Reward,
        Self::Erase,
    ];

    /// The route's noun.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Book => "appointment",
            Self::CancelVisit => "appointment-cancellation",
            Self::CheckIn => "check-in",
            Self::Withdraw => "withdrawal",
            Self::Authorise => "authorisations",
            Self::Dispute => "disputes",
            Self::Contact => "contacts",
            Self::Appeal => "contact-appeal",
            Self::Reopen => "reopening",
            Self::Survey => "survey",
            Self::Reward => "reward",
            Self::Erase => "erasure",
        }
    }

    /// Whether its body has the words of [`super::Draft::text`].
    pub(super) fn has_words(self) -> bool {
        matches!(self, Self::Dispute | Self::Appeal)
    }
}
