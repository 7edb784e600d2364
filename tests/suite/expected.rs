//! What the standard lifecycle becomes, file by file, as it lies in `examples/standard/expected`: reviewed like code. `UPDATE_EXPECTED=1` rewrites it.

use lifecycle_driver::{ArtifactSet, OsFs, analyse, backend, discover};
use lifecycle_tests::project::root;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn files_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files_below(&path)),
            false => drop(found.insert(path.clone(), fs::read(&path).unwrap())),
        }
    }
    found
}

fn is_as_expected(target: &str) {
    let projects = discover(&OsFs, &[root().join("examples/standard")]).unwrap();
    let found = analyse(&OsFs, &projects[0], &Default::default());
    let mut set = ArtifactSet::default();
    backend(target).unwrap().emit(found.checked().unwrap(), &mut set).unwrap();
    let folder = root().join("examples/standard/expected").join(target);
    let emitted: BTreeMap<PathBuf, Vec<u8>> =
        set.iter().map(|(path, artifact)| (folder.join(path), artifact.bytes.clone())).collect();
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        for (path, bytes) in &emitted {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        return;
    }
    let expected = files_below(&folder);
    let paths: BTreeSet<&PathBuf> = emitted.keys().chain(expected.keys()).collect();
    let differing: Vec<_> = paths.into_iter().filter(|path| emitted.get(*path) != expected.get(*path)).collect();
    assert!(
        differing.is_empty(),
        "`UPDATE_EXPECTED=1 cargo test -p lifecycle-tests expected` rewrites these: {differing:#?}"
    );
}

#[test]
fn salesforce_is_as_expected() {
    is_as_expected("salesforce");
}
