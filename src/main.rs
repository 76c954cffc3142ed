//! The binary: parse arguments, call the command, turn the outcome into an exit code.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match cli::order::parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are not errors; clap prints each where it belongs.
            let code =
                if error.use_stderr() { cli::exit::Exit::Usage } else { cli::exit::Exit::Clean };
            let _ = error.print();
            return code.into();
        }
    };
    cli::run(arguments).into()
}
