#!/usr/bin/env python3
"""Fetch the named packages and unpack the few files that the recipe reads.

A folder may be named whose packages.toml is meant; without one it is this one's.
Archives are kept under .work/archives, files under .work/packages/NAME/.
Every archive is checked against the sha256 in packages.toml.
"""
import fnmatch
import hashlib
import io
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile

HERE = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else __file__).resolve()
HERE = HERE if HERE.is_dir() else HERE.parent
WORK = HERE / ".work"


def run(*cmd, cwd):
    subprocess.run(cmd, cwd=cwd, check=True, stdout=sys.stderr)


def download(pkg, into):
    """Let the registry's client put one archive into `into`; return its path."""
    name, version = pkg["name"], pkg["version"]
    match pkg["registry"]:
        case "pip":
            run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", f"{name}=={version}", cwd=into)
            pattern = "*.whl"
        case "npm":
            run("npm", "pack", "--silent", f"{name}@{version}", cwd=into)
            pattern = "*.tgz"
        case "apt":
            run("apt-get", "download", f"{name}={version}", cwd=into)
            pattern = "*.deb"
        case "cargo":
            (into / "src").mkdir()
            (into / "src/lib.rs").touch()
            (into / "Cargo.toml").write_text(
                '[package]\nname = "fetch"\nversion = "0.0.0"\nedition = "2021"\n'
                f'[workspace]\n[dependencies]\n{name} = "={version}"\n'
            )
            run("env", f"CARGO_HOME={into}/home", "cargo", "fetch", cwd=into)
            pattern = f"home/registry/cache/*/{name}-{version}.crate"
        case other:
            raise SystemExit(f"unknown registry {other}")
    (found,) = into.glob(pattern)
    return found


def members(archive):
    """Yield (path, bytes) of a wheel, a .deb, an npm tarball or a crate."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as z:
            for n in z.namelist():
                yield n, lambda n=n: z.read(n)
        return
    if archive.suffix == ".deb":
        data = subprocess.run(["dpkg-deb", "--fsys-tarfile", archive], check=True, stdout=subprocess.PIPE).stdout
        tar = tarfile.open(fileobj=io.BytesIO(data))
    else:
        tar = tarfile.open(archive)
    strip = 1 if archive.suffix == ".crate" else 0
    with tar:
        for m in tar:
            if m.isfile():
                parts = [p for p in m.name.split("/") if p != "."][strip:]
                yield "/".join(parts), lambda m=m: tar.extractfile(m).read()


def main():
    bad = 0
    for pkg in tomllib.loads((HERE / "packages.toml").read_text())["package"]:
        keep = WORK / "archives" / pkg["name"]
        have = [p for p in keep.glob("*") if p.is_file()] if keep.exists() else []
        if not have:
            tmp = WORK / "tmp" / pkg["name"]
            shutil.rmtree(tmp, ignore_errors=True)
            tmp.mkdir(parents=True)
            found = download(pkg, tmp)
            keep.mkdir(parents=True, exist_ok=True)
            have = [pathlib.Path(shutil.move(found, keep / found.name))]
            shutil.rmtree(tmp)
        digest = hashlib.sha256(have[0].read_bytes()).hexdigest()
        if digest != pkg["sha256"]:
            print(f"{pkg['name']} {pkg['version']}: sha256 is {digest}, expected {pkg['sha256']}", file=sys.stderr)
            bad += 1
            continue
        out = WORK / "packages" / pkg["name"]
        for path, read in members(have[0]):
            if any(fnmatch.fnmatchcase(path, f) for f in pkg["files"]):
                target = out / path
                if not target.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(read())
        print(f"{pkg['name']} {pkg['version']}: ok", file=sys.stderr)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
