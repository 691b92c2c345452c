//! Surveys, rewards, and what the quality lead does with answers: beside the log, each with its own
//! rights.

use super::one::case;
use crate::identity::{DeskSession, OwnerSession};
use crate::state::App;
use crate::store::survey;
use crate::store::writer::{Job, Sender, Write};
use crate::web::body::{Body, Fingerprint};
use crate::web::problem::Refuse;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use casework::{Ask, Who, may, text};
use contract::command::{Receipt, Surface};
use contract::id::{CaseId, CommandId};
use contract::problem::{Kind, Problem};
use contract::reward::{Redeem, RewardView};
use contract::survey::{GroupFigures, NamedAnswer, RecordAction, SaveSurvey, Survey};
use sha2::{Digest, Sha256};

/// What is answered so far.
#[utoipa::path(get, path = "/api/cases/{id}/survey", tag = "afterwards", params(("id" = String, Path)),
    responses((status = 200, body = Survey), (status = 409, body = Problem)))]
pub(crate) async fn survey(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path(id): Path<String>,
) -> Result<Json<Survey>, Refuse> {
    let case = case(&app, &person, &id)?;
    if !case.surveyed {
        may::survey(&person.who, &case)?;
    }
    may::be_owner(&person.who)?;
    Ok(Json(app.reader.survey(&case.id)?))
}

/// Saves as it goes, to be finished on any screen.
#[utoipa::path(put, path = "/api/cases/{id}/survey", tag = "afterwards", params(("id" = String, Path)),
    request_body = SaveSurvey, responses((status = 200, body = Survey), (status = 409, body = Problem)))]
pub(crate) async fn save(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path(id): Path<String>,
    Body(mut save, _): Body<SaveSurvey>,
) -> Result<Json<Survey>, Refuse> {
    app.buckets.command(&person.id)?;
    let case = case(&app, &person, &id)?;
    may::survey(&person.who, &case)?;
    save.answers = casework::check_answers(&save.answers, false).map_err(Problem::invalid)?;
    let saved = app
        .write(|reply| Write::plain(move |tx, _| survey::save(tx, &case, &save), reply))
        .await?;
    Ok(Json(saved))
}

/// What can be picked; or what was, with its code.
#[utoipa::path(get, path = "/api/cases/{id}/reward", tag = "afterwards", params(("id" = String, Path)),
    responses((status = 200, body = RewardView), (status = 409, body = Problem)))]
pub(crate) async fn reward(
    State(app): State<App>,
    OwnerSession(person): OwnerSession,
    Path(id): Path<String>,
) -> Result<Json<RewardView>, Refuse> {
    let case = case(&app, &person, &id)?;
    may::claim(&person.who, &case)?;
    let directory = app.directory();
    let centre = directory
        .centre_terms()
        .iter()
        .find(|c| c.id == case.centre);
    let centre = centre.ok_or(Refuse::because(Kind::CentreNotFound))?;
    Ok(Json(RewardView {
        articles: directory.articles().to_vec(),
        discount: centre.discount,
        code: app.reader.reward_code(&case.id)?,
        reward: case.reward,
    }))
}

/// The shop takes a code, once, under its own credential.
#[utoipa::path(post, path = "/api/shop/redemptions", tag = "afterwards", request_body = Redeem,
    responses((status = 201, body = Receipt), (status = 401, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn redeem(
    State(app): State<App>,
    headers: HeaderMap,
    Body(redeem, Fingerprint(fingerprint)): Body<Redeem>,
) -> Result<(StatusCode, Json<Receipt>), Refuse> {
    let token = headers
        .get(header::AUTHORIZATION)
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.strip_prefix("Bearer "));
    // A hash of what a stranger sends is compared, so that nothing is told by how long it takes.
    let sent = token.map(|t| <[u8; 32]>::from(Sha256::digest(t)));
    if app.shop.is_none() || sent != app.shop {
        return Err(Refuse::because(Kind::SignInNeeded));
    }
    let missing = || Refuse::because(Kind::CodeNotFound);
    let id = app.reader.reward_case(&redeem.code)?.ok_or_else(missing)?;
    let random = crate::store::random_u128()?;
    let job = Job {
        sender: Sender::Shop,
        key: CommandId::from_random(random),
        fingerprint,
        surface: Surface::Desktop,
        case: Some(id),
        ask: Ask::Redeem,
    };
    let receipt = app
        .write(|reply| Write::Command(Box::new(job), reply))
        .await?;
    Ok((StatusCode::CREATED, Json(receipt)))
}

/// Answers with names: the quality lead's. Who read them is recorded.
#[utoipa::path(get, path = "/api/desk/answers", tag = "afterwards",
    responses((status = 200, body = [NamedAnswer]), (status = 403, body = Problem)))]
pub(crate) async fn answers(
    State(app): State<App>,
    DeskSession(person): DeskSession,
) -> Result<Json<Vec<NamedAnswer>>, Refuse> {
    may::read_answers(&person.who)?;
    let by = person.id.clone();
    let read = app
        .write(|reply| {
            Write::plain(
                move |tx, now| survey::read_named(tx, &by, now).map(Ok),
                reply,
            )
        })
        .await?;
    Ok(Json(read))
}

/// What was done about an answer.
#[utoipa::path(post, path = "/api/desk/answers/{id}/action", tag = "afterwards", params(("id" = String, Path)),
    request_body = RecordAction, responses((status = 204), (status = 403, body = Problem)))]
pub(crate) async fn act(
    State(app): State<App>,
    DeskSession(person): DeskSession,
    Path(id): Path<String>,
    Body(action, _): Body<RecordAction>,
) -> Result<StatusCode, Refuse> {
    may::read_answers(&person.who)?;
    let id = CaseId::parse(&id).map_err(|_| Refuse::because(Kind::CaseNotFound))?;
    let done = text::field(&action.text, text::LONG, "/text");
    let done = done.map_err(|e| Problem::invalid(vec![e]))?;
    let by = person.id.clone();
    app.write(|reply| Write::plain(move |tx, now| survey::act(tx, &id, &by, &done, now), reply))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Scores in groups, of one's own centres.
#[utoipa::path(get, path = "/api/desk/figures", tag = "afterwards",
    responses((status = 200, body = [GroupFigures]), (status = 403, body = Problem)))]
pub(crate) async fn figures(
    State(app): State<App>,
    DeskSession(person): DeskSession,
) -> Result<Json<Vec<GroupFigures>>, Refuse> {
    let Who::Staff { centres, .. } = &person.who else {
        return Err(Refuse::because(Kind::NotAllowed));
    };
    Ok(Json(app.reader.figures(centres)?))
}
