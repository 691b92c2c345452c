//! A command, the case it meets and the moment, turned into events or a refusal. Each subject's
//! commands are decided in a module of their own.

use crate::terms::{CentreTerms, Terms};
use crate::{Refusal, Who, clock, dispute, erase, estimate, may, report, reward, visit, work};
use contract::appointment::{Choice, Offer, Offers};
use contract::attachment::{Attach, Attachment};
use contract::case::Case;
use contract::command::{
    Accept, Close, Diagnose, HandOver, Message, Progress, Promise, Report, Surface,
};
use contract::estimate::{Authorise, EstimateDraft, GiveRefund, InvoiceDraft, Sign};
use contract::event::Body;
use contract::manager::{AnswerDispute, AppealPause, OpenDispute, PauseContact, RecordContact};
use contract::problem::Kind;
use contract::reward::ClaimReward;
use contract::survey::GiveSurvey;
use contract::time::Timestamp;
use contract::vehicle::VehicleRecord;

/// What is asked of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Open a case.
    Report(Report),
    /// Take a visit, or move to another.
    Book(Choice),
    /// Call the visit off.
    CancelVisit,
    /// The car is there.
    CheckIn,
    /// Take the report back.
    Withdraw,
    /// Make visits for this case.
    Offer(Offers),
    /// Take it in.
    Accept(Accept),
    /// Somebody else has it from here.
    HandOver(HandOver),
    /// Promise the next update.
    Promise(Promise),
    /// The work moved on.
    Progress(Progress),
    /// The cause.
    Diagnose(Diagnose),
    /// Write to the other side.
    Message(Message),
    /// A file that has arrived belongs to the case.
    Attach(Attach),
    /// Sign that a recalled component's line is not covered.
    Sign(Sign),
    /// Send the estimate, or its next revision.
    Estimate(EstimateDraft),
    /// Approve and decline lines.
    Authorise(Authorise),
    /// Charge what was approved.
    Invoice(InvoiceDraft),
    /// The money has gone back.
    Refund(GiveRefund),
    /// Disagree.
    Dispute(OpenDispute),
    /// Answer a dispute.
    AnswerDispute(AnswerDispute),
    /// A manager was called or written to.
    Contact(RecordContact),
    /// Pause contact.
    PauseContact(PauseContact),
    /// Appeal against the pause.
    AppealPause(AppealPause),
    /// End the pause.
    ResumeContact,
    /// End it.
    Close(Close),
    /// Open it again.
    Reopen,
    /// Erase what was said in it.
    Erase,
    /// Hand the survey in. The answers are kept apart from the log by the caller.
    GiveSurvey(GiveSurvey),
    /// Claim the reward. The code is kept apart from the log by the caller.
    ClaimReward(ClaimReward),
    /// The shop takes the code.
    Redeem,
    /// A time has come; see [`crate::wake`].
    Tick,
}

/// A visit that could be had, and whether there is room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The visit.
    pub offer: Offer,
    /// Somebody can still take it.
    pub free: bool,
}

/// Everything a rule may look at beside the case and the command.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The server's time.
    pub now: Timestamp,
    /// Who asks.
    pub who: &'a Who,
    /// Where it was touched.
    pub surface: Surface,
    /// What the maker decided.
    pub terms: &'a Terms,
    /// Centres that take part.
    pub centres: &'a [CentreTerms],
    /// What the maker's record says of the case's car; `None` where it knows nothing of it.
    pub vehicle: Option<&'a VehicleRecord>,
    /// Visits of centres in reach, for [`Ask::Book`].
    pub slots: &'a [Slot],
    /// When the centre of a report is open next; `now` while it is.
    pub opens: Timestamp,
    /// The case a report says it repeats.
    pub earlier: Option<&'a Case>,
    /// The file that [`Ask::Attach`] names, where it has arrived for this case.
    pub file: Option<&'a Attachment>,
    /// Numbers of the shop's articles.
    pub articles: &'a [String],
    /// The maker's list of components; empty where there is none.
    pub components: &'a [String],
}

