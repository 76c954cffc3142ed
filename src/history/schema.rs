//! Tables of the store, as numbered migrations.
//!
//! Every table but `ledger` has an `id` that counts from 1 without a gap, and ends with `sum`, a
//! short hash of the row that names the row at fault. Rows are only ever inserted. A migration adds
//! tables and indexes and never changes a table that is there, because the ledger's hashes cover
//! rows as they were written. One thing may go: the `body` of a `state` or an `excerpt`, which the
//! row's `digest` stands for in the ledger, when a row of `pruning` says so.

/// One step of the schema.
pub(super) struct Migration {
    /// Name, for people.
    pub name: &'static str,
    /// SQL.
    pub script: &'static str,
}

/// Marks a file as ours: `PROV` in the header.
pub(super) const APPLICATION_ID: i64 = 0x5052_4f56;

/// Pages are small so that a run that changes nothing adds little: it touches two tables.
pub(super) const PAGE_SIZE: i64 = 512;

/// Tables whose `body` the ledger binds through the `digest` before it, so that it may be pruned
/// while everything around it can still be verified.
pub(super) const APART: [&str; 2] = ["state", "excerpt"];

/// Tables that the ledger covers, in the order in which an entry lists their rows.
pub(super) const TABLES: [&str; 19] = [
    "migration",
    "repository",
    "content",
    "rule",
    "context",
    "stream",
    "file",
    "assessment",
    "acceptance",
    "state",
    "excerpt",
    "file_event",
    "run",
    "pruning",
    "door",
    "ruling",
    "admission",
    "repetition",
    "missed",
];

/// All steps, oldest first; the number of steps is the schema's version.
pub(super) const MIGRATIONS: [Migration; 2] = [
    Migration { name: "runs, populations, lives, excerpts, ledger", script: FIRST },
    Migration { name: "admissions", script: super::admission::SCHEMA },
];

const FIRST: &str = "
-- What brought the schema here.
CREATE TABLE migration (id INTEGER PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL,
  sum INTEGER NOT NULL);
-- Whose files: the address of the remote, or the directory.
CREATE TABLE repository (id INTEGER PRIMARY KEY, name TEXT NOT NULL, sum INTEGER NOT NULL);
-- Files that judge (packs, waivers), once for each content.
CREATE TABLE content (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL,
  digest TEXT NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL);
-- Rules as they were, once for each content. `meta` is JSON.
CREATE TABLE rule (id INTEGER PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL,
  meta TEXT NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL);
-- What runs have in common. `body` is JSON: tool, command, packs, contents.
CREATE TABLE context (id INTEGER PRIMARY KEY, digest TEXT NOT NULL, body TEXT NOT NULL,
  sum INTEGER NOT NULL);
-- What runs look at, and by what rules: their states are compared. `body` is JSON: roots, rules.
CREATE TABLE stream (id INTEGER PRIMARY KEY, repository INTEGER NOT NULL, digest TEXT NOT NULL,
  body TEXT NOT NULL, sum INTEGER NOT NULL);
CREATE TABLE file (id INTEGER PRIMARY KEY, repository INTEGER NOT NULL, path TEXT NOT NULL,
  sum INTEGER NOT NULL);
-- Sets of verdicts that resources share: `pass:1,2;fail:9`, numbers being ids of `rule`.
CREATE TABLE assessment (id INTEGER PRIMARY KEY, verdicts TEXT NOT NULL, sum INTEGER NOT NULL);
-- Waivers and suppressions in use. `body` is JSON.
CREATE TABLE acceptance (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL,
  sum INTEGER NOT NULL);
-- Resources and findings of one file, once for each content: a line each.
CREATE TABLE state (id INTEGER PRIMARY KEY, digest BLOB NOT NULL, body TEXT,
  sum INTEGER NOT NULL);
-- Lines of a file that its resources stand in, once for each text, secrets masked. `source` is the
-- SHA-256 of the file.
CREATE TABLE excerpt (id INTEGER PRIMARY KEY, source BLOB NOT NULL, digest BLOB NOT NULL, body TEXT,
  sum INTEGER NOT NULL);
-- What holds of a file from a run on, for the runs of a stream: parsed, failed, excluded, gone.
CREATE TABLE file_event (id INTEGER PRIMARY KEY, run INTEGER NOT NULL, stream INTEGER NOT NULL,
  file INTEGER NOT NULL, outcome TEXT NOT NULL, detail TEXT NOT NULL, state INTEGER,
  excerpt INTEGER, sum INTEGER NOT NULL);
CREATE TABLE run (id INTEGER PRIMARY KEY, time INTEGER NOT NULL, context INTEGER NOT NULL,
  stream INTEGER NOT NULL, revision TEXT, complete INTEGER NOT NULL, faults INTEGER, population BLOB NOT NULL,
  files_parsed INTEGER NOT NULL, files_failed INTEGER NOT NULL, files_excluded INTEGER NOT NULL,
  resources_pass INTEGER NOT NULL, resources_fail INTEGER NOT NULL,
  resources_waived INTEGER NOT NULL, resources_not_assessed INTEGER NOT NULL,
  pass INTEGER NOT NULL, fail INTEGER NOT NULL, indeterminate INTEGER NOT NULL,
  not_applicable INTEGER NOT NULL, error INTEGER NOT NULL,
  waived INTEGER NOT NULL, suppressed INTEGER NOT NULL, modified INTEGER, job TEXT,
  sum INTEGER NOT NULL);
-- What was pruned, who allowed it and why. `runs`, `states` and `excerpts` are ranges of ids whose
-- bodies are gone; `lives` is what they said of findings, as far as later runs need it.
CREATE TABLE pruning (id INTEGER PRIMARY KEY, time INTEGER NOT NULL, before INTEGER NOT NULL,
  approved_by TEXT NOT NULL, reason TEXT NOT NULL, runs TEXT NOT NULL, states TEXT NOT NULL,
  excerpts TEXT NOT NULL, bytes INTEGER NOT NULL, digest BLOB NOT NULL, lives TEXT NOT NULL,
  sum INTEGER NOT NULL);
-- An entry for each transaction: the rows that it added, and the chain.
CREATE TABLE ledger (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, rows TEXT NOT NULL,
  digest BLOB NOT NULL, hash BLOB NOT NULL);
CREATE INDEX state_digest ON state (digest);
CREATE INDEX excerpt_source ON excerpt (source);
CREATE INDEX file_event_stream ON file_event (stream);
";
