//! Steps of a job or of a composite action.

use crate::model::{Kind, Map, Value};
use crate::parse::ci::fields::{Fields, Place, list};

use super::job::condition;
use super::{Reader, is_open};

/// What steps inherit from `defaults.run`.
#[derive(Debug, Clone, Default)]
pub(super) struct Defaults {
    shell: Option<Value>,
    folder: Option<Value>,
}

impl Defaults {
    /// The defaults that a workflow or job sets.
    pub(super) fn of(map: &Map) -> Self {
        let run = map.get("defaults").and_then(|defaults| defaults.reach(&["run"]));
        let of = |key: &str| run.and_then(|run| run.reach(&[key])).cloned();
        Self { shell: of("shell"), folder: of("working-directory") }
    }

    /// These under others that are nearer to the step.
    pub(super) fn over(self, nearer: Self) -> Self {
        Self { shell: nearer.shell.or(self.shell), folder: nearer.folder.or(self.folder) }
    }
}

impl Reader<'_> {
    /// The steps under `steps`, in source order.
    pub(super) fn steps(&mut self, owner: &Map, place: &Place, defaults: &Defaults) -> Value {
        let Some(value) = owner.get("steps").filter(|steps| steps.kind != Kind::Null) else {
            return list(Vec::new());
        };
        if is_open(value) {
            return value.reshaped();
        }
        let Some(steps) = value.as_list() else {
            self.misshapen("steps", value, "a list of steps");
            return list(Vec::new());
        };
        let place = place.join("steps");
        let mut found = Vec::with_capacity(steps.len());
        for (index, step) in steps.iter().enumerate() {
            match step.as_map() {
                Some(map) => found.push(self.step(map, &place.join(index), defaults)),
                None if is_open(step) => found.push(step.reshaped()),
                None => self.misshapen("steps", step, "a step"),
            }
        }
        list(found)
    }

    fn step(&mut self, step: &Map, place: &Place, defaults: &Defaults) -> Value {
        let run = self.string(step, "run");
        let env = self.map_or_empty(step, "env");
        let with = self.map_or_empty(step, "with");
        let uses = self.string(step, "uses");
        let uses = uses.and_then(|value| self.uses(&value, &place.join("uses"), false));
        let expressions = self.expressions(step, place, |_| true);
        let own = Defaults {
            shell: step.get("shell").cloned(),
            folder: step.get("working-directory").cloned(),
        };
        // Defaults are for scripts: an action has no shell.
        let Defaults { shell, folder } = match run {
            Some(_) => defaults.clone().over(own),
            None => own,
        };
        let mut fields = Fields::new(&mut self.keys);
        fields
            .put_some("id", step.get("id").cloned())
            .put_some("name", step.get("name").cloned())
            .put("path", place.value())
            .put_some("if", condition(step))
            .put_some("run", run)
            .put_some("shell", shell)
            .put("env", env)
            .put("with", with)
            .put_some("working_directory", folder)
            .put_some("uses", uses)
            .put("expressions", expressions);
        fields.finish()
    }
}
