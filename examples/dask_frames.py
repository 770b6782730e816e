"""Draws the frames of an atlas in shares on a Dask cluster.

usage: dask_frames.py ATLAS FOLDER/ SHARES [SCHEDULER]
"""
import subprocess
import sys

from dask.distributed import Client


def draw(atlas, folder, share):
    command = ["salient", "animate", atlas, "--threads", "1", "--quiet", "--resume"]
    subprocess.run([*command, "--shard", share, "-o", folder], check=True)
    return share


if __name__ == "__main__":
    atlas, folder, shares, *scheduler = sys.argv[1:]
    client = Client(*scheduler)
    names = [f"{share}/{shares}" for share in range(1, int(shares) + 1)]
    done = client.map(lambda share: draw(atlas, folder, share), names, retries=2, pure=False)
    print("drawn:", *client.gather(done))
