//! What a handler of Ctrl-C relies on. It abandons all files of the process that it runs in, so
//! that this test must have a process of its own: it cannot be part of `suite`, whose other tests
//! write files at the same time.

use salient::Error;
use salient::encode::{Output, WholeFile};
use std::io::Write;
use std::sync::mpsc::channel;
use std::time::Duration;

#[test]
fn abandoned_files_are_removed_and_none_is_started() {
    let folder = std::env::temp_dir().join(format!("salient-interrupted-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let entries = || std::fs::read_dir(&folder).unwrap().count();
    let mut files: Vec<WholeFile> =
        ["a.png", "b.png"].map(|name| WholeFile::create(folder.join(name)).unwrap()).into();
    files[0].write_all(b"half").unwrap();
    assert_eq!(entries(), 2);

    let abandoned = WholeFile::abandon_all();
    assert_eq!(abandoned.files, 2);
    assert_eq!(entries(), 0);
    let (sender, receiver) = channel();
    let path = folder.join("c.png");
    let other = std::thread::spawn(move || {
        let file = WholeFile::create(path).unwrap();
        sender.send(()).unwrap();
        file.complete()
    });
    assert!(receiver.recv_timeout(Duration::from_millis(200)).is_err(), "started a file");
    assert_eq!(entries(), 0);

    drop(abandoned);
    other.join().unwrap().unwrap();
    for file in files {
        assert!(matches!(file.complete(), Err(Error::Stopped)));
    }
    assert_eq!(entries(), 1);
    std::fs::remove_dir_all(folder).unwrap();
}
