//! What a cluster needs to run the door, as one stream of manifests.
//!
//! In: names, an image, packs. Out: YAML. Every value is checked to be plain, so that none can
//! change the structure of what is printed.

use data_encoding::BASE64;

use super::Mode;

const SERVER: &str = include_str!("manifests.yaml");
const CERT_MANAGER: &str = include_str!("manifests-cert-manager.yaml");
const CONDITIONS: &str = include_str!("manifests-conditions.yaml");
const WEBHOOKS: &str = include_str!("manifests-webhooks.yaml");

/// Which part is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Everything; the webhooks come last.
    All,
    /// What runs.
    Server,
    /// What registers it: to be applied when the server is ready.
    Webhooks,
}

/// What to print.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Namespace.
    pub namespace: String,
    /// Name of everything.
    pub name: String,
    /// Container image.
    pub image: String,
    /// Replicas.
    pub replicas: u16,
    /// Packs.
    pub packs: Vec<String>,
    /// Whether failures deny.
    pub mode: Mode,
    /// PEM of the authorities to trust, where cert-manager does not see to it.
    pub ca_bundle: Option<String>,
    /// Which part.
    pub part: Part,
}

/// The manifests.
///
/// # Errors
/// A value that cannot be a name, an image or a bundle.
pub fn manifests(wanted: &Wanted) -> Result<String, String> {
    for (flag, name) in [("--namespace", &wanted.namespace), ("--name", &wanted.name)] {
        if !is_label(name) {
            return Err(format!(
                "{flag}: `{name}` is no name of lower-case letters, digits, dashes"
            ));
        }
    }
    if !is_image(&wanted.image) {
        return Err(format!("--image: `{}` is no image", wanted.image));
    }
    if let Some(pack) = wanted.packs.iter().find(|pack| !is_label(pack)) {
        return Err(format!("--pack: `{pack}` is not the name of a built-in pack"));
    }
    if wanted.ca_bundle.as_ref().is_some_and(|pem| !pem.contains("BEGIN CERTIFICATE")) {
        return Err("--ca-bundle: there is no certificate in it".into());
    }
    let mut text = String::new();
    if wanted.part != Part::Webhooks {
        text.push_str(SERVER);
        if wanted.ca_bundle.is_none() {
            text.push_str(CERT_MANAGER);
        }
    }
    if wanted.part != Part::Server {
        text.push_str(WEBHOOKS);
    }
    Ok(filled(&text, wanted))
}

fn filled(template: &str, wanted: &Wanted) -> String {
    let pinned = wanted.image.contains("@sha256:");
    let note = match pinned {
        true => "",
        false => {
            "          # provost:ignore kubernetes-container-image-digest-pinned reason=\"pass --image with a digest to pin it\"\n"
        }
    };
    let packs: String =
        wanted.packs.iter().map(|pack| format!("            - --pack={pack}\n")).collect();
    let (inject, bundle) = match &wanted.ca_bundle {
        None => (
            format!(
                "  annotations: {{cert-manager.io/inject-ca-from: {}/{}-tls}}\n",
                wanted.namespace, wanted.name
            ),
            String::new(),
        ),
        Some(pem) => {
            (String::new(), format!("      caBundle: {}\n", BASE64.encode(pem.as_bytes())))
        }
    };
    template
        .replace("${conditions}", CONDITIONS)
        .replace("${namespace}", &wanted.namespace)
        .replace("${name}", &wanted.name)
        .replace("${image_note}", note)
        .replace("${image}", &wanted.image)
        .replace("${pull}", "Always")
        .replace("${replicas}", &wanted.replicas.to_string())
        .replace("${mode}", wanted.mode.name())
        .replace("${packs}", &packs)
        .replace("${inject}", &inject)
        .replace("${bundle}", &bundle)
}

/// A DNS label.
fn is_label(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=50).contains(&text.len())
        && text.bytes().all(plain)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

fn is_image(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"./:@_-".contains(&byte);
    text.starts_with(|first: char| first.is_ascii_alphanumeric()) && text.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted() -> Wanted {
        Wanted {
            namespace: "provost-system".into(),
            name: "provost".into(),
            image: "registry.example.org/provost:1.0".into(),
            replicas: 3,
            packs: vec!["baseline".into()],
            mode: Mode::Enforce,
            ca_bundle: None,
            part: Part::All,
        }
    }

    #[test]
    fn every_placeholder_is_filled() {
        for ca_bundle in [None, Some("-----BEGIN CERTIFICATE-----\n".to_owned())] {
            let text = manifests(&Wanted { ca_bundle, ..wanted() }).unwrap();
            assert!(!text.contains("${"), "{text}");
        }
    }

    #[test]
    fn what_could_change_the_structure_is_refused() {
        for namespace in ["", "a: b", "A", "-a", "x\n---"] {
            let namespace = namespace.to_owned();
            assert!(manifests(&Wanted { namespace, ..wanted() }).is_err());
        }
        assert!(manifests(&Wanted { image: "a b".into(), ..wanted() }).is_err());
        assert!(manifests(&Wanted { ca_bundle: Some("x".into()), ..wanted() }).is_err());
    }
}
