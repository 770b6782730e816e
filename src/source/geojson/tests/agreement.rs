//! The quick reader against the thorough one, on documents of all sorts.

use super::super::{Recalled, quick, thorough};
use proptest::prelude::*;
use std::path::Path;

/// Where the quick reader answers, both must say the same; gives whether it does answer. The debug
/// forms tell every bit of a number, and -0 from 0.
fn agree(text: &[u8]) -> bool {
    let Some(quick) = quick::read(text, "a.geojson", &mut Recalled::default()) else {
        return false;
    };
    let thorough = thorough::read(text, "a.geojson");
    assert_eq!(format!("{quick:#?}"), format!("{thorough:#?}"), "{}", text.escape_ascii());
    true
}

/// Writes documents that differ with the seed.
struct Writer {
    state: u64,
    text: String,
}

impl Writer {
    fn new(seed: u64) -> Self {
        Self { state: seed, text: String::new() }
    }

    /// A number below `n` (SplitMix64).
    fn below(&mut self, n: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// A token, sometimes with white space around.
    fn put(&mut self, token: &str) {
        let (before, behind) = match self.below(8) {
            0 => (self.one(&[" ", "\n", "\t", "\r\n", "  \n\t"]), ""),
            1 => ("", self.one(&[" ", "\n", "\r"])),
            _ => ("", ""),
        };
        self.text.extend([before, token, behind]);
    }

    /// Members in any order.
    fn object(&mut self, mut members: Vec<(String, String)>) -> String {
        let outer = std::mem::take(&mut self.text);
        self.put("{");
        let mut first = true;
        while !members.is_empty() {
            let at = self.below(members.len());
            let (key, value) = members.remove(at);
            if !std::mem::take(&mut first) {
                self.put(",");
            }
            self.put(&format!("\"{key}\""));
            self.put(":");
            self.put(&value);
        }
        self.put("}");
        std::mem::replace(&mut self.text, outer)
    }

    fn array(&mut self, items: Vec<String>) -> String {
        let outer = std::mem::take(&mut self.text);
        self.put("[");
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.put(",");
            }
            self.put(item);
        }
        self.put("]");
        std::mem::replace(&mut self.text, outer)
    }

    /// A value that says nothing about the geometry, though it may look so.
    fn value(&mut self, depth: usize) -> String {
        let plain = [
            "null",
            "true",
            "-1.50e2",
            "0",
            "0.1234567890123456789",
            "18446744073709551616",
            "\"\"",
            "\" \"",
            "\"Şuşa / \\u015eu\\u015fa\"",
            "\"a\\\"coordinates\\\":[[1,2\"",
            "\"}]{[\\\\\"",
            "\"\\\\\\\"\"",
            "[1,[2,{}]]",
            "{\"coordinates\":[\"x\",[1]]}",
            "[]",
            "{\"features\":[{}],\"geometry\":null}",
            "2020",
            "\"2020-01-05\"",
        ];
        match self.below(if depth > 2 { 6 } else { 8 }) {
            6 => {
                let inner = self.value(depth + 1);
                self.object(vec![("geometry".into(), inner)])
            }
            7 => {
                let items = (0..self.below(3)).map(|_| self.value(depth + 1)).collect();
                self.array(items)
            }
            _ => self.one(&plain).to_owned(),
        }
    }

    fn number(&mut self, low: i64, high: i64) -> String {
        let whole = low + self.below((high - low) as usize) as i64;
        match self.below(9) {
            0 => format!("{whole}"),
            1 => format!("{whole}.0"),
            2 => format!("{}e-3", whole * 1000 + self.below(900) as i64),
            3 => format!("{}.5E+1", whole / 20),
            4 => format!("{whole}.{:017}", self.below(1_000_000_007)),
            5 => self.one(&["-0", "-0.0", "0e0", "1e-400", "0.30000000000000004"]).to_owned(),
            _ => format!("{whole}.{:06}", self.below(1_000_000)),
        }
    }

    /// The `i`-th position of a line: far from the others.
    fn position(&mut self, i: usize) -> String {
        let west = i as i64 * 15 - 150;
        let mut numbers = vec![format!("{west}.{}", self.below(1000)), self.number(-89, 89)];
        if self.below(12) == 0 {
            numbers.push(self.number(0, 3000));
        }
        self.array(numbers)
    }

    fn line(&mut self) -> String {
        let count = 3 + self.below(5);
        let mut positions: Vec<String> = (0..count).map(|i| self.position(i)).collect();
        if self.below(2) == 0 {
            positions.reverse();
        }
        if self.below(3) > 0 {
            positions.push(positions[0].clone());
        }
        self.array(positions)
    }

    fn lines(&mut self) -> String {
        let lines = (0..1 + self.below(3)).map(|_| self.line()).collect();
        self.array(lines)
    }

    fn geometry(&mut self, depth: usize) -> String {
        let kind = self.below(if depth > 2 { 6 } else { 7 });
        let (kind, key, value) = match kind {
            0 => ("Point", "coordinates", self.position(1)),
            1 => ("MultiPoint", "coordinates", self.line()),
            2 => ("LineString", "coordinates", self.line()),
            3 => ("MultiLineString", "coordinates", self.lines()),
            4 => ("Polygon", "coordinates", self.lines()),
            5 => {
                let polygons = (0..1 + self.below(3)).map(|_| self.lines()).collect();
                ("MultiPolygon", "coordinates", self.array(polygons))
            }
            _ => {
                let parts = (0..1 + self.below(3)).map(|_| self.geometry(depth + 1)).collect();
                ("GeometryCollection", "geometries", self.array(parts))
            }
        };
        let mut members = vec![("type".to_owned(), format!("\"{kind}\"")), (key.to_owned(), value)];
        self.others(&mut members);
        self.object(members)
    }

    /// Members that may be missing.
    fn others(&mut self, members: &mut Vec<(String, String)>) {
        if self.below(6) == 0 {
            members.push(("bbox".into(), self.one(&["null", "[1,2,3.5,4]", "[ ]"]).into()));
        }
        if self.below(6) == 0 {
            let key = self.one(&["source", "name", "Ə", "", "crs_"]).to_owned();
            members.push((key, self.value(0)));
        }
    }

    fn feature(&mut self) -> String {
        let mut members = vec![("type".to_owned(), "\"Feature\"".to_owned())];
        match self.below(10) {
            0 => members.push(("geometry".into(), "null".into())),
            1 => {}
            _ => members.push(("geometry".into(), self.geometry(0))),
        }
        match self.below(6) {
            0 => members.push(("properties".into(), "null".into())),
            1 => {}
            _ => {
                let keys = ["name", "Held by", "coordinates", "date", "features"];
                let properties =
                    (0..self.below(4)).map(|i| (keys[i].to_owned(), self.value(0))).collect();
                members.push(("properties".into(), self.object(properties)));
            }
        }
        if self.below(5) == 0 {
            members.push(("id".into(), self.one(&["7", "\"x\\n\"", "null", "1.5"]).into()));
        }
        self.others(&mut members);
        self.object(members)
    }

    fn document(&mut self) -> String {
        let whole = match self.below(8) {
            0 => self.geometry(0),
            1 => self.feature(),
            _ => {
                let features = (0..self.below(5)).map(|_| self.feature()).collect();
                let mut members = vec![
                    ("type".to_owned(), "\"FeatureCollection\"".to_owned()),
                    ("features".to_owned(), self.array(features)),
                ];
                self.others(&mut members);
                self.object(members)
            }
        };
        let mark = self.one(&["", "", "\u{feff}"]);
        format!("{mark}{whole}\n")
    }

    /// The document with something broken, or merely odd.
    fn broken(&mut self) -> Vec<u8> {
        let mut bytes = self.document().into_bytes();
        for _ in 0..1 + self.below(2) {
            let at = self.below(bytes.len());
            match self.below(6) {
                0 => bytes.truncate(at.max(1)),
                1 => drop(bytes.remove(at)),
                2 => bytes[at] = b"[]{},:\"\\ 0x-eE.\n\xff\0"[self.below(18)],
                3 => bytes.insert(at, b"[]{},:\"\\ 0x-eE.\n\xff\x0c"[self.below(18)]),
                4 => {
                    let end = (at + self.below(30)).min(bytes.len());
                    let part = bytes[at..end].to_vec();
                    bytes.splice(at..at, part);
                }
                _ => {
                    let odd = self.one(&[
                        "[]",
                        "null",
                        "[1,2]",
                        "200",
                        "1e999",
                        "\"type\":1,",
                        "{}",
                        "\\u0063",
                        "12",
                        "\"bbox\":[1,\"\"],",
                        "\"geometries\":null,",
                        "\"coordinates\":null,",
                    ]);
                    bytes.splice(at..at, odd.bytes());
                }
            }
        }
        bytes
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]
    #[test]
    fn sound_documents_are_read_quickly_and_alike(seed: u64) {
        let text = Writer::new(seed).document();
        prop_assert!(agree(text.as_bytes()), "given up: {}", text);
    }
}

