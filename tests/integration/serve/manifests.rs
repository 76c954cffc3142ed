//! What `provost serve manifests` prints is what our own packs ask for.

use crate::common::Provost;

fn printed(arguments: &str) -> String {
    let run = Provost::new(&format!("serve manifests {arguments}")).run();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run.stdout
}

#[test]
fn our_own_packs_pass() {
    let digest = "a".repeat(64);
    let pinned = format!("--image registry.example.org/provost:1.0@sha256:{digest} --pack soc2");
    for arguments in ["", pinned.as_str(), "--mode warn --namespace policy --name door"] {
        let run = Provost::new("scan --format json --pack all --fail-on info")
            .file("provost.yaml", "")
            .file("door/manifests.yaml", printed(arguments))
            .run();
        let report = run.json();
        assert_eq!(run.code, Some(0), "{arguments}: {report:#}");
        assert_eq!(report["summary"]["files"]["failed"], 0, "{report:#}");
        let suppressed = u64::from(!arguments.contains("sha256"));
        assert_eq!(report["summary"]["suppressed"], suppressed, "{report:#}");
    }
}

#[test]
fn the_door_cannot_lock_itself_out() {
    let text = printed("--part webhooks");
    let run = Provost::new("inspect").file("w.yaml", &text).run();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for document in text.split("\n---\n") {
        let webhooks = document.matches("  - name: ").count();
        assert!(document.matches("failurePolicy: ").count() > 0 && webhooks > 0);
        let excluded = "values: [kube-system, kube-node-lease, provost-system]";
        assert_eq!(document.matches(excluded).count(), document.matches("failurePolicy").count());
        assert_eq!(
            document.matches("timeoutSeconds: 3").count(),
            document.matches("failurePolicy").count()
        );
        for resource in ["leases]", "events", "tokenreviews", "status", "secrets"] {
            assert!(!document.contains(resource), "{resource}");
        }
    }
    assert_eq!(text.matches("failurePolicy: Fail").count(), 1);
    let server = printed("--part server");
    assert!(!server.contains("ValidatingWebhookConfiguration"));
}

#[test]
fn a_bundle_takes_the_place_of_cert_manager() {
    let pem = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n";
    let run = Provost::new("serve manifests --ca-bundle ca.crt").file("ca.crt", pem).run();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(!run.stdout.contains("cert-manager.io"));
    assert_eq!(run.stdout.matches("      caBundle: LS0tLS1C").count(), 3);
    let bad = Provost::new("serve manifests --name A:b").run();
    assert_eq!(bad.code, Some(2));
}
