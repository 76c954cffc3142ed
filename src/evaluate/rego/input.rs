//! Model values as Rego values.
//!
//! In: resources. Out: the `input` document of a policy, built directly: strings are shared, and
//! a subtree that a view shares with the attributes is converted once.

use std::collections::HashMap;
use std::sync::Arc;

use regorus::Value as Rego;

use crate::model::{Kind, Map, Number, Resource, Sources, Value};

/// Converts values, remembering the subtrees that it met.
#[derive(Default)]
pub struct Converter {
    /// Converted lists and maps that have more than one owner, by address. The owner outlives the
    /// converter's use on one resource; `clear` is called between resources.
    shared: HashMap<usize, Rego>,
}

impl Converter {
    /// Forgets what it remembered.
    pub fn clear(&mut self) {
        self.shared.clear();
    }

    /// Converts a value. An unknown entry of a map is left out, an unknown element of a list is
    /// null: a policy that reads one is evaluated in three values instead, never on this.
    pub fn value(&mut self, value: &Value) -> Rego {
        match &value.kind {
            Kind::Null | Kind::Unknown(_) => Rego::Null,
            Kind::Bool(value) => Rego::Bool(*value),
            Kind::Number(number) => self::number(number),
            Kind::String(text) => Rego::String(text.clone()),
            Kind::List(list) => {
                self.remember(Arc::as_ptr(list) as usize, Arc::strong_count(list), |own| {
                    Rego::from(list.iter().map(|value| own.value(value)).collect::<Vec<_>>())
                })
            }
            Kind::Map(map) => {
                self.remember(Arc::as_ptr(map) as usize, Arc::strong_count(map), |own| own.map(map))
            }
        }
    }

    fn map(&mut self, map: &Map) -> Rego {
        let entries = map
            .iter()
            .filter(|entry| !matches!(entry.value.kind, Kind::Unknown(_)))
            .map(|entry| (Rego::String(entry.key.clone()), self.value(&entry.value)));
        Rego::from(entries.collect::<regorus::value::Object>())
    }

    fn remember(
        &mut self,
        address: usize,
        owners: usize,
        make: impl FnOnce(&mut Self) -> Rego,
    ) -> Rego {
        if owners < 2 {
            return make(self);
        }
        if let Some(known) = self.shared.get(&address) {
            return known.clone();
        }
        let made = make(self);
        self.shared.insert(address, made.clone());
        made
    }
}

/// A number, as exactly as Rego keeps it.
pub fn number(number: &Number) -> Rego {
    match number {
        Number::Int(value) => Rego::from(*value),
        Number::Float(value) => Rego::from(*value),
        Number::Decimal(text) => Rego::from_numeric_string(text).unwrap_or(Rego::Null),
    }
}

/// An object from pairs.
pub fn object<const N: usize>(pairs: [(&str, Rego); N]) -> Rego {
    let entries = pairs.into_iter().map(|(key, value)| (Rego::from(key), value));
    Rego::from(entries.collect::<regorus::value::Object>())
}

/// `input.resource` of a resource, given its converted attributes.
pub fn resource(
    resource: &Resource,
    sources: &Sources,
    attributes: Rego,
) -> regorus::value::Object {
    let text = |text: &str| Rego::from(text);
    let mut object = regorus::value::Object::new();
    object.insert(text("address"), Rego::String(resource.address.clone()));
    object.insert(text("type"), Rego::String(resource.kind.clone()));
    object.insert(text("name"), Rego::String(resource.name.clone()));
    object.insert(text("format"), text(resource.format.name()));
    object.insert(text("file"), text(sources.path(resource.file())));
    object.insert(text("attributes"), attributes);
    object
}
