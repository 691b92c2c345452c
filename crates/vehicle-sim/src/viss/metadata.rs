//! A piece of the tree as nested JSON: branches with `children`, leaves with `datatype` and `unit`.

use crate::vss::Leaf;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;

/// All leaves whose path begins with `path`, from its last segment down. Nothing found is an empty object.
pub fn nested(leaves: &BTreeMap<String, Leaf>, path: &str, units: bool) -> Json {
    let above = path.rfind('.').map_or(0, |dot| dot + 1);
    let mut root = Map::new();
    for (at, leaf) in leaves.iter().filter(|(at, _)| at.starts_with(path)) {
        insert(&mut root, &at[above..], leaf, units);
    }
    Json::Object(root)
}

fn insert(here: &mut Map<String, Json>, path: &str, leaf: &Leaf, units: bool) {
    let Some((branch, rest)) = path.split_once('.') else {
        let mut entry = json!({ "type": leaf.kind, "datatype": leaf.datatype, "description": "" });
        if let (Some(unit), true) = (leaf.unit, units) {
            entry["unit"] = json!(unit);
        }
        here.insert(path.to_owned(), entry);
        return;
    };
    let entry = here
        .entry(branch)
        .or_insert_with(|| json!({ "type": "branch", "description": "", "children": {} }));
    if let Some(children) = entry.get_mut("children").and_then(Json::as_object_mut) {
        insert(children, rest, leaf, units);
    }
}
