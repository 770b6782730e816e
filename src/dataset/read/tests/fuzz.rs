//! Whatever is written, the readers answer.

use super::*;
use proptest::prelude::*;

const ENTRY: &str = "[[base]]\nkind = \"town\"\nfile = \"t.csv\"\n[[control]]\nfile = \"c.geojson\"\n\
    [[control]]\nfile = \"c.geojson\"\ntime = \"snapshot\"\n[[overlay]]\nfile = \"c.geojson\"\n\
    [[control]]\ntime = \"places\"\nplaces = \"t.csv\"\nchanges = \"t.csv\"\nwithin = \"c.geojson\"\n\
    [places]\nfile = \"t.csv\"\n[events]\nfile = \"t.csv\"\n[checks]\nfile = \"t.csv\"\n";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_values_are_read(
        cells in prop::collection::vec("[-0-9/.,:~Xa-zə ]{0,12}|red|2020-01-0[1-9]|[0-9]{1,3}", 10),
        keys in prop::collection::vec("party|from|until|date|name|status|claim|contested_by", 5),
        numbers in prop::collection::vec(-200.0..200.0, 3),
    ) {
        let header = "name,date,lon,lat,held_by,status,claim,text,weight,end_date\n";
        let quoted: Vec<String> = cells.iter().map(|cell| format!("{cell:?}")).collect();
        let csv = format!("{header}{}\n{}\n", quoted.join(","), cells.join(","));
        let properties: Vec<String> =
            keys.iter().zip(&quoted).map(|(key, value)| format!("{key:?}:{value}")).collect();
        let properties = properties.join(",");
        let file = squares(&[(&properties, numbers[0]), ("\"party\":\"red\"", numbers[1])]);
        let toml = toml(ENTRY);
        let (atlas, found) = open(&[("atlas.toml", &toml), ("t.csv", &csv), ("c.geojson", &file)]);
        prop_assert_eq!(atlas.is_none(), found.has_errors());
        if let Some(atlas) = atlas {
            check(&atlas);
        }
        // The same data without a word about it.
        let (atlas, found) = open(&[("t.csv", &csv), ("c_2020-01-01.geojson", &file)]);
        prop_assert_eq!(atlas.is_none(), found.has_errors());
    }

    #[test]
    fn any_description_is_read(
        lines in prop::collection::vec(
            "\\[\\[?(atlas|party|control|base|overlay|places|events|checks|figure)\\]?\\]|\
             (id|file|time|kind|where|within|rear|from|until|held_by|status|name|bounds|places|changes|title|dates) = \
             (\"[a-z*./]{0,8}\"|[0-9.]{1,4}|true|\\[\\]|\\{\\}|\\{ (file|property|map|where) = \"c.geojson\" \\}|2020-0[0-9]-01|\\[1, \"a\", \\{\\}\\])",
            0..20,
        ),
    ) {
        let text = lines.join("\n");
        let file = squares(&[("\"party\":\"red\"", 0.0)]);
        let (atlas, found) = open(&[("atlas.toml", &text), ("c.geojson", &file)]);
        prop_assert_eq!(atlas.is_none(), found.has_errors());
    }
}
