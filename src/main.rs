//! The `salient` command.

mod cli;

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Days are drawn by several threads, and what one has made another lets go: the system's allocators
/// let them wait for each other then. Huge pages would take fewer faults, but more memory, and longer
/// where the machine has had nothing to do before.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
