use crate::support::Server;
use serde_json::Value;

#[tokio::test]
async fn the_document_is_generated_served_and_locked() {
    let server = Server::start().await;
    let document: Value = server
        .nobody()
        .get("/api/openapi.json")
        .await
        .json()
        .await
        .expect("json");
    assert!(
        document["openapi"]
            .as_str()
            .is_some_and(|v| v.starts_with("3.1"))
    );
    insta::assert_json_snapshot!(document);
}

#[tokio::test]
async fn every_path_of_the_document_is_there() {
    let server = Server::start().await;
    let document: Value = server
        .nobody()
        .get("/api/openapi.json")
        .await
        .json()
        .await
        .expect("json");
    let paths = document["paths"].as_object().expect("paths");
    assert!(paths.len() >= 12);
    for path in paths.keys() {
        // Where one leads to is not followed: there is no page here.
        let answer = server.at("localhost").get(&path.replace("{id}", "x")).await;
        assert_ne!(answer.status(), 404, "{path}");
    }
}

/// Every `$ref` below a value.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), value) {
                    ("$ref", Value::String(to)) => found.push(to.clone()),
                    _ => references(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn every_reference_leads_somewhere_and_each_command_to_its_own_body() {
    let document = serde_json::to_value(server::openapi::document()).expect("json");
    let mut found = Vec::new();
    references(&document, &mut found);
    for to in &found {
        let pointer = to.trim_start_matches('#');
        assert!(document.pointer(pointer).is_some(), "{to} leads nowhere");
    }
    for row in server::cases::commands::table() {
        let path = row.path.replace('/', "~1");
        let body = format!("/paths/{path}/post/requestBody/content/application~1json/schema/$ref");
        let command = document
            .pointer(&body)
            .and_then(Value::as_str)
            .expect("a command");
        let command = document
            .pointer(command.trim_start_matches('#'))
            .expect("its schema");
        let inside = command["properties"]["body"]["$ref"]
            .as_str()
            .unwrap_or_default();
        let inside = inside.rsplit('/').next().unwrap_or_default();
        assert_eq!(row.body, format!("{inside}Command"), "{}", row.path);
    }
}

#[test]
fn every_refusal_is_a_problem_by_its_type() {
    let document = serde_json::to_value(server::openapi::document()).expect("json");
    for (path, operations) in document["paths"].as_object().expect("paths") {
        for operation in operations.as_object().expect("operations").values() {
            for (status, answer) in operation["responses"].as_object().into_iter().flatten() {
                let problem = &answer["content"]["application/problem+json"];
                assert_eq!(
                    status.starts_with(['4', '5']),
                    problem.is_object(),
                    "{path} {status}"
                );
            }
        }
    }
}

/// Whether an `allOf` below a value has a member that takes nothing but its own fields: together they take nothing at all.
fn closes_itself(document: &Value, value: &Value) -> bool {
    let below: Vec<&Value> = match value {
        Value::Object(fields) => fields.values().collect(),
        Value::Array(values) => values.iter().collect(),
        _ => Vec::new(),
    };
    let closed = |part: &Value| {
        let to = part["$ref"].as_str().map(|to| to.trim_start_matches('#'));
        let part = to.and_then(|to| document.pointer(to)).unwrap_or(part);
        part["additionalProperties"] == Value::Bool(false)
    };
    let all = value["allOf"].as_array();
    all.is_some_and(|all| all.len() > 1 && all.iter().any(closed))
        || below.iter().any(|value| closes_itself(document, value))
}

#[test]
fn nothing_is_described_that_nobody_could_send() {
    let document = serde_json::to_value(server::openapi::document()).expect("json");
    for (name, schema) in document["components"]["schemas"]
        .as_object()
        .expect("schemas")
    {
        assert!(!closes_itself(&document, schema), "{name}");
    }
}

/// What of a value its schema does not take, by where it stands; nothing where it fits.
fn misfit(document: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    let fits = |schema: &Value| misfit(document, schema, value, at).is_none();
    if let Some(to) = schema["$ref"].as_str() {
        let schema = document.pointer(to.trim_start_matches('#'));
        return misfit(document, schema.expect("a schema"), value, at);
    }
    if let Some(one) = schema["oneOf"].as_array() {
        let fitting = one.iter().filter(|schema| fits(schema)).count();
        return (fitting != 1).then(|| format!("{at} is {fitting} of one"));
    }
    if let Some(all) = schema["allOf"].as_array() {
        let mut misfits = all.iter();
        return misfits.find_map(|schema| misfit(document, schema, value, at));
    }
    let is = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let kinds = &schema["type"];
    let named = kinds == is
        || kinds
            .as_array()
            .is_some_and(|all| all.iter().any(|k| k == is));
    if !kinds.is_null() && !named {
        return Some(format!("{at} is {is}, not {kinds}"));
    }
    if let Some(items) = value.as_array() {
        let mut misfits = items.iter().enumerate();
        return misfits
            .find_map(|(i, item)| misfit(document, &schema["items"], item, &format!("{at}/{i}")));
    }
    let fields = value.as_object()?;
    let mut needed = schema["required"].as_array().into_iter().flatten();
    if let Some(missing) = needed.find(|name| !fields.contains_key(name.as_str().unwrap_or(""))) {
        return Some(format!("{at} has no {missing}"));
    }
    fields.iter().find_map(|(name, value)| {
        let at = format!("{at}/{name}");
        match &schema["properties"][name] {
            Value::Null if schema["additionalProperties"] == Value::Bool(false) => Some(at),
            schema => misfit(document, schema, value, &at),
        }
    })
}

#[tokio::test]
async fn what_an_operator_is_told_of_the_settings_is_what_the_document_says() {
    let server = Server::start().await;
    let opal = server.advisor("opal").await;
    let told = opal.get("/api/desk/settings").await;
    let told: Value = told.json().await.expect("json");
    let document = serde_json::to_value(server::openapi::document()).expect("json");
    let schema = document.pointer("/components/schemas/Settings");
    let schema = schema.expect("a schema");
    assert_eq!(misfit(&document, schema, &told, ""), None);
    // Nothing is taken that is not what it says.
    let mut other = told.clone();
    other["staff"][0]["name"] = 7.into();
    assert!(misfit(&document, schema, &other, "").is_some());
}
