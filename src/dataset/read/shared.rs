//! Areas that are told again and again, kept once.

use crate::math::{Areas, Block};
use crate::source::collection::{Collection, Shape};
use geo::CoordsIter;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All areas read so far. Public archives repeat most areas from day to day, and of the others most
/// of their outlines.
#[derive(Debug, Default)]
pub(super) struct Shared {
    areas: BTreeMap<u64, Vec<Arc<Areas>>>,
    blocks: FxHashMap<u64, Vec<Arc<Block>>>,
}

impl Shared {
    /// Puts an area known already in the place of each equal one, so that equal areas are one in
    /// memory, and so are equal blocks of the others. Gives how many vertices are new.
    pub(super) fn settle(&mut self, collection: &mut Collection) -> u64 {
        let mut new = 0;
        for record in &mut collection.records {
            let areas = match &mut record.shape {
                Shape::Areas(areas) => areas,
                Shape::Plain(geometry) => {
                    new += geometry.coords_count();
                    continue;
                }
            };
            let same = self.areas.entry(areas.mark()).or_default();
            if let Some(known) = same.iter().find(|known| **known == *areas) {
                *areas = Arc::clone(known);
                continue;
            }
            let own = Arc::make_mut(areas);
            for block in own.rings_mut().iter_mut().flat_map(|ring| ring.blocks_mut()) {
                let same = self.blocks.entry(block.mark()).or_default();
                match same.iter().find(|known| Arc::ptr_eq(known, block) || *known == block) {
                    Some(known) => *block = Arc::clone(known),
                    None => {
                        new += block.coords().len();
                        same.push(Arc::clone(block));
                    }
                }
            }
            same.push(Arc::clone(areas));
        }
        new as u64
    }
}
