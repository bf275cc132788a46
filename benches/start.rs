//! What a nurse waits for: the start of the program beside that of `true`, and Enter to the next prompt with the durable
//! save between them. `cargo bench --bench start`.

use std::error::Error;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};

const CANDOR: &str = env!("CARGO_BIN_EXE_candor");
const PROMPT: &[u8] = b"\n> ";

/// An interview that waits for a line.
struct Interview {
    child: Child,
    keys: ChildStdin,
}

impl Interview {
    /// Started, with its first prompt shown.
    fn start(home: &Path) -> io::Result<Interview> {
        let mut child = Command::new(CANDOR)
            .args(["ask", "--plain", "--as-of", "2026-11-20"])
            .env_clear()
            .env("XDG_STATE_HOME", home)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let keys = child.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let mut interview = Interview { child, keys };
        interview.wait_for_prompt()?;
        Ok(interview)
    }

    fn wait_for_prompt(&mut self) -> io::Result<()> {
        let screen = self.child.stderr.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        let (mut shown, mut buffer) = (Vec::new(), [0; 4096]);
        while !shown.ends_with(PROMPT) {
            match screen.read(&mut buffer)? {
                0 => return Err(io::Error::new(io::ErrorKind::UnexpectedEof, String::from_utf8_lossy(&shown))),
                length => shown.extend_from_slice(&buffer[..length]),
            }
        }
        Ok(())
    }

    fn answer(&mut self, line: &str) -> io::Result<()> {
        self.keys.write_all(line.as_bytes())?;
        self.wait_for_prompt()
    }
}

impl Drop for Interview {
    fn drop(&mut self) {
        let _ = self.child.kill(); // it waits for a line that will not come
        let _ = self.child.wait();
    }
}

/// The replies of the example up to its middle: after them the interview waits, and the next one is measured.
fn half() -> Result<(Vec<String>, String), Box<dyn Error>> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/answers.txt"))?;
    let mut replies: Vec<String> = text.lines().map(|line| format!("{line}\n")).collect();
    replies.truncate(replies.len() / 2);
    let next = replies.pop().ok_or("the example has replies")?;
    Ok((replies, next))
}

fn runs(program: &str, argument: &str) -> bool {
    Command::new(program).arg(argument).stdout(Stdio::null()).status().is_ok_and(|status| status.success())
}

fn start(criterion: &mut Criterion) {
    let Ok(home) = tempfile::tempdir() else { return };
    criterion.bench_function("start: true", |bench| bench.iter(|| runs("true", "")));
    criterion.bench_function("start: candor --version", |bench| bench.iter(|| runs(CANDOR, "--version")));
    criterion.bench_function("start: first prompt", |bench| bench.iter(|| Interview::start(home.path()).is_ok()));
}

fn step(criterion: &mut Criterion) {
    let (Ok((before, next)), Ok(home)) = (half(), tempfile::tempdir()) else { return };
    let midway = || {
        let mut interview = Interview::start(home.path()).ok()?;
        before.iter().try_for_each(|reply| interview.answer(reply)).ok()?;
        Some(interview)
    };
    criterion.bench_function("step: Enter to the next prompt, saved", |bench| {
        bench.iter_batched(
            midway,
            |interview| interview.map(|mut interview| (interview.answer(&next).is_ok(), interview)),
            BatchSize::PerIteration,
        );
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30);
    targets = start, step
}
criterion_main!(benches);
