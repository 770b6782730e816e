//! As much of a PDF reader as the tests of the PDF painter need. It fails on whatever is not as it
//! should be.

use std::collections::BTreeMap;

/// A PDF file, taken apart by way of its cross-reference table.
pub struct Document {
    pub objects: BTreeMap<i32, Object>,
    pub trailer: String,
}

/// An object: what stands before its stream, and the stream, unpacked.
pub struct Object {
    pub head: String,
    pub stream: Option<Vec<u8>>,
}

/// A piece of a stream of operators.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Name(String),
    Text(Vec<u8>),
    Number(f64),
    /// An operator or a bracket.
    Word(String),
}

impl Document {
    pub fn read(bytes: &[u8]) -> Self {
        assert!(bytes.starts_with(b"%PDF-1.7\n"));
        let tail = String::from_utf8_lossy(&bytes[bytes.len() - 40..]).into_owned();
        assert!(tail.trim_end().ends_with("%%EOF"), "{tail}");
        let start = tail.split("startxref").nth(1).expect("a start").trim();
        let at: usize = start.lines().next().expect("a line").parse().expect("an offset");
        let table = String::from_utf8_lossy(&bytes[at..]).into_owned();
        let (table, trailer) = table.split_once("trailer").expect("a trailer");
        let mut lines = table.lines();
        assert_eq!(lines.next(), Some("xref"));
        let count: i32 = lines.next().expect("a range")[2..].trim().parse().expect("a count");
        let mut objects = BTreeMap::new();
        for (number, line) in (0..count).zip(lines) {
            // The first entry begins the list of free numbers.
            if number > 0 && line.contains(" n") {
                let offset: usize = line[..10].parse().expect("an offset");
                objects.insert(number, object(&bytes[offset..], number));
            }
        }
        Self { objects, trailer: trailer.to_owned() }
    }

    /// The objects whose head holds some text.
    pub fn with(&self, text: &str) -> Vec<&Object> {
        self.objects.values().filter(|object| object.head.contains(text)).collect()
    }

    /// What is written on the page, run by run, as a reader finds it that knows marked content.
    pub fn words(&self) -> Vec<String> {
        let page = self.with("/Type/Page/").pop().expect("a page");
        let mut found = Vec::new();
        self.words_of(self.named(&page.head, "/Contents").expect("contents"), &mut found);
        found
    }

    /// The sizes of letters on the page, in points, as often as they are set.
    pub fn font_sizes(&self) -> Vec<f64> {
        let drawn = self.objects.values().filter(|object| {
            let head = &object.head;
            !["/Type", "/Subtype", "/Length1", "/Metadata"].iter().any(|key| head.contains(key))
                || head.contains("/Form")
        });
        let mut sizes = Vec::new();
        for object in drawn {
            let tokens = tokens(object.stream.as_deref().unwrap_or_default());
            for pair in tokens.windows(2) {
                if let [Token::Number(size), Token::Word(word)] = pair
                    && word == "Tf"
                {
                    sizes.push(*size);
                }
            }
        }
        sizes
    }

    fn words_of(&self, object: &Object, found: &mut Vec<String>) {
        let (mut operands, mut instead): (Vec<Token>, Vec<Option<String>>) = Default::default();
        let (mut font, mut run) = (BTreeMap::new(), String::new());
        for token in tokens(object.stream.as_ref().expect("a stream")) {
            let operator = match &token {
                Token::Word(word) if !matches!(word.as_str(), "[" | "]" | "<<" | ">>") => word,
                _ => {
                    operands.push(token);
                    continue;
                }
            };
            let named = || match &operands[0] {
                Token::Name(name) => &self.objects[&name[1..].parse().expect("a number")],
                other => panic!("{other:?}"),
            };
            match operator.as_str() {
                "BMC" => instead.push(None),
                "BDC" => instead.push(after(&operands, "ActualText").map(in_words)),
                "EMC" => {
                    let text = instead.pop().expect("something that began");
                    found.extend(text.filter(|text| !text.is_empty()));
                }
                "Do" if named().head.contains("/Form") => self.words_of(named(), found),
                "Tf" => font = self.meanings(named()),
                "BT" => run.clear(),
                "TJ" => {
                    for token in &operands {
                        let Token::Text(codes) = token else { continue };
                        for code in codes.chunks(2) {
                            let code = u16::from_be_bytes([code[0], code[1]]);
                            run.push_str(font.get(&code).map_or("", String::as_str));
                        }
                    }
                }
                "ET" if instead.iter().all(Option::is_none) => found.push(run.clone()),
                _ => {}
            }
            operands.clear();
        }
        assert!(instead.is_empty(), "marked content does not end");
    }

    /// What the codes of a font mean.
    fn meanings(&self, font: &Object) -> BTreeMap<u16, String> {
        let map = self.named(&font.head, "/ToUnicode").expect("a map");
        let tokens = tokens(map.stream.as_ref().expect("a stream"));
        let mut meanings = BTreeMap::new();
        let mut inside = false;
        let mut code = None;
        for token in tokens {
            match token {
                Token::Word(word) if word.ends_with("bfchar") => inside = word.starts_with('b'),
                Token::Text(text) if inside => match code.take() {
                    None => code = Some(u16::from_be_bytes([text[0], text[1]])),
                    Some(code) => {
                        let text = text.chunks(2).map(|c| u16::from_be_bytes([c[0], c[1]]));
                        let text: Vec<u16> = text.collect();
                        meanings.insert(code, String::from_utf16(&text).expect("UTF-16"));
                    }
                },
                _ => {}
            }
        }
        meanings
    }

