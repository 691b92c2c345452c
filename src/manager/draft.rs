//! What a dispute says beside its words, kept in the outbox as the command it will become: about what,
//! and which lines. Lines chosen on another revision do not count.

use crate::estimate::undecided;
use crate::outbox::{Act, Draft, Form};
use crate::portal::Portal;
use contract::case::Case;
use contract::estimate::Line;
use contract::id::LineId;
use contract::manager::{OpenDispute, Subject};
use leptos::prelude::untrack;

/// What an owner may disagree with, in the order of a case.
pub const SUBJECTS: [Subject; 3] = [Subject::Diagnosis, Subject::Warranty, Subject::Estimate];

/// The case's form.
pub fn form(case: &Case) -> Form {
    Form::Act(case.id.clone(), Act::Dispute)
}

/// What the draft is about.
pub fn subject(draft: &Draft) -> Option<Subject> {
    let slug = draft.body.as_ref()?["subject"].as_str()?;
    SUBJECTS.into_iter().find(|s| s.slug() == slug)
}

/// The chosen lines that can still be disputed.
pub fn lines(case: &Case, draft: &Draft) -> Vec<LineId> {
    let (Some(estimate), Some(body)) = (&case.estimate, &draft.body) else {
        return Vec::new();
    };
    let ids = body["lines"].as_array();
    let ids = ids.filter(|_| body["revision"].as_u64() == Some(estimate.revision.into()));
    let chosen = |l: &&Line| {
        let mut ids = ids.into_iter().flatten();
        undecided(l) && ids.any(|id| id.as_str() == Some(l.facts.id.as_str()))
    };
    let lines = estimate.lines.iter().filter(chosen);
    lines.map(|l| l.facts.id.clone()).collect()
}

/// Sets what the dispute is about; its words stay.
pub fn set(portal: Portal, case: &Case, subject: Subject, lines: Vec<LineId>) {
    let revision = case.estimate.as_ref().map(|e| e.revision);
    let open = OpenDispute {
        subject,
        revision: revision.filter(|_| !lines.is_empty()),
        lines,
        text: String::new(),
    };
    portal.outbox.edit(&form(case), |draft| {
        draft.body = serde_json::to_value(open).ok();
    });
}

/// Comes from a "Disagree" elsewhere: with a line, or with the estimate where nothing was chosen yet.
pub fn disagree_with(portal: Portal, case: &Case, line: Option<&LineId>) {
    let draft = untrack(|| portal.outbox.draft(&form(case)));
    if line.is_none() && subject(&draft).is_some() {
        return;
    }
    let mut lines = lines(case, &draft);
    lines.extend(line.filter(|id| !lines.contains(id)).cloned());
    // A signature against an open recall is about who pays; anything else is about the estimate.
    let signed = |l: &Line| l.signed.is_some() && line.is_none_or(|id| *id == l.facts.id);
    let estimate = case.estimate.as_ref();
    let about = if estimate.is_some_and(|e| e.lines.iter().any(signed)) {
        Subject::Warranty
    } else {
        Subject::Estimate
    };
    set(portal, case, about, lines);
}

/// With its first letter large: the name of a thing where it begins, not where it stands in a sentence.
pub fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
