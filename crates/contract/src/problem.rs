//! How a refusal reads: RFC 9457 with a stable type. The portal words it in its own language by
//! the type and its parameters; `title` is for machines and logs.

use crate::command::DriveState;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// `application/problem+json`.
pub const MEDIA_TYPE: &str = "application/problem+json";
const PREFIX: &str = "urn:servicelane:problem:";

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident, $slug:literal, $status:literal, $title:literal;)*) => {
        /// What went wrong; stable for ever once shipped.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Kind { $($(#[$doc])* $name,)* }

        impl Kind {
            /// All of them, for the checks that each has its words.
            pub const ALL: &'static [Kind] = &[$(Kind::$name,)*];

            /// The last part of the type, and of the portal's key for its words.
            pub fn slug(self) -> &'static str {
                match self { $(Kind::$name => $slug,)* }
            }

            /// The HTTP status it travels with.
            pub fn status(self) -> u16 {
                match self { $(Kind::$name => $status,)* }
            }

            fn title(self) -> &'static str {
                match self { $(Kind::$name => $title,)* }
            }
        }
    };
}

kinds! {
    /// No such route.
    RouteNotFound, "route-not-found", 404, "There is no such address";
    /// The route is there, the method is not.
    MethodNotAllowed, "method-not-allowed", 405, "The address does not take this method";
    /// No session, or one that has ended.
    SignInNeeded, "sign-in-needed", 401, "Sign in first";
    /// The companion in this car has no credential: its owner has not paired it, or has ended that.
    NotPaired, "not-paired", 401, "This car is not paired";
    /// The code of a sign-in was wrong or used up.
    SignInFailed, "sign-in-failed", 401, "The sign-in did not succeed";
    /// The identity provider does not answer.
    ProviderDown, "provider-down", 503, "The identity provider does not answer";
    /// No such case, or not yours: the two are not told apart.
    CaseNotFound, "case-not-found", 404, "There is no such case";
    /// No such car, or not yours: the two are not told apart.
    VehicleNotFound, "vehicle-not-found", 404, "There is no such car";
    /// No such centre, or it takes no part.
    CentreNotFound, "centre-not-found", 404, "There is no such service centre";
    /// Your role may not do this.
    NotAllowed, "not-allowed", 403, "This role may not do this";
    /// Something in the body is not right; `errors` points to it.
    InvalidInput, "invalid-input", 422, "Something in the request is not right";
    /// Not JSON.
    MalformedJson, "malformed-json", 400, "The body is not JSON";
    /// Not `application/json`.
    WrongMediaType, "wrong-media-type", 415, "The body must be application/json";
    /// More bytes than taken.
    TooLarge, "too-large", 413, "The body is too large";
    /// More requests than taken; `Retry-After` says until when.
    TooManyRequests, "too-many-requests", 429, "Too many requests";
    /// The Host is not one of this server's.
    WrongHost, "wrong-host", 421, "The host is not one of this server's";
    /// The Origin is not this server's.
    WrongOrigin, "wrong-origin", 403, "The origin is not this server's";
    /// Superseded for more than 90 days.
    VersionTooOld, "version-too-old", 426, "This release is too old; load the portal again";
    /// Newer than the server.
    VersionUnknown, "version-unknown", 422, "This contract version is not known here";
    /// The same key came with another body.
    KeyReused, "key-reused", 422, "The key was used for another request";
    /// The case was taken in before.
    AlreadyAccepted, "already-accepted", 409, "The case was already accepted";
    /// No centre has taken the case yet.
    NotAccepted, "not-accepted", 409, "The case is not accepted yet";
    /// The case is closed.
    CaseClosed, "case-closed", 409, "The case is closed";
    /// The case does not stand where this can be done.
    WrongStage, "wrong-stage", 409, "The case does not stand where this can be done";
    /// The visit is not on offer any more, or costs something else now.
    OfferGone, "offer-gone", 409, "The visit is not on offer any more";
    /// Somebody took the last place of that hour.
    SlotFilled, "slot-filled", 409, "The last place of that hour has just been taken";
    /// There is no visit to move, call off or arrive at.
    NoAppointment, "no-appointment", 409, "There is no appointment";
    /// The car is already there.
    AlreadyArrived, "already-arrived", 409, "The car has already arrived";
    /// No estimate was sent.
    NoEstimate, "no-estimate", 409, "There is no estimate";
    /// Another revision is in force.
    RevisionStale, "revision-stale", 409, "The estimate has been revised";
    /// The line was approved before.
    LineDecided, "line-decided", 409, "The line was approved before";
    /// The estimate has no such line any more.
    LineWithdrawn, "line-withdrawn", 409, "The estimate has no such line any more";
    /// A manager is asked about the line.
    LineDisputed, "line-disputed", 409, "The line waits for a manager's answer";
    /// What was on the screen is not what would be approved.
    TotalDiffers, "total-differs", 409, "The total is another than the one shown";
    /// Work needs the owner's recorded authorisation first.
    NotAuthorised, "not-authorised", 409, "The owner has not authorised this";
    /// The invoice was written before.
    AlreadyInvoiced, "already-invoiced", 409, "The invoice was already written";
    /// One open dispute for each subject.
    DisputeOpen, "dispute-open", 409, "A dispute about this is open";
    /// Too soon after the last one; `until` says when.
    DisputeCooling, "dispute-cooling", 409, "The next dispute about this can be opened later";
    /// As many in a day as there may be; `until` says when.
    DisputeLimit, "dispute-limit", 409, "No more disputes today";
    /// No such dispute.
    DisputeNotFound, "dispute-not-found", 404, "There is no such dispute";
    /// Answered before.
    DisputeAnswered, "dispute-answered", 409, "The dispute was already answered";
    /// A dispute waits for its answer: the case cannot be closed over it.
    DisputeWaiting, "dispute-waiting", 409, "A dispute waits for its answer";
    /// There is nothing to disagree with yet.
    NothingToDispute, "nothing-to-dispute", 409, "There is nothing to dispute yet";
    /// A manager paused contact, with a reason.
    ContactPaused, "contact-paused", 409, "Contact is paused";
    /// Contact is not paused.
    NotPaused, "not-paused", 409, "Contact is not paused";
    /// A safety case is never held back.
    SafetyCase, "safety-case", 409, "A safety case is never held back";
    /// Contacts are not given at this centre, or not for this case now.
    ContactsOff, "contacts-off", 404, "There are no contacts for this case";
    /// Only after the case is closed.
    NotClosed, "not-closed", 409, "The case is not closed yet";
    /// What was said in it was erased.
    CaseErased, "case-erased", 409, "The case was erased";
    /// Too late to open it again.
    ReopenLate, "reopen-late", 409, "It is too late to open the case again";
    /// Handed in before.
    SurveyGiven, "survey-given", 409, "The survey was already handed in";
    /// Changed on another screen meanwhile.
    SurveyChanged, "survey-changed", 409, "The survey was changed on another screen";
    /// First the survey, then the reward.
    SurveyNeeded, "survey-needed", 409, "The survey comes first";
    /// Taken back before a centre had it.
    NoReward, "no-reward", 409, "There is no reward for this case";
    /// No such article.
    ArticleNotFound, "article-not-found", 404, "There is no such article";
    /// The shop knows no such code.
    CodeNotFound, "code-not-found", 404, "There is no such code";
    /// Taken before.
    CodeRedeemed, "code-redeemed", 409, "The code was already redeemed";
    /// Too late.
    CodeExpired, "code-expired", 409, "The code has expired";
    /// No such refund, or paid back before.
    RefundNotFound, "refund-not-found", 404, "There is no such refund";
    /// The owner does not let this driver approve money.
    ApprovalNotShared, "approval-not-shared", 403, "The owner approves money";
    /// The owner does not let this car do that.
    NotShared, "not-shared", 403, "The owner has not shared this with the car";
    /// The car's own screen is locked for this while it is not parked; `drive` says what it was doing.
    DriveLocked, "drive-locked", 409, "Not while the car is in this drive state";
    /// No such code, one that has died, or not your car's: they are not told apart.
    PairingNotFound, "pairing-not-found", 404, "There is no such pairing";
    /// A cookie and a car's credential at once.
    TwoCredentials, "two-credentials", 400, "The request has a cookie and a credential";
    /// No such person on the staff of this centre.
    StaffNotFound, "staff-not-found", 404, "There is nobody of that name at this centre";
    /// As many messages in a day as there may be; `until` says when the next may be sent.
    MessageLimit, "message-limit", 409, "No more messages today";
    /// The file has not arrived, or was not announced.
    UploadMissing, "upload-missing", 409, "The file has not arrived";
    /// The bytes that came are not those of the digest, or more than were announced.
    UploadBroken, "upload-broken", 422, "The file is not the one that was announced";
    /// Neither a photo nor a video of a kind that is taken.
    MediaUnknown, "media-unknown", 422, "The file is neither a photo nor a video that is taken";
    /// As many files as a case takes.
    AttachmentLimit, "attachment-limit", 409, "The case has as many files as it takes";
    /// The file has no such stretch.
    RangeNotFound, "range-not-found", 416, "The file has no such range";
    /// The case has no such file.
    AttachmentNotFound, "attachment-not-found", 404, "The case has no such file";
    /// Nothing is being given out there.
    ReleaseNotFound, "release-not-found", 404, "Nothing is being given out there";
    /// Not the code that was sent to the mailbox.
    CodeWrong, "code-wrong", 409, "This is not the code that was sent";
    /// No code waits to be typed: none was sent, it has died, or was tried too often.
    CodeGone, "code-gone", 409, "There is no code to be typed any more";
    /// This server tells nobody in this way.
    ChannelOff, "channel-off", 409, "This server does not tell people in this way";
    /// Somebody changed the settings meanwhile.
    SettingsChanged, "settings-changed", 409, "The settings were changed meanwhile";
    /// A file of the registry was not taken: none of it. `detail` says why, `errors` the line.
    ImportRefused, "import-refused", 422, "Nothing was imported";
    /// The event stream has as many connections as it takes.
    TooManyConnections, "too-many-connections", 503, "Too many connections";
    /// The server is stopping or its store does not answer.
    Unavailable, "unavailable", 503, "The server is not available right now";
    /// No room on the disk; nothing was changed.
    DiskFull, "disk-full", 507, "The server has no room left";
    /// A fault of ours; the request id finds it in the log.
    Internal, "internal", 500, "Something failed inside the server";
}

