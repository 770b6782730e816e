#!/usr/bin/env python3
"""GIF against ffmpeg's palette GIF.

    benches/peers/encoders/gif.py SALIENT ATLAS FOLDER [animate options ...]

Draws the frames of ATLAS into FOLDER/frames and its GIF beside them, makes GIFs of the same frames with
ffmpeg (palettegen and paletteuse: as it comes, with ordered dithering, and without any), and tells bytes,
CPU seconds, and PSNR and SSIM (in RGB, by ffmpeg) against the frames, one to one. The frames must all differ.
"""
import os, re, shutil, sys
from measured import cpu

PEERS = {
    "ffmpeg, error diffusion": "split[a][b];[a]palettegen[p];[b][p]paletteuse",
    "ffmpeg, ordered": "split[a][b];[a]palettegen[p];[b][p]paletteuse=dither=bayer:bayer_scale=3:diff_mode=rectangle",
    "ffmpeg, none": "split[a][b];[a]palettegen=stats_mode=diff[p];[b][p]paletteuse=dither=none:diff_mode=rectangle",
}


def told(name, gif, frames, seconds):
    both = "settb=1/1000,setpts=N,format=gbrp,split"
    graph = (f"[0:v]{both}[a][c];[1:v]{both}[b][d];"
             "[a][b]ssim=eof_action=endall;[c][d]psnr=eof_action=endall")
    text, _ = cpu(["ffmpeg", "-hide_banner", "-nostdin", "-vsync", "passthrough", "-i", gif, "-pattern_type",
                   "glob", "-i", frames, "-lavfi", graph, "-f", "null", "-"])
    psnr = re.search(r"PSNR .*average:([0-9.]+|inf)", text).group(1)
    ssim = re.search(r"SSIM .*All:([0-9.]+)", text).group(1)
    print(f"{name:24} {os.path.getsize(gif):9} bytes  PSNR {psnr} dB  SSIM {ssim}  CPU {seconds:.2f} s")


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    salient, atlas, folder, *options = sys.argv[1:]
    shutil.rmtree(os.path.join(folder, "frames"), ignore_errors=True)
    os.makedirs(folder, exist_ok=True)
    draw = [salient, "animate", atlas, "--quiet", "--threads", "2", *options, "-o"]
    folder_cpu = cpu([*draw, os.path.join(folder, "frames/")])[1]
    frames = os.path.join(folder, "frames", "*.png")
    source = ["-framerate", "4", "-pattern_type", "glob", "-i", frames]
    decode = cpu(["ffmpeg", "-v", "error", *source, "-f", "null", "-"])[1]
    print(f"CPU: folder of PNG {folder_cpu:.2f} s; ffmpeg reads it in {decode:.2f} s (within its times below)")
    gif = os.path.join(folder, "salient.gif")
    told("salient, with drawing", gif, frames, cpu([*draw, gif])[1])
    again = [salient, "assemble", os.path.join(folder, "frames"), "--quiet", "--threads", "2", "-o", gif]
    told("salient, of the folder", gif, frames, cpu(again)[1])
    for name, graph in PEERS.items():
        gif = os.path.join(folder, name.replace(", ", "-").replace(" ", "-") + ".gif")
        told(name, gif, frames, cpu(["ffmpeg", "-v", "error", "-y", *source, "-vf", graph, gif])[1])


main()
