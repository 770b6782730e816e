//! A walk over the structure of a JSON text that jumps over what is not asked for.

use memchr::{memchr2, memchr3};

/// Deeper nesting is left to the thorough reader, which knows how deep it may go.
const DEPTH: usize = 64;

/// A place in a JSON text.
///
/// Only what it steps on is checked, what it jumps over is not: that has to be parsed to be sure.
/// `None` from any step means that the text is not, or not surely, what was expected there.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'t> {
    text: &'t [u8],
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t [u8]) -> Self {
        Self { text, at: 0 }
    }

    /// Steps over white space to the next byte and gives it.
    pub(super) fn peek(&mut self) -> Option<u8> {
        self.at = space(self.text, self.at);
        self.text.get(self.at).copied()
    }

    /// Steps over white space and one byte and gives it.
    pub(super) fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// Steps over white space and the byte given.
    pub(super) fn take(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then_some(())
    }

    /// Nothing but white space may follow.
    pub(super) fn end(&mut self) -> Option<()> {
        self.peek().is_none().then_some(())
    }

    /// Each member of an object: `each` is given its key, with the cursor before its value, and must
    /// step over that.
    pub(super) fn members(
        &mut self,
        mut each: impl FnMut(&mut Self, &'t str) -> Option<()>,
    ) -> Option<()> {
        self.take(b'{')?;
        if self.peek()? == b'}' {
            return self.take(b'}');
        }
        loop {
            let key = self.plain_text()?;
            self.take(b':')?;
            each(self, key)?;
            match self.next()? {
                b',' => {}
                b'}' => return Some(()),
                _ => return None,
            }
        }
    }

    /// Each item of an array: `each` must step over it.
    pub(super) fn items(&mut self, mut each: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.take(b'[')?;
        if self.peek()? == b']' {
            return self.take(b']');
        }
        loop {
            each(self)?;
            match self.next()? {
                b',' => {}
                b']' => return Some(()),
                _ => return None,
            }
        }
    }

    /// A text in which nothing is escaped.
    pub(super) fn plain_text(&mut self) -> Option<&'t str> {
        self.take(b'"')?;
        let rest = self.text.get(self.at..)?;
        let length = memchr2(b'"', b'\\', rest)?;
        let text = rest.get(..length).filter(|text| text.iter().all(|byte| *byte >= b' '))?;
        self.at += length;
        self.take(b'"')?;
        std::str::from_utf8(text).ok()
    }

    /// Jumps over a value of any kind and gives its text, in which brackets are paired but nothing
    /// else is checked.
    pub(super) fn value(&mut self) -> Option<&'t [u8]> {
        let first = self.peek()?;
        let start = self.at;
        match first {
            b'"' => self.string()?,
            b'{' | b'[' => self.nested()?,
            _ => {
                let rest = self.text.get(start..)?;
                let ends = |byte: &u8| matches!(byte, b',' | b']' | b'}' | b' ' | b'\t'..=b'\r');
                self.at += rest.iter().position(ends).unwrap_or(rest.len());
            }
        }
        self.text.get(start..self.at)
    }

    /// Jumps over an object and gives its offset and its text, in which braces are paired but
    /// nothing else is checked. Arrays of numbers pass quickly.
    pub(super) fn object(&mut self) -> Option<(usize, &'t [u8])> {
        if self.peek()? != b'{' {
            return None;
        }
        let start = self.at;
        let mut depth = 0_usize;
        loop {
            self.at += memchr3(b'"', b'{', b'}', self.text.get(self.at..)?)?;
            match self.text.get(self.at)? {
                b'"' => self.string()?,
                b'{' => {
                    depth += 1;
                    self.at += 1;
                }
                _ => {
                    depth -= 1;
                    self.at += 1;
                    if depth == 0 {
                        return Some((start, self.text.get(start..self.at)?));
                    }
                }
            }
        }
    }

    /// Jumps over an array of arrays of numbers and gives its text, of which nothing is checked but
    /// that it has neither texts nor objects.
    pub(super) fn numbers(&mut self) -> Option<&'t [u8]> {
        if self.peek()? != b'[' {
            return None;
        }
        let rest = self.text.get(self.at..)?;
        // It ends before the next key or before the end of its object.
        let length = memchr2(b'"', b'}', rest)?;
        let value = rest.get(..length)?.trim_ascii_end();
        let value = value.strip_suffix(b",").map_or(value, <[u8]>::trim_ascii_end);
        self.at += value.len();
        Some(value)
    }

    fn nested(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.text.get(self.at)? {
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Some(());
            }
            if depth > DEPTH {
                return None;
            }
        }
    }

    /// Jumps over the text that begins here.
    fn string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            self.at += memchr2(b'"', b'\\', self.text.get(self.at..)?)?;
            match self.text.get(self.at)? {
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                _ => self.at += 2,
            }
        }
    }
}

/// The offset of the first byte from an offset on that is not white space (RFC 8259, 2).
#[inline(always)]
pub(super) fn space(text: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = text.get(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::Cursor;

    #[test]
    fn brackets_and_quotation_marks_inside_strings_do_not_count() {
        let text = br#" {"a\":}" : {"b":["}]",{}]}, "c":"\\", "d" : 1e5 } ,"#;
        let mut cursor = Cursor::new(text);
        assert_eq!(cursor.object(), Some((1, &text[1..text.len() - 2])));
        assert_eq!(cursor.next(), Some(b','));
        assert_eq!(cursor.end(), Some(()));
        let mut cursor = Cursor::new(&text[12..]);
        assert_eq!(cursor.value(), Some(&br#"{"b":["}]",{}]}"#[..]));
    }

    #[test]
    fn numbers_end_at_their_bracket() {
        for behind in ["}", " \n}", " , \"type\":1}", ",\"a\":\"]\"}"] {
            let text = format!(" [[1, 2] ,[3,4]]{behind}");
            let mut cursor = Cursor::new(text.as_bytes());
            assert_eq!(cursor.numbers(), Some(&b"[[1, 2] ,[3,4]]"[..]), "{text}");
            assert_eq!(cursor.next(), behind.trim_start().bytes().next());
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_walked(text in "[\\[\\]{}\",:\\\\a1 ]{0,60}") {
            let new = || Cursor::new(text.as_bytes());
            let _ = (new().value(), new().object(), new().numbers(), new().plain_text());
            let _ = new().members(|cursor, _| cursor.value().map(|_| ()));
            let _ = new().items(|cursor| cursor.value().map(|_| ()));
        }
    }
}
