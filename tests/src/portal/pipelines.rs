//! Pipelines and stages. Stages of the lifecycle are the only ones that get ids of HubSpot's making.

use super::account::{Account, LIFECYCLE_PIPELINES};
use super::reply::Reply;
use serde_json::{Value, json};

pub(super) fn handle(
    account: &mut Account,
    method: &str,
    object: &str,
    rest: &[&str],
    query: &str,
    body: &Value,
) -> Reply {
    let is_lifecycle = LIFECYCLE_PIPELINES.iter().any(|(on, _)| *on == object);
    if is_lifecycle && method != "GET" {
        return match rest {
            [_, "stages", ..] if account.takes_lifecycle_stages => lifecycle(account, method, rest, body),
            _ => Reply::invalid("The pipeline cannot be changed through this API."),
        };
    }
    if method == "GET" && rest.is_empty() {
        return Reply::list(account.pipelines.get(object).into_iter().flatten());
    }
    if method == "POST" && rest.is_empty() {
        return create(account, object, body);
    }
    let in_use = account.in_use.clone();
    let Some(pipelines) = account.pipelines.get_mut(object) else { return Reply::missing(object) };
    let Some(place) = rest.first().and_then(|id| pipelines.iter().position(|it| it["id"] == *id)) else {
        return Reply::missing("the pipeline");
    };
    let pipeline = &mut pipelines[place];
    match (method, rest) {
        ("GET", [_]) => Reply::ok(pipeline.clone()),
        ("PATCH", [_]) => {
            if let Some(label) = body["label"].as_str() {
                pipeline["label"] = json!(label);
            }
            Reply::ok(pipeline.clone())
        }
        ("DELETE", [_]) => {
            let used = stages(pipeline).iter().any(|stage| stage["id"].as_str().is_some_and(|id| in_use.contains(id)));
            // The spec says that both default to false, and runs say that uses are looked at anyway.
            if used || !query.contains("validateReferencesBeforeDelete=true") {
                return Reply::refused("PipelineError.STAGE_ID_IN_USE", "Stages of the pipeline are in use.");
            }
            pipelines.remove(place);
            Reply::done()
        }
        (_, [_, "stages", stage @ ..]) => {
            let mut next = pipeline.clone();
            let reply = change_stages(&mut next, object, method, stage, body, &in_use);
            if (200..300).contains(&reply.status) {
                *pipeline = next;
            }
            reply
        }
        _ => Reply::missing("the path"),
    }
}

fn stages(pipeline: &Value) -> &[Value] {
    pipeline["stages"].as_array().map_or(&[][..], Vec::as_slice)
}

fn create(account: &mut Account, object: &str, body: &Value) -> Reply {
    let (Some(label), Some(_), Some(sent)) =
        (body["label"].as_str(), body["displayOrder"].as_i64(), body["stages"].as_array())
    else {
        return Reply::invalid("label, displayOrder and stages are required");
    };
    let id = body["pipelineId"].as_str().map_or_else(|| account.number(), str::to_owned);
    if id.chars().count() > 36 {
        return Reply::broken();
    }
    if account.pipelines.values().flatten().any(|pipeline| pipeline["id"] == id.as_str()) {
        return Reply::conflict(&format!("A pipeline with the id {id} already exists."));
    }
    let pipelines = account.pipelines.entry(object.to_owned()).or_default();
    if pipelines.len() >= account.most_pipelines {
        return Reply::invalid("The limit of pipelines is reached.");
    }
    let taken: Vec<Value> = pipelines.iter().flat_map(|it| stages(it).to_vec()).collect();
    let mut pipeline =
        json!({ "id": id, "label": label, "displayOrder": body["displayOrder"], "archived": false, "stages": [] });
    for stage in sent {
        if taken.iter().any(|it| it["id"] == stage["stageId"]) {
            return Reply::conflict("A stage with this id already exists.");
        }
        let reply = add(&mut pipeline, object, stage);
        if reply.status != 201 {
            return reply;
        }
    }
    if let Some(wrong) = without_closed(&pipeline, object) {
        return wrong;
    }
    pipelines.push(pipeline.clone());
    Reply::created(pipeline)
}

fn change_stages(
    pipeline: &mut Value,
    object: &str,
    method: &str,
    rest: &[&str],
    body: &Value,
    in_use: &std::collections::BTreeSet<String>,
) -> Reply {
    if method == "POST" && rest.is_empty() {
        return add(pipeline, object, body);
    }
    let Some(place) = rest.first().and_then(|id| stages(pipeline).iter().position(|it| it["id"] == *id)) else {
        return Reply::missing("the stage");
    };
    let id = rest[0];
    match method {
        "PATCH" => {
            if !body["metadata"].is_object() {
                return Reply::invalid("metadata is required");
            }
            let mut stage = stages(pipeline)[place].clone();
            for key in ["label", "displayOrder"] {
                if !body[key].is_null() {
                    stage[key] = body[key].clone();
                }
            }
            for (key, value) in body["metadata"].as_object().into_iter().flatten() {
                stage["metadata"][key] = value.clone();
            }
            if let Some(wrong) = wrong_stage(pipeline, object, &stage, Some(place)) {
                return wrong;
            }
            pipeline["stages"][place] = stage.clone();
            without_closed(pipeline, object).unwrap_or_else(|| Reply::ok(stage))
        }
        "DELETE" if in_use.contains(id) => Reply::refused("PipelineError.STAGE_ID_IN_USE", "The stage is in use."),
        "DELETE" => {
            pipeline["stages"].as_array_mut().expect("stages").remove(place);
            without_closed(pipeline, object).unwrap_or_else(Reply::done)
        }
        _ => Reply::missing("the path"),
    }
}

