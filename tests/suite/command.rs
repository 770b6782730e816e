//! The program, run as a user runs it, in folders of its own.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a run of the program left.
pub struct Run {
    /// Its exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Run {
    /// Fails unless the run was well.
    #[track_caller]
    pub fn succeeded(self) -> Self {
        assert_eq!(self.status, 0, "{}", self.err);
        self
    }

    /// Fails unless the run ended with a status and said all of some words.
    #[track_caller]
    pub fn failed(&self, status: i32, words: &[&str]) {
        assert_eq!(self.status, status, "{}", self.err);
        for word in words {
            assert!(self.err.contains(word), "`{word}` is not said:\n{}", self.err);
        }
        assert!(!self.err.contains("panicked"), "{}", self.err);
        assert_eq!(self.out, "", "something was printed as a result");
    }

    /// The lines of standard error, each a JSON object.
    #[track_caller]
    pub fn objects(&self) -> Vec<Value> {
        let object = |line: &str| match serde_json::from_str::<Value>(line) {
            Ok(value) if value.is_object() => value,
            _ => panic!("not a JSON object: {line}"),
        };
        self.err.lines().map(object).collect()
    }
}

/// A folder that is removed at the end.
pub struct Folder(PathBuf);

impl Folder {
    /// A new, empty one.
    pub fn new(name: &str) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("{name}-{}-{count}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// One with the small atlas `map` in it.
    pub fn with_atlas(name: &str) -> Self {
        let folder = Self::new(name);
        folder.write("map/atlas.toml", ATLAS);
        folder.write("map/control.geojson", CONTROL);
        folder.write("map/places.csv", "name,lon,lat\nMill,10.5,50.5\n");
        folder.write("map/events.csv", "date,place,text,source\n2020-01-05,Mill,It falls,x\n");
        folder
    }

    /// The path of a file in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Writes a file, with the folders above it.
    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces what stands in a file; it must stand there.
    #[track_caller]
    pub fn edit(&self, name: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert!(text.contains(old), "`{old}` is not in {name}");
        fs::write(self.path(name), text.replacen(old, new, 1)).unwrap();
    }

    /// A file's bytes.
    #[track_caller]
    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names of all files and folders in it, hidden ones too.
    pub fn entries(&self, below: &str) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path(below))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Runs the program here.
    pub fn salient(&self, arguments: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_salient"))
            .args(arguments)
            .current_dir(&self.0)
            .stdin(Stdio::null())
            .output()
            .expect("the program can be started");
        let text = |bytes| String::from_utf8(bytes).expect("all output is UTF-8");
        Run {
            status: output.status.code().expect("the program ends by itself"),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const ATLAS: &str = r##"[atlas]
title = "Two sides"
from = 2020-01-01
until = 2020-01-11
credits = ["Nobody"]
license = "CC0 1.0"

[[party]]
id = "north"

[[party]]
id = "south"

[[control]]
file = "control.geojson"

[places]
file = "places.csv"

[events]
file = "events.csv"

[[figure]]
id = "overview"
palette = { north = "#d9703c", south = "#1c4f96" }
"##;

/// North and south of 50 degrees; on 5 January the north takes half of the south.
const CONTROL: &str = r#"{"type": "FeatureCollection", "source": "made up", "features": [
{"type": "Feature", "properties": {"controller": "north"}, "geometry": {"type": "Polygon", "coordinates": [[[10,50],[11,50],[11,51],[10,51],[10,50]]]}},
{"type": "Feature", "properties": {"controller": "south"}, "geometry": {"type": "Polygon", "coordinates": [[[10,49],[11,49],[11,50],[10,50],[10,49]]]}},
{"type": "Feature", "properties": {"controller": "north", "from": "2020-01-05"}, "geometry": {"type": "Polygon", "coordinates": [[[10,49.5],[11,49.5],[11,50],[10,50],[10,49.5]]]}}
]}
"#;
