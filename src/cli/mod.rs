//! The binary: arguments, progress, messages. It sees only the public API of the library.

mod animate;
mod arguments;
mod assemble;
mod check;
mod film;
mod list;
mod message;
mod new;
mod open;
mod output;
mod preset;
mod progress;
mod render;
mod several;
mod still;
mod tables;

use arguments::{Arguments, Command};
use clap::Parser;
use message::Messages;
use std::process::ExitCode;

/// Runs the command line of this process.
///
/// The exit status is 0 when done, 1 when the data has errors, 2 when it could not be done.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let messages = Messages::new(arguments.common.format, arguments.common.quiet);
    output::remove_unfinished_on_interrupt();
    if let Some(threads) = arguments.common.threads {
        // Fails only if the pool exists already, which nothing before this makes.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build_global();
    }
    let result = match &arguments.command {
        Command::Render(command) => render::run(command, &arguments.common, &messages),
        Command::Animate(command) => animate::run(command, &arguments.common, &messages),
        Command::Assemble(command) => assemble::run(command, &messages),
        Command::Compare(command) => several::compare(command, &arguments.common, &messages),
        Command::Grid(command) => several::grid(command, &arguments.common, &messages),
        Command::Stats(command) => tables::stats(command, &arguments.common, &messages),
        Command::Export(command) => tables::export(command, &arguments.common, &messages),
        Command::Check(command) => match check::run(command, &arguments.common, &messages) {
            Ok(status) => return status,
            Err(error) => Err(error),
        },
        Command::List(command) => list::run(command, &arguments.common, &messages),
        Command::New(command) => new::run(command, &arguments.common, &messages),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => messages.failure(&error),
    }
}
