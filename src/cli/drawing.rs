//! How errors are drawn: with lines if the terminal can show them, otherwise with words and ASCII alone.

use std::env;
use std::sync::atomic::{AtomicBool, Ordering};

use miette::{GraphicalTheme, MietteHandlerOpts, ThemeCharacters, ThemeStyles};

use crate::terminal::modes::is_utf8;

/// The width of an error, in columns.
const WIDTH: usize = 100;

/// Whether errors are drawn in words: lines and signs would be read aloud, or could not be shown.
static IN_WORDS: AtomicBool = AtomicBool::new(false);

/// Decides from the environment whether errors are drawn in words, and installs the handler that draws them.
pub(super) fn draw_errors(color: bool) {
    let var = |name: &str| env::var(name).ok();
    let spoken = asks_for_plain(var("ACCESSIBLE").as_deref());
    IN_WORDS.store(!draws_utf8() || spoken || var("TERM").as_deref() == Some("dumb"), Ordering::Relaxed);
    // Fails only if a handler is installed already, which then stays.
    let _ = miette::set_hook(Box::new(move |_| {
        let options = MietteHandlerOpts::new().graphical_theme(theme(color)).color(color);
        Box::new(options.terminal_links(false).context_lines(1).width(WIDTH).build())
    }));
}

/// Returns whether the environment names a UTF-8 locale.
pub(super) fn draws_utf8() -> bool {
    let [all, ctype, lang] = ["LC_ALL", "LC_CTYPE", "LANG"].map(|name| env::var(name).ok());
    is_utf8(all.as_deref(), ctype.as_deref(), lang.as_deref())
}

/// Draws errors in words from here on, whatever the environment says.
pub(super) fn in_words() {
    IN_WORDS.store(true, Ordering::Relaxed);
}

/// Returns whether errors are drawn in words, and everything else in plain lines.
pub(super) fn is_in_words() -> bool {
    IN_WORDS.load(Ordering::Relaxed)
}

/// Returns whether the value of the variable `ACCESSIBLE` asks for plain lines.
pub(super) fn asks_for_plain(accessible: Option<&str>) -> bool {
    accessible.is_some_and(|value| !matches!(value, "" | "0" | "false"))
}

/// Returns the theme for errors.
pub(super) fn theme(color: bool) -> GraphicalTheme {
    let styles = if color { ThemeStyles::rgb() } else { ThemeStyles::none() };
    let characters = if is_in_words() { words() } else { ThemeCharacters::unicode() };
    GraphicalTheme { characters, styles }
}

/// Returns words for signs and blanks for lines; the wrong part of a line is underlined.
fn words() -> ThemeCharacters {
    ThemeCharacters {
        hbar: ' ',
        vbar: ' ',
        xbar: ' ',
        vbar_break: ' ',
        uarrow: '^',
        rarrow: ' ',
        ltop: ' ',
        mtop: ' ',
        rtop: ' ',
        lbot: ' ',
        rbot: ' ',
        mbot: ' ',
        lbox: '[',
        rbox: ']',
        lcross: ' ',
        rcross: ' ',
        underbar: '^',
        underline: '^',
        error: String::from("ERROR:"),
        warning: String::from("WARNING:"),
        advice: String::from("ADVICE:"),
    }
}
