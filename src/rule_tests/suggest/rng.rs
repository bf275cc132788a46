//! Random numbers that are the same on every run.

/// A xorshift generator (Marsaglia 2003, shifts 13, 7 and 17); its seed is not 0.
pub(super) struct Rng(pub(super) u64);

impl Rng {
    /// Returns a number below `many`; 0 if `many` is 0.
    pub(super) fn below(&mut self, many: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let many = u64::try_from(many).unwrap_or(u64::MAX).max(1);
        usize::try_from((self.0 >> 16) % many).unwrap_or(0)
    }
}
