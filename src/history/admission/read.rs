//! Admissions as they were recorded.
//!
//! In: a store. Out: each object with its verdict, how often and when it was asked for, what was
//! found, and by what it was judged; and sums by the day.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rusqlite::Result;
use serde_json::Value;

use crate::history::canonical::{hex, unescaped};
use crate::history::runs::PackRow;
use crate::history::{HistoryError, State, Store};
use crate::model::Date;

/// By what a door judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// Number.
    pub id: i64,
    /// Name of the cluster.
    pub cluster: String,
    /// Name and version of the tool.
    pub tool: String,
    /// The command.
    pub command: String,
    /// What was done about failures: `enforce from high`, `warn`.
    pub manner: String,
    /// Packs.
    pub packs: Vec<PackRow>,
    /// Ids of contents: packs, waivers, modules.
    pub contents: Vec<i64>,
    /// Requests that were judged and not recorded: time of the last of each count, and count.
    pub missed: Vec<(i64, i64)>,
}

/// An object with a verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Admission {
    /// Number.
    pub id: i64,
    /// By what it was judged.
    pub door: Arc<Door>,
    /// Operation of the review.
    pub operation: String,
    /// Kind of the object.
    pub kind: String,
    /// Its address.
    pub address: String,
    /// Its verdict hash.
    pub verdict_hash: String,
    /// `allowed`, `warned`, `denied`.
    pub outcome: String,
    /// Requests: the first alone, then counts with the first and last time of each.
    pub requests: Vec<(i64, i64, i64)>,
    /// What was found.
    pub findings: Arc<Vec<AdmissionFinding>>,
}

/// What a rule found in an object.
#[derive(Debug, Clone, PartialEq)]
pub struct AdmissionFinding {
    /// Id of the rule.
    pub rule: String,
    /// What it says.
    pub state: State,
    /// Severity.
    pub severity: String,
    /// At how many places.
    pub places: u64,
    /// Path of the first.
    pub path: String,
    /// The waiver that covers it.
    pub waiver: Option<Value>,
}

/// What a door was asked on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Day {
    /// Requests by outcome: allowed, warned, denied.
    pub requests: [i64; 3],
    /// Objects with a verdict of that day that was not known before.
    pub new: i64,
    /// Requests that were not recorded.
    pub missed: i64,
}

impl Day {
    /// All requests that were recorded.
    pub fn total(&self) -> i64 {
        self.requests.iter().sum()
    }
}

impl Admission {
    /// First time.
    pub fn first(&self) -> i64 {
        self.requests.iter().map(|own| own.0).min().unwrap_or_default()
    }

    /// Last time.
    pub fn last(&self) -> i64 {
        self.requests.iter().map(|own| own.1).max().unwrap_or_default()
    }

    /// How often it was asked for.
    pub fn count(&self) -> i64 {
        self.requests.iter().map(|own| own.2).sum()
    }

    /// The same with the requests of a period alone, where there are any. An hour's count belongs
    /// to the time of its last request.
    pub fn within(&self, from: i64, to: i64) -> Option<Self> {
        let inside = self.requests.iter().filter(|own| (from..=to).contains(&own.1));
        let requests: Vec<_> = inside.copied().collect();
        (!requests.is_empty()).then(|| Self { requests, ..self.clone() })
    }
}

