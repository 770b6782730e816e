//! The base map of the world that is built into the program.

use super::BaseLayer;
use crate::source::files::Files;
use flate2::read::GzDecoder;
use include_dir::{Dir, include_dir};
use std::borrow::Cow;
use std::io::Read;
use std::sync::LazyLock;

static BASE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/geodata/world/base");
static DESCRIPTION: &[u8] = include_bytes!("../../geodata/world/atlas.toml");

/// A base map and what is to be printed for it.
#[derive(Debug, Default)]
pub struct World {
    /// Its layers.
    pub layers: Vec<BaseLayer>,
    /// Sources and licenses.
    pub credits: Vec<String>,
}

/// The base map of the world: countries, boundaries, water, towns, at about 1:50 million. It is
/// unpacked when it is first asked for.
pub fn world() -> &'static World {
    static WORLD: LazyLock<World> = LazyLock::new(|| {
        let (atlas, _) = super::open(&mut files(), "world");
        // A test holds that it can be read.
        atlas.map(|atlas| World { layers: atlas.base, credits: atlas.credits }).unwrap_or_default()
    });
    &WORLD
}

/// Its files, unpacked.
fn files() -> Files {
    let unpacked = BASE.files().filter_map(|file| {
        let name = file.path().file_name()?.to_str()?.strip_suffix(".gz")?;
        let mut bytes = Vec::new();
        GzDecoder::new(file.contents()).read_to_end(&mut bytes).ok()?;
        Some((format!("base/{name}"), Cow::Owned(bytes)))
    });
    let description = ("atlas.toml".to_owned(), Cow::Borrowed(DESCRIPTION));
    Files::memory(unpacked.chain([description]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::BaseKind;

    #[test]
    fn it_is_read_without_a_word() {
        let (atlas, found) = crate::dataset::open(&mut files(), "world");
        assert!(found.is_empty(), "{found}");
        let base = atlas.unwrap().base;
        let count = |kind| {
            base.iter().filter(|layer| layer.kind == kind).map(|layer| layer.features.len()).sum()
        };
        let least: [(BaseKind, usize); 7] = [
            (BaseKind::Country, 200),
            (BaseKind::Sea, 1),
            (BaseKind::Lake, 100),
            (BaseKind::River, 100),
            (BaseKind::Boundary, 300),
            (BaseKind::Disputed, 20),
            (BaseKind::Town, 2000),
        ];
        for (kind, least) in least {
            let found: usize = count(kind);
            assert!(found >= least, "{kind:?} {found}");
        }
    }
}