/// An event to be written: the public part, and the texts to seal beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The public part.
    pub body: Body,
    /// Texts to be sealed.
    pub parts: Vec<Part>,
}

/// A text to be sealed. All of them are for both sides of the case, its owner and its centre; what
/// only one of them may read (survey answers, a reward's code) is not in the log at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Unique within the event.
    pub name: String,
    /// The text.
    pub text: String,
}

impl Part {
    pub(crate) fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }
}

impl From<Body> for Decided {
    fn from(body: Body) -> Self {
        Self {
            body,
            parts: Vec::new(),
        }
    }
}

impl Decided {
    pub(crate) fn with(body: Body, name: &str, text: String) -> Self {
        Self {
            body,
            parts: vec![Part::new(name, text)],
        }
    }
}

/// What a module decides: events in their order. None at all means that it is so already.
pub(crate) type Decision = Result<Vec<Decided>, Refusal>;

pub(crate) fn single(decided: impl Into<Decided>) -> Decision {
    Ok(vec![decided.into()])
}

/// Decides. `case` is `None` for a report, and only for a report. No events at all means that what
/// was asked is so already: the answer is the case as it stands.
///
/// # Errors
/// The reason why not; nothing is to be changed then.
pub fn decide(case: Option<&Case>, ask: &Ask, cx: &Context<'_>) -> Decision {
    if let Ask::Report(report) = ask {
        return report::report(report, cx);
    }
    let case = case.ok_or(Refusal::Because(Kind::CaseNotFound))?;
    may::see(cx.who, case)?;
    match ask {
        Ask::Report(_) => Err(Refusal::Because(Kind::Internal)),
        Ask::Book(choice) => visit::book(case, choice, cx),
        Ask::CancelVisit => visit::cancel(case, cx),
        Ask::CheckIn => visit::check_in(case, cx),
        Ask::Offer(offers) => visit::offer(case, offers, cx),
        Ask::Withdraw => work::withdraw(case, cx),
        Ask::Accept(accept) => work::accept(case, accept, cx),
        Ask::HandOver(to) => work::hand_over(case, to, cx),
        Ask::Promise(promise) => work::promise(case, promise, cx),
        Ask::Progress(progress) => work::progress(case, progress, cx),
        Ask::Diagnose(diagnose) => work::diagnose(case, diagnose, cx),
        Ask::Message(message) => work::message(case, message, cx),
        Ask::Attach(attach) => work::attach(case, attach, cx),
        Ask::Close(close) => work::close(case, close, cx),
        Ask::Reopen => work::reopen(case, cx),
        Ask::Erase => erase::erase(case, cx),
        Ask::Sign(sign) => estimate::sign(case, sign, cx),
        Ask::Estimate(draft) => estimate::send(case, draft, cx),
        Ask::Authorise(authorise) => estimate::authorise(case, authorise, cx),
        Ask::Invoice(draft) => estimate::invoice(case, draft, cx),
        Ask::Refund(refund) => estimate::refund(case, refund, cx),
        Ask::Dispute(open) => dispute::open(case, open, cx),
        Ask::AnswerDispute(answer) => dispute::answer(case, answer, cx),
        Ask::Contact(contact) => dispute::contact(case, contact, cx),
        Ask::PauseContact(pause) => dispute::pause(case, pause, cx),
        Ask::AppealPause(appeal) => dispute::appeal(case, appeal, cx),
        Ask::ResumeContact => dispute::resume(case, cx),
        Ask::GiveSurvey(survey) => reward::give_survey(case, &survey.answers, cx),
        Ask::ClaimReward(claim) => reward::claim(case, claim, cx),
        Ask::Redeem => reward::redeem(case, cx),
        Ask::Tick => clock::tick(case, cx),
    }
}
