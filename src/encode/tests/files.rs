//! Files that are whole or not there.

use super::map::map_frames;
use super::{folder, names};
use crate::Error;
use crate::encode::{Animation, Format, Metadata, Output, PngFolder, WholeFile, encoder};
use std::fs;
use std::io::Write;

#[test]
fn a_file_has_its_name_only_when_complete() {
    let folder = folder("complete");
    let path = folder.join("map.gif");
    let mut file = WholeFile::create(&path).unwrap();
    file.write_all(b"all of it").unwrap();
    file.flush().unwrap();
    assert_eq!(names(&folder), [".map.gif.part"]);
    file.complete().unwrap();
    assert_eq!(names(&folder), ["map.gif"]);
    assert_eq!(fs::read(path).unwrap(), b"all of it");
}

#[test]
fn an_incomplete_file_leaves_nothing_and_spoils_nothing() {
    let folder = folder("incomplete");
    let path = folder.join("map.gif");
    fs::write(&path, b"older").unwrap();
    let mut file = WholeFile::create(&path).unwrap();
    file.write_all(b"newer").unwrap();
    drop(file);
    assert_eq!(names(&folder), ["map.gif"]);
    assert_eq!(fs::read(path).unwrap(), b"older");
}

#[test]
fn an_encoder_that_fails_leaves_nothing() {
    let folder = folder("failed");
    let frames = map_frames(8, 6, 2);
    for format in [Format::Gif, Format::Apng, Format::Webp] {
        let file = WholeFile::create(folder.join("map")).unwrap();
        let mut encoder = encoder(format, file, Animation::new(8, 6)).unwrap();
        encoder.push(&frames).unwrap();
        assert!(encoder.push(&map_frames(9, 6, 1)).is_err());
        drop(encoder);
        assert!(names(&folder).is_empty(), "{format}");
    }
}

#[test]
fn an_encoder_completes_its_file() {
    let folder = folder("encoded");
    // 3 frames, of which none is merged, and not the number that was announced.
    let frames = map_frames(8, 6, 3);
    for format in [Format::Gif, Format::Apng, Format::Webp] {
        let path = folder.join(format!("{format}"));
        let file = WholeFile::create(&path).unwrap();
        let animation = Animation { frames: 9, ..Animation::new(8, 6) };
        let mut encoder = encoder(format, file, animation).unwrap();
        encoder.push(&frames).unwrap();
        let summary = encoder.finish().unwrap();
        let file = fs::read(&path).unwrap();
        assert_eq!(summary.bytes, file.len() as u64);
        let shown = super::decoded::decoded(format, &file);
        assert_eq!(shown.len(), summary.frames as usize, "{format}");
    }
    assert_eq!(names(&folder), ["APNG", "GIF", "WebP"]);
}

#[test]
fn two_writers_of_one_file_do_not_meet() {
    let folder = folder("two");
    let path = folder.join("map.png");
    let mut first = WholeFile::create(&path).unwrap();
    let mut second = WholeFile::create(&path).unwrap();
    assert_eq!(names(&folder), [".map.png.1.part", ".map.png.part"]);
    first.write_all(b"first").unwrap();
    second.write_all(b"second").unwrap();
    second.complete().unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"second");
    first.complete().unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"first");
    assert_eq!(names(&folder), ["map.png"]);
}

#[test]
fn a_folder_that_does_not_exist_is_named() {
    let folder = folder("missing");
    let missing = folder.join("no such");
    let Err(Error::File { path, source }) = WholeFile::create(missing.join("map.png")) else {
        panic!("created")
    };
    assert_eq!(path, missing.join("map.png"));
    let message = source.to_string();
    assert!(message.contains("does not exist"), "{message}");
    assert!(message.contains(&missing.display().to_string()), "{message}");
}

#[test]
fn a_folder_is_not_a_file_nor_a_file_a_folder() {
    let folder = folder("kinds");
    let message = WholeFile::create(&*folder).err().unwrap().to_string();
    assert!(message.contains("is a folder"), "{message}");
    let file = folder.join("file");
    fs::write(&file, b"").unwrap();
    let refused = PngFolder::create(&file, Vec::new(), Metadata::default());
    assert!(refused.err().unwrap().to_string().contains("file"));
    assert!(WholeFile::create(file.join("map.png")).is_err());
}

#[test]
fn a_read_only_file_is_not_replaced() {
    let folder = folder("read-only");
    let path = folder.join("map.png");
    fs::write(&path, b"keep").unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let message = WholeFile::create(&path).err().unwrap().to_string();
    assert!(message.contains("read-only"), "{message}");
}

#[cfg(unix)]
#[test]
fn links_permissions_and_devices_stay() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    let folder = folder("links");
    let (real, link) = (folder.join("real.png"), folder.join("link.png"));
    fs::write(&real, b"older").unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.png", &link).unwrap();
    let mut file = WholeFile::create(&link).unwrap();
    file.write_all(b"newer").unwrap();
    file.complete().unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read(&real).unwrap(), b"newer");
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);

    let mut null = WholeFile::create("/dev/null").unwrap();
    null.write_all(b"gone").unwrap();
    null.complete().unwrap();
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
}
