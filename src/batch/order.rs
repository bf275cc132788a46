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
/// The first error of `next` or `take`, in the order of the tasks; nothing is taken after it. What was begun is waited for.
pub(super) fn in_order<T: Default + Send, E: Send, W: FnMut(&mut T)>(
    threads: &ThreadPool,
    mut next: impl FnMut(&mut T) -> Result<bool, E> + Send,
    worker: impl Fn() -> W + Sync,
    mut take: impl FnMut(&mut T) -> Result<(), E>,
) -> Result<(), E> {
    let count = threads.current_num_threads();
    let idle = (0..count * UNDER_WAY).map(|_| T::default()).collect();
    let queue = OrderedQueue { state: Mutex::new(State { idle, ..State::default() }), changed: Condvar::new() };
    let next = Mutex::new((0, &mut next));
    queue.state().working = count;
    threads.in_place_scope(|scope| {
        for _ in 0..count {
            scope.spawn(|_| {
                let _guard = WorkerGuard(&queue);
                let mut work = worker();
                while let Some((number, mut task)) = queue.begin(&next) {
                    if let Ok(task) = &mut task {
                        work(task);
                    }
                    queue.done(number, task);
                }
            });
        }
        let _stop = StopOnDrop(&queue);
        queue.take_all(&mut take)
    })
}

/// What `next` counts and calls.
type Next<'n, N> = Mutex<(u64, &'n mut N)>;

/// Where tasks wait.
struct OrderedQueue<T, E> {
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

impl<T, E> OrderedQueue<T, E> {
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

/// A thread that leaves; by a panic, and its task will never be done.
struct WorkerGuard<'d, T, E>(&'d OrderedQueue<T, E>);

impl<T, E> Drop for WorkerGuard<'_, T, E> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.working -= 1;
        state.stopped |= std::thread::panicking();
        self.0.changed.notify_all();
    }
}

/// Nothing more is taken, perhaps because of a panic.
struct StopOnDrop<'d, T, E>(&'d OrderedQueue<T, E>);

impl<T, E> Drop for StopOnDrop<'_, T, E> {
    fn drop(&mut self) {
        self.0.stop();
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test that fails here has found a fault, or makes one on purpose")]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    /// What goes wrong at a task.
    #[derive(Clone, Copy, PartialEq)]
    enum Fault {
        Next,
        PanicInNext,
        PanicInWork,
        Take,
        PanicInTake,
    }

    /// Squares the numbers below 40, on so many threads, unless something goes wrong at one of them; gives what was taken.
    fn squares(threads: usize, fault: Option<(u64, Fault)>) -> (Vec<u64>, Result<(), u64>) {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let at = |number: u64, kind: Fault| fault == Some((number, kind));
        let (mut numbers, mut taken) = (0..40, Vec::new());
        let next = |task: &mut u64| {
            let Some(number) = numbers.next() else { return Ok(false) };
            assert!(!at(number, Fault::PanicInNext), "on purpose");
            *task = number;
            if at(number, Fault::Next) { Err(number) } else { Ok(true) }
        };
        let worker = || {
            |task: &mut u64| {
                assert!(!at(*task, Fault::PanicInWork), "on purpose");
                *task *= *task;
            }
        };
        let take = |task: &mut u64| {
            let number = task.isqrt();
            assert!(!at(number, Fault::PanicInTake), "on purpose");
            if at(number, Fault::Take) {
                return Err(number);
            }
            taken.push(*task);
            Ok(())
        };
        let outcome = in_order(&threads, next, worker, take);
        (taken, outcome)
    }

    fn squared(below: u64) -> Vec<u64> {
        (0..below).map(|number| number * number).collect()
    }

    #[test]
    fn tasks_are_taken_in_order_up_to_the_first_error() {
        for threads in 1..4 {
            assert_eq!(squares(threads, None), (squared(40), Ok(())));
            for (number, fault) in
                [0, 1, 17, 39].into_iter().flat_map(|number| [(number, Fault::Next), (number, Fault::Take)])
            {
                assert_eq!(squares(threads, Some((number, fault))), (squared(number), Err(number)));
            }
        }
    }

    #[test]
    fn a_panic_ends_all_of_it() {
        for threads in 1..4 {
            for fault in [Fault::PanicInNext, Fault::PanicInWork, Fault::PanicInTake] {
                let ended = catch_unwind(AssertUnwindSafe(|| squares(threads, Some((17, fault)))));
                assert!(ended.is_err(), "it ended as if nothing had happened");
            }
        }
    }
}
