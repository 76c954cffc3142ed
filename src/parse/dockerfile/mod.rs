//! Dockerfiles to resources: one a stage.
//!
//! In: a [`Fragment`]. Out: a resource for each `FROM`, with its instructions in order and what
//! they add up to (user, ports, health check). Never here: a build, base images, or what a shell
//! command would do.
//!
//! Attributes of a stage:
//!
//! ```text
//! stage         its name, or its number where it has none
//! index         its number
//! namesake      number of an earlier stage of the same name; absent where there is none
//! final         whether it is the last, which is what the image is made of
//! from          {image, image_ref, platform, stage: name of an earlier stage or absent}
//! user          the last USER, of this stage or of the one that it is built from; absent is root
//! workdir, healthcheck, entrypoint, cmd   the last of each, as written
//! env, args, labels                        maps
//! expose        [port…] as written
//! instructions  [{instruction, value, flags: {from, chown, mount…}}] in upper case, in order
//! ```

mod instruction;
mod lines;

use std::collections::HashMap;

use crate::model::view::workload::image_ref;
use crate::model::{
    Cause, Diagnostic, Entry, Format, Loss, Map, Path, Reference, Resource, Shape, Span, Str,
    Unknown, Value,
};

use super::names::Names;
use super::{Fragment, Parsed};
use instruction::{Instruction, instructions};

/// Type of the resources.
pub const STAGE: &str = "dockerfile-stage";

/// Reads every stage of a Dockerfile.
pub fn parse(fragment: Fragment<'_>, parsed: &mut Parsed) {
    parse_as(fragment, fragment.path, parsed);
}

/// Reads every stage of a Dockerfile that addresses call by another name than its path: one
/// document may hold several.
pub fn parse_as(fragment: Fragment<'_>, file: &Str, parsed: &mut Parsed) {
    let mut stages: Vec<Stage> = Vec::new();
    let mut names = Names::default();
    // Arguments before the first FROM, which only FROM lines see.
    let mut global = Arguments::new();
    let mut by_name: HashMap<Str, usize> = HashMap::new();
    for instruction in instructions(fragment, &mut parsed.diagnostics) {
        if instruction.keyword == "FROM" {
            let mut stage = Stage::new(instruction, &stages, &by_name, &global);
            stage.namesake = by_name.get(&stage.name).copied();
            stage.part = names.next(&stage.name);
            by_name.insert(stage.name.clone(), stages.len());
            stages.push(stage);
        } else if let Some(stage) = stages.last_mut() {
            stage.push(instruction);
        } else if instruction.keyword == "ARG" {
            for (name, value) in instruction.pairs() {
                let value = value.map(|value| value.text);
                global.insert(name, Argument { value, declared_at: instruction.span });
            }
        } else {
            let message = format!("`{}` stands before the first `FROM`", instruction.keyword);
            parsed.diagnostics.push(
                Diagnostic::at(fragment.path.clone(), instruction.span, message, Loss::Part)
                    .losing("this instruction"),
            );
        }
    }
    if stages.is_empty() {
        let message = "no `FROM` in this Dockerfile";
        parsed.diagnostics.push(Diagnostic::file(fragment.path.clone(), message));
    }
    let last = stages.len().saturating_sub(1);
    for (index, stage) in stages.into_iter().enumerate() {
        parsed.resources.push(stage.resource(file, index, index == last));
    }
}

/// Longest image that arguments are put together to; anything longer is no image.
const MAX_IMAGE: usize = 4096;

/// Arguments of the whole file with their defaults; the last of a name counts.
type Arguments = HashMap<String, Argument>;

/// An argument with its default, where it has one.
struct Argument {
    value: Option<String>,
    declared_at: Span,
}

/// A stage while its instructions are read.
struct Stage {
    name: Str,
    /// What its address calls it.
    part: Str,
    /// An earlier stage of the same name.
    namesake: Option<usize>,
    span: Span,
    header: Span,
    from: Value,
    base: Option<Str>,
    user: Option<Value>,
    last: Map,
    env: Map,
    args: Map,
    labels: Map,
    expose: Vec<Value>,
    instructions: Vec<Value>,
}

impl Stage {
    fn new(
        from: Instruction,
        earlier: &[Self],
        by_name: &HashMap<Str, usize>,
        global: &Arguments,
    ) -> Self {
        let mut words = from.words();
        let image = if words.is_empty() { None } else { Some(words.remove(0)) };
        let named = words.first().is_some_and(|word| word.text.eq_ignore_ascii_case("as"));
        let name = words.get(1).filter(|_| named).map(|word| word.text.to_ascii_lowercase());
        let written = image.as_ref().map(|image| image.text.as_str()).unwrap_or_default();
        let place = image.as_ref().map_or(from.span, |image| image.span);
        let resolved = resolve(written, global, place);
        let base = resolved.as_str().and_then(|image| {
            by_name.get(&*image.to_ascii_lowercase()).and_then(|index| earlier.get(*index))
        });
        let mut fields = Map::default();
        put(&mut fields, "image", resolved.clone());
        put(&mut fields, "image_ref", image_ref(Some(&resolved)));
        if let Some(platform) = from.flag("platform") {
            put(&mut fields, "platform", platform);
        }
        if let Some(base) = base {
            put(&mut fields, "stage", Value::string(base.name.clone(), place));
        }
        let name: Str = name.map_or_else(|| earlier.len().to_string().into(), Into::into);
        Self {
            part: name.clone(),
            name,
            namesake: None,
            span: from.span,
            header: from.span,
            from: Value::map(fields, from.span),
            base: base.map(|base| base.part.clone()),
            user: base.and_then(|base| base.user.clone()),
            last: Map::default(),
            env: Map::default(),
            args: Map::default(),
            labels: Map::default(),
            expose: Vec::new(),
            instructions: vec![from.to_value()],
        }
    }

