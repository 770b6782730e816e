//! Laying pixels over pixels. All colors here are premultiplied.

use super::lanes::Lanes;
use super::scan::Share;
use crate::color::Color;
use crate::math::Work;

/// `a * b / 255`, rounded to nearest.
#[inline(always)]
pub(super) fn times(a: u8, b: u8) -> u8 {
    let product = u32::from(a) * u32::from(b) + 128;
    ((product + (product >> 8)) >> 8) as u8
}

/// The channels of a pixel in lanes of 16 bits, in which a product of two has room.
#[inline(always)]
fn spread(pixel: [u8; 4]) -> u64 {
    let two = u64::from(u32::from_le_bytes(pixel));
    let two = (two | two << 16) & 0x0000_ffff_0000_ffff;
    (two | two << 8) & CHANNELS
}

/// The channels of a pixel from lanes that have no more than 8 bits.
#[inline(always)]
fn joined(lanes: u64) -> [u8; 4] {
    let two = (lanes | lanes >> 8) & 0x0000_ffff_0000_ffff;
    ((two | two >> 16) as u32).to_le_bytes()
}

/// The lower halves of all lanes.
const CHANNELS: u64 = 0x00ff_00ff_00ff_00ff;

/// [`times`] in all lanes.
#[inline(always)]
fn scaled(lanes: u64, share: u8) -> u64 {
    let product = lanes * u64::from(share) + 0x0080_0080_0080_0080;
    ((product + (product >> 8 & CHANNELS)) >> 8) & CHANNELS
}

/// The sum in each lane, at most 255.
#[inline(always)]
fn added(a: u64, b: u64) -> u64 {
    let sum = a + b;
    // What overflows becomes 255.
    let over = sum & 0x0100_0100_0100_0100;
    (sum | (over - (over >> 8))) & CHANNELS
}

/// Lays a color over a pixel (Porter and Duff, "Compositing digital images", 1984).
#[inline(always)]
fn over(below: u64, above: u64) -> u64 {
    added(above, scaled(below, 255 - (above >> 48) as u8))
}

/// [`times`] for all channels of a pixel.
#[inline(always)]
pub(super) fn times_all(color: [u8; 4], share: u8) -> [u8; 4] {
    joined(scaled(spread(color), share))
}

/// A color, premultiplied.
pub(super) fn premultiply(color: Color) -> [u8; 4] {
    [times(color.r, color.a), times(color.g, color.a), times(color.b, color.a), color.a]
}

/// Lays a row of pixels over another.
#[inline(always)]
pub(super) fn over_row(below: &mut [u8], above: &[u8]) {
    let ((fours, rest), (above_fours, above)) = (below.as_chunks_mut(), above.as_chunks());
    for (pixels, above) in fours.iter_mut().zip(above_fours) {
        *pixels = Lanes::of(above).over(pixels);
    }
    for (pixel, color) in rest.as_chunks_mut::<4>().0.iter_mut().zip(above.as_chunks::<4>().0) {
        color_pixel(pixel, *color, false);
    }
}

/// Lays a row of pixels over another, all at one opacity.
#[inline(always)]
pub(super) fn over_row_at(below: &mut [u8], above: &[u8], opacity: u8) {
    if opacity == 255 {
        return over_row(below, above);
    }
    let share = Lanes::all(opacity);
    let ((eights, rest), (above_eights, above)) =
        (below.as_chunks_mut::<32>(), above.as_chunks::<32>());
    for (pixels, above) in eights.iter_mut().zip(above_eights) {
        // Where nothing is there is much of it.
        if *above == [0; 32] {
            continue;
        }
        // No closure, which the compiler may not inline.
        for (pixels, above) in pixels.as_chunks_mut().0.iter_mut().zip(above.as_chunks().0) {
            *pixels = Lanes::of(above).times(share).over(pixels);
        }
    }
    for (pixel, color) in rest.as_chunks_mut::<4>().0.iter_mut().zip(above.as_chunks::<4>().0) {
        color_pixel_through(pixel, *color, opacity, false);
    }
}

