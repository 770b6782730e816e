//! Tables and their columns, from the statements that made them.

/// A table or a view.
#[derive(Clone, Debug)]
pub(in crate::source) struct Table {
    pub(in crate::source) name: String,
    /// Its columns that are stored, in the order in which they are; none if that cannot be said.
    pub(in crate::source) columns: Vec<Column>,
    /// The page on which it begins; 0: it has no rows of its own.
    pub(super) root: u32,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::source) struct Column {
    pub(in crate::source) name: String,
    /// Its type as declared, in capitals.
    pub(in crate::source) kind: String,
    /// Whether it is another name of the row's number.
    pub(super) is_row_number: bool,
}

/// A piece of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// A word, or a quoted name (`true`).
    Word(String, bool),
    Sign(char),
}

impl Table {
    /// A table from the statement that made it.
    pub(super) fn of(name: String, root: u32, sql: &str) -> Self {
        Self { name, root, columns: columns(&tokens(sql)).unwrap_or_default() }
    }

    /// Whether it has rows that can be read: it is no view, no virtual table, and sorted by number.
    pub(in crate::source) fn is_stored(&self) -> bool {
        self.root != 0 && !self.columns.is_empty()
    }

    /// The place of a column by name, without regard to case.
    pub(in crate::source) fn place(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name.eq_ignore_ascii_case(name))
    }
}

/// Words, names and signs; comments and blanks fall away.
fn tokens(sql: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = sql.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '-' if rest.peek() == Some(&'-') => {
                rest.by_ref().take_while(|c| *c != '\n').for_each(drop);
            }
            '/' if rest.peek() == Some(&'*') => {
                let mut last = ' ';
                rest.by_ref()
                    .skip(1)
                    .take_while(|c| {
                        let ends = last == '*' && *c == '/';
                        last = *c;
                        !ends
                    })
                    .for_each(drop);
            }
            '"' | '`' | '\'' | '[' => {
                let end = if c == '[' { ']' } else { c };
                let mut name = String::new();
                while let Some(c) = rest.next() {
                    if c == end {
                        // A doubled quote stands for itself.
                        if end == ']' || rest.next_if_eq(&end).is_none() {
                            break;
                        }
                    }
                    name.push(c);
                }
                tokens.push(Token::Word(name, true));
            }
            c if c.is_alphanumeric() || c == '_' => {
                let mut word = String::from(c);
                while let Some(c) = rest.next_if(|c| c.is_alphanumeric() || matches!(c, '_' | '$'))
                {
                    word.push(c);
                }
                tokens.push(Token::Word(word, false));
            }
            c if c.is_whitespace() => {}
            c => tokens.push(Token::Sign(c)),
        }
    }
    tokens
}

