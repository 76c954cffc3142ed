//! A run made by hand for the tests of reports: two scanned files, each verdict, a waiver, a
//! suppression, faults of an input and of a policy, and text that wants to deceive.

use std::sync::Arc;

use crate::finding::{
    Counts, Fingerprint, PackUse, RuleResult, Run, Suppression, UnknownCause, Verdict, WaiverUse,
};
use crate::model::{
    BlockRecord, Diagnostic, FileId, FileOutcome, FileRecord, Format, LeftOut, Loss, Map, Path,
    Resource, ResourceId, Source, Sources, Span, Step, StepKind, Value,
};
use crate::policy::{PolicySource, Rule, Severity};

const MAIN: &str = r#"resource "aws_db_instance" "main" {
  count             = 2
  storage_encrypted = false
  kms_key_id        = var.kms_key
}

# provost:ignore aws-s3-bucket-versioned reason="scratch space"
resource "aws_s3_bucket" "tmp" {
	bucket = "名前-é-scratch" # a tab, wide characters
}

resource "aws_s3_bucket" "logs" {
  policy = jsonencode({
    Statement = []
  })
}
"#;

const VARIABLES: &str = "variable \"kms_key\" {}\n";

const DEPLOY: &str = "kind: Deployment
metadata: {name: web}
spec: {template: {spec: {containers: [{name: web, image: \"nginx:latest\", \
args: [\"--listen\", \"0.0.0.0\", \"--workers\", \"16\", \"--cache\", \"/var/cache/nginx\"]}]}}}
";

/// The run.
pub(super) fn run() -> Run {
    let mut sources = Sources::default();
    for (path, text) in [
        ("infra/main.tf", MAIN),
        ("infra/variables.tf", VARIABLES),
        ("k8s/web app.yaml", DEPLOY),
        ("infra/broken.tf", "resource \"x\" \"y\" {\n"),
    ] {
        sources.add(Source::new(path, text));
    }
    let rules = rules();
    let resources = resources();
    let mut results = results(&resources);
    let mut counts = Counts { pass: 7, fail: 0, not_applicable: 2, ..Counts::default() };
    for (number, result) in results.iter_mut().enumerate() {
        result.fingerprint = (&*format!("{:032x}", number + 1)).into();
        if result.verdict != Verdict::Pass {
            counts.add(result.verdict);
        }
    }
    Run {
        files: files(),
        resource_hashes: resources.iter().map(|_| "ab".repeat(32).into()).collect(),
        sources,
        resources,
        rules: Arc::new(rules),
        packs: vec![PackUse {
            name: "soc2".into(),
            version: "1.2.0".into(),
            digest: "cd".repeat(32).into(),
        }],
        results,
        counts,
        assessments: Vec::new(),
        diagnostics: diagnostics(),
    }
}

/// A run in which nothing was there to judge.
pub(super) fn empty_run() -> Run {
    Run {
        sources: Sources::default(),
        files: vec![FileRecord::new(
            "README",
            FileOutcome::Excluded("not a configuration format".into()),
        )],
        resources: Vec::new(),
        resource_hashes: Vec::new(),
        rules: Arc::new(rules()),
        packs: Vec::new(),
        results: Vec::new(),
        counts: Counts::default(),
        assessments: Vec::new(),
        diagnostics: Vec::new(),
    }
}

fn rules() -> Vec<Rule> {
    let rule = |id: &str, title: &str, severity, remediation: &str| Rule {
        id: id.into(),
        package: format!("provost.{}", id.replace('-', "_")).into(),
        title: title.into(),
        description: format!("{title}. Whoever reads the medium reads the data.").into(),
        severity,
        category: "data protection".into(),
        resources: vec!["any".into()],
        remediation: remediation.into(),
        aliases: vec!["CKV_AWS_16".into()],
        references: vec!["https://example.org/docs".into()],
        params: serde_json::json!({}),
        on_unknown: crate::policy::annotation::OnUnknown::default(),
        source: PolicySource::Library,
        path: format!("policies/{id}.rego").into(),
        text: "".into(),
        controls: vec![("soc2".into(), vec!["CC6.1".into(), "CC6.7".into()])],
    };
    let encrypt = "Set `storage_encrypted = true`. An existing instance must be\nrestored from an \
                   encrypted copy of its snapshot.\n\nMore words that only the full page shows.";
    vec![
        rule("aws-rds-storage-encrypted", "RDS storage is encrypted", Severity::High, encrypt),
        rule("aws-s3-bucket-versioned", "Bucket keeps versions", Severity::Medium, "Add one."),
        rule("custom-broken", "A rule of the user's", Severity::Critical, ""),
        rule("k8s-image-tag-fixed", "Images have a fixed tag", Severity::Low, "Name a digest."),
    ]
}

fn span_of(file: u32, text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap();
    Span::new(FileId(file), start, start + part.len())
}

fn resources() -> Vec<Resource> {
    let resource = |address: &str, kind: &str, file, text, part, format| Resource {
        address: address.into(),
        kind: kind.into(),
        name: "x".into(),
        format,
        scope: "infra".into(),
        span: span_of(file, text, part),
        header: span_of(file, text, part),
        attributes: Value::map(Map::default(), Span::default()),
        workload: None,
        pipeline: None,
        references: Vec::new(),
    };
    let db = "resource \"aws_db_instance\" \"main\"";
    let terraform = Format::Terraform;
    let (tmp, logs) = ("resource \"aws_s3_bucket\" \"tmp\"", "resource \"aws_s3_bucket\" \"logs\"");
    vec![
        resource("aws_db_instance.main[0]", "aws_db_instance", 0, MAIN, db, terraform),
        resource("aws_db_instance.main[1]", "aws_db_instance", 0, MAIN, db, terraform),
        resource("aws_s3_bucket.tmp", "aws_s3_bucket", 0, MAIN, tmp, terraform),
        resource("aws_s3_bucket.logs", "aws_s3_bucket", 0, MAIN, logs, terraform),
        resource(
            "Deployment/default/web",
            "Deployment",
            2,
            DEPLOY,
            "kind: Deployment",
            Format::Kubernetes,
        ),
    ]
}

fn step(depth: u16, kind: StepKind, name: &str, place: Span) -> Step {
    Step { depth, ..Step::new(kind, name, place) }
}

fn results(resources: &[Resource]) -> Vec<RuleResult> {
    let result = |rule, resource: u32, verdict, severity, span, message: &str| RuleResult {
        rule,
        verdict,
        severity,
        resource: ResourceId(resource),
        address: resources[resource as usize].address.clone(),
        path: Path::root().join("storage_encrypted").into(),
        span,
        message: message.into(),
        unknown: Vec::new(),
        chain: Vec::new(),
        fingerprint: Fingerprint::default(),
        verdict_hash: "ef".repeat(32).into(),
        waiver: None,
        suppression: None,
        baseline: None,
    };
    let plain = span_of(0, MAIN, "storage_encrypted = false");
    let key = span_of(0, MAIN, "kms_key_id        = var.kms_key");
    let fail = Verdict::Fail;
    let mut unsure = result(0, 0, Verdict::Indeterminate, Severity::High, key, "the key is open");
    unsure.unknown = vec![UnknownCause {
        name: "var.kms_key".into(),
        declared_at: Some(span_of(1, VARIABLES, "variable \"kms_key\"")),
    }];
    let name = span_of(0, MAIN, "\"名前-é-scratch\"");
    let mut suppressed = result(1, 2, fail, Severity::Medium, name, "keeps no versions");
    suppressed.suppression = Some(Box::new(Suppression {
        span: span_of(0, MAIN, "# provost:ignore"),
        reason: "scratch space".into(),
    }));
    let policy = span_of(0, MAIN, "jsonencode({\n    Statement = []\n  })");
    let mut waived = result(1, 3, fail, Severity::Medium, policy, "keeps no versions");
    waived.waiver = Some(Box::new(WaiverUse {
        reason: "a log target that a lifecycle rule empties".into(),
        requested_by: "payments@example.org".into(),
        approved_by: "security@example.org".into(),
        ticket: "SEC-12".into(),
        expires: "2027-02-01".into(),
    }));
    unsure.chain = vec![
        Step::new(StepKind::Attribute, "kms_key_id", key),
        step(1, StepKind::Variable, "var.kms_key", span_of(1, VARIABLES, "variable \"kms_key\"")),
        step(2, StepKind::Flag, "--var kms_key\u{1b}[1m](x)", Span::default()),
        step(1, StepKind::Condition, "", span_of(0, MAIN, "count             = 2")),
    ];
    let image = span_of(2, DEPLOY, "image: \"nginx:latest\"");
    let deceit = "image `nginx:latest` \u{1b}[2J\u{202e}moves, | <b>every</b> day";
    vec![
        result(0, 0, fail, Severity::High, plain, "storage is not encrypted"),
        result(0, 1, fail, Severity::High, plain, "storage is not encrypted"),
        unsure,
        suppressed,
        waived,
        result(2, 3, Verdict::Error, Severity::Critical, Span::default(), "step limit was hit"),
        result(1, 4, Verdict::Pass, Severity::Medium, Span::default(), ""),
        result(3, 4, fail, Severity::Low, image, deceit),
    ]
}

fn files() -> Vec<FileRecord> {
    let excluded = |why: &str| FileOutcome::Excluded(why.into());
    let files = [
        ("README", excluded("not a configuration format")),
        ("big.yaml", excluded("larger than 64 MiB")),
        ("infra/broken.tf", FileOutcome::Failed),
        ("infra/main.tf", FileOutcome::Parsed("terraform")),
        ("infra/variables.tf", FileOutcome::Parsed("terraform")),
        ("k8s/web app.yaml", FileOutcome::Parsed("kubernetes")),
        ("logo.png", excluded("not a configuration format")),
        ("notes.md", FileOutcome::Parsed("markdown")),
    ];
    let mut files: Vec<FileRecord> =
        files.map(|(path, outcome)| FileRecord::new(path, outcome)).into();
    if let Some(notes) = files.last_mut() {
        notes.blocks = blocks();
    }
    files
}

fn blocks() -> Vec<BlockRecord> {
    let left_out = |reason: &'static str, configuration| {
        Some(LeftOut { reason: reason.into(), configuration })
    };
    vec![
        BlockRecord { line: 3, left_out: None },
        BlockRecord { line: 9, left_out: left_out("a Grafana dashboard", true) },
        BlockRecord { line: 20, left_out: left_out("bash, not configuration", false) },
        BlockRecord { line: 31, left_out: left_out("a Grafana dashboard", true) },
    ]
}

fn diagnostics() -> Vec<Diagnostic> {
    let block = Span::new(FileId(3), 17, 18);
    let key = span_of(0, MAIN, "count             = 2");
    vec![
        Diagnostic::at("infra/broken.tf".into(), block, "a block is not closed", Loss::Part)
            .losing("the block from line 1 on"),
        Diagnostic::file("infra/gone\u{1b}[31m.tf".into(), "the file cannot be read"),
        Diagnostic::at("infra/main.tf".into(), key, "the key is written twice", Loss::Nothing),
        Diagnostic::file("policies/custom.rego".into(), "unexpected token"),
    ]
}
