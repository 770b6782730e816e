//! Limits of places that show moving pictures.

use salient::error::Result;
use salient::figure::{Plan, Request, Size};
use salient::render::Survey;
use salient::timeline::Schedule;

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
    every: u32,
    schedule: impl Fn(&Plan, u32) -> Schedule,
) -> Result<(Plan, Schedule, String)> {
    let (width, height) = plan.size.pixels();
    let all = schedule(&plan, every);
    let (wide, high) = (f64::from(width), f64::from(height));
    let least = (LEAST_WIDTH / wide).min(1.0);
    let days = plan.until.since(plan.from).clamp(1, i64::from(u32::MAX)) as u32;
    let (mut step, mut steps) = (every, all.clone());
    while images(&steps) as f64 * wide * high * least * least > WIKIMEDIA_PIXELS as f64
        && step < days
    {
        step += 1;
        steps = schedule(&plan, step);
    }
    let share = WIKIMEDIA_PIXELS as f64 / images(&steps) as f64;
    let factor = (share / (wide * high)).sqrt().min(1.0);
    let (new_width, new_height) = match factor < 1.0 {
        true => ((wide * factor).floor().max(1.0), (high * factor).floor().max(1.0)),
        false => (wide, high),
    };
    let frames = images(&steps);
    let total = new_width * new_height * frames as f64 / 1e6;
    let mut done = Vec::new();
    if factor < 1.0 {
        done.push(format!("{new_width}x{new_height} pixels instead of {width}x{height}"));
    }
    if step > every {
        done.push(format!("every {step} days instead of {every}"));
    }
    let done = if done.is_empty() { "nothing to do".to_owned() } else { done.join(", ") };
    let said = format!("preset wikimedia: {done}: {frames} frames, {total:.1} of 100 megapixels");
    if factor >= 1.0 {
        return Ok((plan, steps, said));
    }
    let size = Size::parse_pixels(&format!("{new_width}x{new_height}"))?;
    let request = Request { size: Some(size), paper: None, ..request.clone() };
    Ok((survey.plan(&request)?, steps, said))
}

/// Images in a GIF of these frames, if none is merged with another.
fn images(schedule: &Schedule) -> u64 {
    let images = |ms: u32| u64::from(ms.div_ceil(LONGEST_MS).max(1));
    schedule.frames.iter().map(|frame| images(frame.duration_ms)).sum::<u64>().max(1)
}