impl Store {
    /// Every admission, in the order in which they were recorded.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn admissions(&self) -> std::result::Result<Vec<Admission>, HistoryError> {
        self.read_admissions().map_err(|error| self.fault(error))
    }

    /// Every door that recorded here.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn doors(&self) -> std::result::Result<Vec<Arc<Door>>, HistoryError> {
        let read = || -> Result<Vec<Arc<Door>>> { Ok(self.read_doors()?.into_values().collect()) };
        read().map_err(|error| self.fault(error))
    }

    /// Sums by cluster and day, in UTC.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub fn admission_days(
        &self,
    ) -> std::result::Result<BTreeMap<(String, Date), Day>, HistoryError> {
        let mut days: BTreeMap<(String, Date), Day> = BTreeMap::new();
        for own in self.admissions()? {
            let slot = match own.outcome.as_str() {
                "denied" => 2,
                "warned" => 1,
                _ => 0,
            };
            for (index, (_, last, count)) in own.requests.iter().enumerate() {
                let key = (own.door.cluster.clone(), Date::of_epoch(*last));
                let day = days.entry(key).or_default();
                if let Some(requests) = day.requests.get_mut(slot) {
                    *requests += count;
                }
                day.new += i64::from(index == 0);
            }
        }
        for door in self.doors()? {
            for (last, count) in &door.missed {
                let key = (door.cluster.clone(), Date::of_epoch(*last));
                days.entry(key).or_default().missed += count;
            }
        }
        Ok(days)
    }

    fn read_admissions(&self) -> Result<Vec<Admission>> {
        if !self.has("admission")? {
            return Ok(Vec::new());
        }
        let doors = self.read_doors()?;
        let rulings = self.read_rulings()?;
        let mut repeated: HashMap<i64, Vec<(i64, i64, i64)>> = HashMap::new();
        let query = "SELECT admission, first, last, count FROM repetition ORDER BY id";
        let mut statement = self.connection.prepare(query)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let own = (row.get(1)?, row.get(2)?, row.get(3)?);
            repeated.entry(row.get(0)?).or_default().push(own);
        }
        let mut statement = self.connection.prepare(
            "SELECT id, door, time, operation, kind, address, hash, outcome, ruling
               FROM admission ORDER BY id",
        )?;
        let mut rows = statement.query([])?;
        let mut admissions = Vec::new();
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            // A row that nothing else knows of is for `verify` to name.
            let Some(door) = doors.get(&row.get(1)?) else { continue };
            let time: i64 = row.get(2)?;
            let mut requests = vec![(time, time, 1)];
            requests.extend(repeated.remove(&id).unwrap_or_default());
            admissions.push(Admission {
                id,
                door: door.clone(),
                operation: row.get(3)?,
                kind: row.get(4)?,
                address: row.get(5)?,
                verdict_hash: hex(&row.get::<_, Vec<u8>>(6)?),
                outcome: row.get(7)?,
                requests,
                findings: rulings.get(&row.get(8)?).cloned().unwrap_or_default(),
            });
        }
        Ok(admissions)
    }

    fn read_rulings(&self) -> Result<HashMap<i64, Arc<Vec<AdmissionFinding>>>> {
        let mut names: HashMap<i64, String> = HashMap::new();
        let mut statement = self.connection.prepare("SELECT id, name FROM rule")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            names.insert(row.get(0)?, row.get(1)?);
        }
        let mut waivers: HashMap<i64, Value> = HashMap::new();
        let query = "SELECT id, body FROM acceptance WHERE kind = 'waiver'";
        let mut statement = self.connection.prepare(query)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let body: String = row.get(1)?;
            waivers.insert(row.get(0)?, serde_json::from_str(&body).unwrap_or_default());
        }
        let mut rulings = HashMap::new();
        let mut statement = self.connection.prepare("SELECT id, body FROM ruling")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let body: String = row.get(1)?;
            let findings = body.lines().filter_map(|line| finding(line, &names, &waivers));
            rulings.insert(row.get(0)?, Arc::new(findings.collect()));
        }
        Ok(rulings)
    }

    fn read_doors(&self) -> Result<BTreeMap<i64, Arc<Door>>> {
        let mut doors = BTreeMap::new();
        if !self.has("door")? {
            return Ok(doors);
        }
        let mut missed: HashMap<i64, Vec<(i64, i64)>> = HashMap::new();
        let query = "SELECT door, last, count FROM missed ORDER BY id";
        let mut statement = self.connection.prepare(query)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            missed.entry(row.get(0)?).or_default().push((row.get(1)?, row.get(2)?));
        }
        let mut statement = self.connection.prepare(
            "SELECT door.id, repository.name, context.body, door.body FROM door
               JOIN repository ON repository.id = door.repository
               JOIN context ON context.id = door.context ORDER BY door.id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let context: Value =
                serde_json::from_str(&row.get::<_, String>(2)?).unwrap_or_default();
            let body: Value = serde_json::from_str(&row.get::<_, String>(3)?).unwrap_or_default();
            let list = |key: &str| context.get(key).and_then(Value::as_array).into_iter().flatten();
            let door = Door {
                id,
                cluster: row.get(1)?,
                tool: text(&context, "tool"),
                command: text(&context, "command"),
                manner: text(&body, "manner"),
                packs: list("packs")
                    .map(|pack| PackRow {
                        name: text(pack, "name"),
                        version: text(pack, "version"),
                        digest: text(pack, "digest"),
                    })
                    .collect(),
                contents: list("contents").filter_map(Value::as_i64).collect(),
                missed: missed.remove(&id).unwrap_or_default(),
            };
            doors.insert(id, Arc::new(door));
        }
        Ok(doors)
    }
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn finding(
    line: &str,
    names: &HashMap<i64, String>,
    waivers: &HashMap<i64, Value>,
) -> Option<AdmissionFinding> {
    let mut fields = line.split('\t');
    let state = State::named(fields.next()?);
    let severity = fields.next()?.to_owned();
    let rule = names.get(&fields.next()?.parse().ok()?)?.clone();
    let places = fields.next()?.parse().ok()?;
    let waiver = waivers.get(&fields.next()?.parse().ok()?).cloned();
    Some(AdmissionFinding {
        rule,
        state,
        severity,
        places,
        path: unescaped(fields.next()?),
        waiver,
    })
}
