//! Files to write, and what an interrupt does to them.

use salient::encode::{Output, WholeFile};
use salient::error::{Error, Result};
use std::io::Write;
use std::path::Path;

/// Exit status after an interrupt: 128 and the number of SIGINT, as shells count.
const INTERRUPTED: i32 = 130;

/// On Ctrl-C removes the files in progress and ends the process.
pub fn remove_unfinished_on_interrupt() {
    // Without a handler an interrupt still ends the process; only the temporary file would stay.
    let _ = ctrlc::set_handler(|| {
        let abandoned = WholeFile::abandon_all();
        eprintln!("\nsalient: interrupted; nothing half-written is left");
        let _held = abandoned;
        std::process::exit(INTERRUPTED);
    });
}

/// Writes a small result to a file, or to standard output.
pub fn write(path: Option<&Path>, bytes: &[u8]) -> Result<()> {
    match path {
        Some(path) if path.as_os_str() != "-" => {
            let mut file = WholeFile::create(path)?;
            file.write_all(bytes).map_err(|error| Error::file(path, error))?;
            file.complete()
        }
        _ => match std::io::stdout().write_all(bytes) {
            // Whoever reads our output may stop reading: `salient stats … | head`.
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(Error::file("standard output", error))
            }
            _ => Ok(()),
        },
    }
}

/// `4.2 MB`.
pub fn bytes(count: u64) -> String {
    match count {
        0..1000 => format!("{count} bytes"),
        1000..1_000_000 => format!("{:.0} kB", count as f64 / 1e3),
        _ => format!("{:.1} MB", count as f64 / 1e6),
    }
}
