//! Pictures drawn side by side and encoded in order, with nobody waiting for anybody.
//!
//! What a frame shows is one task, the picture that comes of it and of the frame before another, ready
//! to be taken up when both are known. A thread that has drawn a picture encodes what is next in order
//! as long as that is there, unless another thread is at it; then it goes on to draw. So threads have
//! something to do until the last frames, and no thread ever holds still for one that may not come,
//! however few there are.

use super::play::{Picture, Pictures};
use crate::error::{Error, Result};
use crate::math::{Missing, lock};
use crate::timeline::Frame;
use rayon::ScopeFifo;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Takes pictures in order: the number of a frame and its picture, and whether more are wanted.
pub(super) trait Sink: Send {
    fn take(&mut self, frame: usize, picture: Picture) -> Result<()>;
}

/// Draws all frames and takes their pictures to a sink in order. At most `ahead` frames are begun
/// before their turn. `before` is what is shown before the first; of the pictures of a frame that could
/// not be drawn, or that the sink refused, the first error is given.
pub(super) fn relay<P: Pictures, S: Sink>(
    frames: &[Frame],
    pictures: P,
    before: Option<P::Scene>,
    ahead: usize,
    sink: &mut S,
) -> Result<()> {
    let groups = pictures.groups(frames);
    let first = before.map(Arc::new);
    let places = (0..frames.len()).map(|at| Place {
        missing: Missing::new(if at == 0 { 1 } else { 2 }),
        scene: Mutex::default(),
        picture: Mutex::default(),
    });
    let relay = Relay {
        frames,
        first,
        places: places.collect(),
        stopped: AtomicBool::new(false),
        end: Mutex::new(End {
            sink,
            groups: groups.into_iter(),
            pictures: Some(Arc::new(pictures)),
            begun: 0,
            next: 0,
            failed: None,
        }),
        ahead: ahead.max(1),
    };
    rayon::scope_fifo(|scope| relay.begin(&mut lock(&relay.end), scope));
    let end = relay.end.into_inner().unwrap_or_else(PoisonError::into_inner);
    end.failed.map_or(Ok(()), Err)
}

/// A frame on its way.
struct Place<S> {
    /// How many of its own scene and the one before it are not there yet.
    missing: Missing,
    scene: Mutex<Option<Arc<S>>>,
    picture: Mutex<Option<Result<Picture>>>,
}

struct Relay<'a, P: Pictures, S> {
    frames: &'a [Frame],
    /// What is shown before the first frame.
    first: Option<Arc<P::Scene>>,
    places: Vec<Place<P::Scene>>,
    stopped: AtomicBool,
    end: Mutex<End<'a, P, S>>,
    ahead: usize,
}

/// The end of the line, which one thread at a time works at.
struct End<'a, P, S> {
    sink: &'a mut S,
    /// Frames that are not begun.
    groups: std::vec::IntoIter<Range<usize>>,
    /// Given back when all frames are begun, so that it goes when the last has been drawn.
    pictures: Option<Arc<P>>,
    /// How many frames are begun.
    begun: usize,
    /// The next frame for the sink.
    next: usize,
    failed: Option<Error>,
}