/// Lays a row of pixels over another, all at one opacity, with the widest registers that there are.
pub(super) struct Over<'a> {
    pub below: &'a mut [u8],
    pub above: &'a [u8],
    pub opacity: u8,
}

impl Work for Over<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        over_row_at(self.below, self.above, self.opacity);
    }
}

/// Lays a row of pixels over another, each at its own share.
#[inline(always)]
pub(super) fn over_row_through(below: &mut [u8], above: &[u8], opacity: u8, shares: Share<'_>) {
    match shares {
        Share::Even(share) => over_row_at(below, above, times(opacity, share)),
        Share::Each(shares) => {
            let (fours, rest) = below.as_chunks_mut();
            let (above_fours, above) = above.as_chunks();
            let (four_shares, shares) = shares.as_chunks();
            for ((pixels, above), shares) in fours.iter_mut().zip(above_fours).zip(four_shares) {
                let shares = Lanes::each(shares).times(Lanes::all(opacity));
                *pixels = Lanes::of(above).times(shares).over(pixels);
            }
            let pixels = rest.as_chunks_mut::<4>().0.iter_mut();
            for ((pixel, color), share) in pixels.zip(above.as_chunks::<4>().0).zip(shares) {
                color_pixel_through(pixel, *color, times(opacity, *share), false);
            }
        }
    }
}

/// Adds a row of pixels to another, each at its own share.
#[inline(always)]
pub(super) fn add_row_through(below: &mut [u8], above: &[u8], shares: Share<'_>) {
    let pixels = below.as_chunks_mut::<4>().0.iter_mut().zip(above.as_chunks::<4>().0);
    for (i, (pixel, color)) in pixels.enumerate() {
        let share = match shares {
            Share::Even(share) => share,
            Share::Each(all) => all.get(i).copied().unwrap_or(0),
        };
        color_pixel_through(pixel, *color, share, true);
    }
}

/// Paints a row with one color: laid over, or added with `sum`.
#[inline(always)]
pub(super) fn color_row(below: &mut [u8], color: [u8; 4], shares: Share<'_>, sum: bool) {
    match shares {
        Share::Even(share) => {
            let color = times_all(color, share);
            match (sum, color[3]) {
                (_, 0) => {}
                (false, 255) => below.as_chunks_mut().0.fill(color),
                (false, _) => {
                    let four = Lanes::four(color);
                    let (fours, rest) = below.as_chunks_mut();
                    fours.iter_mut().for_each(|pixels| *pixels = four.over(pixels));
                    let rest = rest.as_chunks_mut().0;
                    rest.iter_mut().for_each(|pixel| color_pixel(pixel, color, false));
                }
                (true, _) => {
                    let four: [u8; 16] = std::array::from_fn(|i| color[i & 3]);
                    let (fours, rest) = below.as_chunks_mut::<16>();
                    for pixels in fours {
                        *pixels = std::array::from_fn(|i| pixels[i].saturating_add(four[i]));
                    }
                    let rest = rest.as_chunks_mut().0;
                    rest.iter_mut().for_each(|pixel| color_pixel(pixel, color, true));
                }
            }
        }
        Share::Each(shares) => {
            let (four, opaque) = (Lanes::four(color), color[3] == 255 && !sum);
            let ((fours, rest), (four_shares, shares)) =
                (below.as_chunks_mut::<16>(), shares.as_chunks::<4>());
            for (pixels, shares) in fours.iter_mut().zip(four_shares) {
                // Inside a line all is covered, beside it nothing. Compared as one number.
                match u32::from_le_bytes(*shares) {
                    0 => {}
                    u32::MAX if opaque => pixels.as_chunks_mut().0.fill(color),
                    _ => {
                        let painted = four.times(Lanes::each(shares));
                        *pixels = match sum {
                            true => painted.plus(Lanes::of(pixels)),
                            false => painted.over(pixels),
                        };
                    }
                }
            }
            for (pixel, share) in rest.as_chunks_mut().0.iter_mut().zip(shares) {
                match share {
                    0 => {}
                    255 if opaque => *pixel = color,
                    _ => color_pixel_through(pixel, color, *share, sum),
                }
            }
        }
    }
}

