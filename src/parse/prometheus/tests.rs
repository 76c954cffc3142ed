//! Configurations and rules to resources, and alerts to receivers.

use std::collections::BTreeMap;

use super::*;
use crate::model::FileId;

fn read(texts: &[&str]) -> Parsed {
    let mut parsed = Parsed::default();
    for (index, text) in texts.iter().enumerate() {
        let path: Str = format!("{index}.yml").into();
        let file = FileId(u32::try_from(index).unwrap());
        parse_as(Fragment::whole(file, &path, text), &path, &mut parsed);
    }
    join(&mut parsed.resources);
    parsed
}

const RULES: &str = "\
groups:
  - name: web
    rules:
      - {alert: Down, expr: up == 0, labels: {severity: critical}}
      - {alert: Down, expr: up == 0, labels: {severity: warning, team: web}}
      - {alert: Slow, expr: x > 1, labels: {severity: '{{ $value }}'}}
      - {record: 'a:b', expr: c}
  - name: empty
    rules:
";

const ALERTMANAGER_CONFIG: &str = "\
route:
  receiver: fallback
  routes:
    - matchers: ['severity=\"critical\"']
      receiver: pager
      continue: true
    - match: {severity: critical}
      receiver: chat
    - match_re: {severity: 'warning|info'}
      receiver: nowhere
      routes:
        - matchers: 'team=\"db\"'
          receiver: db
receivers:
  - name: fallback
    email_configs: [{to: a@example.org}]
  - {name: pager, pagerduty_configs: [{routing_key_file: /k}]}
  - {name: chat, slack_configs: []}
  - name: nowhere
  - name: db
";

#[test]
fn resources_of_each_kind() {
    let config = "scrape_configs: []\n";
    let parsed = read(&[config, RULES, ALERTMANAGER_CONFIG]);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let found: Vec<_> = parsed.resources.iter().map(|one| (&*one.kind, &*one.address)).collect();
    assert_eq!(
        found,
        [
            (CONFIG, "0.yml"),
            (ALERT, "1.yml#groups.web.Down"),
            (ALERT, "1.yml#groups.web.Down~2"),
            (ALERT, "1.yml#groups.web.Slow"),
            (RECORDING_RULE, "1.yml#groups.web.a:b"),
            (ALERTMANAGER, "2.yml"),
            (RECEIVER, "2.yml#receivers.fallback"),
            (RECEIVER, "2.yml#receivers.pager"),
            (RECEIVER, "2.yml#receivers.chat"),
            (RECEIVER, "2.yml#receivers.nowhere"),
            (RECEIVER, "2.yml#receivers.db"),
        ]
    );
    let routes = parsed.resources[5].attributes.get("routes").and_then(Value::as_list).unwrap();
    let receivers: Vec<_> = routes.iter().filter_map(|one| one.get("receiver")?.as_str()).collect();
    assert_eq!(receivers, ["fallback", "pager", "chat", "nowhere", "db"]);
    let integrations = |index: usize| {
        let list = parsed.resources[index].attributes.get("integrations");
        list.and_then(Value::as_list).unwrap().len()
    };
    assert_eq!([6, 7, 8, 9, 10].map(integrations), [1, 1, 0, 0, 0]);
}

#[test]
fn alerts_reach_the_receivers_that_routes_may_hand_them_to() {
    let parsed = read(&[RULES, ALERTMANAGER_CONFIG]);
    let reached: BTreeMap<&str, Vec<&str>> = parsed.resources[..3]
        .iter()
        .map(|alert| {
            let names = alert
                .references
                .iter()
                .filter_map(|reference| reference.to.rsplit_once('.').map(|(_, name)| name));
            (&*alert.address, names.collect())
        })
        .collect();
    assert_eq!(reached["0.yml#groups.web.Down"], ["chat", "pager"]);
    assert_eq!(reached["0.yml#groups.web.Down~2"], ["nowhere"]);
    // What the template will say is not known: every branch may be taken, and none.
    assert_eq!(reached["0.yml#groups.web.Slow"], ["chat", "db", "fallback", "nowhere", "pager"]);
}

#[test]
fn a_configuration_may_stand_under_one_key() {
    let parsed = read(&[
        "prometheus_config:\n  scrape_configs: []\n",
        "x:\n  groups:\n  - name: a\n    rules: [{alert: A}]\n",
    ]);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let kinds: Vec<_> = parsed.resources.iter().map(|one| &*one.kind).collect();
    assert_eq!(kinds, [CONFIG, ALERT]);
}

#[test]
fn broken_files_are_named() {
    for text in [
        "[1]\n",
        "groups: 5\n",
        "groups: [{name: a, rules: 5}]\n",
        "groups: [{name: a, rules: [5]}]\n",
        "groups: [{name: a, rules: [{expr: a}]}]\n",
        "a:\n  b:\n    groups: []\n",
        "groups: [\n",
    ] {
        let parsed = read(&[text]);
        assert!(parsed.resources.is_empty(), "{text}");
        assert_eq!(parsed.diagnostics.len(), 1, "{text}: {:?}", parsed.diagnostics);
    }
    for text in ["route: 5\nreceivers: 5\n", "route: {}\nreceivers: [5]\n"] {
        assert_eq!(read(&[text]).diagnostics.len(), 1, "{text}");
    }
}

#[test]
fn many_alerts_under_many_routes_are_bounded() {
    let rules = (0..3_000).map(|index| format!("      - alert: A{index}\n"));
    let rules = format!("groups:\n  - name: a\n    rules:\n{}", rules.collect::<String>());
    let routes = (0..3_000).map(|index| format!("    - match: {{a: '{index}'}}\n"));
    let config = format!(
        "route:\n  receiver: r\n  routes:\n{}receivers:\n  - name: r\n",
        routes.collect::<String>()
    );
    let mut parsed = Parsed::default();
    for (file, text) in [(0, &rules), (1, &config)] {
        let path: Str = format!("{file}.yml").into();
        parse_as(Fragment::whole(FileId(file), &path, text), &path, &mut parsed);
    }
    assert!(join(&mut parsed.resources) > 0);
}
