//! Animations as videos: H.264 (constrained baseline, by OpenH264) in MP4.
//!
//! Videos are not exact: colors have half the resolution of brightness, and quantization rounds. Its
//! strength is constant and set so that small letters stay crisp. A step of the schedule is one
//! picture with its own duration; what does not change is neither converted nor coded anew. Pictures
//! are coded one after the other on one thread, so that the bytes do not depend on the machine's.

mod times;
mod yuv;

use super::animation::failed;
use super::output::Counted;
use super::{Animation, Encoder, Frame, Output, Summary, xmp::xmp};
use crate::Result;
use muxide::api::{Muxer, MuxerBuilder, VideoCodec};
use openh264::OpenH264API;
use openh264::encoder::{
    BitRate, EncoderConfig, FrameType, IntraFramePeriod, QpRange, RateControlMode, UsageType,
    VuiConfig,
};
use std::io::Write;
use yuv::{Yuv, even};

const MP4: &str = "MP4";

/// How coarsely pictures are quantized (0 to 51). Measured on maps with relief, 20 gives 46 dB, 18
/// gives 48 dB for a tenth more bytes, 14 gives 51 dB for a third more.
const QUANTIZATION: u8 = 18;

/// Bits a second that the encoder is told. With the quantization fixed it does not steer by them, but
/// writes into the file which players can be expected to keep up. (Without any control of the rate
/// it would ignore the quantization; other ways of control print a warning.)
const NOMINAL_RATE: u32 = 8_000_000;

/// Every so many pictures one is whole, to which players can jump.
const WHOLE_EVERY: u32 = 250;

/// The identifier of a box with XMP (ISO 16684-3, section 4.3).
const XMP_BOX: [u8; 16] = [
    0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC,
];

/// Writes an MP4. The compressed pictures are kept in memory until the end, as their table stands
/// at the file's start, where players that load it from a server want it. A frame that shows what
/// the one before shows makes that one last longer.
pub struct Mp4Encoder<W: Output> {
    output: Counted<W>,
    animation: Animation,
    encoder: openh264::encoder::Encoder,
    muxer: Muxer<Vec<u8>>,
    /// The picture being shown, whose duration may still grow.
    last: Option<Yuv>,
    /// When it began and how long it shows, in milliseconds.
    begins_ms: u64,
    duration_ms: u64,
    /// Pictures written.
    frames: u32,
}

impl<W: Output> Mp4Encoder<W> {
    /// An encoder that writes to `output`; nothing is written before the end.
    ///
    /// # Errors
    /// [`crate::Error::Encode`] if the size is zero or above what the encoder takes (3840x2160,
    /// upright or not).
    pub fn new(output: W, animation: Animation) -> Result<Self> {
        let (width, height) = (animation.width, animation.height);
        if width.min(height) == 0 || width.max(height) > 3840 || width.min(height) > 2160 {
            let message = format!("cannot hold {width}x{height} pixels; at most 3840x2160");
            return Err(failed(MP4, message));
        }
        let config = EncoderConfig::new()
            .usage_type(UsageType::CameraVideoRealTime)
            .rate_control_mode(RateControlMode::Bufferbased)
            .bitrate(BitRate::from_bps(NOMINAL_RATE))
            .qp(QpRange::new(QUANTIZATION, QUANTIZATION))
            .skip_frames(false)
            .scene_change_detect(false)
            .adaptive_quantization(false)
            .background_detection(false)
            .intra_frame_period(IntraFramePeriod::from_num_frames(WHOLE_EVERY))
            .num_threads(1)
            .vui(VuiConfig::bt709());
        let encoder =
            openh264::encoder::Encoder::with_api_config(OpenH264API::from_source(), config)
                .map_err(|error| failed(MP4, error))?;
        let metadata = muxide::api::Metadata::new().with_title(animation.metadata.title.clone());
        let muxer = MuxerBuilder::new(Vec::new())
            .video(VideoCodec::H264, even(width), even(height), 1.0)
            .with_metadata(metadata)
            .with_fast_start(true)
            .build()
            .map_err(|error| failed(MP4, error))?;
        Ok(Self {
            output: Counted::new(output),
            animation: Animation { samples: Vec::new(), ..animation },
            encoder,
            muxer,
            last: None,
            begins_ms: 0,
            duration_ms: 0,
            frames: 0,
        })
    }

    /// Codes the frame that was shown last.
    fn write_last(&mut self, last: bool) -> Result<()> {
        let Some(picture) = &self.last else { return Ok(()) };
        for piece in times::pieces(self.duration_ms, last) {
            let coded = self.encoder.encode(picture).map_err(|error| failed(MP4, error))?;
            let whole = matches!(coded.frame_type(), FrameType::IDR | FrameType::I);
            let seconds = (self.begins_ms + piece) as f64 / 1000.0;
            self.muxer
                .write_video(seconds, &coded.to_vec(), whole)
                .map_err(|error| failed(MP4, error))?;
            self.frames += 1;
        }
        self.begins_ms += self.duration_ms;
        self.duration_ms = 0;
        Ok(())
    }
}

impl<W: Output> Encoder for Mp4Encoder<W> {
    fn push(&mut self, frames: &[Frame]) -> Result<()> {
        for frame in frames {
            frame.check_size(self.animation.width, self.animation.height, MP4)?;
        }
        for frame in frames {
            let picture = match &self.last {
                Some(last) => last.followed_by(frame),
                None => Yuv::of(frame),
            };
            if self.last.as_ref() != Some(&picture) {
                // A picture shown for no time is not there.
                if self.duration_ms > 0 {
                    self.write_last(false)?;
                }
                self.last = Some(picture);
            }
            self.duration_ms += u64::from(frame.duration_ms);
        }
        Ok(())
    }

    /// No frame is kept, so that each can be painted over the one before.
    fn takes_batches(&self) -> bool {
        false
    }

    fn finish(mut self: Box<Self>) -> Result<Summary> {
        if self.last.is_none() {
            return Err(failed(MP4, "there is no frame to write"));
        }
        self.write_last(true)?;
        self.muxer.finish_in_place().map_err(|error| failed(MP4, error))?;
        let Self { mut output, animation, muxer, frames, .. } = *self;
        let mut bytes = muxer.into_writer();
        let about = xmp(&animation.metadata);
        bytes.extend((about.len() as u32 + 24).to_be_bytes());
        bytes.extend(b"uuid");
        bytes.extend(XMP_BOX);
        bytes.extend(about);
        output.write_all(&bytes).map_err(|error| failed(MP4, error))?;
        Ok(Summary { frames, bytes: output.complete(MP4)? })
    }
}