    fn push(&mut self, instruction: Instruction) {
        self.span = self.span.to(instruction.span);
        let map = match instruction.keyword.as_str() {
            "ENV" => Some(&mut self.env),
            "ARG" => Some(&mut self.args),
            "LABEL" => Some(&mut self.labels),
            _ => None,
        };
        if let Some(map) = map {
            for (name, value) in instruction.pairs() {
                let value = value.map_or_else(
                    || Value::null(instruction.span),
                    |word| Value::string(word.text, word.span),
                );
                map.push(Entry { key: name.into(), key_span: instruction.span, value });
            }
        }
        match instruction.keyword.as_str() {
            "USER" => self.user = Some(instruction.value()),
            "EXPOSE" => {
                let ports = instruction.words();
                self.expose
                    .extend(ports.into_iter().map(|port| Value::string(port.text, port.span)));
            }
            "WORKDIR" => self.last.set("workdir", instruction.span, instruction.value()),
            "HEALTHCHECK" => self.last.set("healthcheck", instruction.span, instruction.value()),
            "ENTRYPOINT" => self.last.set("entrypoint", instruction.span, instruction.value()),
            "CMD" => self.last.set("cmd", instruction.span, instruction.value()),
            _ => {}
        }
        self.instructions.push(instruction.to_value());
    }

    fn resource(self, file: &Str, index: usize, last: bool) -> Resource {
        let none = Span::default();
        let mut attributes = self.last;
        let number = i64::try_from(index).unwrap_or(i64::MAX);
        put(&mut attributes, "stage", Value::string(self.name.clone(), self.header));
        put(&mut attributes, "index", Value::int(number, none));
        put(&mut attributes, "final", Value::bool(last, none));
        if let Some(namesake) = self.namesake.and_then(|index| i64::try_from(index).ok()) {
            put(&mut attributes, "namesake", Value::int(namesake, self.header));
        }
        attributes.push(Entry { key: "from".into(), key_span: self.header, value: self.from });
        if let Some(user) = self.user {
            attributes.push(Entry { key: "user".into(), key_span: user.span, value: user });
        }
        for (key, map) in [("env", self.env), ("args", self.args), ("labels", self.labels)] {
            put(&mut attributes, key, Value::map(map, none));
        }
        put(&mut attributes, "expose", Value::list(self.expose, none));
        put(&mut attributes, "instructions", Value::list(self.instructions, none));
        let reference = |base: Str| Reference {
            to: format!("{file}#{base}").into(),
            path: Path::root().join("from").join("image"),
        };
        Resource {
            address: format!("{file}#{}", self.part).into(),
            kind: STAGE.into(),
            name: self.name,
            format: Format::Dockerfile,
            scope: file.clone(),
            span: self.span,
            header: self.header,
            attributes: Value::map(attributes, self.span),
            workload: None,
            pipeline: None,
            references: self.base.map(reference).into_iter().collect(),
        }
    }
}

fn put(map: &mut Map, key: &str, value: Value) {
    map.push(Entry { key: key.into(), key_span: Span::default(), value });
}

/// An image with the arguments that have a default filled in; unknown where one has none.
fn resolve(text: &str, global: &Arguments, span: Span) -> Value {
    let mut known = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let (before, after) = rest.split_at(at);
        known.push_str(before);
        let (name, default, tail) = variable(after.get(1..).unwrap_or_default());
        let argument = global.get(name);
        let value = argument.and_then(|argument| argument.value.as_deref()).or(default);
        let Some(value) = value.filter(|value| known.len() + value.len() <= MAX_IMAGE) else {
            let end = tail.rsplit_once('$').map_or(tail, |_| "");
            return Value::unknown(
                Unknown {
                    name: format!("${{{name}}}").into(),
                    because: Cause::Variable,
                    // Nothing declares it: then where it stands.
                    declared_at: Some(argument.map_or(span, |argument| argument.declared_at)),
                    shape: Shape {
                        not_null: true,
                        string: true,
                        not_empty: true,
                        prefix: known.into(),
                        suffix: end.into(),
                        json: None,
                    },
                },
                span,
            );
        };
        known.push_str(value);
        rest = tail;
    }
    known.push_str(rest);
    Value::string(known, span)
}

/// Name and default of a variable whose dollar sign was taken, and what stands after it.
fn variable(text: &str) -> (&str, Option<&str>, &str) {
    let length = |text: &str| {
        text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count()
    };
    if let Some((inner, tail)) = text.strip_prefix('{').and_then(|text| text.split_once('}')) {
        let (name, operator) = inner.split_at(length(inner));
        return (name, operator.strip_prefix(":-").or_else(|| operator.strip_prefix('-')), tail);
    }
    let (name, tail) = text.split_at(length(text));
    (name, None, tail)
}

#[cfg(test)]
mod tests;
