//! What frames look like, told by digests before anything is painted.

use super::Survey;
use crate::encode::Metadata;
use crate::figure::Plan;
use crate::math::digest::Fnv;
use crate::math::lock;
use crate::scene::{Digests, Scene};
use crate::timeline::Frame;
use rustc_hash::FxHashMap;
use std::sync::Mutex;

/// Digests of frames: two frames of the same digest have the same pixels.
pub(super) struct Looks {
    /// Of all that pictures depend on beside their scenes: program, size, letters.
    base: Fnv,
    scenes: Digests,
    /// Those of frames whose scenes are composed and that are not written yet. Only looked up.
    noted: Mutex<FxHashMap<Frame, u64>>,
}

impl Looks {
    /// None yet, of a plan.
    pub fn new(survey: &Survey, plan: &Plan) -> Self {
        let (width, height) = plan.size.pixels();
        let base = Fnv::new()
            .with(Metadata::default().software.as_bytes())
            .with(&width.to_le_bytes())
            .with(&height.to_le_bytes())
            .with(&plan.size.scale.to_bits().to_le_bytes())
            .with(&survey.typesetter().own_fonts().to_le_bytes());
        Self { base, scenes: Digests::default(), noted: Mutex::default() }
    }

    /// The digest of a frame that shows a scene, and in a fade another one below it.
    pub fn of(&self, scene: &Scene, going: Option<&Scene>) -> u64 {
        let own = self.base.with(&self.scenes.of(scene).to_le_bytes());
        let going = going.map(|scene| self.scenes.of(scene));
        going.map_or(own, |digest| own.with(&digest.to_le_bytes())).value()
    }

    /// Remembers the digest of a frame until it is [taken](Self::take).
    pub fn note(&self, frame: Frame, digest: u64) {
        lock(&self.noted).insert(frame, digest);
    }

    /// The digest that was noted of a frame.
    pub fn take(&self, frame: &Frame) -> Option<u64> {
        lock(&self.noted).remove(frame)
    }
}