/// The stored columns of `CREATE TABLE name (…)`; `None` if it is another statement, or one whose
/// rows are sorted otherwise.
fn columns(tokens: &[Token]) -> Option<Vec<Column>> {
    let is = |token: &Token, word: &str| matches!(token, Token::Word(w, false) if w.eq_ignore_ascii_case(word));
    let open = tokens.iter().position(|token| *token == Token::Sign('('))?;
    let before = tokens.get(..open)?;
    if !before.iter().take(3).any(|token| is(token, "TABLE"))
        || before.iter().any(|token| is(token, "VIRTUAL") || is(token, "AS"))
    {
        return None;
    }
    // The parts between the commas of the outermost parentheses.
    let mut parts: Vec<Vec<&Token>> = vec![Vec::new()];
    let mut depth = 0_usize;
    let mut after = tokens.len();
    for (i, token) in tokens.iter().enumerate().skip(open) {
        match token {
            Token::Sign('(') => depth += 1,
            Token::Sign(')') if depth == 1 => {
                after = i;
                break;
            }
            Token::Sign(')') => depth -= 1,
            Token::Sign(',') if depth == 1 => {
                parts.push(Vec::new());
                continue;
            }
            _ => {}
        }
        if i > open {
            parts.last_mut()?.push(token);
        }
    }
    let rest = tokens.get(after..).unwrap_or_default();
    if rest.windows(2).any(|pair| matches!(pair, [a, b] if is(a, "WITHOUT") && is(b, "ROWID"))) {
        return None;
    }
    const CONSTRAINTS: [&str; 5] = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];
    let mut columns = Vec::new();
    let mut key: Option<String> = None;
    for part in parts {
        let Some((Token::Word(name, quoted), rest)) = part.split_first() else { continue };
        let is_constraint =
            !quoted && CONSTRAINTS.iter().any(|word| name.eq_ignore_ascii_case(word));
        if is_constraint {
            key = key.or_else(|| single_key(&part, is));
            continue;
        }
        const ENDS: [&str; 11] = [
            "CONSTRAINT",
            "PRIMARY",
            "NOT",
            "NULL",
            "UNIQUE",
            "CHECK",
            "DEFAULT",
            "COLLATE",
            "REFERENCES",
            "GENERATED",
            "AS",
        ];
        let kind: Vec<String> = rest
            .iter()
            .take_while(|token| !ENDS.iter().any(|end| is(token, end)))
            .filter_map(|token| match token {
                Token::Word(word, _) => Some(word.to_ascii_uppercase()),
                Token::Sign(_) => None,
            })
            .collect();
        let kind = kind.join(" ");
        // What stands in parentheses is of expressions.
        let mut depth = 0_usize;
        let plain: Vec<&Token> = rest
            .iter()
            .copied()
            .filter(|token| {
                let was = depth;
                match token {
                    Token::Sign('(') => depth += 1,
                    Token::Sign(')') => depth = depth.saturating_sub(1),
                    _ => {}
                }
                was == 0 && depth == 0
            })
            .collect();
        let has = |word: &str| plain.iter().any(|token| is(token, word));
        // Columns that are computed when read are not stored.
        if has("AS") && !has("STORED") {
            continue;
        }
        let is_row_number = kind == "INTEGER" && has("PRIMARY");
        columns.push(Column { name: name.clone(), kind, is_row_number });
    }
    if let Some(key) = key {
        for column in &mut columns {
            let is_key = column.name.eq_ignore_ascii_case(&key);
            column.is_row_number |= is_key && column.kind == "INTEGER";
        }
    }
    Some(columns)
}

/// The one column of a `PRIMARY KEY (…)` of the table.
fn single_key(part: &[&Token], is: impl Fn(&Token, &str) -> bool) -> Option<String> {
    let primary = part.iter().position(|token| is(token, "PRIMARY"))?;
    let names = part.get(primary + 2..)?.iter().filter_map(|token| match token {
        Token::Word(name, _) => Some(name.clone()),
        Token::Sign(_) => None,
    });
    let names: Vec<String> =
        names.filter(|name| !name.eq_ignore_ascii_case("AUTOINCREMENT")).collect();
    <[String; 1]>::try_from(names).ok().map(|[name]| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(sql: &str) -> String {
        let table = Table::of("t".to_owned(), 2, sql);
        let column =
            |c: &Column| format!("{}:{}{}", c.name, c.kind, if c.is_row_number { "!" } else { "" });
        table.columns.iter().map(column).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn columns_are_found_in_statements() {
        assert_eq!(
            told(
                "CREATE TABLE \"a, (b\" ( fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, \"the \"\"geom\" \
                  MULTIPOLYGON, [n m] TEXT(20) DEFAULT ('a,b'), -- no\n 'q' /* , */ DOUBLE, CHECK (q > 1))"
            ),
            "fid:INTEGER! the \"geom:MULTIPOLYGON n m:TEXT 20 q:DOUBLE"
        );
        assert_eq!(told("create table t(a integer, b, primary key (a))"), "a:INTEGER! b:");
        assert_eq!(
            told(
                "CREATE TABLE t(a TEXT PRIMARY KEY, b INT AS (a||'x'), c INT AS (1) STORED, \
                  d INT CHECK (cast(d AS int) > 0))"
            ),
            "a:TEXT c:INT d:INT"
        );
        assert_eq!(told("CREATE TABLE t(a TEXT PRIMARY KEY) WITHOUT ROWID"), "");
        assert_eq!(told("CREATE VIRTUAL TABLE r USING rtree(id, minx)"), "");
        assert_eq!(told("CREATE VIEW v AS SELECT f(a) FROM t"), "");
    }

    proptest::proptest! {
        #[test]
        fn any_statement_is_read(sql in "(CREATE TABLE t)?[(),a-c \"'\\[\\]*/-]{0,60}") {
            told(&sql);
        }
    }
}
