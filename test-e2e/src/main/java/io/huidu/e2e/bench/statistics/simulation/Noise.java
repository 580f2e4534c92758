package io.huidu.e2e.bench.statistics.simulation;

import java.util.Arrays;

/**
 * How bad requests cluster where nothing is wrong with the canary: a factor on each pod's error rate, interval by
 * interval.
 */
public enum Noise {
    /** Requests fail one by one. */
    INDEPENDENT {
        @Override
        void fill(double[][] factors, Pods pods, Draws draws) {}
    },
    /** A gamma factor of shape 2 in each interval, the same for both versions. */
    SHARED_SHOCKS {
        @Override
        void fill(double[][] factors, Pods pods, Draws draws) {
            for (double[] now : factors) {
                Arrays.fill(now, draws.gamma2());
            }
        }
    },
    /** A gamma factor of shape 2 in each interval, of each version's own. */
    GAMMA_PER_VERSION {
        @Override
        void fill(double[][] factors, Pods pods, Draws draws) {
            for (double[] now : factors) {
                for (Side side : Side.values()) {
                    set(now, pods, side, draws.gamma2());
                }
            }
        }
    },
    /** One interval in a hundred has 20 times the errors on one version. */
    BURSTS {
        @Override
        void fill(double[][] factors, Pods pods, Draws draws) {
            for (double[] now : factors) {
                if (draws.uniform() < 0.01) {
                    boolean ofBaseline = draws.uniform() < 0.5;
                    set(now, pods, ofBaseline ? Side.BASELINE : Side.CANARY, 20);
                }
                if (draws.uniform() < 0.005) {
                    set(now, pods, Side.TWIN, 20);
                }
            }
        }
    },
    /** Log-normal AR(1), ρ = 0.8, σ = 0.5, mean 1, of each version's own. */
    AR1_PER_VERSION {
        @Override
        void fill(double[][] factors, Pods pods, Draws draws) {
            for (Side side : Side.values()) {
                Autoregression path = new Autoregression(draws);
                for (double[] now : factors) {
                    set(now, pods, side, path.next());
                }
            }
        }
    },
    /** The same of each pod's own. */
    AR1_PER_POD {
        @Override
        void fill(double[][] factors, Pods pods, Draws draws) {
            for (int pod = 0; pod < pods.total(); pod++) {
                Autoregression path = new Autoregression(draws);
                for (double[] now : factors) {
                    now[pod] = path.next();
                }
            }
        }
    },
    /** One pod of the baseline, on a bad node, has ten times the errors of the others. */
    BAD_BASELINE_POD {
        @Override
        void fill(double[][] factors, Pods pods, Draws draws) {
            setFirst(factors, pods, Side.BASELINE, 10);
        }
    },
    /** One pod of the canary, on a bad node, has ten times the errors of the others. */
    BAD_CANARY_POD {
        @Override
        void fill(double[][] factors, Pods pods, Draws draws) {
            setFirst(factors, pods, Side.CANARY, 10);
        }
    },
    /** One pod of the canary has three times the errors of the others, which is harder to tell from a worse version. */
    WEAK_CANARY_POD {
        @Override
        void fill(double[][] factors, Pods pods, Draws draws) {
            setFirst(factors, pods, Side.CANARY, 3);
        }
    };

    /** By interval and pod. */
    final double[][] factors(int intervals, Pods pods, Draws draws) {
        double[][] factors = new double[intervals][pods.total()];
        for (double[] now : factors) {
            Arrays.fill(now, 1);
        }
        fill(factors, pods, draws);
        return factors;
    }

    abstract void fill(double[][] factors, Pods pods, Draws draws);

    private static void set(double[] now, Pods pods, Side side, double factor) {
        int first = pods.first(side);
        Arrays.fill(now, first, first + pods.count(side), factor);
    }

    private static void setFirst(double[][] factors, Pods pods, Side side, double factor) {
        for (double[] now : factors) {
            now[pods.first(side)] = factor;
        }
    }

    private static final class Autoregression {

        private static final double RHO = 0.8;
        private static final double SIGMA = 0.5;

        private final Draws draws;
        private double standard;

        Autoregression(Draws draws) {
            this.draws = draws;
            this.standard = draws.normal();
        }

        double next() {
            standard = RHO * standard + Math.sqrt(1 - RHO * RHO) * draws.normal();
            return Math.exp(SIGMA * standard - SIGMA * SIGMA / 2);
        }
    }
}
