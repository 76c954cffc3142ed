//! The view `pipeline`: a CI definition of any system.
//!
//! Shape, as policies see it under `input.resource.pipeline`:
//!
//! ```text
//! system       "github-actions"
//! kind         "workflow" | "action"
//! name         name, or the file's stem
//! triggers     [{event, path, filters}]       filters: the native map (or list) under the event,
//!              or {}; in source order, [] in an action
//! permissions  the native value of the top level (string or map); absent where it is not written
//! permissions_path   ["permissions"]
//! permissions_undocumented  scopes of `permissions` that no comment explains
//! env          map, {} where there is none
//! concurrency  native, or absent
//! expressions  those outside of jobs (shape as in a step)
//! jobs         in source order (an action has one job, id "runs"):
//!   id, path, name, needs [id…], if (string or absent), runs_on [label…], environment (name),
//!   runner_group the group of runners that is asked for, or absent
//!   using        what an action runs on: "composite", "docker", "node20"; absent in workflows
//!   permissions  the job's own native value; absent where it is not written
//!   effective_permissions  what the token has in this job: {scope: "read"|"write"|"none"}, where a
//!                scope that is not named is none ({}: nothing), or
//!                {"*": "write-all" | "read-all" | "default"}; absent in an action
//!   permissions_undocumented  scopes of the job's own permissions that no comment explains
//!   env, with    maps, {} where there are none (with: what a reusable workflow is given)
//!   secrets      "inherit", map, or absent
//!   container    {image, image_ref, at, path, spec} or absent; at: path of the image, path: of the
//!                container, spec: the native map, {} where only an image is written
//!   services     [{name, image, image_ref, at, path, spec}], [] where there are none
//!   concurrency, strategy   native, or absent
//!   uses         of a reusable workflow, as in a step, with kind "workflow" or "local"; or absent
//!   expressions  those of the job outside of its steps (shape as in a step)
//!   steps        in source order:
//!     id, name   as written, or absent
//!     path       ["jobs", "build", "steps", 2]
//!     if         string, or absent
//!     run        string, or absent
//!     shell, working_directory   the step's, for a script else those of the job's or the workflow's
//!                `defaults.run`; absent where none is written
//!     env, with  maps, {} where there are none
//!     uses       {raw, kind: "action"|"local"|"docker", owner, repo, path, ref, pinned, at}
//!                parts that are not written are ""; path: below the repository, of a local action
//!                what is written, of an image the image without "docker://" (its parts then are
//!                in image_ref); pinned: ref is a full commit hash, or the image has a digest, or
//!                the action is local; at: its path
//!     expressions [{text, context, flows, at, in, span, error}] every ${{ }} in the step, and an
//!                `if` without them:
//!       text     what stands inside
//!       context  the context references in it, dotted and in lower case, "*" for an index that is
//!                a wildcard, a number or computed: "github.event.commits.*.message"
//!       flows    those of them whose text can become part of the result: not what is only
//!                compared, a condition, or an argument of contains() and its like
//!       at       path of the value that holds it
//!       in       the key of the step that it stands under: "run"|"with"|"env"|"if"|"name"|…
//!       span     [start, end] bytes of it in the file, `${{` and `}}` included; absent where the
//!                value is not written as it reads
//!       error    why it is no expression; absent where it is one
//! ```
