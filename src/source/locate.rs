//! On which line of a GeoJSON file each feature begins.

/// Byte offsets at which the elements of the top-level `features` array begin.
///
/// The text has already been read as JSON, so the walk only keeps count of strings and brackets;
/// it allocates nothing but the answer. With several `features` members the last counts, as it
/// does for the JSON reader.
pub(super) fn features(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut offsets = Vec::new();
    let mut depth = 0_usize;
    let mut key: &[u8] = &[];
    let mut inside = false;
    let mut expecting = false;
    let mut i = 0;
    while let Some(byte) = bytes.get(i) {
        if expecting && !byte.is_ascii_whitespace() && *byte != b']' {
            offsets.push(i);
            expecting = false;
        }
        match byte {
            b'"' => {
                let end = string_end(bytes, i);
                if depth == 1 {
                    // A value's text may take the place of the key here; the next key undoes it.
                    key = bytes.get(i + 1..end).unwrap_or_default();
                }
                i = end;
            }
            b'[' | b'{' => {
                depth += 1;
                if depth == 2 && *byte == b'[' && key == b"features" {
                    offsets.clear();
                    inside = true;
                    expecting = true;
                }
            }
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 1 {
                    inside = false;
                    expecting = false;
                }
            }
            b',' if inside && depth == 2 => expecting = true,
            _ => {}
        }
        i += 1;
    }
    offsets
}

/// The offset of the quotation mark that closes the string opened at `start`.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut i = start + 1;
    while let Some(byte) = bytes.get(i) {
        match byte {
            b'\\' => i += 2,
            b'"' => return i,
            _ => i += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::features;

    #[test]
    fn brackets_and_commas_inside_strings_do_not_count() {
        let text = r#"{"a":[1,2],"name":"features","features" : [ {"x":"],{\""} ,
            {"y":[1,{}]},null],"b":[3]}"#;
        let found: Vec<_> = features(text).into_iter().map(|i| &text[i..i + 4]).collect();
        assert_eq!(found, [r#"{"x""#, r#"{"y""#, "null"]);
    }

    #[test]
    fn an_empty_array_has_none() {
        assert!(features(r#"{"features":[ ]}"#).is_empty());
        assert!(features("").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_walked(text in ".{0,200}") {
            for offset in features(&text) {
                proptest::prop_assert!(text.is_char_boundary(offset));
            }
        }
    }
}
