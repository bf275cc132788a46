//! A pseudo-terminal with a screen: what stands there, not which bytes came.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use vt100::Parser;

/// How long a screen may take to look as expected; never waited out where all is well.
const PATIENCE: Duration = Duration::from_secs(30);
const COLUMNS: u16 = 80;
const ROWS: u16 = 24;

struct Seen {
    parser: Parser,
    bytes: Vec<u8>,
}

/// `candor` in a terminal.
pub(crate) struct Pty {
    seen: Arc<(Mutex<Seen>, Condvar)>,
    child: Box<dyn Child + Send + Sync>,
    keys: Option<Box<dyn Write + Send>>,
    master: Option<Box<dyn MasterPty + Send>>,
    /// Held open, so that the modes can be looked at after the program has ended.
    slave: Option<Box<dyn SlavePty + Send>>,
}

impl Pty {
    /// `candor ask`.
    pub(crate) fn start(state: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> Pty {
        Pty::sized((COLUMNS, ROWS), state, variables, arguments)
    }

    /// `candor ask` in so many columns and rows.
    pub(crate) fn sized(size: (u16, u16), state: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> Pty {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_candor"));
        command.args([&["ask", "--rules", super::RULES], arguments].concat());
        Pty::with(size, state, variables, command)
    }

    /// A line of the shell, in which `$candor` is the program.
    pub(crate) fn shell(state: &Path, line: &str) -> Pty {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", line]);
        Pty::with((COLUMNS, ROWS), state, &[("candor", env!("CARGO_BIN_EXE_candor"))], command)
    }

    /// Any command.
    pub(crate) fn run(state: &Path, arguments: &[&str]) -> Pty {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_candor"));
        command.args(arguments);
        Pty::with((COLUMNS, ROWS), state, &[], command)
    }

    /// Any command, run in the state folder, on a screen as long as a whole interview.
    pub(crate) fn tall(state: &Path, arguments: &[&str]) -> Pty {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_candor"));
        command.cwd(state);
        command.args(arguments);
        Pty::with((COLUMNS, 4000), state, &[], command)
    }

    fn with(size: (u16, u16), state: &Path, variables: &[(&str, &str)], mut command: CommandBuilder) -> Pty {
        let (columns, rows) = size;
        let pair = native_pty_system().openpty(PtySize { rows, cols: columns, ..PtySize::default() }).unwrap();
        command.env_clear();
        command.env("XDG_STATE_HOME", state);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let parser = Parser::new(NonZeroU16::new(rows).unwrap(), NonZeroU16::new(columns).unwrap(), 0);
        let seen = Arc::new((Mutex::new(Seen { parser, bytes: Vec::new() }), Condvar::new()));
        let screen = Arc::clone(&seen);
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                let mut seen = screen.0.lock().unwrap();
                seen.parser.process(&buffer[..length]);
                seen.bytes.extend_from_slice(&buffer[..length]);
                screen.1.notify_all();
            }
        });
        Pty { seen, child, keys: Some(keys), master: Some(pair.master), slave: Some(pair.slave) }
    }

    /// Waits until the screen shows a text.
    #[track_caller]
    pub(crate) fn until(&self, text: &str) {
        drop(self.wait(text, |screen| screen.contents().contains(text)));
    }

    /// Waits until the screen shows a text and, below it, an empty prompt with the cursor behind it.
    #[track_caller]
    pub(crate) fn ready(&self, text: &str) {
        drop(self.wait(text, |screen| {
            let (row, column) = screen.cursor_position();
            let prompt =
                screen.rows(0, screen.size().1.get()).nth(usize::from(row)).is_some_and(|line| line.trim_end() == ">");
            prompt && column == 2 && screen.contents().contains(text)
        }));
    }

    /// Waits until a question is the last thing on the screen, with an empty prompt below it.
    #[track_caller]
    pub(crate) fn ready_below(&self, question: &str) {
        drop(self.wait(question, |screen| {
            let contents = screen.contents();
            let last = contents.trim_end().rsplit("\n> ").next().unwrap_or_default();
            let words = last.split_whitespace().collect::<Vec<_>>().join(" ");
            words.contains(question) && words.ends_with('>')
        }));
    }

    /// Types a line once the screen shows a text and an empty prompt.
    #[track_caller]
    pub(crate) fn answer(&mut self, text: &str, line: &str) {
        self.ready(text);
        self.send(&format!("{line}\r"));
    }

    pub(crate) fn send(&mut self, keys: &str) {
        self.send_bytes(keys.as_bytes());
    }

    pub(crate) fn send_bytes(&mut self, keys: &[u8]) {
        self.keys.as_mut().unwrap().write_all(keys).unwrap();
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, ..PtySize::default() };
        let mut seen = self.seen.0.lock().unwrap(); // nothing is drawn in between
        seen.parser.screen_mut().set_size(NonZeroU16::new(rows).unwrap(), NonZeroU16::new(columns).unwrap());
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    pub(crate) fn contents(&self) -> String {
        self.seen.0.lock().unwrap().parser.screen().contents()
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.seen.0.lock().unwrap().bytes.clone()
    }

    pub(crate) fn cursor_is_shown(&self) -> bool {
        !self.seen.0.lock().unwrap().parser.screen().hide_cursor()
    }

    /// Whether the terminal echoes, and gathers lines, as before.
    pub(crate) fn echoes(&self) -> bool {
        let modes = self.master.as_ref().unwrap().get_termios().unwrap();
        format!("{:?}", modes.local_flags).contains("ECHO |") && format!("{:?}", modes.local_flags).contains("ICANON")
    }

    pub(crate) fn terminate(&self) {
        let id = i32::try_from(self.child.process_id().unwrap()).unwrap();
        kill_process(Pid::from_raw(id).unwrap(), Signal::TERM).unwrap();
    }

    /// The exit status, once the program has ended.
    #[track_caller]
    pub(crate) fn status(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < deadline, "it does not end:\n{}", self.contents());
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Takes the terminal away.
    pub(crate) fn hang_up(&mut self) -> u32 {
        drop(self.keys.take());
        drop(self.slave.take());
        drop(self.master.take());
        let id = i32::try_from(self.child.process_id().unwrap()).unwrap();
        // the reader thread still holds the other end open; the system would send this once it is closed
        kill_process(Pid::from_raw(id).unwrap(), Signal::HUP).unwrap();
        self.status()
    }

    #[track_caller]
    fn wait(&self, what: &str, looks: impl Fn(&vt100::Screen) -> bool) -> MutexGuard<'_, Seen> {
        let (seen, changed) = &*self.seen;
        let waiting = |seen: &mut Seen| !looks(seen.parser.screen());
        let (seen, timeout) = changed.wait_timeout_while(seen.lock().unwrap(), PATIENCE, waiting).unwrap();
        assert!(!timeout.timed_out(), "no `{what}` on the screen:\n{}", seen.parser.screen().contents());
        seen
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill(); // where a test failed in the middle
    }
}