/// Adds a stage: right behind the holder of its order, if there is one, and then all are numbered anew.
fn add(pipeline: &mut Value, object: &str, sent: &Value) -> Reply {
    let mut stage = json!({ "id": sent["stageId"], "label": sent["label"], "displayOrder": sent["displayOrder"],
        "metadata": {}, "archived": false });
    for key in ["probability", "ticketState", "state"] {
        // What it does not know is dropped silently.
        if !sent["metadata"][key].is_null() {
            stage["metadata"][key] = sent["metadata"][key].clone();
        }
    }
    if let Some(wrong) = wrong_stage(pipeline, object, &stage, None) {
        return wrong;
    }
    if stages(pipeline).iter().any(|it| it["id"] == stage["id"]) {
        return Reply::conflict("A stage with this id already exists.");
    }
    let order = stage["displayOrder"].as_i64().unwrap_or_default();
    let list = pipeline["stages"].as_array_mut().expect("stages");
    list.sort_by_key(|it| it["displayOrder"].as_i64());
    let place = list.iter().filter(|it| it["displayOrder"].as_i64() <= Some(order)).count();
    let taken = place > 0 && list[place - 1]["displayOrder"] == order;
    list.insert(place, stage.clone());
    if taken {
        for (order, stage) in list.iter_mut().enumerate() {
            stage["displayOrder"] = json!(order);
        }
    }
    // The answer echoes the request, whatever became of its order.
    Reply::created(stage)
}

fn wrong_stage(pipeline: &Value, object: &str, stage: &Value, own: Option<usize>) -> Option<Reply> {
    let (Some(id), Some(label), Some(order)) =
        (stage["id"].as_str(), stage["label"].as_str(), stage["displayOrder"].as_i64())
    else {
        return Some(Reply::invalid("a stage needs stageId, label and displayOrder"));
    };
    if id.chars().count() > 100 {
        return Some(Reply::broken());
    }
    if order < 0 {
        return Some(Reply::invalid("displayOrder must not be negative"));
    }
    let others = stages(pipeline).iter().enumerate().filter(|(place, _)| Some(*place) != own);
    let mut labels = others.filter_map(|(_, it)| it["label"].as_str());
    if labels.any(|other| other.to_lowercase() == label.to_lowercase()) {
        return Some(Reply::invalid(&format!("The label {label} is taken.")));
    }
    if stages(pipeline).len() >= 100 && own.is_none() {
        return Some(Reply::invalid("A pipeline has at most 100 stages."));
    }
    let metadata = &stage["metadata"];
    match object {
        "deals" => {
            let number = metadata["probability"].as_f64().or_else(|| metadata["probability"].as_str()?.parse().ok());
            let fits = number.is_some_and(|number| (0.0..=1.0).contains(&number));
            (!fits).then(|| Reply::invalid("probability is required, from 0.0 to 1.0"))
        }
        "tickets" => {
            let fits = ["OPEN", "CLOSED"].iter().any(|state| metadata["ticketState"] == **state);
            (!fits).then(|| Reply::invalid("ticketState is OPEN or CLOSED"))
        }
        _ => None,
    }
}

fn without_closed(pipeline: &Value, object: &str) -> Option<Reply> {
    let closed = stages(pipeline).iter().any(|stage| stage["metadata"]["ticketState"] == "CLOSED");
    (object == "tickets" && !closed)
        .then(|| Reply::refused("PipelineError.MISSING_CLOSED_STAGE", "A pipeline of tickets needs a closed stage."))
}

/// One list, whichever object it is changed through.
fn lifecycle(account: &mut Account, method: &str, rest: &[&str], body: &Value) -> Reply {
    let mut sent = body.clone();
    if method == "POST" {
        sent["stageId"] = json!(account.number());
    }
    let mut reply = Reply::missing("the lifecycle");
    for (object, pipeline) in LIFECYCLE_PIPELINES {
        let in_use = account.in_use.clone();
        let pipeline = account.pipeline(object, pipeline);
        let mut next = pipeline.clone();
        reply = change_stages(&mut next, object, method, rest.get(2..).unwrap_or_default(), &sent, &in_use);
        if (200..300).contains(&reply.status) {
            *pipeline = next;
        }
    }
    reply
}
