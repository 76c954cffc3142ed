//! The view `workload`: anything that runs containers, in the vocabulary of a Kubernetes pod.
//!
//! Shape, as policies see it under `input.resource.workload`:
//!
//! ```text
//! kind         "Deployment", "Pod", "CronJob", "compose-service", "aws_ecs_task_definition" …
//! namespace    namespace of the object ("default" where none stands); absent outside Kubernetes
//! labels       labels of the pod (template), {} where there are none
//! annotations  annotations of the pod (template), {} where there are none
//! replicas     number, where the kind has one
//! path         path of the pod spec in the native attributes: ["spec", "template", "spec"]
//! spec         the pod spec in Kubernetes' own field names, API-server defaults filled in
//! containers   every container, in the order init, regular, ephemeral:
//!   name       name
//!   type       "init" | "container" | "ephemeral" (a sidecar is an init container that restarts)
//!   path       path of the container in the native attributes
//!   image      as written
//!   image_ref  {registry, repository, tag, digest}; "" where the image does not say,
//!              registry "docker.io" and repository "library/…" where Docker implies them
//!   spec       the container in Kubernetes' own field names, defaults filled in
//! ```
