//! The program as the tests run it: in an environment of their own, and with a deadline for every wait.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says what is wrong by failing")]

use std::io::{Read, Write};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

#[cfg(unix)]
use rustix::process::{Pid, Signal, kill_process};

/// The longest time that a program may run or keep silent; a sound program never needs it.
pub(crate) const PATIENCE: Duration = Duration::from_mins(2);

/// Returns the command `candor` with an empty environment, except for the path of the coverage data.
pub(crate) fn candor() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_candor"));
    program.env_clear().envs(std::env::var_os("LLVM_PROFILE_FILE").map(|path| ("LLVM_PROFILE_FILE", path)));
    program
}

/// Runs a program to its end with `input` on its standard input, and returns its output.
#[track_caller]
pub(crate) fn output(command: &mut Command, input: &[u8]) -> Output {
    let mut running = Running::start(command.stdin(Stdio::piped()).stdout(Stdio::piped()));
    running.feed(input);
    running.close();
    running.ended()
}

/// Returns the signals that ask a program to stop, without those it inherits as ignored: below `nohup`, or behind the
/// `&` of a script, SIGINT is ignored at the start, and the program rightly leaves it so.
#[cfg(unix)]
pub(crate) fn signals_that_stop() -> Vec<Signal> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.map_or(0, |mask| u64::from_str_radix(mask.trim(), 16).unwrap());
    let heeded = |signal: &Signal| ignored >> (signal.as_raw() - 1) & 1 == 0;
    [Signal::INT, Signal::TERM].into_iter().filter(heeded).collect()
}

/// A running program. Its output is read on threads, so that it waits for no test.
pub(crate) struct Running {
    child: Child,
    /// Standard output, as far as it was not taken; empty if it is no pipe.
    pub(crate) out: Pipe,
    /// Standard error, as far as it was not taken.
    pub(crate) err: Pipe,
}

impl Running {
    /// Starts a program; its standard error is read, and its standard output too if it is a pipe.
    pub(crate) fn start(command: &mut Command) -> Running {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        Running { out: Pipe::of(child.stdout.take()), err: Pipe::of(child.stderr.take()), child }
    }

    /// Writes to its standard input as much as it reads: a run that stops early reads no more.
    #[track_caller]
    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        let (mut input, bytes, (sender, written)) = (self.child.stdin.take().unwrap(), bytes.to_vec(), channel());
        thread::spawn(move || {
            let _ = input.write_all(&bytes);
            let _ = sender.send(input);
        });
        let input = written.recv_timeout(PATIENCE);
        self.child.stdin = Some(input.unwrap_or_else(|_| panic!("it does not read: {}", self.err.text())));
    }

    /// Ends its standard input.
    pub(crate) fn close(&mut self) {
        drop(self.child.stdin.take());
    }

    /// Reads no more of its standard output.
    pub(crate) fn leave(&mut self) {
        self.out = Pipe::of(None::<ChildStdout>);
    }

    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
    }

    /// Sends a signal; the program may have ended.
    #[cfg(unix)]
    pub(crate) fn signal(&self, signal: Signal) {
        let _ = kill_process(Pid::from_child(&self.child), signal);
    }

    /// Waits for the end, and returns the rest of the output.
    #[track_caller]
    pub(crate) fn ended(mut self) -> Output {
        let deadline = Instant::now() + PATIENCE;
        let status = loop {
            match self.child.try_wait().unwrap() {
                Some(status) => break status,
                None if Instant::now() > deadline => {
                    self.child.kill().unwrap();
                    panic!("it does not end: {}", self.err.text());
                }
                None => thread::sleep(Duration::from_millis(1)),
            }
        };
        Output { status, stdout: self.out.rest(), stderr: self.err.rest() }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill(); // where a test failed in the middle
    }
}

/// The output of a program, piece by piece.
pub(crate) struct Pipe {
    pieces: Receiver<Vec<u8>>,
    /// The bytes that came and were not taken.
    here: Vec<u8>,
}

impl Pipe {
    fn of(source: Option<impl Read + Send + 'static>) -> Pipe {
        let (sender, pieces) = channel();
        if let Some(mut source) = source {
            thread::spawn(move || {
                let mut piece = [0; 4096];
                while let Ok(length @ 1..) = source.read(&mut piece)
                    && sender.send(piece[..length].to_vec()).is_ok()
                {}
            });
        }
        Pipe { pieces, here: Vec::new() }
    }

    /// Takes `length` bytes, or fewer at the end.
    pub(crate) fn take(&mut self, length: usize) -> Vec<u8> {
        while self.here.len() < length && self.more() {}
        self.here.drain(..length.min(self.here.len())).collect()
    }

    /// Takes a line with its end.
    pub(crate) fn line(&mut self) -> String {
        while !self.here.contains(&b'\n') && self.more() {}
        let length = self.here.iter().position(|&byte| byte == b'\n').map_or(self.here.len(), |end| end + 1);
        String::from_utf8(self.take(length)).unwrap()
    }

    /// Takes all bytes up to the end.
    pub(crate) fn rest(&mut self) -> Vec<u8> {
        self.take(usize::MAX)
    }

    /// Returns the bytes that came, as text.
    fn text(&mut self) -> String {
        self.here.extend(self.pieces.try_iter().flatten());
        String::from_utf8_lossy(&self.here).into_owned()
    }

    /// Waits for a piece; `false` at the end.
    fn more(&mut self) -> bool {
        match self.pieces.recv_timeout(PATIENCE) {
            Ok(piece) => self.here.extend(piece),
            Err(RecvTimeoutError::Disconnected) => return false,
            Err(RecvTimeoutError::Timeout) => panic!("it keeps silent after: {}", self.text()),
        }
        true
    }
}
