//! Whoever changes a row of the history is found, whatever the row and whatever the change.

use std::path::Path;

use provost::history::{Batch, Prune, Store};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::history::{NETWORK, PID, Shop, pod};
use crate::serve::history::{batch, desk};

/// Numbers that are the same in every run of the test.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound).unwrap()).unwrap()
    }
}

/// A store with a row or more in every table.
fn store_with_everything() -> Shop {
    let shop = four_runs();
    let asked = Prune {
        time: shop.time,
        before: shop.time,
        approved_by: "a@example.org".into(),
        reason: "old".into(),
    };
    let pruned = shop.open().prune(&asked).unwrap();
    assert!(!pruned.states.is_empty() && !pruned.excerpts.is_empty());
    shop
}

/// A store with a row or more in every table but that of prunings.
fn four_runs() -> Shop {
    let mut shop = Shop::new();
    shop.write("a.yaml", &pod("a", NETWORK));
    shop.write("b.yaml", &pod("b", PID));
    shop.write("broken.yaml", "apiVersion: v1\nkind: Pod\nspec: [broken: {\n");
    shop.record();
    shop.write("c.yaml", &format!("# provost:ignore all reason=\"x\"\n{}", pod("c", NETWORK)));
    shop.write("a.yaml", &pod("a", ""));
    shop.write(
        "provost.waivers.yaml",
        "version: 1\nwaivers:\n  - rule: kubernetes-pod-host-pid-not-shared\n    \
         scope: { path: \"**\" }\n    reason: a probe\n    requested_by: a@example.org\n    \
         approved_by: b@example.org\n    ticket: T-1\n    created: 2026-11-01\n    \
         expires: 2026-12-05\n",
    );
    shop.record();
    shop.record();
    shop.delete("b.yaml");
    shop.record();
    // And what a door judged: new, repeated and missed.
    let mut desk = desk(&shop.store());
    for hour in 0..3 {
        let pods = ["Pod/default/a", "Pod/default/b", "Pod/default/c"];
        let at = shop.time + hour * 3_600;
        let batch = Batch { missed: 1, last: hour == 2, ..batch(&pods, at) };
        desk.keep(&batch).unwrap();
    }
    shop
}