    /// The object that a key of a dictionary names.
    pub fn named(&self, head: &str, key: &str) -> Option<&Object> {
        let number = head.split(key).nth(1)?.trim_start_matches(['[', ' ']);
        let number = number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
        self.objects.get(&number)
    }
}

fn object(bytes: &[u8], number: i32) -> Object {
    let begin = format!("{number} 0 obj");
    assert!(bytes.starts_with(begin.as_bytes()), "object {number} is not where the table says");
    let find = |needle: &[u8]| bytes.windows(needle.len()).position(|part| part == needle);
    let end = find(b"endobj").expect("an end");
    let stream = find(b"stream\n").filter(|&at| at < end);
    let head = String::from_utf8_lossy(&bytes[..stream.unwrap_or(end)]).into_owned();
    let stream = stream.map(|at| {
        let length = head.split("/Length ").nth(1).expect("a length");
        let length = length.split(|c: char| !c.is_ascii_digit()).next().expect("a number");
        let data = &bytes[at + 7..at + 7 + length.parse::<usize>().expect("a number")];
        if head.contains("/FlateDecode") {
            miniz_oxide::inflate::decompress_to_vec_zlib(data).expect("sound data")
        } else {
            data.to_vec()
        }
    });
    Object { head, stream }
}

/// The text behind a key of a property list.
fn after<'a>(operands: &'a [Token], key: &str) -> Option<&'a [u8]> {
    let at = operands.iter().position(|token| *token == Token::Name(key.into()))?;
    match operands.get(at + 1) {
        Some(Token::Text(text)) => Some(text),
        other => panic!("{other:?}"),
    }
}

/// A text string: UTF-16 behind a mark, else ASCII.
pub fn in_words(text: &[u8]) -> String {
    match text.strip_prefix(b"\xfe\xff") {
        Some(wide) => {
            let wide: Vec<u16> =
                wide.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&wide).expect("UTF-16")
        }
        None => String::from_utf8(text.to_vec()).expect("ASCII"),
    }
}

/// The tokens of a stream, or of an object.
pub fn tokens(bytes: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let special = |b: u8| b.is_ascii_whitespace() || b"()<>[]/%".contains(&b);
    while let Some(&byte) = bytes.get(at) {
        let until = |from: usize, stop: &dyn Fn(u8) -> bool| {
            bytes[from..].iter().position(|b| stop(*b)).map_or(bytes.len(), |n| from + n)
        };
        match byte {
            b'%' => at = until(at, &|b| b == b'\n'),
            b'/' => {
                let end = until(at + 1, &special);
                tokens.push(Token::Name(String::from_utf8_lossy(&bytes[at + 1..end]).into_owned()));
                at = end;
            }
            b'(' => {
                let (text, end) = literal(bytes, at + 1);
                tokens.push(Token::Text(text));
                at = end;
            }
            b'<' if bytes.get(at + 1) != Some(&b'<') => {
                let end = until(at, &|b| b == b'>');
                let hex = |pair: &[u8]| {
                    let pair = std::str::from_utf8(pair).expect("ASCII");
                    u8::from_str_radix(pair, 16).expect("two digits")
                };
                tokens.push(Token::Text(bytes[at + 1..end].chunks(2).map(hex).collect()));
                at = end + 1;
            }
            b'<' | b'>' => {
                tokens.push(Token::Word(String::from_utf8_lossy(&[byte, byte]).into_owned()));
                at += 2;
            }
            b'[' | b']' => {
                tokens.push(Token::Word(char::from(byte).into()));
                at += 1;
            }
            b')' => panic!("a bracket closes that was not open"),
            _ if byte.is_ascii_whitespace() => at += 1,
            _ => {
                let end = until(at, &special);
                let word = String::from_utf8_lossy(&bytes[at..end]).into_owned();
                tokens.push(word.parse().map_or(Token::Word(word), Token::Number));
                at = end;
            }
        }
    }
    tokens
}

/// A literal string from behind its opening bracket; also where it ends.
fn literal(bytes: &[u8], mut at: usize) -> (Vec<u8>, usize) {
    let (mut text, mut depth) = (Vec::new(), 1);
    loop {
        let byte = bytes[at];
        at += 1;
        match byte {
            b'\\' => {
                let digits = bytes[at..].iter().take(3).take_while(|b| b.is_ascii_digit()).count();
                if digits > 0 {
                    let octal = std::str::from_utf8(&bytes[at..at + digits]).expect("ASCII");
                    text.push(u8::from_str_radix(octal, 8).expect("an octal number"));
                    at += digits;
                } else {
                    text.push(match bytes[at] {
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        b'b' => 8,
                        b'f' => 12,
                        other => other,
                    });
                    at += 1;
                }
                continue;
            }
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (text, at);
        }
        text.push(byte);
    }
}
