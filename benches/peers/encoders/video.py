#!/usr/bin/env python3
"""MP4 against x264 at equal likeness.

    benches/peers/encoders/video.py SALIENT ATLAS FOLDER [--day-ms MS] [animate options ...]

Draws the frames of ATLAS into FOLDER/frames and its MP4 beside them, encodes the same frames at the
same times with x264 (`-preset veryfast`) at several constant rate factors, and compares every video
with the frames, one to one, by ffmpeg's SSIM. Tells the bytes that x264 would need at our SSIM,
from the two nearest of its videos (SSIM in decibels against the logarithm of bytes), and the CPU
seconds of all. Needs ffmpeg with libx264; nothing else than Python's own library.

Colors: both sides are BT.709, narrow range, and are compared in that, the frames converted by
ffmpeg. `--rgb` compares in RGB instead, each video decoded by ffmpeg.
"""
import json, math, os, re, shutil, sys
from measured import cpu

CRFS = [10, 13, 16, 18, 20, 23, 26, 29]
MATRIX = "out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int+full_chroma_inp+bicubic"


def listing(folder, record):
    """A list of the frames for ffmpeg's concat demuxer, with their durations."""
    path = os.path.join(folder, "frames.ffconcat")
    with open(path, "w") as out:
        out.write("ffconcat version 1.0\n")
        names = []
        for at, frame in enumerate(record["frames"]):
            name = f"frames/{frame['day']}.png"
            names.append(name)
            out.write(f"file {name}\nduration {frame['duration_ms'] / 1000:.3f}\n")
        out.write(f"file {names[-1]}\n")
    return path, len(names)


def probe(path):
    """The beginnings of the pictures of a video, and its length, in seconds."""
    text, _ = cpu(["ffprobe", "-v", "error", "-select_streams", "v", "-show_entries",
                   "packet=pts_time,duration_time", "-of", "json", path])
    packets = json.loads(text)["packets"]
    packets = sorted((float(p["pts_time"]), float(p.get("duration_time", 0))) for p in packets)
    return [p[0] for p in packets], packets[-1][0] + packets[-1][1]


def chosen(starts, record):
    """For every frame, which picture of the video is seen at its middle."""
    at, picks = 0.0, []
    for frame in record["frames"]:
        middle = at + frame["duration_ms"] / 2000
        picks.append(max(i for i, start in enumerate(starts) if start <= middle + 1e-6))
        at += frame["duration_ms"] / 1000
    return picks


def likeness(folder, video, record, count, rgb):
    """SSIM (Y and All) of the frames as a video shows them."""
    starts, _ = probe(video)
    picks = chosen(starts, record)
    wanted = "+".join(f"eq(n,{n})" for n in sorted(set(picks)))
    if len(set(picks)) != len(picks):
        sys.exit(f"{video}: two frames are one picture; choose days that all change")
    to = "format=gbrp" if rgb else f"scale={MATRIX},format=yuv420p"
    shown = f"[0:v]select='{wanted}',settb=1/1000,setpts=N"
    shown += ",scale=in_color_matrix=bt709:in_range=tv:flags=accurate_rnd+full_chroma_int+bicubic,format=gbrp" if rgb else ",format=yuv420p"
    graph = f"{shown}[a];[1:v]settb=1/1000,setpts=N,{to}[b];[a][b]ssim=eof_action=endall"
    text, _ = cpu(["ffmpeg", "-hide_banner", "-nostdin", "-vsync", "passthrough", "-i", video,
                   "-pattern_type", "glob", "-i", f"{folder}/frames/*.png", "-lavfi", graph,
                   "-vsync", "passthrough", "-f", "null", "-"])
    if int(re.findall(r"frame=\s*(\d+)", text)[-1]) != count:
        sys.exit(f"{video}: not every frame was compared\n{text}")
    line = re.findall(r"SSIM .*", text)[-1]
    value = lambda name: float(re.search(name + r":([0-9.]+)", line).group(1))
    return value("G" if rgb else "Y"), value("All")


