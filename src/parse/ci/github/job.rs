//! Jobs of a workflow, and the one job that an action is.

use crate::model::view::workload::image_ref;
use crate::model::{Entry, Kind, Map, Segment, Str, Value};
use crate::parse::ci::fields::{Fields, Place, empty_map, list, text};

use super::permissions::{effective, undocumented};
use super::step::Defaults;
use super::{Reader, is_open};

/// What jobs have from their workflow. Looked up once, since a hostile file can hold many keys and
/// many jobs.
struct Inherited<'a> {
    permissions: Option<&'a Value>,
    defaults: Defaults,
}

impl Reader<'_> {
    /// The jobs of a workflow, in source order.
    pub(super) fn jobs(&mut self, root: &Map) -> Value {
        let Some(value) = root.get("jobs").filter(|jobs| jobs.kind != Kind::Null) else {
            return list(Vec::new());
        };
        if is_open(value) {
            return value.reshaped();
        }
        let Some(jobs) = value.as_map() else {
            self.misshapen("jobs", value, "a map of jobs");
            return list(Vec::new());
        };
        let place = Place::default().join("jobs");
        let workflow =
            Inherited { permissions: root.get("permissions"), defaults: Defaults::of(root) };
        let mut found = Vec::with_capacity(jobs.len());
        for entry in jobs.iter() {
            let id = Value::string(entry.key.clone(), entry.key_span);
            match entry.value.as_map() {
                Some(job) => found.push(self.job(&workflow, id, job, &place.join(&*entry.key))),
                None if is_open(&entry.value) => found.push(entry.value.reshaped()),
                None => self.misshapen(&entry.key, &entry.value, "a job"),
            }
        }
        list(found)
    }

    /// What an action runs, as a job.
    pub(super) fn runs(&mut self, root: &Map, name: &Str) -> Value {
        let place = Place::default().join("runs");
        let Some(value) = root.get("runs") else { return list(Vec::new()) };
        if is_open(value) {
            return value.reshaped();
        }
        let Some(runs) = value.as_map() else {
            self.misshapen("runs", value, "a map");
            return list(Vec::new());
        };
        let steps = self.steps(runs, &place, &Defaults::default());
        let env = self.map_or_empty(runs, "env");
        // `image: Dockerfile` is built, `docker://…` is pulled.
        let image = runs.get("image").and_then(|image| {
            let pulled = image.as_str()?.strip_prefix("docker://")?;
            Some((pulled.to_owned(), image.span))
        });
        let container = image.map(|(pulled, span)| {
            self.container(&Value::string(pulled, span), &place.join("image"), &place)
        });
        let open = runs.get("image").filter(|image| is_open(image)).map(Value::reshaped);
        let container = container.or(open);
        let expressions = self.expressions(runs, &place, |key| key != "steps");
        let mut fields = Fields::new(&mut self.keys);
        fields
            .put("id", text("runs"))
            .put("path", place.value())
            .put("name", text(name.clone()))
            .put("needs", list(Vec::new()))
            .put("runs_on", list(Vec::new()))
            .put_some("using", runs.get("using").cloned())
            .put("env", env)
            .put_some("container", container)
            .put("services", list(Vec::new()))
            .put("steps", steps)
            .put("expressions", expressions);
        list(vec![fields.finish()])
    }

    fn job(&mut self, workflow: &Inherited<'_>, id: Value, job: &Map, place: &Place) -> Value {
        let defaults = workflow.defaults.clone().over(Defaults::of(job));
        let permissions = self.permissions(job);
        let effective = effective(permissions.as_ref(), workflow.permissions);
        let unexplained = undocumented(permissions.as_ref(), self.fragment);
        let name = self.string(job, "name").unwrap_or_else(|| id.clone());
        let needs = self.one_or_many(job, "needs");
        let (runs_on, group) = self.runs_on(job);
        let environment = self.environment(job);
        let env = self.map_or_empty(job, "env");
        let secrets = job.get("secrets").filter(|value| value.kind != Kind::Null).cloned();
        let container = self.job_container(job, place);
        let services = self.services(job, place);
        let uses = self.string(job, "uses");
        let uses = uses.and_then(|value| self.uses(&value, &place.join("uses"), true));
        let with = self.map_or_empty(job, "with");
        let steps = self.steps(job, place, &defaults);
        let expressions = self.expressions(job, place, |key| key != "steps");
        let mut fields = Fields::new(&mut self.keys);
        fields
            .put("id", id)
            .put("path", place.value())
            .put("name", name)
            .put("needs", needs)
            .put_some("if", condition(job))
            .put("runs_on", runs_on)
            .put_some("runner_group", group)
            .put_some("environment", environment)
            .put_some("permissions", permissions)
            .put("effective_permissions", effective)
            .put("permissions_undocumented", unexplained)
            .put("env", env)
            .put_some("secrets", secrets)
            .put_some("container", container)
            .put("services", services)
            .put_some("concurrency", job.get("concurrency").cloned())
            .put_some("strategy", job.get("strategy").cloned())
            .put_some("uses", uses)
            .put("with", with)
            .put("steps", steps)
            .put("expressions", expressions);
        fields.finish()
    }

    /// A string or a list of them, as a list.
    fn one_or_many(&mut self, map: &Map, key: &str) -> Value {
        match map.get(key) {
            Some(value) => self.strings(key, value),
            None => list(Vec::new()),
        }
    }

    fn strings(&mut self, key: &str, value: &Value) -> Value {
        match &value.kind {
            Kind::String(_) => list(vec![value.clone()]),
            Kind::Null => list(Vec::new()),
            Kind::Unknown(_) => value.reshaped(),
            Kind::List(items) if items.iter().all(may_be_text) => value.clone(),
            Kind::List(items) => {
                let (strings, others): (Vec<_>, Vec<_>) =
                    items.iter().cloned().partition(may_be_text);
                others.iter().for_each(|item| self.misshapen(key, item, "a string"));
                list(strings)
            }
            _ => {
                self.misshapen(key, value, "a string or a list");
                list(Vec::new())
            }
        }
    }

    /// Labels, and the group where one is asked for.
    fn runs_on(&mut self, job: &Map) -> (Value, Option<Value>) {
        let written = job.get("runs-on");
        if let Some(open) = written.filter(|value| is_open(value)) {
            return (open.reshaped(), Some(open.reshaped()));
        }
        match written.and_then(Value::as_map) {
            Some(runner) => {
                let labels = self.one_or_many(runner, "labels");
                (labels, runner.get("group").cloned())
            }
            None => (self.one_or_many(job, "runs-on"), None),
        }
    }

    fn environment(&mut self, job: &Map) -> Option<Value> {
        let value = job.get("environment").filter(|value| value.kind != Kind::Null)?;
        match value.as_map() {
            Some(environment) => self.string(environment, "name"),
            None => self.string(job, "environment"),
        }
    }

    fn job_container(&mut self, job: &Map, place: &Place) -> Option<Value> {
        let value = job.get("container").filter(|value| value.kind != Kind::Null)?;
        let place = place.join("container");
        match &value.kind {
            Kind::String(_) => Some(self.container(value, &place, &place)),
            Kind::Map(spec) => {
                let image = self.string(spec, "image");
                let mut fields = self.image(image.as_ref(), &place.join("image"));
                push(&mut fields, "path", place.value());
                push(&mut fields, "spec", value.clone());
                Some(Value::map(fields, value.span))
            }
            Kind::Unknown(_) => Some(value.reshaped()),
            _ => {
                self.misshapen("container", value, "an image or a map");
                None
            }
        }
    }

    fn container(&mut self, image: &Value, at: &Place, place: &Place) -> Value {
        let mut fields = self.image(Some(image), at);
        push(&mut fields, "path", place.value());
        push(&mut fields, "spec", empty_map());
        Value::map(fields, image.span)
    }

    /// The fields of an image: what is written, its parts, and where it stands.
    fn image(&mut self, image: Option<&Value>, at: &Place) -> Map {
        let mut fields = Map::default();
        if let Some(value) = image.filter(|value| may_be_text(value)) {
            push(&mut fields, "image", value.clone());
            push(&mut fields, "image_ref", image_ref(Some(value)));
            push(&mut fields, "at", at.value());
        }
        fields
    }

    fn services(&mut self, job: &Map, place: &Place) -> Value {
        let Some(value) = job.get("services").filter(|value| value.kind != Kind::Null) else {
            return list(Vec::new());
        };
        if is_open(value) {
            return value.reshaped();
        }
        let Some(services) = value.as_map() else {
            if !value.as_str().is_some_and(|text| text.contains("${{")) {
                self.misshapen("services", value, "a map");
            }
            return list(Vec::new());
        };
        let place = place.join("services");
        let mut found = Vec::new();
        for Entry { key, key_span, value } in services.iter() {
            let place = place.join(Segment::Key(key.clone()));
            let service = match &value.kind {
                Kind::Unknown(_) => {
                    found.push(value.reshaped());
                    continue;
                }
                Kind::Map(spec) => {
                    let image = self.string(spec, "image");
                    let fields = self.image(image.as_ref(), &place.join("image"));
                    Some((fields, value.clone()))
                }
                Kind::String(_) => Some((self.image(Some(value), &place), empty_map())),
                _ => None,
            };
            let Some((image, spec)) = service else {
                self.misshapen(key, value, "a service");
                continue;
            };
            let mut fields = Map::default();
            push(&mut fields, "name", Value::string(key.clone(), *key_span));
            image.iter().for_each(|entry| fields.push(entry.clone()));
            push(&mut fields, "path", place.value());
            push(&mut fields, "spec", spec);
            found.push(Value::map(fields, value.span));
        }
        list(found)
    }
}

/// `if`, as a string also where it is a plain `true`.
pub(super) fn condition(map: &Map) -> Option<Value> {
    let value = map.get("if")?;
    match &value.kind {
        Kind::Bool(truth) => Some(Value::string(truth.to_string(), value.span)),
        Kind::String(_) => Some(value.clone()),
        Kind::Unknown(_) => Some(value.reshaped()),
        _ => None,
    }
}

fn may_be_text(value: &Value) -> bool {
    value.as_str().is_some() || is_open(value)
}

fn push(map: &mut Map, key: &str, value: Value) {
    map.push(Entry { key: key.into(), key_span: crate::model::Span::default(), value });
}