impl Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(&format_args!("{PREFIX}{}", self.slug()))
    }
}

impl<'de> Deserialize<'de> for Kind {
    /// A type this build does not know (a newer server's) reads as [`Kind::Internal`].
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        let slug = text.strip_prefix(PREFIX).unwrap_or_default();
        Ok(Kind::ALL
            .iter()
            .copied()
            .find(|k| k.slug() == slug)
            .unwrap_or(Kind::Internal))
    }
}

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `urn:servicelane:problem:<slug>`.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub kind: Kind,
    /// For machines and logs; never shown.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Each fault of the input, with a pointer to its field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// From when on it may be tried again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// What the car was doing, where that is the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drive: Option<DriveState>,
    /// What exactly, where only a machine's words can say it: a line of an import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Finds the request in the server's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl Problem {
    /// A problem of this kind.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            title: kind.title().to_owned(),
            status: kind.status(),
            errors: Vec::new(),
            until: None,
            drive: None,
            detail: None,
            request_id: None,
        }
    }

    /// A refusal that ends by itself.
    pub fn until(kind: Kind, until: Timestamp) -> Self {
        Self {
            until: Some(until),
            ..Self::new(kind)
        }
    }

    /// Whether asking again could not change the answer. Whoever signs in again gets another one.
    pub fn is_final(&self) -> bool {
        (400..500).contains(&self.status) && !matches!(self.status, 401 | 408 | 425 | 429)
    }

    /// A refusal because of what the car is doing.
    pub fn locked(drive: DriveState) -> Self {
        Self {
            drive: Some(drive),
            ..Self::new(Kind::DriveLocked)
        }
    }

    /// A refusal of input: one error for each field at fault.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        Self {
            errors,
            ..Self::new(Kind::InvalidInput)
        }
    }
}