def db(ssim):
    return -10 * math.log10(max(1 - ssim, 1e-9))


def at_equal(curve, ssim):
    """The bytes of x264 at an SSIM: straight between (and beyond) the two nearest points."""
    points = sorted((db(s), math.log(b)) for s, b in curve)
    above = next((i for i, p in enumerate(points) if p[0] >= db(ssim)), len(points) - 1)
    (x0, y0), (x1, y1) = points[max(above, 1) - 1], points[max(above, 1)]
    return math.exp(y0 + (y1 - y0) * (db(ssim) - x0) / (x1 - x0))


def main():
    arguments = [a for a in sys.argv[1:] if a != "--rgb"]
    rgb, fresh = "--rgb" in sys.argv, not os.environ.get("KEEP")
    if len(arguments) < 3:
        sys.exit(__doc__)
    salient, atlas, folder, *options = arguments
    frames = os.path.join(folder, "frames")
    if fresh:
        shutil.rmtree(frames, ignore_errors=True)
    os.makedirs(folder, exist_ok=True)
    draw = [salient, "animate", atlas, "--quiet", "--threads", "2", *options, "-o"]
    folder_cpu = cpu([*draw, frames + "/"])[1] if fresh else float("nan")
    mp4 = os.path.join(folder, "salient.mp4")
    mp4_cpu = cpu([*draw, mp4])[1]
    again_cpu = cpu([salient, "assemble", frames, "--quiet", "--threads", "2", "-o",
                     os.path.join(folder, "again.mp4")])[1]
    record = json.load(open(os.path.join(frames, "salient-frames.json")))
    path, count = listing(folder, record)
    decode_cpu = cpu(["ffmpeg", "-v", "error", "-y", "-f", "concat", "-i", path, "-f", "null", "-"])[1]
    ours = likeness(folder, mp4, record, count, rgb)
    size = os.path.getsize(mp4)
    length = sum(frame["duration_ms"] for frame in record["frames"]) / 1000
    print(f"{count} frames, {length:.2f} s; CPU: folder of PNG {folder_cpu:.2f} s, ffmpeg reads it in {decode_cpu:.2f} s")
    print(f"salient: {size:9} bytes, SSIM Y {ours[0]:.6f} ({db(ours[0]):.2f} dB) All {ours[1]:.6f} "
          f"({db(ours[1]):.2f} dB), CPU {mp4_cpu:.2f} s in all, {again_cpu:.2f} s from PNG; "
          f"{probe(mp4)[1]:.3f} s long")
    curves = [[], []]
    for crf in CRFS:
        video = os.path.join(folder, f"x264-{crf}.mp4")
        seconds = float("nan")
        if fresh or not os.path.exists(video):
            seconds = cpu(["ffmpeg", "-v", "error", "-y", "-f", "concat", "-i", path, "-vf",
                           f"scale={MATRIX}", "-colorspace", "bt709", "-color_primaries", "bt709",
                           "-color_trc", "bt709", "-c:v", "libx264", "-preset", "veryfast", "-crf", str(crf),
                           "-pix_fmt", "yuv420p", "-vsync", "passthrough", "-movflags", "+faststart", video])[1]
        found = likeness(folder, video, record, count, rgb)
        bytes_ = os.path.getsize(video)
        for curve, ssim in zip(curves, found):
            curve.append((ssim, bytes_))
        print(f"x264 crf {crf:2}: {bytes_:9} bytes, SSIM Y {found[0]:.6f} ({db(found[0]):.2f} dB) All "
              f"{found[1]:.6f} ({db(found[1]):.2f} dB), CPU {seconds:.2f} s")
    for name, curve, ssim in zip(("G" if rgb else "Y", "All"), curves, ours):
        equal = at_equal(curve, ssim)
        print(f"at our SSIM {name}: x264 {equal:.0f} bytes; salient / x264 = {size / equal:.3f}")


main()
