//! What people do, and what happens to them: the acts that every state and every story are made of.

use super::cast::{Company, first};
use super::screen::Kind;
use super::sim::Scene;
use contract::appointment::VisitKind;
use contract::bench::Line as Way;
use contract::case::Stage;
use contract::command::Drivable;
use contract::estimate::Coverage;
use contract::manager::Subject;

/// A line of an estimate. Amounts are in whole units of the centre's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The same from revision to revision.
    pub id: &'static str,
    /// The part or the work.
    pub title: &'static str,
    /// Why.
    pub reason: &'static str,
    /// What was measured or seen.
    pub evidence: &'static str,
    /// In the words of the recall feed.
    pub component: &'static str,
    /// Who pays.
    pub coverage: Coverage,
    /// The price of parts.
    pub parts: i64,
    /// The price of labour.
    pub labour: i64,
}

/// One act.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Act {
    /// The owner reports, with what the car said last where `signals` is set.
    Report {
        /// In the owner's words.
        text: &'static str,
        /// Whether it is safe to drive.
        drivable: Drivable,
        /// What the car said goes along.
        signals: bool,
    },
    /// The centre takes it in and promises the next word within so many minutes.
    Accept {
        /// By when.
        minutes: i64,
    },
    /// The advisor writes to the owner.
    Write {
        /// The words.
        text: &'static str,
    },
    /// The owner takes the first visit of this kind.
    Book {
        /// Which kind.
        kind: VisitKind,
    },
    /// The advisor says what was found.
    Diagnose {
        /// The words.
        text: &'static str,
        /// In the words of the recall feed.
        component: &'static str,
    },
    /// The advisor sends an estimate, or its next revision.
    Estimate {
        /// Its lines.
        lines: &'static [Line],
        /// Why it changed; none for the first.
        note: Option<&'static str>,
    },
    /// The advisor tries to charge for what a recall covers, and cannot. That it is refused is the act.
    Stopped {
        /// What was tried.
        lines: &'static [Line],
    },
    /// The owner approves some lines and declines others.
    Decide {
        /// Yes to these.
        yes: &'static [&'static str],
        /// No to these.
        no: &'static [&'static str],
    },
    /// The owner disagrees.
    Dispute {
        /// With what.
        subject: Subject,
        /// With which lines of an estimate.
        lines: &'static [&'static str],
        /// Why.
        text: &'static str,
    },
    /// The manager answers the dispute: the owner is right.
    Answer {
        /// The words.
        text: &'static str,
    },
    /// The work moves on; the next word comes within two hours.
    Progress {
        /// Where it stands now.
        stage: Stage,
    },
    /// The centre closes the case.
    Close {
        /// What it was.
        cause: &'static str,
        /// What was done.
        remedy: &'static str,
    },
    /// The owner hands the survey in, and is not pleased.
    Survey {
        /// Why not.
        why: &'static str,
    },
    /// The owner takes money off as thanks.
    Reward,
    /// The demonstration's clock goes forward.
    Forward {
        /// By how much.
        minutes: u32,
    },
    /// Some seconds pass: a screen that has lost its line tries again within eight.
    Wait {
        /// How many.
        seconds: i32,
    },
    /// A screen's way to the server becomes good, slow or cut.
    Line {
        /// Whose.
        screen: Kind,
        /// How it is from now on.
        line: Way,
    },
    /// The car is put into a scene.
    Scene(Scene),
    /// The car says this.
    Signals(&'static [(&'static str, f64)]),
    /// The car drives off, in km/h.
    Drive(f64),
    /// The car is put into Park.
    Park,
    /// The companion hears at once how the car is: what changes slowly it reads every 30 s only, and anew when the
    /// broker was away.
    Hears,
    /// The car has told the server that it drains: paired, it sends within seconds, and once a minute at the most.
    Told,
    /// The car is paired with its owner, who allows all there is to allow.
    Pair,
}

impl Act {
    /// Whether it is done to the car: a bench without one leaves it out.
    pub fn is_the_cars(self) -> bool {
        matches!(
            self,
            Self::Hears
                | Self::Told
                | Self::Scene(_)
                | Self::Signals(_)
                | Self::Drive(_)
                | Self::Park
                | Self::Pair
        )
    }

    /// The act as a sentence.
    pub fn say(self, company: &Company) -> String {
        let owner = first(&company.owner.name);
        let advisor = first(&company.advisor.name);
        let manager = first(&company.manager.name);
        let car = &company.vehicle.nickname;
        match self {
            Self::Report { .. } => format!("{owner} reports what is wrong with {car}."),
            Self::Accept { .. } => format!("{advisor} takes it in and promises the next word."),
            Self::Write { .. } => format!("{advisor} writes."),
            Self::Book { .. } => format!("{owner} takes a visit."),
            Self::Diagnose { .. } => format!("{advisor} says what was found."),
            Self::Estimate { note: None, .. } => format!("{advisor} sends the estimate."),
            Self::Estimate { .. } => format!("{advisor} sends a revision."),
            Self::Stopped { .. } => format!("{advisor} tries to charge, and is stopped."),
            Self::Decide { yes, no: [] } => format!("{owner} approves {}.", yes.join(" and ")),
            Self::Decide { .. } => format!("{owner} decides line by line."),
            Self::Dispute { .. } => format!("{owner} disagrees."),
            Self::Answer { .. } => format!("{manager} answers."),
            Self::Progress { stage } => match stage {
                Stage::InRepair => format!("{advisor} begins the repair."),
                Stage::QualityCheck => format!("{advisor} checks the work."),
                Stage::Ready => format!("{advisor} says that {car} is ready."),
                _ => format!("{advisor} moves the work on."),
            },
            Self::Close { .. } => format!("{advisor} closes it, with its cause."),
            Self::Survey { .. } => format!("{owner} answers the survey."),
            Self::Reward => format!("{owner} claims the reward."),
            Self::Forward { minutes } => format!("{minutes} minutes pass."),
            Self::Wait { seconds } => format!("{seconds} seconds pass."),
            Self::Line { .. } => "The line changes.".into(),
            Self::Scene(_) | Self::Signals(_) | Self::Hears | Self::Told => {
                format!("{car} says how it is.")
            }
            Self::Drive(_) => format!("{car} drives off."),
            Self::Park => format!("{car} is parked."),
            Self::Pair => format!("{owner} pairs {car}."),
        }
    }
}
