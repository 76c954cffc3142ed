//! Defaults of what runs pods: deployments, sets, jobs.
//!
//! In: a kind of Kubernetes itself and the object. Out: the object with the kind's own defaults;
//! those of its pod template are not filled in here.

use super::super::edit::{child, entry, fill, fill_int, fill_map, fill_text, lacks};
use super::{in_spec, unsuspended};
use crate::model::{Kind, Map, Number, Value};

pub(super) fn defaults(kind: &str, object: &mut Value) {
    match kind {
        "Deployment" => in_spec(object, deployment),
        "StatefulSet" => in_spec(object, stateful_set),
        "DaemonSet" => in_spec(object, daemon_set),
        "ReplicaSet" | "ReplicationController" => in_spec(object, |spec| {
            fill_int(spec, "replicas", 1);
        }),
        "Job" => in_spec(object, job),
        "CronJob" => in_spec(object, cron_job),
        _ => {}
    }
}

fn deployment(spec: &mut Value) {
    fill_int(spec, "replicas", 1);
    fill_int(spec, "revisionHistoryLimit", 10);
    fill_int(spec, "progressDeadlineSeconds", 600);
    if let Some(rolling) = rolling_update(spec, "strategy") {
        fill_text(rolling, "maxUnavailable", "25%");
        fill_text(rolling, "maxSurge", "25%");
    }
}

fn stateful_set(spec: &mut Value) {
    fill_int(spec, "replicas", 1);
    fill_int(spec, "revisionHistoryLimit", 10);
    fill_text(spec, "podManagementPolicy", "OrderedReady");
    if let Some(rolling) = rolling_update(spec, "updateStrategy") {
        fill_int(rolling, "partition", 0);
    }
    fill(spec, "persistentVolumeClaimRetentionPolicy", || {
        let retain = || Kind::String("Retain".into());
        let map: Map =
            [entry("whenDeleted", retain()), entry("whenScaled", retain())].into_iter().collect();
        Kind::Map(map.into())
    });
    for claim in super::super::edit::elements(spec, "volumeClaimTemplates") {
        if let Some(claim) = child(claim, "spec") {
            fill_text(claim, "volumeMode", "Filesystem");
        }
    }
}

fn daemon_set(spec: &mut Value) {
    fill_int(spec, "revisionHistoryLimit", 10);
    if let Some(rolling) = rolling_update(spec, "updateStrategy") {
        fill_int(rolling, "maxUnavailable", 1);
        fill(rolling, "maxSurge", || Kind::Number(Number::Int(0)));
    }
}

/// The settings of a rolling update, where that is the strategy.
fn rolling_update<'v>(spec: &'v mut Value, key: &'static str) -> Option<&'v mut Value> {
    let strategy = fill_map(spec, key)?;
    fill_text(strategy, "type", "RollingUpdate");
    if strategy.get("type").and_then(Value::as_str) != Some("RollingUpdate") {
        return None;
    }
    fill_map(strategy, "rollingUpdate")
}

fn job(spec: &mut Value) {
    // A job without completions but with parallelism is a work queue: it has none.
    if lacks(spec, "completions") && lacks(spec, "parallelism") {
        fill_int(spec, "completions", 1);
    }
    fill_int(spec, "parallelism", 1);
    fill_int(spec, "backoffLimit", 6);
    fill_text(spec, "completionMode", "NonIndexed");
    unsuspended(spec);
}

fn cron_job(spec: &mut Value) {
    fill_text(spec, "concurrencyPolicy", "Allow");
    fill_int(spec, "successfulJobsHistoryLimit", 3);
    fill_int(spec, "failedJobsHistoryLimit", 1);
    unsuspended(spec);
}