#[test]
fn broken_documents_are_told_alike() {
    const COUNT: u64 = 2000;
    let answered = (0..COUNT).filter(|seed| agree(&Writer::new(*seed).broken())).count();
    // Some faults do no harm, such as a digit more; most are for the thorough reader.
    assert!((100..1000).contains(&answered), "{answered} of {COUNT}");
}

/// Oddities that a quick look would take for sound, or for another thing than they are.
#[test]
fn what_is_unusual_is_left_to_the_thorough_reader() {
    let point = r#""type":"Point","coordinates":[1,2]"#;
    for text in [
        format!(r#"{{{point},"coordinates":[3,4]}}"#),
        format!(r#"{{{point},"c\u006fordinates":[3,4]}}"#),
        format!(r#"{{{point},"type":"Point"}}"#),
        format!(r#"{{{point},"features":null}}"#),
        format!(r#"{{{point}}},"#),
        format!(r#"{{{point},"x":1e999}}"#),
        format!(r#"{{{point},"x":"\ud800"}}"#),
        format!("{{{point},\"x\":\"\u{1}\"}}"),
        format!("{{{point},\"\u{1}\":1}}"),
        format!("{{{point},\u{c}\"x\":1}}"),
        format!(r#"{{{point},"x":{}{}}}"#, "[".repeat(126), "]".repeat(126)),
        r#"{"type":"Point","coordinates":[1,2,]}"#.to_owned(),
        r#"{"type":"LineString","coordinates":[[[1,2],[3,4]]]}"#.to_owned(),
        r#"{"type":"MultiPolygon","coordinates":[[[1,2],[3,4],[5,6]]]}"#.to_owned(),
        r#"{"type":"GeometryCollection","geometries":[]}"#.to_owned(),
        r#"{"type":"FeatureCollection","features":[{"type":"Feature"},]}"#.to_owned(),
        r#"{"type":"FeatureCollection","features":[],"features":[]}"#.to_owned(),
        r#"{"type":"FeatureCollection","features":[],"coordinates":[1,"x"]}"#.to_owned(),
    ] {
        assert!(!agree(text.as_bytes()), "{text}");
    }
}

#[test]
fn large_files_are_read_alike_on_several_threads() {
    let space = " ".repeat(6 << 20);
    let ring = format!("[[1,2],{space}[3,4,5],[5,{space}7],[1,2]],{space}[[2,3],[3,4],[4,6]]");
    let feature = |coordinates: &str| {
        format!(
            r#"{{"type":"Feature","geometry":{{"type":"Polygon","coordinates":[{coordinates}]}}}}"#
        )
    };
    for (ring, sound) in [(ring.clone(), true), (ring.replace("[5,", "[5"), false)] {
        let features = [feature(&ring), feature("[[1,2],[2,3],[4,5],[1,2]]"), feature(&ring)];
        let text =
            format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",\n"));
        assert_eq!(agree(text.as_bytes()), sound);
    }
}

#[test]
fn the_geodata_of_the_repository_is_read_quickly_and_alike() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata")];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "geojson") {
                assert!(agree(&std::fs::read(&path).unwrap()), "{}", path.display());
                count += 1;
            }
        }
    }
    assert!(count > 5);
}
