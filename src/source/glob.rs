//! Patterns of file names: `*` and `?`.

/// Whether a text is a pattern rather than a plain path.
pub(super) fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?'])
}

/// Whether a path matches a pattern, folder by folder: `*` stands for any letters but `/`, `?` for
/// one. As in a shell, a name that starts with a dot is matched only by a pattern that does.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    let mut names = path.split('/');
    let all =
        pattern.split('/').all(|part| names.next().is_some_and(|name| name_matches(part, name)));
    all && names.next().is_none()
}

/// One name against one part of a pattern. The last `*` is remembered and widened on a mismatch,
/// which takes at most `pattern × name` steps.
fn name_matches(pattern: &str, name: &str) -> bool {
    if name.starts_with('.') && !pattern.starts_with('.') {
        return false;
    }
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    let (mut p, mut n) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(c) if *c == '?' || name.get(n) == Some(c) => {
                p += 1;
                n += 1;
            }
            _ => match star {
                Some((at, taken)) => {
                    p = at + 1;
                    n = taken + 1;
                    star = Some((at, taken + 1));
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(p).all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stays_in_its_folder() {
        assert!(matches("control/*.geojson", "control/2020-10-01.geojson"));
        assert!(!matches("control/*.geojson", "control/old/2020-10-01.geojson"));
        assert!(!matches("*.geojson", "control/2020-10-01.geojson"));
        assert!(matches("*/day_????.json", "a/day_1001.json"));
        assert!(!matches("*/day_????.json", "a/day_101.json"));
        assert!(matches("*a*b*", "xxaxxbxx"));
        assert!(!matches("*a*b", "xxaxxbxx"));
    }

    #[test]
    fn hidden_files_are_not_matched() {
        assert!(!matches("*", ".git"));
        assert!(matches(".g*", ".git"));
    }

    #[test]
    fn many_stars_take_no_exponential_time() {
        assert!(!matches(&"*a".repeat(40), &"a".repeat(39)));
        assert!(!matches(&format!("{}b", "a*".repeat(200)), &"a".repeat(2000)));
    }
}
