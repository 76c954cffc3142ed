//! Charts: their templates and values are no manifests before they are rendered.
//!
//! In: the paths that a walk found. Out: for a path, why it is left out as part of a chart.

use std::collections::BTreeSet;
use std::path::Path;

use super::base::Root;
use super::walk::FoundFile;

const CHART: &str = "Chart.yaml";

/// Directories that hold a `Chart.yaml`, by path as reported with a trailing `/`.
#[derive(Debug, Default)]
pub(super) struct Charts {
    directories: BTreeSet<String>,
}

impl Charts {
    /// Charts among files, and those that a root lies within.
    pub fn of(roots: &[Root], files: &[FoundFile]) -> Self {
        let mut charts = Self::of_paths(files.iter().map(|file| &*file.path));
        for root in roots {
            let within = |above: &&Path| above.starts_with(&root.base);
            for above in root.real.ancestors().skip(1).take_while(within) {
                if above.join(CHART).is_file() {
                    let directory = root.report(above);
                    let top = &*directory == ".";
                    charts.directories.insert(if top {
                        String::new()
                    } else {
                        format!("{directory}/")
                    });
                }
            }
        }
        charts
    }

    /// Charts among paths.
    pub fn of_paths<'a>(paths: impl Iterator<Item = &'a str>) -> Self {
        let directory = |path: &'a str| {
            path.strip_suffix(CHART).filter(|rest| rest.is_empty() || rest.ends_with('/'))
        };
        Self { directories: paths.filter_map(directory).map(str::to_owned).collect() }
    }

    /// Why a file is left out as part of a chart, if it is.
    pub fn reason(&self, path: &str) -> Option<&'static str> {
        if self.directories.is_empty() {
            return None;
        }
        let ends = path.match_indices('/').map(|(index, _)| index + 1);
        let splits = std::iter::once(0).chain(ends).filter_map(|end| path.split_at_checked(end));
        // The innermost chart is the one that the file belongs to.
        let own = splits.rev().find(|(directory, _)| self.directories.contains(*directory))?;
        match own.1 {
            rest if rest.starts_with("templates/") => Some("a chart's template, not rendered"),
            rest if rest.starts_with("values") && !rest.contains('/') => Some("a chart's values"),
            rest if rest.starts_with("ci/") => Some("a chart's values"),
            CHART => Some("a chart's description"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_charts_are_told_from_manifests() {
        let charts =
            Charts::of_paths(["Chart.yaml", "deploy/web/Chart.yaml", "NotChart.yaml"].into_iter());
        for (path, left_out) in [
            ("templates/a.yaml", true),
            ("values.yaml", true),
            ("values.prod.yaml", true),
            ("crds/a.yaml", false),
            ("deploy/web/templates/tests/a.yaml", true),
            ("deploy/web/values-prod.yaml", true),
            ("deploy/web/crds/values.yaml", false),
            ("deploy/other/values.yaml", false),
            ("deploy/templates/a.yaml", false),
        ] {
            assert_eq!(charts.reason(path).is_some(), left_out, "{path}");
        }
        assert!(Charts::default().reason("templates/a.yaml").is_none());
    }
}
