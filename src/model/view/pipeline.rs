//! The view `pipeline`: a CI definition of any system.
//!
//! Shape, as policies see it under `input.resource.pipeline`:
//!
//! ```text
//! system       "github-actions"
//! kind         "workflow" | "action"
//! name         name, or the file's stem
//! triggers     [{event, path, filters}]       filters: the native map under the event, or {}
//! permissions  the native value of the top level (string or map); absent where it is not written
//! permissions_path   ["permissions"]
//! env          map
//! jobs         in source order (an action has one job, id "runs"):
//!   id, path, name, needs [id…], if (string or absent), runs_on [label…], environment (name),
//!   permissions  the job's own native value; absent where it is not written
//!   effective_permissions  what the token has in this job: {scope: "read"|"write"|"none"}, or
//!                {"*": "write-all" | "read-all" | "default"}
//!   env, secrets ("inherit", map, or absent), container {image, image_ref, path} or absent,
//!   services [{name, image, image_ref, path, spec}], concurrency, strategy,
//!   uses         {raw, kind, owner, repo, path, ref, pinned, at} of a reusable workflow, or absent
//!   steps        in source order:
//!     id, name, path, if, run, shell, env, with, working_directory
//!     uses       {raw, kind: "action"|"local"|"docker", owner, repo, path, ref, pinned, at}
//!                pinned: ref is a full commit hash (or the image has a digest); at: its path
//!     expressions [{text, context, at, in}] every ${{ }} in the step: `context` lists the context
//!                references in it ("github.event.issue.title"); in: "run"|"with"|"env"|"if"|…
//! ```