fn tables(connection: &Connection) -> Vec<(String, Vec<String>)> {
    let names = |query: &str| -> Vec<String> {
        let mut statement = connection.prepare(query).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    names("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .into_iter()
        .map(|table| {
            let columns = names(&format!("SELECT name FROM pragma_table_info('{table}')"));
            (table, columns)
        })
        .collect()
}

fn ids(connection: &Connection, table: &str) -> Vec<i64> {
    let mut statement = connection.prepare(&format!("SELECT id FROM {table} ORDER BY id")).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// Another value, of the same type or of another.
fn other(value: &Value, dice: &mut Dice) -> Value {
    match (value, dice.below(4)) {
        (Value::Integer(number), 0) => Value::Text(format!("{number} ")),
        (Value::Integer(number), 1) => Value::Integer(-number - 1),
        (Value::Integer(number), _) => Value::Integer(number + 1),
        (Value::Text(text), 0) => Value::Text(text.chars().skip(1).chain(['x']).collect()),
        (Value::Text(text), 1) => Value::Blob(text.clone().into_bytes()),
        (Value::Text(text), _) => Value::Text(format!("{text} ")),
        (Value::Blob(bytes), 0) => Value::Text(bytes.iter().map(|byte| byte.to_string()).collect()),
        (Value::Blob(bytes), _) => {
            let mut bytes = bytes.clone();
            match bytes.is_empty() {
                true => bytes.push(0),
                false => {
                    let at = dice.below(bytes.len());
                    bytes[at] ^= 1 << dice.below(8);
                }
            }
            Value::Blob(bytes)
        }
        (Value::Null | Value::Real(_), _) => Value::Integer(1),
    }
}

/// Applies one attack; `None` where the store itself refuses it.
fn attack(connection: &Connection, dice: &mut Dice) -> Option<String> {
    let tables = tables(connection);
    let (table, columns) = &tables[dice.below(tables.len())];
    let rows = ids(connection, table);
    let id = rows[dice.below(rows.len())];
    let kind = dice.below(8);
    let said = format!("attack {kind} on {table} row {id}");
    let done = match kind {
        0 => connection.execute(&format!("DELETE FROM {table} WHERE id = ?1"), [id]),
        1 => {
            // A copy of the row, as a new one.
            let rest = columns[1..].join(",");
            let query = format!(
                "INSERT INTO {table} SELECT (SELECT max(id) + 1 FROM {table}), {rest}
                   FROM {table} WHERE id = ?1"
            );
            connection.execute(&query, [id])
        }
        2 => {
            // Two rows change places.
            let with = rows[dice.below(rows.len())];
            if with == id {
                return None;
            }
            let query = format!(
                "UPDATE {table} SET id = CASE id WHEN ?1 THEN -?2 ELSE -?1 END
                  WHERE id IN (?1, ?2)"
            );
            connection.execute(&query, [id, with]).unwrap();
            connection.execute(&format!("UPDATE {table} SET id = -id WHERE id < 0"), [])
        }
        3 => connection.execute(&format!("DELETE FROM {table} WHERE id >= ?1"), [id]),
        _ => {
            let column = &columns[dice.below(columns.len())];
            let query = format!("SELECT {column} FROM {table} WHERE id = ?1");
            let before: Value = connection.query_row(&query, [id], |row| row.get(0)).unwrap();
            let after = other(&before, dice);
            let query = format!("UPDATE {table} SET {column} = ? WHERE id = ?");
            connection.execute(&query, params_from_iter([after, Value::Integer(id)]))
        }
    };
    done.ok().map(|_| said)
}

fn fault(path: &Path) -> Option<String> {
    let store = Store::open(path).unwrap();
    store.verify(None).unwrap().fault.map(|fault| fault.to_string())
}

#[test]
fn any_edit_of_any_row_is_found() {
    let shop = store_with_everything();
    assert_eq!(fault(&shop.store()), None);
    let copy = shop.store().with_extension("copy");
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut attacked = std::collections::BTreeSet::new();
    let mut count = 0;
    for _ in 0..600 {
        std::fs::copy(shop.store(), &copy).unwrap();
        let connection = Connection::open(&copy).unwrap();
        connection.execute_batch("PRAGMA synchronous = off").unwrap();
        let before = dump(&connection);
        let Some(said) = attack(&connection, &mut dice) else { continue };
        if dump(&connection) == before {
            continue;
        }
        drop(connection);
        let found = fault(&copy);
        assert!(found.is_some(), "{said} was not found");
        count += 1;
        attacked.insert(said.split(' ').nth(3).unwrap().to_owned());
    }
    assert!(count > 300, "only {count} attacks changed anything");
    let all = tables(&Connection::open(shop.store()).unwrap()).len();
    assert_eq!(attacked.len(), all, "not every table was attacked: {attacked:?}");
}

/// Every row of every table.
fn dump(connection: &Connection) -> Vec<Vec<Value>> {
    let mut rows = Vec::new();
    for (table, columns) in tables(connection) {
        let mut statement =
            connection.prepare(&format!("SELECT * FROM {table} ORDER BY id")).unwrap();
        let found = statement
            .query_map([], |row| (0..columns.len()).map(|column| row.get(column)).collect())
            .unwrap();
        rows.extend(found.map(Result::unwrap));
    }
    rows
}

#[test]
fn the_row_at_fault_is_named() {
    let shop = four_runs();
    let path = shop.store();
    let connection = Connection::open(&path).unwrap();
    let after = |statement: &str, expected: &str| {
        connection.execute_batch("SAVEPOINT attack").unwrap();
        connection.execute_batch(statement).unwrap();
        connection.execute_batch("RELEASE attack").unwrap();
        let found = fault(&path).unwrap();
        assert!(found.starts_with(expected), "{statement}: {found}");
    };
    after("UPDATE file_event SET outcome = 'gone' WHERE id = 2", "file_event row 2: is not as");
    connection.execute_batch("UPDATE file_event SET outcome = 'parsed' WHERE id = 2").unwrap();
    assert_eq!(fault(&path), None);
    after("DELETE FROM run WHERE id = 4", "run row 4: is missing");
    after("DELETE FROM ledger WHERE id = 5", "ledger row 5: is missing");
    after("CREATE TRIGGER t AFTER INSERT ON run BEGIN SELECT 1; END", "schema: the trigger `t`");
    after("DROP TRIGGER t; DROP INDEX state_digest", "schema: the index `state_digest`");
}

#[test]
fn a_row_with_a_forged_sum_is_found_by_the_ledger() {
    let shop = store_with_everything();
    let path = shop.store();
    let (one, two) = ("UPDATE rule SET sum = ", "WHERE id = 1");
    let connection = Connection::open(&path).unwrap();
    let wanted: i64 =
        connection.query_row("SELECT sum FROM rule WHERE id = 1", [], |row| row.get(0)).unwrap();
    connection.execute_batch(&format!("{one}{} {two}", wanted ^ 1)).unwrap();
    assert_eq!(fault(&path).unwrap(), "rule row 1: is not as it was written");
    connection.execute_batch(&format!("{one}{wanted} {two}")).unwrap();
    assert_eq!(fault(&path), None);
}

#[test]
fn damaged_pages_are_found() {
    let shop = store_with_everything();
    let bytes = std::fs::read(shop.store()).unwrap();
    let copy = shop.store().with_extension("copy");
    let mut dice = Dice(7);
    for _ in 0..60 {
        let mut damaged = bytes.clone();
        // A whole page of noise cannot be free space alone.
        let page = 1 + dice.below(bytes.len() / 512 - 1);
        for byte in &mut damaged[page * 512..(page + 1) * 512] {
            *byte = u8::try_from(dice.below(256)).unwrap();
        }
        std::fs::write(&copy, damaged).unwrap();
        let found = Store::open(&copy).and_then(|store| store.verify(None));
        assert!(found.is_err() || found.unwrap().fault.is_some(), "page {page}");
    }
}

#[test]
fn a_cut_off_end_is_found_by_a_head_that_was_kept() {
    let shop = four_runs();
    let head = shop.open().verify(None).unwrap().head;
    let path = shop.store();
    let kept = |path: &Path| Store::open(path).unwrap().verify(Some(&head)).unwrap();
    assert!(kept(&path).anchor.is_some());
    let connection = Connection::open(&path).unwrap();
    // What the last entry added, and the entry.
    let ranges: String = connection
        .query_row("SELECT rows FROM ledger ORDER BY id DESC LIMIT 1", [], |row| row.get(0))
        .unwrap();
    for range in ranges.split(' ') {
        let (table, ids) = range.split_once('=').unwrap();
        let first = ids.split_once('-').unwrap().0;
        connection.execute_batch(&format!("DELETE FROM {table} WHERE id >= {first}")).unwrap();
    }
    connection.execute_batch("DELETE FROM ledger WHERE id = (SELECT max(id) FROM ledger)").unwrap();
    let verified = kept(&path);
    assert_eq!(verified.fault, None);
    assert_eq!(verified.anchor, None);
}