impl<P: Pictures, S: Sink> Relay<'_, P, S> {
    /// Begins as many frames as may be on their way.
    fn begin<'s>(&'s self, end: &mut End<'_, P, S>, scope: &ScopeFifo<'s>)
    where
        P: 's,
    {
        while end.begun < end.next + self.ahead {
            let Some((group, pictures)) = end.groups.next().zip(end.pictures.clone()) else {
                end.pictures = None;
                return;
            };
            end.begun = group.end;
            scope.spawn_fifo(move |scope| self.compose(group, &pictures, scope));
        }
    }

    /// Works out what some frames show.
    fn compose<'s>(&'s self, group: Range<usize>, pictures: &Arc<P>, scope: &ScopeFifo<'s>)
    where
        P: 's,
    {
        if self.stopped.load(Ordering::Relaxed) {
            return;
        }
        let frames = self.frames.get(group.clone()).unwrap_or_default();
        for (at, scene) in group.zip(pictures.scenes(frames)) {
            let Some(place) = self.places.get(at) else { return };
            *lock(&place.scene) = Some(Arc::new(scene));
            for at in [at, at + 1] {
                let Some(place) = self.places.get(at) else { continue };
                if place.missing.one_came() {
                    let pictures = Arc::clone(pictures);
                    scope.spawn_fifo(move |scope| self.draw(at, pictures, scope));
                }
            }
        }
    }

    /// Draws the picture of a frame.
    fn draw<'s>(&'s self, at: usize, pictures: Arc<P>, scope: &ScopeFifo<'s>)
    where
        P: 's,
    {
        if self.stopped.load(Ordering::Relaxed) {
            return;
        }
        let scene = |at: usize| self.places.get(at).and_then(|place| lock(&place.scene).clone());
        let before = match at.checked_sub(1) {
            Some(before) => scene(before),
            None => self.first.clone(),
        };
        let Some((place, own)) = self.places.get(at).zip(scene(at)) else { return };
        let picture = pictures.picture(before.as_deref(), &own);
        *lock(&place.picture) = Some(picture);
        drop((before, own));
        // With the last picture goes what all were made from, which takes time: while others compress.
        if let Some(pictures) = Arc::into_inner(pictures) {
            scope.spawn_fifo(|_| drop(pictures));
        }
        self.pass_on(scope);
    }

    /// Takes what is next in order to the sink, as long as it is there.
    fn pass_on<'s>(&'s self, scope: &ScopeFifo<'s>)
    where
        P: 's,
    {
        // Whoever is at it sees a picture that was put down before it leaves.
        while let Ok(mut end) = self.end.try_lock() {
            let Some(place) = self.places.get(end.next) else { return };
            let Some(picture) = lock(&place.picture).take() else {
                drop(end);
                match lock(&place.picture).is_some() {
                    true => continue,
                    false => return,
                }
            };
            let at = end.next;
            if let Err(error) = picture.and_then(|picture| end.sink.take(at, picture)) {
                end.failed.get_or_insert(error);
                self.stopped.store(true, Ordering::Relaxed);
                return;
            }
            end.next = at + 1;
            // The scene before it has been of use to both of its frames.
            if let Some(place) = at.checked_sub(1).and_then(|before| self.places.get(before)) {
                *lock(&place.scene) = None;
            }
            self.begin(&mut end, scope);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Day;

    /// Frames in groups of three, whose pictures say which frame came before; the ninetieth fails.
    struct Numbered;

    fn frames(count: i32) -> Vec<Frame> {
        let day = |n: i32| Day::parse("2020-01-01").unwrap().plus(n.into());
        (0..count).map(|n| Frame { day: day(n), duration_ms: n as u32, fade: None }).collect()
    }

    impl Pictures for Numbered {
        type Scene = u32;

        fn groups(&self, frames: &[Frame]) -> Vec<Range<usize>> {
            let starts = (0..frames.len()).step_by(3);
            starts.map(|start| start..(start + 3).min(frames.len())).collect()
        }

        fn scenes(&self, frames: &[Frame]) -> Vec<u32> {
            frames.iter().map(|frame| frame.duration_ms).collect()
        }

        fn picture(&self, before: Option<&u32>, own: &u32) -> Result<Picture> {
            // Tasks come and go in any order, also in the middle of others.
            let wait =
                || std::thread::sleep(std::time::Duration::from_micros(u64::from(own % 7) * 90));
            rayon::join(wait, wait);
            match own {
                90 => Err(Error::request("ninety")),
                _ => {
                    Ok(Picture::Whole(Arc::new(vec![before.map_or(255, |n| *n as u8), *own as u8])))
                }
            }
        }
    }

    /// Takes all up to one.
    struct Listed(Vec<Vec<u8>>, usize);

    impl Sink for Listed {
        fn take(&mut self, frame: usize, picture: Picture) -> Result<()> {
            assert_eq!(frame, self.0.len());
            // As an encoder does.
            rayon::join(|| (), || std::thread::sleep(std::time::Duration::from_micros(60)));
            let Picture::Whole(rgb) = picture else { panic!("a whole picture") };
            self.0.push(rgb.to_vec());
            if frame == self.1 { Err(Error::Stopped) } else { Ok(()) }
        }
    }

    fn relayed(
        count: i32,
        ahead: usize,
        until: usize,
        threads: usize,
    ) -> (Result<()>, Vec<Vec<u8>>) {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let mut list = Listed(Vec::new(), until);
        let done = pool.install(|| relay(&frames(count), Numbered, None, ahead, &mut list));
        (done, list.0)
    }

    #[test]
    fn pictures_come_in_order_however_many_draw_them() {
        for (threads, ahead) in [(1, 1), (1, 9), (2, 1), (2, 16), (7, 5), (7, 100)] {
            let (done, list) = relayed(80, ahead, usize::MAX, threads);
            let before = |n: u8| n.checked_sub(1).unwrap_or(255);
            let wanted: Vec<_> = (0..80).map(|n| vec![before(n), n]).collect();
            assert!(done.is_ok() && list == wanted, "{threads} threads, {ahead} ahead");
        }
        assert!(matches!(relayed(0, 4, usize::MAX, 2), (Ok(()), list) if list.is_empty()));
    }

    #[test]
    fn what_fails_ends_it() {
        for threads in [1, 2, 7] {
            let (done, list) = relayed(120, 16, usize::MAX, threads);
            assert!(done.is_err_and(|error| error.to_string().contains("ninety")));
            assert_eq!(list.len(), 90);
            let (done, list) = relayed(120, 16, 20, threads);
            assert!(matches!(done, Err(Error::Stopped)) && list.len() == 21);
        }
    }
}
