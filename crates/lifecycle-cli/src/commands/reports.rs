//! Reports in files, beside what is printed: `--output FORMAT=FILE`.

use crate::exit::Failure;
use lifecycle_base::{Diagnostic, SourceDb};
use lifecycle_render::{Format, Options, render};
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// A report to write.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    pub(crate) format: Format,
    pub(crate) path: PathBuf,
}

impl FromStr for Report {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((format, path)) if !path.is_empty() => {
                let format = format.parse::<Format>().map_err(|error| error.to_string())?;
                Ok(Self { format, path: PathBuf::from(path) })
            }
            _ => Err("a format and a file are needed, as in `sarif=lifecycle.sarif`".to_owned()),
        }
    }
}

/// Writes all reports, and the folders they lie in.
pub(crate) fn write(reports: &[Report], db: &SourceDb, findings: &[Diagnostic]) -> Result<(), Failure> {
    for report in reports {
        let cannot = |error| Failure(format!("cannot write `{}`: {error}", report.path.display()));
        if let Some(folder) = report.path.parent().filter(|folder| *folder != Path::new("")) {
            fs::create_dir_all(folder).map_err(cannot)?;
        }
        fs::write(&report.path, rendered(report.format, db, findings)?).map_err(cannot)?;
    }
    Ok(())
}

/// A report as it stands in a file: without colour, 100 columns wide where lines are wrapped.
pub(crate) fn rendered(format: Format, db: &SourceDb, findings: &[Diagnostic]) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    render(format, db, findings, &Options { unicode: true, ..Options::default() }, &mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_a_format_and_a_file() {
        let path = |text: &str| text.parse::<Report>().map(|report| report.path);
        assert_eq!(path("sarif=a=b.sarif"), Ok(PathBuf::from("a=b.sarif")));
        assert_eq!(path("sarf=a"), Err("`sarf` is not a format; did you mean `sarif`?".to_owned()));
        assert!(path("sarif").is_err() && path("sarif=").is_err() && path("").is_err());
    }
}
