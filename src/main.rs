//! The `salient` command.

mod cli;

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Days are drawn by several threads, and what one has made another lets go: the system's allocators
/// let them wait for each other then.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
