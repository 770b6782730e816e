//! The boxes of the file (ISO/IEC 14496-12, 14496-14 and 14496-15, section 5).

use super::sample::Sample;

/// Units of time a second.
const SCALE: u64 = 90_000;

/// The identifier of a box with XMP (ISO 16684-3, section 4.3).
const XMP: [u8; 16] = [
    0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC,
];

/// What the table of a video tells.
pub(super) struct Video<'a> {
    pub width: u32,
    pub height: u32,
    /// The parameter sets of sequence and pictures.
    pub sequence: &'a [u8],
    pub pictures: &'a [u8],
    pub samples: &'a [Sample],
    pub title: &'a str,
}

/// A box: its length, its name, its content.
fn boxed(name: &[u8; 4], content: impl AsRef<[u8]>) -> Vec<u8> {
    let content = content.as_ref();
    let mut bytes = Vec::with_capacity(content.len() + 8);
    bytes.extend((content.len() as u32 + 8).to_be_bytes());
    bytes.extend(name);
    bytes.extend(content);
    bytes
}

/// A box whose content starts with a version and flags.
fn full(name: &[u8; 4], version: u8, flags: u8, content: impl AsRef<[u8]>) -> Vec<u8> {
    boxed(name, [&[version, 0, 0, flags], content.as_ref()].concat())
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

/// The transformation that changes nothing.
const IDENTITY: [u32; 9] = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];

/// All of a file that stands before its pictures, which take so many bytes; `None` if these are too many for
/// the numbers in it.
pub(super) fn start(video: &Video<'_>, bytes: u64) -> Option<Vec<u8>> {
    let kind = boxed(b"ftyp", [b"isom", &[0, 0, 2, 0][..], b"isomiso2avc1mp41"].concat());
    let length = table(video, 0).len() as u64;
    let before = kind.len() as u64 + length + 8;
    // Numbers of places and lengths have 32 bits.
    let all = u32::try_from(bytes + before).ok()?;
    let mut start = kind;
    start.extend(table(video, before as u32));
    start.extend((all - before as u32 + 8).to_be_bytes());
    start.extend(b"mdat");
    Some(start)
}

/// The box that stands after the pictures, with XMP.
pub(super) fn about(xmp: &[u8]) -> Vec<u8> {
    boxed(b"uuid", [&XMP, xmp].concat())
}

/// The table, when the pictures stand at a place.
fn table(video: &Video<'_>, place: u32) -> Vec<u8> {
    let duration: u64 = video.samples.iter().map(|sample| sample.duration_ms).sum();
    // Version 1 has durations of 64 bits.
    let mut movie = words(&[0, 0, 0, 0, 1000]);
    movie.extend(duration.to_be_bytes());
    // Normal speed and loudness.
    movie.extend(words(&[0x1_0000, 0x0100_0000, 0, 0]));
    movie.extend(words(&IDENTITY));
    movie.extend(words(&[0, 0, 0, 0, 0, 0, 2]));
    let mut track = words(&[0, 0, 0, 0, 1, 0]);
    track.extend(duration.to_be_bytes());
    track.extend(words(&[0, 0, 0, 0]));
    track.extend(words(&IDENTITY));
    track.extend(words(&[video.width << 16, video.height << 16]));
    let mut media = words(&[0, 0, 0, 0, SCALE as u32]);
    media.extend((duration * SCALE / 1000).to_be_bytes());
    // No language.
    media.extend([0x55, 0xC4, 0, 0]);
    let handler = [&words(&[0])[..], b"vide", &words(&[0, 0, 0]), b"Video\0"].concat();
    let itself = [words(&[1]), full(b"url ", 0, 1, [])].concat();
    let information = [
        full(b"vmhd", 0, 1, [0; 8]),
        boxed(b"dinf", full(b"dref", 0, 0, itself)),
        boxed(b"stbl", samples(video, place)),
    ]
    .concat();
    let media =
        [full(b"mdhd", 1, 0, media), full(b"hdlr", 0, 0, handler), boxed(b"minf", information)]
            .concat();
    // The track is enabled, and part of the movie.
    let track = [full(b"tkhd", 1, 3, track), boxed(b"mdia", media)].concat();
    let mut content = [full(b"mvhd", 1, 0, movie), boxed(b"trak", track)].concat();
    if !video.title.is_empty() {
        content.extend(title(video.title));
    }
    boxed(b"moov", content)
}

/// Where players look for a title.
fn title(title: &str) -> Vec<u8> {
    let handler = [&words(&[0])[..], b"mdirappl", &words(&[0, 0]), &[0]].concat();
    let text = boxed(b"data", [&words(&[1, 0])[..], title.as_bytes()].concat());
    let list = boxed(b"ilst", boxed(b"\xA9nam", text));
    boxed(b"udta", full(b"meta", 0, 0, [full(b"hdlr", 0, 0, handler), list].concat()))
}

/// How the pictures are coded, and when and where each is.
fn samples(video: &Video<'_>, place: u32) -> Vec<u8> {
    let samples = video.samples;
    let count = samples.len() as u32;
    let mut times: Vec<(u32, u32)> = Vec::new();
    for sample in samples {
        let duration = (sample.duration_ms * SCALE / 1000) as u32;
        match times.last_mut() {
            Some((count, last)) if *last == duration => *count += 1,
            _ => times.push((1, duration)),
        }
    }
    let mut runs = words(&[times.len() as u32]);
    runs.extend(times.iter().flat_map(|(count, duration)| words(&[*count, *duration])));
    let whole: Vec<u32> =
        (1..).zip(samples).filter(|(_, sample)| sample.whole).map(|(at, _)| at).collect();
    let mut sizes = words(&[0, count]);
    sizes.extend(samples.iter().flat_map(|sample| sample.bytes.to_be_bytes()));
    [
        full(b"stsd", 0, 0, [words(&[1]), coding(video)].concat()),
        full(b"stts", 0, 0, runs),
        full(b"stss", 0, 0, [words(&[whole.len() as u32]), words(&whole)].concat()),
        // All in one chunk.
        full(b"stsc", 0, 0, words(&[1, 1, count, 1])),
        full(b"stsz", 0, 0, sizes),
        full(b"stco", 0, 0, words(&[1, place])),
    ]
    .concat()
}

fn coding(video: &Video<'_>) -> Vec<u8> {
    let mut sets = vec![1];
    // Profile, constraints and level, as in the set of the sequence. Lengths have four bytes.
    sets.extend(video.sequence.get(1..4).unwrap_or_default());
    sets.push(0xFF);
    for (count, set) in [(0xE1, video.sequence), (1, video.pictures)] {
        sets.push(count);
        sets.extend((set.len() as u16).to_be_bytes());
        sets.extend(set);
    }
    let mut entry = vec![0, 0, 0, 0, 0, 0, 0, 1];
    entry.extend([0; 16]);
    entry.extend((video.width as u16).to_be_bytes());
    entry.extend((video.height as u16).to_be_bytes());
    // 72 pixels an inch, one picture a sample, no name, colors without transparency.
    entry.extend(words(&[0x48_0000, 0x48_0000, 0]));
    entry.extend([0, 1]);
    entry.extend([0; 32]);
    entry.extend([0, 0x18, 0xFF, 0xFF]);
    entry.extend(boxed(b"avcC", sets));
    // BT.709 three times, narrow range.
    entry.extend(boxed(b"colr", [b"nclx", &[0, 1, 0, 1, 0, 1, 0][..]].concat()));
    boxed(b"avc1", entry)
}
