//! After the close: a survey that nobody rated can see, and the same thanks for every answer.

use crate::decide::{Context, Decision, single};
use crate::refusal::{Faults, because};
use crate::text::{self, LONG};
use crate::{Refusal, Who, may};
use contract::case::Case;
use contract::event::Body;
use contract::problem::{Fault, FieldError, Kind};
use contract::reward::{ClaimReward, Pick, Reward};
use contract::survey::Answers;

/// Checks answers: `complete` when they are handed in, otherwise as far as they are given.
///
/// # Errors
/// Each fault with a pointer below `/body/answers`.
pub fn check_answers(answers: &Answers, complete: bool) -> Result<Answers, Vec<FieldError>> {
    let mut faults = Faults::default();
    match answers.score {
        Some(1..=5) => {}
        Some(_) => faults.add("/body/answers/score", Fault::WrongValue),
        None if complete => faults.add("/body/answers/score", Fault::Missing),
        None => {}
    }
    if complete && answers.satisfied.is_none() {
        faults.add("/body/answers/satisfied", Fault::Missing);
    }
    let mut clean = answers.clone();
    for (field, text) in [("better", &mut clean.better), ("why", &mut clean.why)] {
        // A field left empty is a question not answered.
        let typed = text.take().filter(|t| !t.trim().is_empty());
        let at = format!("/body/answers/{field}");
        *text = typed.and_then(|t| faults.take(text::field(&t, LONG, at)));
    }
    clean.conduct.dedup();
    if clean.conduct.len() > 2 {
        faults.add("/body/answers/conduct", Fault::TooLong);
    }
    if faults.0.is_empty() {
        Ok(clean)
    } else {
        Err(faults.0)
    }
}

/// The log says only that a survey was given.
pub(crate) fn give_survey(case: &Case, answers: &Answers, cx: &Context<'_>) -> Decision {
    may::survey(cx.who, case)?;
    check_answers(answers, true).map_err(Refusal::Invalid)?;
    single(Body::SurveyGiven {})
}

/// Once for a case. Asked again, from wherever, the answer is the reward that is there.
pub(crate) fn claim(case: &Case, claim: &ClaimReward, cx: &Context<'_>) -> Decision {
    may::claim(cx.who, case)?;
    if case.reward.is_some() {
        return Ok(Vec::new());
    }
    if let Pick::Article(article) = &claim.pick
        && !cx.articles.contains(article)
    {
        return because(Kind::ArticleNotFound);
    }
    let centre = cx.centres.iter().find(|c| c.id == case.centre);
    let centre = centre.ok_or(Refusal::Because(Kind::CentreNotFound))?;
    single(Body::RewardClaimed {
        reward: Reward {
            pick: claim.pick.clone(),
            value: centre.discount,
            expires: cx.now.plus_minutes(cx.terms.reward_days * 24 * 60),
            redeemed_at: None,
        },
    })
}

/// The shop takes a code, once.
pub(crate) fn redeem(case: &Case, cx: &Context<'_>) -> Decision {
    if *cx.who != Who::Shop {
        return because(Kind::NotAllowed);
    }
    match &case.reward {
        None => because(Kind::CodeNotFound),
        Some(reward) if reward.redeemed_at.is_some() => because(Kind::CodeRedeemed),
        Some(reward) if reward.expires <= cx.now => because(Kind::CodeExpired),
        Some(_) => single(Body::RewardRedeemed {}),
    }
}
