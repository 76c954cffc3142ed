//! What starts a workflow: `on`, in any of its three writings.

use crate::model::{Entry, Kind, Map, Value};
use crate::parse::ci::fields::{Fields, Place, empty_map, list};

use super::{Reader, is_open};

impl Reader<'_> {
    /// The triggers in source order.
    pub(super) fn triggers(&mut self, root: &Map) -> Value {
        // A YAML 1.1 tool that rewrote the file leaves `true` behind.
        let entry = root.entry("on").or_else(|| root.entry("true"));
        let Some(Entry { key, value, .. }) = entry else { return list(Vec::new()) };
        let place = Place::default().join(&**key);
        let mut triggers = Vec::new();
        match &value.kind {
            Kind::Unknown(_) => return value.reshaped(),
            Kind::String(_) => triggers.push(self.trigger(value.clone(), &place, None)),
            Kind::List(events) => {
                for (index, event) in events.iter().enumerate() {
                    if event.as_str().is_some() || is_open(event) {
                        triggers.push(self.trigger(event.clone(), &place.join(index), None));
                    } else {
                        self.misshapen("on", event, "the name of an event");
                    }
                }
            }
            Kind::Map(events) => {
                for event in events.iter() {
                    let name = Value::string(event.key.clone(), event.key_span);
                    let place = place.join(&*event.key);
                    triggers.push(self.trigger(name, &place, Some(&event.value)));
                }
            }
            Kind::Null => {}
            _ => self.misshapen("on", value, "an event, a list or a map of events"),
        }
        list(triggers)
    }

    fn trigger(&mut self, event: Value, place: &Place, filters: Option<&Value>) -> Value {
        let written = filters
            .filter(|value| matches!(value.kind, Kind::Map(_) | Kind::List(_) | Kind::Unknown(_)));
        let mut fields = Fields::new(&mut self.keys);
        fields
            .put("event", event)
            .put("path", place.value())
            .put("filters", written.cloned().unwrap_or_else(empty_map));
        fields.finish()
    }
}
