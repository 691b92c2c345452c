//! The OpenAPI document, generated from the handlers and the contract's types.

use crate::state::App;
use crate::{cases, files, fleet, identity, notices, pairing, settings, stream};
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Router, http::HeaderName};
use cases::commands::Row;
use contract::live::{Beat, Reset};
use contract::problem::Problem;
use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, ParameterBuilder, ParameterIn,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{Content, Ref, RefOr, Required, Response, ResponseBuilder};
use utoipa::{OpenApi, PartialSchema};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Servicelane",
        description = "Every change is a command with an idempotency key; every refusal a problem (RFC 9457)."
    ),
    paths(
        identity::session::owner_start,
        identity::session::owner_session,
        identity::session::owner_sign_in,
        identity::session::owner_sign_out,
        identity::session::desk_start,
        identity::session::desk_session,
        identity::session::desk_sign_in,
        identity::session::desk_sign_out,
        identity::session::owner_sign_out_everywhere,
        identity::session::desk_sign_out_everywhere,
        cases::list::owner,
        cases::one::owner,
        cases::one::owner_record,
        cases::one::desk_record,
        cases::one::offers,
        cases::one::contacts,
        cases::visit::calendar,
        cases::one::vehicle,
        cases::list::desk,
        cases::one::desk,
        cases::one::case_vehicle,
        cases::afterwards::survey,
        cases::afterwards::save,
        cases::afterwards::reward,
        cases::afterwards::redeem,
        cases::afterwards::answers,
        cases::afterwards::act,
        cases::afterwards::figures,
        files::upload::owner_look,
        files::upload::owner,
        files::upload::desk_look,
        files::upload::desk,
        files::serve::owner,
        files::serve::desk,
        fleet::report::report,
        fleet::operator::look,
        fleet::operator::change,
        notices::routes::look,
        notices::routes::wish,
        notices::routes::seen,
        notices::routes::end_mail,
        notices::mailbox::put,
        notices::mailbox::confirm,
        notices::mailbox::forget,
        notices::browser::browser,
        notices::browser::remove_browser,
        settings::view::settings,
        settings::view::calendar,
        settings::change::contacts,
        settings::change::terms,
        settings::change::staff,
        settings::change::absence,
        settings::imports::import,
        pairing::device::begin,
        pairing::device::poll,
        pairing::owner::look,
        pairing::owner::confirm,
        pairing::owner::refuse,
        pairing::rights::list,
        pairing::rights::change,
        pairing::rights::revoke,
        pairing::signals::send,
        stream::owner,
        stream::desk,
    ),
    components(schemas(
        Beat,
        Reset,
        contract::event::Event,
        contract::command::Receipt,
        Problem
    ))
)]
struct Document;

/// The document: what the handlers say of themselves, and the commands' table.
pub fn document() -> utoipa::openapi::OpenApi {
    let mut document = Document::openapi();
    let mut components = document.components.take().unwrap_or_default();
    for row in cases::commands::table() {
        let mut schemas = Vec::new();
        (row.schemas)(&mut schemas);
        components.schemas.extend(schemas);
        document
            .paths
            .add_path_operation(row.path, vec![HttpMethod::Post], operation(&row));
    }
    document.components = Some(components);
    for path in document.paths.paths.values_mut() {
        let operations = [
            &mut path.get,
            &mut path.put,
            &mut path.post,
            &mut path.delete,
        ];
        for operation in operations.into_iter().flatten() {
            for response in operation.responses.responses.values_mut() {
                if let RefOr::T(response) = response {
                    as_problem(response);
                }
            }
        }
    }
    document
}

/// The handlers' attributes say of every body that it is JSON; a refusal is of a type of its own (RFC 9457).
fn as_problem(response: &mut Response) {
    let problem = RefOr::Ref(Ref::from_schema_name("Problem"));
    let is_one = |content: &RefOr<Content>| matches!(content, RefOr::T(c) if c.schema.as_ref() == Some(&problem));
    if response.content.get("application/json").is_some_and(is_one)
        && let Some(content) = response.content.shift_remove("application/json")
    {
        response
            .content
            .insert(contract::problem::MEDIA_TYPE.to_owned(), content);
    }
}

fn operation(row: &Row) -> Operation {
    let json = |schema: &str| Content::new(Some(Ref::from_schema_name(schema)));
    let answer = |says: &str, media: &str, schema: &str| {
        ResponseBuilder::new()
            .description(says)
            .content(media, json(schema))
            .build()
    };
    let body = RequestBodyBuilder::new()
        .content("application/json", json(&row.body))
        .required(Some(Required::True));
    let problem = |says| answer(says, contract::problem::MEDIA_TYPE, "Problem");
    let mut operation = OperationBuilder::new()
        .tag("commands")
        .summary(Some(row.says))
        .request_body(Some(body.build()))
        .response("201", answer("It is done.", "application/json", "Receipt"))
        .response("404", problem("There is no such case among yours."))
        .response("409", problem("Not as the case stands now."))
        .response("422", problem("Something in the body is not right."));
    if row.path.contains("{id}") {
        let id = ParameterBuilder::new()
            .name("id")
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .schema(Some(String::schema()));
        operation = operation.parameter(id);
    }
    operation.build()
}

/// `/api/openapi.json`.
pub fn router() -> Router<App> {
    Router::new().route("/api/openapi.json", get(serve))
}

async fn serve() -> impl IntoResponse {
    let json = document().to_json().unwrap_or_else(|_| "{}".into());
    let head: [(HeaderName, &str); 1] = [(header::CONTENT_TYPE, "application/json")];
    (head, json)
}
