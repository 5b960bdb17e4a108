//! The compiled framework as the form carries it: what most nodes of a kind say alike stands once. The script writes it
//! out again (`form-data.js`), so that scoring reads the form that every other reader has.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

/// Packs the JSON of a compiled framework: `usual` holds for each kind of node the value that a key has most often,
/// where every node of that kind has the key; a node states only what differs.
pub(in crate::render) fn pack(mut compiled: Json) -> Json {
    let mut usual: BTreeMap<String, Map<String, Json>> = BTreeMap::new();
    let Some(nodes) = compiled.get_mut("nodes").and_then(Json::as_array_mut) else { return compiled };
    let mut kinds: BTreeMap<String, Vec<&mut Map<String, Json>>> = BTreeMap::new();
    for node in nodes.iter_mut().filter_map(Json::as_object_mut) {
        let kind = node.get("kind").and_then(Json::as_str).unwrap_or_default().to_owned();
        kinds.entry(kind).or_default().push(node);
    }
    for (kind, nodes) in &mut kinds {
        let keys: Vec<String> = nodes.first().map(|node| node.keys().filter(|key| *key != "id" && *key != "kind").cloned().collect()).unwrap_or_default();
        let mut common = Map::new();
        for key in keys {
            if !nodes.iter().all(|node| node.contains_key(&key)) {
                continue;
            }
            let mut counts: BTreeMap<String, (usize, &Json)> = BTreeMap::new();
            for value in nodes.iter().filter_map(|node| node.get(&key)) {
                counts.entry(value.to_string()).or_insert((0, value)).0 += 1;
            }
            let most = counts.into_values().max_by_key(|(count, value)| (*count, value.to_string()));
            if let Some((count, value)) = most
                && count > 1
            {
                common.insert(key, value.clone());
            }
        }
        for node in nodes.iter_mut() {
            node.retain(|key, value| common.get(key) != Some(value));
        }
        usual.insert(kind.clone(), common);
    }
    if let Some(object) = compiled.as_object_mut() {
        object.insert(String::from("usual"), json!(usual));
    }
    compiled
}

#[cfg(test)]
mod tests {
    use super::pack;
    use serde_json::{Value as Json, json};

    /// What the script does.
    fn unpack(mut packed: Json) -> Json {
        let usual = packed.as_object_mut().and_then(|object| object.remove("usual")).expect("what is usual");
        for node in packed["nodes"].as_array_mut().expect("nodes") {
            let mut whole = usual[node["kind"].as_str().expect("a kind")].as_object().expect("a map").clone();
            whole.extend(node.as_object().expect("a map").clone());
            *node = Json::Object(whole);
        }
        packed
    }

    #[test]
    fn packing_loses_nothing() {
        let compiled = json!({"framework": "f", "nodes": [
            {"id": "a", "kind": "ladder", "weight": "1", "when": null, "steps": [{"word": "1"}]},
            {"id": "b", "kind": "ladder", "weight": "1", "when": {"bool": true}, "steps": [{"word": "1"}]},
            {"id": "c", "kind": "ladder", "weight": "2", "when": null, "steps": [{"word": "1"}], "more": 1},
            {"id": "t", "kind": "text", "weight": "1"},
            {"id": "g", "kind": "group", "rule": "staged", "met": "100"}, {"id": "h", "kind": "group", "rule": "mean"}]});
        let packed = pack(compiled.clone());
        assert!(packed["nodes"][0].get("steps").is_none(), "{packed}");
        assert_eq!(unpack(packed), compiled);
    }
}
