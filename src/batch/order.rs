//! Work on many threads, taken in the order in which it was handed out.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use rayon::ThreadPool;

/// So many tasks a thread are under way at once.
const UNDER_WAY: usize = 2;

/// Fills tasks with `next` until it says that there is none, does each with the work that `worker` makes for a thread, and
/// hands them to `take`, on this thread and in order. Tasks are used again.
///
/// # Errors
/// The first error of `next` or `take`, in the order of the tasks; nothing is taken after it.
pub(super) fn in_order<T: Default + Send, E: Send, W: FnMut(&mut T)>(
    threads: &ThreadPool,
    mut next: impl FnMut(&mut T) -> Result<bool, E> + Send,
    worker: impl Fn() -> W + Sync,
    mut take: impl FnMut(&mut T) -> Result<(), E>,
) -> Result<(), E> {
    let count = threads.current_num_threads();
    let idle = (0..count * UNDER_WAY).map(|_| T::default()).collect();
    let desk = Desk { state: Mutex::new(State { idle, ..State::default() }), changed: Condvar::new() };
    let next = Mutex::new((0, &mut next));
    desk.state().working = count;
    threads.in_place_scope(|scope| {
        for _ in 0..count {
            scope.spawn(|_| {
                let _leaving = Leaving(&desk);
                let mut work = worker();
                while let Some((number, mut task)) = desk.begin(&next) {
                    if let Ok(task) = &mut task {
                        work(task);
                    }
                    desk.done(number, task);
                }
            });
        }
        let outcome = desk.take_all(&mut take);
        desk.stop();
        outcome
    })
}

/// What `next` counts and calls.
type Next<'n, N> = Mutex<(u64, &'n mut N)>;

/// Where tasks wait.
struct Desk<T, E> {
    state: Mutex<State<T, E>>,
    changed: Condvar,
}

struct State<T, E> {
    idle: Vec<T>,
    /// Done and not taken, by their numbers.
    done: BTreeMap<u64, Result<T, E>>,
    /// No more is begun.
    stopped: bool,
    /// Threads that may still bring something.
    working: usize,
}

impl<T, E> Default for State<T, E> {
    fn default() -> State<T, E> {
        State { idle: Vec::new(), done: BTreeMap::new(), stopped: false, working: 0 }
    }
}

impl<T, E> Desk<T, E> {
    fn state(&self) -> MutexGuard<'_, State<T, E>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for an idle task and fills it; `None` after the last.
    fn begin<N: FnMut(&mut T) -> Result<bool, E>>(&self, next: &Next<'_, N>) -> Option<(u64, Result<T, E>)> {
        let mut next = next.lock().unwrap_or_else(PoisonError::into_inner);
        let mut state = self.state();
        let mut task = loop {
            if state.stopped {
                return None;
            }
            if let Some(task) = state.idle.pop() {
                break task;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        };
        drop(state);
        let (count, next) = &mut *next;
        let filled = next(&mut task);
        let number = *count;
        *count += 1;
        match filled {
            Ok(true) => Some((number, Ok(task))),
            Ok(false) => {
                self.stop();
                None
            }
            Err(error) => {
                self.stop();
                Some((number, Err(error)))
            }
        }
    }

    fn done(&self, number: u64, task: Result<T, E>) {
        self.state().done.insert(number, task);
        self.changed.notify_all();
    }

    fn stop(&self) {
        self.state().stopped = true;
        self.changed.notify_all();
    }

    /// Takes task after task, until no thread can bring another.
    fn take_all(&self, take: &mut impl FnMut(&mut T) -> Result<(), E>) -> Result<(), E> {
        for number in 0.. {
            let mut state = self.state();
            let task = loop {
                if let Some(task) = state.done.remove(&number) {
                    break task;
                }
                if state.working == 0 {
                    return Ok(());
                }
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            };
            drop(state);
            let mut task = task?;
            take(&mut task)?;
            self.state().idle.push(task);
            self.changed.notify_all();
        }
        Ok(())
    }
}

/// A thread that leaves, also by a panic.
struct Leaving<'d, T, E>(&'d Desk<T, E>);

impl<T, E> Drop for Leaving<'_, T, E> {
    fn drop(&mut self) {
        self.0.state().working -= 1;
        self.0.changed.notify_all();
    }
}