/// Paints a pixel with one color: laid over, or added with `sum`.
#[inline(always)]
pub(super) fn color_pixel(pixel: &mut [u8; 4], color: [u8; 4], sum: bool) {
    mix(pixel, spread(color), sum);
}

/// The same with a color at a share.
#[inline(always)]
fn color_pixel_through(pixel: &mut [u8; 4], color: [u8; 4], share: u8, sum: bool) {
    mix(pixel, scaled(spread(color), share), sum);
}

#[inline(always)]
fn mix(pixel: &mut [u8; 4], color: u64, sum: bool) {
    let below = spread(*pixel);
    *pixel = joined(if sum { added(below, color) } else { over(below, color) });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_channels_at_once_are_each_by_itself() {
        for (a, b) in (0..=255).flat_map(|a| (0..=255).map(move |b| (a, b))) {
            let color = [a, 255 - a, a ^ 0x5a, 255];
            assert_eq!(times_all(color, b), color.map(|c| times(c, b)), "{color:?} by {b}");
            let other = [b, a, 255 - b, b ^ 0x33];
            let sum = joined(added(spread(color), spread(other)));
            let each: [u8; 4] = std::array::from_fn(|c| color[c].saturating_add(other[c]));
            assert_eq!(sum, each, "{color:?} and {other:?}");
        }
    }

    #[test]
    fn a_color_through_shares_is_the_color_at_each_share() {
        let shares = [0, 1, 77, 254, 255];
        let below = [9, 80, 160, 255].repeat(shares.len());
        for sum in [false, true] {
            let mut row = below.clone();
            color_row(&mut row, [100, 20, 3, 120], Share::Each(&shares), sum);
            for (i, share) in shares.into_iter().enumerate() {
                let mut one = below[..4].to_vec();
                color_row(&mut one, [100, 20, 3, 120], Share::Even(share), sum);
                assert_eq!(row[4 * i..4 * i + 4], one);
            }
        }
    }

    #[test]
    fn four_pixels_at_once_are_each_by_itself() {
        // Of colors, each premultiplied, and shares: more than a few times four pixels.
        let pixel = |i: u32| {
            let [a, b, c, d] = (i.wrapping_mul(2_654_435_761) >> 3).to_le_bytes();
            let alpha = if i.is_multiple_of(3) { 255 } else { d };
            times_all([a, b, c, 255], alpha)
        };
        let row = |first: u32| (first..first + 203).flat_map(pixel).collect::<Vec<u8>>();
        let (below, above) = (row(1), row(5000));
        let each = |row: &[u8]| row.as_chunks::<4>().0.to_vec();
        for opacity in [0, 1, 100, 254, 255] {
            let mut found = below.clone();
            over_row_at(&mut found, &above, opacity);
            let mut wanted = each(&below);
            for (pixel, color) in wanted.iter_mut().zip(each(&above)) {
                color_pixel(pixel, times_all(color, opacity), false);
            }
            assert_eq!(found, wanted.as_flattened());
        }
        let shares: Vec<u8> =
            (0..203u32).map(|i| (i * i / 7) as u8 | (u8::from(i > 150) * 255)).collect();
        for opacity in [255, 90] {
            let (mut found, mut wanted) = (below.clone(), each(&below));
            over_row_through(&mut found, &above, opacity, Share::Each(&shares));
            for ((pixel, color), share) in wanted.iter_mut().zip(each(&above)).zip(&shares) {
                color_pixel(pixel, times_all(color, times(opacity, *share)), false);
            }
            assert_eq!(found, wanted.as_flattened());
        }
        for (color, sum) in [(7, false), (8, true), (9, false)].map(|(i, sum)| (pixel(i), sum)) {
            let (mut found, mut wanted) = (below.clone(), each(&below));
            color_row(&mut found, color, Share::Each(&shares), sum);
            let each = wanted.iter_mut().zip(&shares);
            each.for_each(|(pixel, share)| color_pixel(pixel, times_all(color, *share), sum));
            assert_eq!(found, wanted.as_flattened());
        }
    }
}
