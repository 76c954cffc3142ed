//! AdmissionReview v1, as far as a door needs it.
//!
//! In: a request body. Out: a checked [`Request`], or the reason why it is none; and the answer as
//! bytes. Unknown fields are of later API servers and do no harm.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::object::Object;
use crate::model::Value;

/// The one version that is spoken.
pub const API_VERSION: &str = "admission.k8s.io/v1";
const KIND: &str = "AdmissionReview";

/// What somebody wants to do to an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    /// Make it.
    Create,
    /// Change it.
    Update,
    /// Remove it.
    Delete,
    /// Open a stream to it.
    Connect,
}

impl Operation {
    /// Name as in a review.
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "CREATE",
            Self::Update => "UPDATE",
            Self::Delete => "DELETE",
            Self::Connect => "CONNECT",
        }
    }
}

/// A checked request.
#[derive(Debug, Clone)]
pub struct Request {
    /// To be echoed.
    pub uid: String,
    /// The operation.
    pub operation: Operation,
    /// Kind of the object.
    pub kind: String,
    /// Part of the object that is meant, empty for the whole.
    pub sub_resource: String,
    /// Namespace, empty for cluster-scoped kinds.
    pub namespace: String,
    /// Whether nothing will be stored.
    pub dry_run: bool,
    /// The object; `None` on DELETE.
    pub object: Option<Value>,
    /// The object as it was; on UPDATE and DELETE.
    pub old_object: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Review {
    #[serde(default)]
    api_version: String,
    #[serde(default)]
    kind: String,
    request: Option<Body>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    #[serde(default)]
    uid: String,
    #[serde(default)]
    kind: GroupVersionKind,
    #[serde(default)]
    sub_resource: Option<String>,
    #[serde(default)]
    namespace: Option<String>,
    #[serde(default)]
    operation: String,
    #[serde(default)]
    dry_run: Option<bool>,
    object: Option<Object>,
    old_object: Option<Object>,
}

#[derive(Default, Deserialize)]
struct GroupVersionKind {
    #[serde(default)]
    kind: String,
}

impl Request {
    /// Reads a body.
    ///
    /// # Errors
    /// Why it is no AdmissionReview v1: one sentence for the caller.
    pub fn parse(body: &[u8]) -> Result<Self, String> {
        let review: Review = serde_json::from_slice(body)
            .map_err(|error| format!("the body is no AdmissionReview: {error}"))?;
        if review.kind != KIND {
            return Err(format!("`kind` is `{}`, not `{KIND}`", shown(&review.kind)));
        }
        if review.api_version != API_VERSION {
            let version = shown(&review.api_version);
            return Err(format!("`apiVersion` is `{version}`, not `{API_VERSION}`"));
        }
        let Some(body) = review.request else { return Err("`request` is missing".into()) };
        if body.uid.is_empty() {
            return Err("`request.uid` is missing".into());
        }
        let operation = match body.operation.as_str() {
            "CREATE" => Operation::Create,
            "UPDATE" => Operation::Update,
            "DELETE" => Operation::Delete,
            "CONNECT" => Operation::Connect,
            other => return Err(format!("`request.operation` is `{}`", shown(other))),
        };
        let object = body.object.map(|Object(value)| value);
        if object.is_none() && matches!(operation, Operation::Create | Operation::Update) {
            return Err("`request.object` is missing".into());
        }
        Ok(Self {
            uid: body.uid,
            operation,
            kind: body.kind.kind,
            sub_resource: body.sub_resource.unwrap_or_default(),
            namespace: body.namespace.unwrap_or_default(),
            dry_run: body.dry_run.unwrap_or(false),
            object,
            old_object: body.old_object.map(|Object(value)| value),
        })
    }
}

/// A short, plain form of what a caller wrote.
fn shown(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(60).collect()
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// The request's.
    pub uid: String,
    /// Whether the object may pass.
    pub allowed: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// What the user is told all the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// What goes into the API server's audit log.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub audit_annotations: BTreeMap<&'static str, String>,
}

/// A `metav1.Status`, in part.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    /// HTTP code that the user's client gets.
    pub code: u16,
    /// Word for machines.
    pub reason: &'static str,
    /// Text for people.
    pub message: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    api_version: &'static str,
    kind: &'static str,
    response: &'a Response,
}

impl Response {
    /// The review that carries it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let answer = Answer { api_version: API_VERSION, kind: KIND, response: self };
        // Strings and numbers under fixed keys: this cannot fail.
        serde_json::to_vec(&answer).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_review_is_told_why() {
        let cases = [
            ("", "no AdmissionReview: EOF"),
            ("[]", "no AdmissionReview"),
            ("{}", "`kind` is ``"),
            (r#"{"kind":"Pod","apiVersion":"v1"}"#, "`kind` is `Pod`"),
            (
                r#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1beta1"}"#,
                "`apiVersion` is `admission.k8s.io/v1beta1`",
            ),
            (
                r#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1"}"#,
                "`request` is missing",
            ),
            (
                r#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{}}"#,
                "`request.uid` is missing",
            ),
            (
                r#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"u","operation":"PATCH"}}"#,
                "`request.operation` is `PATCH`",
            ),
            (
                r#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"u","operation":"CREATE","object":null}}"#,
                "`request.object` is missing",
            ),
        ];
        for (body, wanted) in cases {
            let reason = Request::parse(body.as_bytes()).unwrap_err();
            assert!(reason.contains(wanted), "{body}: {reason}");
        }
    }
}
