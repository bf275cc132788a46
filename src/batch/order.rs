//! Work on many threads, taken in the order in which it was handed out.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};

use rayon::ThreadPool;

/// Number of tasks in flight per thread.
const UNDER_WAY: usize = 2;

/// Fills tasks with `next` until it returns `false`, runs each with the worker that `worker` makes for a thread, and
/// passes them to `take`, on this thread and in order. Tasks are reused.
///
/// # Errors
/// Returns the first error of `next` or `take`, in the order of the tasks; nothing is taken after it. Tasks in flight
/// are waited for.
pub(super) fn in_order<T: Default + Send, E: Send, W: FnMut(&mut T)>(
    threads: &ThreadPool,
    next: impl FnMut(&mut T) -> Result<bool, E> + Send,
    worker: impl Fn() -> W + Sync,
    mut take: impl FnMut(&mut T) -> Result<(), E>,
) -> Result<(), E> {
    let count = threads.current_num_threads();
    let (give_back, idle) = channel();
    for _ in 0..count * UNDER_WAY {
        let _ = give_back.send(T::default()); // `idle` is there
    }
    let queue = Mutex::new(OrderedQueue { next, idle, number: 0, ended: false });
    let (queue, worker) = (&queue, &worker);
    threads.in_place_scope(move |scope| {
        let (bring, done) = channel();
        for _ in 0..count {
            let bring = bring.clone();
            scope.spawn(move |_| {
                let left = catch_unwind(AssertUnwindSafe(|| {
                    let mut work = worker();
                    while let Some((number, mut task)) = begin(queue) {
                        if let Ok(task) = &mut task {
                            work(task);
                        }
                        let _ = bring.send((number, Some(task))); // or nothing more is taken
                    }
                }));
                if let Err(panic) = left {
                    let _ = bring.send((0, None)); // a task will never be done
                    resume_unwind(panic);
                }
            });
        }
        drop(bring);
        let (mut waiting, mut number) = (BTreeMap::new(), 0);
        for (of, task) in done {
            let Some(task) = task else { break };
            waiting.insert(of, task);
            while let Some(task) = waiting.remove(&number) {
                let mut task = task?;
                take(&mut task)?;
                let _ = give_back.send(task); // or no thread begins another
                number += 1;
            }
        }
        Ok(())
    })
}

/// The queue from which tasks are filled, one after another. Threads leave it when no idle task can come any more.
struct OrderedQueue<T, N> {
    next: N,
    idle: Receiver<T>,
    number: u64,
    /// No more tasks are begun.
    ended: bool,
}

/// Waits for an idle task, fills it, and returns its number with the task or the error of filling it; `None` after the
/// last.
fn begin<T, E, N: FnMut(&mut T) -> Result<bool, E>>(queue: &Mutex<OrderedQueue<T, N>>) -> Option<(u64, Result<T, E>)> {
    let mut queue = queue.lock().ok()?;
    let mut task = queue.idle.recv().ok().filter(|_| !queue.ended)?;
    let filled = (queue.next)(&mut task);
    queue.ended = !matches!(filled, Ok(true));
    queue.number += 1;
    match filled {
        Ok(false) => None,
        filled => Some((queue.number - 1, filled.map(|_| task))),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test that fails here has found a fault, or makes one on purpose")]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    /// The fault injected at a task.
    #[derive(Clone, Copy, PartialEq)]
    enum Fault {
        Next,
        PanicInNext,
        PanicInWork,
        Take,
        PanicInTake,
    }

    /// Squares the numbers below 40 on `threads` threads, unless a fault occurs at one of them; returns the squares
    /// taken.
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
