//! Limits of places that show moving pictures.

use salient::error::Result;
use salient::figure::{Plan, Request, Size};
use salient::render::Survey;
use salient::timeline::{Every, Schedule};
use std::ops::RangeInclusive;

/// MediaWiki does not move GIFs of more pixels over all frames (`$wgMaxAnimatedGifArea`, as set on
/// Wikimedia's wikis).
const WIKIMEDIA_PIXELS: u64 = 100_000_000;
/// Below this width days are left out rather than letters made too small.
const LEAST_WIDTH: f64 = 800.0;
/// A GIF shows a frame for at most 65535 hundredths of a second and goes on in another.
const LONGEST_MS: u32 = 655_350;

/// A plan and a schedule within Wikimedia's limit, and what was done for it. The size is reduced
/// down to a width of 800 pixels, then days are left out.
pub fn wikimedia(
    survey: &Survey,
    request: &Request,
    plan: Plan,
    every: Every,
    schedule: impl Fn(&Plan, Every) -> Schedule,
) -> Result<(Plan, Schedule, String)> {
    let (width, height) = plan.size.pixels();
    let days = plan.until.since(plan.from).clamp(1, i64::from(u32::MAX)) as u32;
    let first = every.count();
    let fit = fitted((width, height), first..=days.max(first), |count| {
        images(&schedule(&plan, every.with(count)))
    });
    let fewer = every.with(fit.every);
    let steps = schedule(&plan, fewer);
    let mut done = Vec::new();
    if (fit.width, fit.height) != (width, height) {
        done.push(format!("{}x{} pixels instead of {width}x{height}", fit.width, fit.height));
    }
    if fewer != every {
        done.push(format!("every {fewer} instead of every {every}"));
    }
    let done = if done.is_empty() { "nothing to do".to_owned() } else { done.join(", ") };
    let frames = images(&steps);
    let total = (frames * u64::from(fit.width) * u64::from(fit.height)) as f64 / 1e6;
    let said = format!("preset wikimedia: {done}: {frames} frames, {total:.1} of 100 megapixels");
    if (fit.width, fit.height) == (width, height) {
        return Ok((plan, steps, said));
    }
    let size = Size::parse_pixels(&format!("{}x{}", fit.width, fit.height))?;
    let request = Request { size: Some(size), paper: None, ..request.clone() };
    Ok((survey.plan(&request)?, steps, said))
}

/// What fits.
#[derive(Debug, PartialEq, Eq)]
struct Fit {
    width: u32,
    height: u32,
    every: u32,
}

/// The largest size and the smallest step that fit; `images` tells how many images a step makes.
fn fitted(
    (width, height): (u32, u32),
    steps: RangeInclusive<u32>,
    images: impl Fn(u32) -> u64,
) -> Fit {
    let all = f64::from(width) * f64::from(height);
    let least = (LEAST_WIDTH / f64::from(width)).min(1.0);
    let most = |every| WIKIMEDIA_PIXELS as f64 / images(every) as f64;
    let (first, last) = (*steps.start(), *steps.end());
    let every = steps.clone().find(|every| all * least * least <= most(*every)).unwrap_or(last);
    let every = every.max(first);
    let factor = (most(every) / all).sqrt().min(1.0);
    let side = |side: u32| (f64::from(side) * factor).floor().max(1.0) as u32;
    Fit { width: side(width), height: side(height), every }
}

/// Images in a GIF of these frames, if none is merged with another.
fn images(schedule: &Schedule) -> u64 {
    let images = |ms: u32| u64::from(ms.div_ceil(LONGEST_MS).max(1));
    schedule.frames.iter().map(|frame| images(frame.duration_ms)).sum::<u64>().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(size: (u32, u32), days: u64) -> Fit {
        fitted(size, 1..=days as u32, |every| days.div_ceil(u64::from(every)) + 1)
    }

    #[test]
    fn what_fits_is_left_alone() {
        assert_eq!(of((1000, 1000), 99), Fit { width: 1000, height: 1000, every: 1 });
    }

    #[test]
    fn size_is_reduced_before_days_are_left_out() {
        let fit = of((1920, 1080), 79);
        assert_eq!((fit.width, fit.height, fit.every), (1490, 838, 1));
        assert!(u64::from(fit.width) * u64::from(fit.height) * 80 <= WIKIMEDIA_PIXELS);
        // 800x450 pixels 277 times.
        let fit = of((1920, 1080), 1000);
        assert_eq!(fit.every, 4);
        assert!(fit.width >= 800 && fit.width < 930, "{fit:?}");
        assert!(u64::from(fit.width) * u64::from(fit.height) * 251 <= WIKIMEDIA_PIXELS);
    }

    #[test]
    fn a_high_picture_of_few_days_still_fits() {
        let fit = of((800, 200_000), 1);
        assert!(u64::from(fit.width) * u64::from(fit.height) * 2 <= WIKIMEDIA_PIXELS, "{fit:?}");
    }
}
