//! "Did you mean": the known name nearest to what was written.

/// The candidate nearest to `name` by edit distance, if it is near enough to be a slip: at most a
/// third of the letters differ. Upper and lower case count as the same.
///
/// ```
/// use salient::diagnostic::nearest;
/// assert_eq!(nearest("azerbijan", ["armenia", "azerbaijan"]), Some("azerbaijan"));
/// assert_eq!(nearest("x", ["armenia", "azerbaijan"]), None);
/// ```
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name: Vec<char> = name.to_lowercase().chars().collect();
    candidates
        .into_iter()
        .map(|candidate| {
            let letters: Vec<char> = candidate.to_lowercase().chars().collect();
            let limit = (name.len().max(letters.len())).div_ceil(3);
            (edit_distance(&name, &letters), limit, candidate)
        })
        .filter(|(distance, limit, _)| distance <= limit && distance < &name.len().max(2))
        .min_by_key(|(distance, _, _)| *distance)
        .map(|(_, _, candidate)| candidate)
}

/// Levenshtein's edit distance (insert, delete, replace), one row at a time.
fn edit_distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
