package io.huidu.analyzer.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * How much the pods of one version differ, given what the version did: pods of one version at one time are an A/A test.
 * What hits the whole version, or both, cancels.
 *
 * <p>Blocks double: two of a length make one of twice that. A block shows something once its pods expect a bad request
 * each. Pods may come and go. Immutable; memory grows with the number of pods alone.
 */
final class PodVariance {

    static final PodVariance UNSEEN =
            new PodVariance(0, List.of(), new Block[BlockVariance.LEVELS], BlockVariance.NONE);

    private static final double LEAST_EXPECTED = 1;

    private final int present;
    private final List<String> names;
    private final Block[] waiting;
    private final BlockVariance variance;

    private PodVariance(int present, List<String> names, Block[] waiting, BlockVariance variance) {
        this.present = present;
        this.names = names;
        this.waiting = waiting;
        this.variance = variance;
    }

    /** How many pods there were in the last interval. */
    int pods() {
        return present;
    }

    BlockVariance variance() {
        return variance;
    }

    /** Adds an interval; without pods nothing is known of it. */
    PodVariance plus(List<PodTally> seen) {
        if (seen.isEmpty()) {
            return this;
        }
        List<String> all = withNewOf(seen);
        Block block = Block.of(seen, all);
        Block[] next = waiting.clone();
        BlockVariance more = block.addTo(variance, 0);
        for (int level = 0; level < next.length - 1; level++) {
            Block first = next[level];
            if (first == null) {
                next[level] = block;
                break;
            }
            next[level] = null;
            block = first.plus(block);
            more = block.addTo(more, level + 1);
        }
        return new PodVariance(seen.size(), all, next, more);
    }

    void pack(Packed to) {
        to.add(present);
        to.add(names.size());
        names.forEach(to::add);
        for (Block block : waiting) {
            to.add(block != null);
            if (block != null) {
                block.pack(to);
            }
        }
        variance.pack(to);
    }

    static PodVariance unpack(Packed from) {
        int present = from.nextInt();
        List<String> names = new ArrayList<>();
        for (int left = from.nextInt(); left > 0; left--) {
            names.add(from.nextText());
        }
        Block[] waiting = new Block[BlockVariance.LEVELS];
        for (int level = 0; level < waiting.length; level++) {
            waiting[level] = from.nextBoolean() ? Block.unpack(from) : null;
        }
        return new PodVariance(present, names, waiting, BlockVariance.unpack(from));
    }

    private List<String> withNewOf(List<PodTally> seen) {
        if (areNames(seen)) {
            return names;
        }
        List<String> all = new ArrayList<>(names);
        for (PodTally pod : seen) {
            if (!all.contains(pod.pod())) {
                all.add(pod.pod());
            }
        }
        return List.copyOf(all);
    }

    /** Pods mostly come in the order in which they came before. */
    private boolean areNames(List<PodTally> seen) {
        for (int i = 0; i < seen.size(); i++) {
            if (i >= names.size() || !names.get(i).equals(seen.get(i).pod())) {
                return false;
            }
        }
        return true;
    }

    /** Per pod the bad requests beyond its share, and its share. */
    private static final class Block {

        private final float[] residual;
        private final float[] expected;

        private Block(float[] residual, float[] expected) {
            this.residual = residual;
            this.expected = expected;
        }

        static Block of(List<PodTally> seen, List<String> names) {
            double n = PodTally.requests(seen);
            double k = PodTally.bad(seen);
            float[] residual = new float[names.size()];
            float[] expected = new float[names.size()];
            for (int s = 0; s < seen.size(); s++) {
                PodTally pod = seen.get(s);
                int i = names.get(s).equals(pod.pod()) ? s : names.indexOf(pod.pod());
                double share = n == 0 ? 0 : k * pod.n() / n;
                residual[i] += (float) (pod.k() - share);
                expected[i] += (float) share;
            }
            return new Block(residual, expected);
        }

        void pack(Packed to) {
            to.add(residual);
            to.add(expected);
        }

        static Block unpack(Packed from) {
            return new Block(from.nextFloats(), from.nextFloats());
        }

        Block plus(Block later) {
            return new Block(sum(residual, later.residual), sum(expected, later.expected));
        }

        private static float[] sum(float[] shorter, float[] longer) {
            float[] sum = longer.clone();
            for (int i = 0; i < shorter.length; i++) {
                sum[i] += shorter[i];
            }
            return sum;
        }

        /** Σ r² over its expectation, with the degrees of freedom of as many pods as were there. */
        BlockVariance addTo(BlockVariance variance, int level) {
            double all = 0;
            int pods = 0;
            for (float e : expected) {
                all += e;
                pods += e > 0 ? 1 : 0;
            }
            if (pods < 2 || all < LEAST_EXPECTED * pods) {
                return variance;
            }
            double squares = 0;
            double free = 0;
            for (int i = 0; i < residual.length; i++) {
                squares += (double) residual[i] * residual[i];
                free += expected[i] * (1 - expected[i] / all);
            }
            return variance.plus(level, (pods - 1) * squares / free, pods - 1, all / pods);
        }
    }
}
