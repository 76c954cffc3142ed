//! What is known of kinds: which belong to no namespace, and where their pods are described.
//!
//! In: a kind and its group. Out: a fact. Kinds that are not known here count as namespaced.

use crate::model::Value;

/// Path of a pod spec, by kind, for kinds of Kubernetes' own.
const POD_SPECS: [(&str, &[&str]); 9] = [
    ("Pod", &["spec"]),
    ("Deployment", TEMPLATE),
    ("StatefulSet", TEMPLATE),
    ("DaemonSet", TEMPLATE),
    ("ReplicaSet", TEMPLATE),
    ("ReplicationController", TEMPLATE),
    ("Job", TEMPLATE),
    ("CronJob", JOB_TEMPLATE),
    ("PodTemplate", &["template", "spec"]),
];

const TEMPLATE: &[&str] = &["spec", "template", "spec"];
const JOB_TEMPLATE: &[&str] = &["spec", "jobTemplate", "spec", "template", "spec"];

/// Where extensions (rollouts, serverless services, cloned sets) keep their pod specs.
const EXTENSION_SPECS: [&[&str]; 9] = [
    TEMPLATE,
    JOB_TEMPLATE,
    &["spec", "template", "jobTemplate", "spec", "template", "spec"],
    &["spec", "template", "broadcastJobTemplate", "spec", "template", "spec"],
    &["spec", "jobTargetRef", "template", "spec"],
    // United deployments wrap the template of another kind; clusters of Ray that of their head.
    &["spec", "template", "statefulSetTemplate", "spec", "template", "spec"],
    &["spec", "template", "deploymentTemplate", "spec", "template", "spec"],
    &["spec", "template", "cloneSetTemplate", "spec", "template", "spec"],
    &["spec", "headGroupSpec", "template", "spec"],
];

/// Kinds of extensions whose own spec is that of a pod. In others a `spec.containers` is a patch.
const POD_LIKE: [(&str, &str); 2] =
    [("serving.knative.dev", "Revision"), ("apps.kruise.io", "SidecarSet")];

/// Cluster-scoped kinds of Kubernetes and of extensions in wide use, sorted.
const CLUSTER_SCOPED: [&str; 62] = [
    "APIService",
    "AdminNetworkPolicy",
    "AntreaClusterNetworkPolicy",
    "BaselineAdminNetworkPolicy",
    "CSIDriver",
    "CSINode",
    "CertificateSigningRequest",
    "CiliumClusterwideNetworkPolicy",
    "CiliumNode",
    "ClusterAdmissionPolicy",
    "ClusterCleanupPolicy",
    "ClusterExternalSecret",
    "ClusterImagePolicy",
    "ClusterIssuer",
    "ClusterOperator",
    "ClusterPolicy",
    "ClusterRole",
    "ClusterRoleBinding",
    "ClusterSecretStore",
    "ClusterTrustBundle",
    "ClusterVersion",
    "ComponentStatus",
    "CompositeResourceDefinition",
    "Composition",
    "ConstraintTemplate",
    "CustomResourceDefinition",
    "DeviceClass",
    "EC2NodeClass",
    "FlowSchema",
    "GatewayClass",
    "GlobalNetworkPolicy",
    "GlobalNetworkSet",
    "IPAddress",
    "IngressClass",
    "MutatingAdmissionPolicy",
    "MutatingAdmissionPolicyBinding",
    "MutatingWebhookConfiguration",
    "Namespace",
    "Node",
    "NodeClass",
    "NodePool",
    "PersistentVolume",
    "PodSecurityPolicy",
    "PriorityClass",
    "PriorityLevelConfiguration",
    "Project",
    "Provisioner",
    "ResourceSlice",
    "RuntimeClass",
    "SecurityContextConstraints",
    "SelfSubjectAccessReview",
    "SelfSubjectReview",
    "SelfSubjectRulesReview",
    "ServiceCIDR",
    "StorageClass",
    "StorageVersionMigration",
    "SubjectAccessReview",
    "TokenReview",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "ValidatingWebhookConfiguration",
    "VolumeAttachment",
];

/// Whether objects of a kind live in a namespace.
pub(super) fn is_namespaced(group: &str, kind: &str) -> bool {
    // Every constraint of Gatekeeper is cluster-scoped, whatever its kind.
    if group == "constraints.gatekeeper.sh" {
        return false;
    }
    // Names that other projects use for kinds that do live in namespaces.
    match kind {
        "Project" => return group != "project.openshift.io" && group != "config.openshift.io",
        "Provisioner" | "NodePool" | "NodeClass" => return !group.contains("karpenter"),
        _ => {}
    }
    CLUSTER_SCOPED.binary_search(&kind).is_err()
}

/// The group of an `apiVersion`, empty for the core group.
pub(super) fn group(api_version: &str) -> &str {
    api_version.split_once('/').map_or("", |(group, _)| group)
}

/// Whether a group belongs to Kubernetes itself, so that its kinds mean what they mean there.
pub(super) fn is_builtin(group: &str) -> bool {
    !group.contains('.') || group.ends_with(".k8s.io")
}

/// Path of the pod spec of an object, where it has one.
pub(super) fn pod_spec_path(
    group: &str,
    kind: &str,
    object: &Value,
) -> Option<&'static [&'static str]> {
    if is_builtin(group) {
        let path = POD_SPECS.iter().find(|(name, _)| *name == kind)?.1;
        let is_spec = |spec: &&Value| spec.as_map().is_some() || spec.as_unknown().is_some();
        return object.reach(path).filter(is_spec).map(|_| path);
    }
    // Of an object whose whole spec is open nobody knows what it is; of one with a template that is
    // open, that it makes pods.
    let open = |value: &Value| value.as_unknown().is_some();
    let whole = object.get("spec").is_none_or(open);
    let runs_containers = |path: &&[&str]| {
        let Some(spec) = object.reach(path).filter(|_| !whole) else { return false };
        match spec.reach(&["containers"]) {
            Some(containers) if open(containers) => true,
            containers => containers
                .and_then(Value::as_list)
                .is_some_and(|list| list.iter().any(|one| one.as_map().is_some() || open(one))),
        }
    };
    let own: &'static [&'static str] = &["spec"];
    let own = POD_LIKE.contains(&(group, kind)).then_some(own).filter(runs_containers);
    own.or_else(|| EXTENSION_SPECS.into_iter().find(runs_containers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(CLUSTER_SCOPED.is_sorted());
    }

    #[test]
    fn scopes() {
        let cases = [
            ("", "Namespace", false),
            ("", "Pod", true),
            ("rbac.authorization.k8s.io", "ClusterRole", false),
            ("rbac.authorization.k8s.io", "Role", true),
            ("cert-manager.io", "Issuer", true),
            ("cert-manager.io", "ClusterIssuer", false),
            ("constraints.gatekeeper.sh", "K8sRequiredLabels", false),
            ("karpenter.sh", "NodePool", false),
            ("argoproj.io", "AppProject", true),
        ];
        for (group, kind, namespaced) in cases {
            assert_eq!(is_namespaced(group, kind), namespaced, "{group} {kind}");
        }
    }
}
