use super::*;

fn memory(files: &[(&str, &'static str)]) -> Files {
    Files::memory(
        files.iter().map(|(path, text)| ((*path).to_owned(), Cow::Borrowed(text.as_bytes()))),
    )
}

/// A folder of its own for one test, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("salient-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn nothing_is_read_from_outside() {
    let outside = Folder::new("outside");
    fs::write(outside.0.join("secret.csv"), "x").unwrap();
    let folder = Folder::new("inside");
    fs::write(folder.0.join("own.csv"), "y").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(outside.0.join("secret.csv"), folder.0.join("link.csv")).unwrap();
    let mut files = Files::at(&folder.0).unwrap();
    assert_eq!(&*files.read("./own.csv").unwrap(), b"y");
    for path in ["../secret.csv", "/etc/hostname", "C:\\x.csv", "a/../../x", "a\\..\\..\\x"] {
        assert!(matches!(files.read(path), Err(ReadError::Outside(_))), "{path}");
    }
    #[cfg(unix)]
    assert!(matches!(files.read("link.csv"), Err(ReadError::Outside(_))));
    assert!(matches!(files.read("."), Err(ReadError::NotAFile(_))));
    assert!(matches!(files.read("own.csv/x"), Err(ReadError::Missing(_))));
    assert!(matches!(files.read("nul\0"), Err(ReadError::System { .. })));
}

#[test]
fn a_data_file_may_stand_for_the_folder() {
    let folder = Folder::new("single");
    fs::write(folder.0.join("day.geojson"), "{}").unwrap();
    fs::write(folder.0.join("atlas.toml"), "").unwrap();
    assert_eq!(Files::at(folder.0.join("day.geojson")).unwrap().entry(), Some("day.geojson"));
    assert_eq!(Files::at(folder.0.join("atlas.toml")).unwrap().entry(), None);
    assert!(matches!(Files::at(folder.0.join("none")), Err(Error::File { .. })));
}

#[test]
fn a_missing_file_is_said_with_the_nearest() {
    let files = memory(&[("base/countries.geojson", "{}")]);
    let error = ReadError::Missing("base/contries.geojson".into());
    assert_eq!(
        error.diagnostic(Location::line("atlas.toml", 3, Some(8)), &files).to_string(),
        "atlas.toml:3:8: error[missing-file]: there is no file `base/contries.geojson`\n  \
         help: did you mean `base/countries.geojson`?"
    );
}

#[test]
fn lists_are_sorted_and_unread_data_is_known() {
    let folder = Folder::new("list");
    fs::create_dir_all(folder.0.join("control/.hidden")).unwrap();
    for name in ["control/b.geojson", "control/a.geojson", "control/.hidden/c.csv", "readme.csv"] {
        fs::write(folder.0.join(name), name).unwrap();
    }
    let mut files = Files::at(&folder.0).unwrap();
    assert_eq!(
        files.glob("control/*.geojson").unwrap(),
        ["control/a.geojson", "control/b.geojson"]
    );
    assert!(files.glob("../*").is_err());
    files.read("control/b.geojson").unwrap();
    assert_eq!(files.unused(), ["control/a.geojson"]);
}

#[test]
fn files_are_read_side_by_side_and_given_in_order() {
    let folder = Folder::new("each");
    let large: Vec<u8> = (0..LARGE as usize + 5).map(|i| (i / 4097) as u8).collect();
    fs::write(folder.0.join("large"), &large).unwrap();
    fs::write(folder.0.join("small"), "x").unwrap();
    let mut files = Files::at(&folder.0).unwrap();
    let paths = ["small", "large", "none", "./small", "../x"];
    let read = files.read_each(&paths, |path, bytes| (path.to_owned(), bytes.to_vec()));
    let [Ok(small), Ok(whole), Err(ReadError::Missing(_)), Ok(again), Err(ReadError::Outside(_))] =
        read.as_slice()
    else {
        panic!("{:?}", read.iter().map(|read| read.is_ok()).collect::<Vec<_>>());
    };
    assert_eq!((small.0.as_str(), small.1.as_slice()), ("small", &b"x"[..]));
    assert_eq!(again.0, "./small");
    assert!(whole.1 == large);
    let mut one_by_one = Files::at(&folder.0).unwrap();
    one_by_one.read("large").unwrap();
    one_by_one.read("small").unwrap();
    assert_eq!(files.digest(), one_by_one.digest());
}

#[test]
fn the_digest_does_not_know_the_order_of_reading() {
    let digest = |order: &[&str], a: &'static str| {
        let mut files = memory(&[("a", a), ("b", "2"), ("c", "3")]);
        for path in order {
            files.read(path).unwrap();
        }
        files.digest()
    };
    assert_eq!(digest(&["a", "b"], "1"), digest(&["b", "./a", "a"], "1"));
    assert_ne!(digest(&["a", "b"], "1"), digest(&["a", "b"], "0"));
    assert_ne!(digest(&["a", "b"], "1"), digest(&["a"], "1"));
}

#[test]
fn a_folder_of_very_many_files_is_said() {
    let folder = Folder::new("overfull");
    for name in ["a.csv", "b.csv", "c.csv"] {
        fs::write(folder.0.join(name), "x").unwrap();
    }
    let files = Files::at(&folder.0).unwrap();
    assert!(files.overfull().is_none());
    let files = files.with_limits(Limits { files: 2, ..Limits::default() });
    assert_eq!(files.list().len(), 2);
    assert_eq!(files.overfull().unwrap().code, "too-many-files");
}