/// One field's fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// RFC 6901, from the root of the request's body: `/body/concerns/0/text`.
    pub pointer: String,
    /// What is wrong.
    pub code: Fault,
    /// The limit that was passed, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// What can be wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Fault {
    /// Nothing, or only spaces.
    Empty,
    /// More characters, or more items, than `limit`.
    TooLong,
    /// A control character.
    ControlCharacter,
    /// A character that turns the reading direction of what follows.
    DirectionOverride,
    /// The field is not known; it is refused rather than dropped.
    UnknownField,
    /// The field is needed.
    Missing,
    /// Not of the kind the field takes.
    WrongValue,
    /// Not 17 characters.
    VinLength,
    /// A character that no VIN has.
    VinCharacter,
    /// The check digit does not fit.
    VinCheckDigit,
    /// A time that has passed.
    Past,
    /// A time too far away.
    TooFar,
    /// A price below nothing.
    Negative,
    /// A price or a sum too large to be written.
    TooMuch,
    /// Two currencies in one sum.
    TwoCurrencies,
    /// The same thing twice.
    Twice,
    /// Who pays has to be said, while a recall is open or a warranty runs.
    Unclassed,
    /// "Not covered" on a recalled component needs a manager's signed reason.
    SignatureNeeded,
    /// Covered by a recall or a warranty that this car does not have on this component.
    NotCovered,
    /// A linked repeat pays no second diagnosis fee.
    SecondFee,
    /// More than was approved.
    AboveApproved,
    /// Below the least, which is `limit`.
    TooFew,
    /// Above the most, which is `limit`.
    TooMany,
    /// Not in the maker's list of components.
    UnknownComponent,
}

