//! Work done with the widest registers that the processor has.

/// Work on many numbers at once. All that it calls in its loops is to be inlined, always: what is not
/// is done with the registers that all processors have.
pub(crate) trait Work {
    type Output;

    /// Does it; to be inlined always.
    fn run(self) -> Self::Output;
}

/// Does work with the widest registers that there are. The result is the same with any: the compiler
/// neither changes the order of operations on fractions nor joins two into one.
pub(crate) fn widest<W: Work>(work: W) -> W::Output {
    pulp::Arch::new().dispatch(Wide(work))
}

struct Wide<W>(W);

impl<W: Work> pulp::WithSimd for Wide<W> {
    type Output = W::Output;

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) -> W::Output {
        self.0.run()
    }
}
