//! `candor man`: the manual, as one page.

use std::io::{self, Write};

use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use miette::{IntoDiagnostic, WrapErr};

use super::Status;
use super::listing::print;

/// Prints the page on standard output.
///
/// # Errors
/// Returns an error if standard output cannot be written.
pub(super) fn run(program: clap::Command) -> miette::Result<Status> {
    let page = page(program).into_diagnostic().wrap_err("cannot draw the manual page")?;
    print("the manual page", |out| out.write_all(&page))?;
    Ok(Status::Done)
}

/// Returns the page of the program, with the options of every command.
fn page(program: clap::Command) -> io::Result<Vec<u8>> {
    let mut program = program.disable_help_subcommand(true);
    program.build();
    let man = Man::new(program.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    render_commands(&program, &mut page)?;
    man.render_extra_section(&mut page)?;
    Ok(page)
}

/// Writes each command, and each command of a command, under a heading of its own.
fn render_commands(program: &clap::Command, page: &mut Vec<u8>) -> io::Result<()> {
    for command in program.get_subcommands() {
        let name = command.get_bin_name().unwrap_or_else(|| command.get_name()).to_owned();
        let mut roff = Roff::new();
        roff.control("SH", [name.to_uppercase().as_str()]);
        let about = command.get_long_about().or_else(|| command.get_about()).map(ToString::to_string);
        roff.text([roman(about.unwrap_or_default())]);
        roff.to_writer(page)?;
        let man = Man::new(command.clone());
        let mut parts = Vec::new();
        man.render_synopsis_section(&mut parts)?;
        man.render_options_section(&mut parts)?;
        page.extend_from_slice(String::from_utf8_lossy(&parts).replace("\n.SH ", "\n.SS ").as_bytes());
        render_commands(command, page)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::arguments::command_line;

    #[test]
    fn the_page_names_every_command_and_every_exit_status() -> io::Result<()> {
        let page = String::from_utf8_lossy(&page(command_line())?).into_owned();
        for command in command_line().get_subcommands() {
            let heading = format!(".SH \"CANDOR {}\"", command.get_name().to_uppercase());
            assert!(page.contains(&heading), "{heading} is not in the page");
        }
        assert!(page.contains("Exit status"), "{page}");
        Ok(())
    }
}