impl Fault {
    /// All of them, for the checks that each has its words.
    pub const ALL: &'static [Fault] = &[
        Fault::Empty,
        Fault::TooLong,
        Fault::ControlCharacter,
        Fault::DirectionOverride,
        Fault::UnknownField,
        Fault::Missing,
        Fault::WrongValue,
        Fault::VinLength,
        Fault::VinCharacter,
        Fault::VinCheckDigit,
        Fault::Past,
        Fault::TooFar,
        Fault::Negative,
        Fault::TooMuch,
        Fault::TwoCurrencies,
        Fault::Twice,
        Fault::Unclassed,
        Fault::SignatureNeeded,
        Fault::NotCovered,
        Fault::SecondFee,
        Fault::AboveApproved,
        Fault::TooFew,
        Fault::TooMany,
        Fault::UnknownComponent,
    ];

    /// The name on the wire, and the end of the portal's key for its words.
    pub fn slug(self) -> &'static str {
        match self {
            Fault::Empty => "empty",
            Fault::TooLong => "too-long",
            Fault::ControlCharacter => "control-character",
            Fault::DirectionOverride => "direction-override",
            Fault::UnknownField => "unknown-field",
            Fault::Missing => "missing",
            Fault::WrongValue => "wrong-value",
            Fault::VinLength => "vin-length",
            Fault::VinCharacter => "vin-character",
            Fault::VinCheckDigit => "vin-check-digit",
            Fault::Past => "past",
            Fault::TooFar => "too-far",
            Fault::Negative => "negative",
            Fault::TooMuch => "too-much",
            Fault::TwoCurrencies => "two-currencies",
            Fault::Twice => "twice",
            Fault::Unclassed => "unclassed",
            Fault::SignatureNeeded => "signature-needed",
            Fault::NotCovered => "not-covered",
            Fault::SecondFee => "second-fee",
            Fault::AboveApproved => "above-approved",
            Fault::TooFew => "too-few",
            Fault::TooMany => "too-many",
            Fault::UnknownComponent => "unknown-component",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_rfc_9457_and_a_newer_servers_type_still_reads() {
        let fault = FieldError {
            pointer: "/body/text".into(),
            code: Fault::TooLong,
            limit: Some(2000),
        };
        let json = serde_json::to_value(Problem::invalid(vec![fault])).expect("serialises");
        assert_eq!(json["type"], "urn:servicelane:problem:invalid-input");
        assert_eq!(json["errors"][0]["code"], "too-long");
        let newer =
            r#"{"type":"urn:servicelane:problem:from-the-future","title":"x","status":418}"#;
        let read: Problem = serde_json::from_str(newer).expect("reads");
        assert_eq!((read.kind, read.status), (Kind::Internal, 418));
    }

    #[test]
    fn a_faults_slug_is_its_name_on_the_wire() {
        for fault in Fault::ALL {
            let wire = serde_json::to_value(fault).expect("serialises");
            assert_eq!(wire, fault.slug());
        }
    }
}
