//! Locks.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks what may have been left by a thread that failed: it is used for saving work, or the failure is
/// on its way to whoever waits for all threads.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
