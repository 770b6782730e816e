//! The ground map, drawn while it is still being worked out who holds the ground.

use super::Survey;
use crate::compose::{Backdrop, Composer};
use crate::error::Result;
use crate::figure::Plan;
use crate::paint::raster::FramePainter;

/// The ground map of a plan, composed and painted. Only for saving time: pictures are the same without.
pub struct Ahead<'a> {
    backdrop: Backdrop<'a>,
    painter: FramePainter,
}

impl<'a> Ahead<'a> {
    /// Draws the ground map of a plan, which [may be foreseen](Survey::foreseen).
    ///
    /// # Errors
    /// [`crate::Error::Request`] for a page too large.
    pub fn new(survey: &'a Survey, plan: &'a Plan) -> Result<Self> {
        let backdrop = Backdrop::new(survey.atlas(), plan);
        let mut painter = painter(survey, plan)?;
        let (below, above) = backdrop.layers();
        painter.begin_beside(&[below], &[above]);
        Ok(Self { backdrop, painter })
    }

    /// The composer and the painter of a plan, with what was drawn ahead if it is that plan's ground.
    pub(super) fn drawing(
        ahead: Option<Self>,
        survey: &'a Survey,
        plan: &'a Plan,
    ) -> Result<(Composer<'a>, FramePainter)> {
        // By the threads that draw: one that waits for them takes time to be woken, time and again.
        let compose = |backdrop| {
            let on = || Composer::on(backdrop, survey.coverage(), survey.typesetter());
            rayon::join(on, || ()).0
        };
        let fitting = ahead.and_then(|ahead| {
            Some((ahead.backdrop.for_plan(survey.atlas(), plan)?, ahead.painter))
        });
        if let Some((backdrop, painter)) = fitting {
            return Ok((compose(backdrop), painter));
        }
        let mut painter = painter(survey, plan)?;
        let backdrop = Backdrop::new(survey.atlas(), plan);
        let (below, above) = backdrop.layers();
        // The ground is painted while names find their places.
        let (composer, ()) =
            rayon::join(|| compose(backdrop), || painter.begin(&[below], &[above]));
        Ok((composer, painter))
    }
}

fn painter(survey: &Survey, plan: &Plan) -> Result<FramePainter> {
    let page = (plan.size.width, plan.size.height);
    FramePainter::blank(page, plan.size.scale, survey.typesetter().clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{self, builtin};
    use crate::figure::{Request, Size};
    use crate::paint::raster::Bitmap;
    use crate::source::files::Files;
    use std::path::Path;

    fn surveys() -> [Survey; 2] {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/two-valleys");
        let mut files = Files::at(Path::new(folder)).unwrap();
        let atlases =
            [builtin::open("karabakh-2020").unwrap().0, dataset::open(&mut files, "valleys").0];
        atlases.map(|atlas| Survey::begun(atlas.unwrap(), [], u64::MAX).unwrap())
    }

    fn small() -> Request {
        Request { size: Some(Size::parse_pixels("320x180").unwrap()), ..Request::default() }
    }

    fn frame(survey: &Survey, plan: &Plan, ahead: Option<Ahead<'_>>) -> Bitmap {
        let (composer, mut painter) = Ahead::drawing(ahead, survey, plan).unwrap();
        let scene = composer.picture(plan.date);
        painter.prepare(&scene);
        painter.frame(&scene).unwrap()
    }

    #[test]
    fn what_is_drawn_ahead_serves_the_plan_and_changes_nothing() {
        let mut as_foreseen = 0;
        for survey in &surveys() {
            let foreseen = survey.foreseen(&small()).expect("its extent can be told");
            let ahead = Ahead::new(survey, foreseen.plan()).unwrap();
            let plan = survey.plan(&small()).unwrap();
            if let Some(settled) = foreseen.settled(survey) {
                assert_eq!(format!("{settled:?}"), format!("{plan:?}"));
                as_foreseen += 1;
            }
            let known = Backdrop::new(survey.atlas(), foreseen.plan());
            assert!(known.for_plan(survey.atlas(), &plan).is_some(), "{}", plan.title);
            assert!(frame(survey, &plan, Some(ahead)) == frame(survey, &plan, None));
        }
        assert!(as_foreseen > 0, "no plan was as foreseen");
    }

    #[test]
    fn another_plan_is_drawn_anew() {
        for survey in &surveys() {
            let foreseen = survey.foreseen(&small()).unwrap();
            let set = |key: &str, value: &str| (key.to_owned(), value.to_owned());
            let others = [
                Request { theme: Some("dark".to_owned()), ..small() },
                Request { set: vec![set("ground.river", "#123456")], ..small() },
                Request { size: Some(Size::parse_pixels("320x200").unwrap()), ..small() },
            ];
            for other in others {
                let plan = survey.plan(&other).unwrap();
                let known = Backdrop::new(survey.atlas(), foreseen.plan());
                assert!(known.for_plan(survey.atlas(), &plan).is_none(), "{other:?}");
                let ahead = Ahead::new(survey, foreseen.plan()).unwrap();
                assert!(frame(survey, &plan, Some(ahead)) == frame(survey, &plan, None));
            }
        }
    }
}
