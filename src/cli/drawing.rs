//! How errors are drawn: with lines where they can be seen, else with words and ASCII alone.

use std::env;
use std::sync::atomic::{AtomicBool, Ordering};

use miette::{GraphicalTheme, MietteHandlerOpts, ThemeCharacters, ThemeStyles};

use crate::terminal::modes::is_utf8;

/// Columns of an error.
const WIDTH: usize = 100;

/// Whether lines and signs would be read aloud, or not be drawn at all.
static IN_WORDS: AtomicBool = AtomicBool::new(false);

/// Sees in the environment whether errors are drawn in words, and draws them so from here on.
pub(super) fn draw_errors(color: bool) {
    let var = |name: &str| env::var(name).ok();
    let spoken = asks_for_plain(var("ACCESSIBLE").as_deref());
    IN_WORDS.store(!draws_utf8() || spoken || var("TERM").as_deref() == Some("dumb"), Ordering::Relaxed);
    // Refused only where a way was set before, which then stays.
    let _ = miette::set_hook(Box::new(move |_| {
        let options = MietteHandlerOpts::new().graphical_theme(theme(color)).color(color);
        Box::new(options.terminal_links(false).context_lines(1).width(WIDTH).build())
    }));
}

/// Whether the environment names a locale of UTF-8.
pub(super) fn draws_utf8() -> bool {
    let [all, ctype, lang] = ["LC_ALL", "LC_CTYPE", "LANG"].map(|name| env::var(name).ok());
    is_utf8(all.as_deref(), ctype.as_deref(), lang.as_deref())
}

/// From here on errors are drawn in words, whatever the environment says.
pub(super) fn in_words() {
    IN_WORDS.store(true, Ordering::Relaxed);
}

/// Whether errors are drawn in words, and everything else in plain lines.
pub(super) fn is_in_words() -> bool {
    IN_WORDS.load(Ordering::Relaxed)
}

/// Whether the variable `ACCESSIBLE` asks for plain lines.
pub(super) fn asks_for_plain(accessible: Option<&str>) -> bool {
    accessible.is_some_and(|value| !matches!(value, "" | "0" | "false"))
}

/// What errors are drawn with.
pub(super) fn theme(color: bool) -> GraphicalTheme {
    let styles = if color { ThemeStyles::rgb() } else { ThemeStyles::none() };
    let characters = if is_in_words() { words() } else { ThemeCharacters::unicode() };
    GraphicalTheme { characters, styles }
}

/// Words for signs, blanks for lines; what is wrong in a line is underlined.
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
