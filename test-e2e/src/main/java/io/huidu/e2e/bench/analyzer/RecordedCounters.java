package io.huidu.e2e.bench.analyzer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * An hour of counters of pods as Micrometer shows them, drawn once from a seed and repeated for ever: requests of two
 * routes, a few of which fail, and a histogram of their durations.
 */
final class RecordedCounters {

    static final String COUNT = "http_server_requests_seconds_count";
    static final String BUCKET = "http_server_requests_seconds_bucket";
    static final String START = "process_start_time_seconds";

    /** How many pods differ. */
    private static final int PODS = 16;

    private static final int SCRAPES = 240;
    private static final String[] BOUNDS = {"0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "2.5", "+Inf"};
    private static final double[] SHARES = {0.2, 0.3, 0.25, 0.15, 0.07, 0.02, 0.006, 0.003, 0.001};

    /** Requests between two scrapes: of one route, those of them that fail, and of another route. */
    private static final double[] MEANS = {100, 0.5, 50};

    private static final String[] ROUTES = {
        "\"method\":\"GET\",\"namespace\":\"shop\",\"outcome\":\"SUCCESS\",\"pod\":\"%s\",\"status\":\"200\",\"uri\":\"/orders/{id}\"",
        "\"method\":\"GET\",\"namespace\":\"shop\",\"outcome\":\"SERVER_ERROR\",\"pod\":\"%s\",\"status\":\"500\",\"uri\":\"/orders/{id}\"",
        "\"method\":\"GET\",\"namespace\":\"shop\",\"outcome\":\"SUCCESS\",\"pod\":\"%s\",\"status\":\"200\",\"uri\":\"/items\""
    };

    /**
     * A series of any pod.
     *
     * @param metric its name
     * @param labels the text of its labels, cut where the pod's address and name belong
     * @param column where its values are; below 0 for the start of the process
     */
    record Series(String metric, List<byte[]> labels, int column) {}

    private final List<Series> series = new ArrayList<>();

    /** By pod, series and scrape: how much there was since the beginning of the hour. */
    private final long[][][] sums;

    RecordedCounters(long seed) {
        for (int route = 0; route < ROUTES.length; route++) {
            add(COUNT, "", ROUTES[route], route * BOUNDS.length + BOUNDS.length - 1);
            for (int bound = 0; bound < BOUNDS.length; bound++) {
                String le = "\"le\":\"%s\",".formatted(BOUNDS[bound]);
                add(BUCKET, le, ROUTES[route], route * BOUNDS.length + bound);
            }
        }
        add(START, "", "\"namespace\":\"shop\",\"pod\":\"%s\"", -1);
        sums = new long[PODS][ROUTES.length * BOUNDS.length][SCRAPES + 1];
        Random random = new Random(seed);
        for (long[][] pod : sums) {
            draw(pod, random);
        }
    }

    List<Series> series() {
        return series;
    }

    /**
     * The value of a series.
     *
     * @param pod any number
     * @param scrape since the pod's start; 0 or more
     */
    long value(Series series, int pod, long scrape) {
        long[] hour = sums[Math.floorMod(pod, PODS)][series.column()];
        return scrape / SCRAPES * hour[SCRAPES] + hour[(int) (scrape % SCRAPES)];
    }

    private void add(String metric, String le, String labels, int column) {
        String text =
                "{\"metric\":{\"__name__\":\"%s\",\"container\":\"main\",\"error\":\"none\",\"exception\":\"none\","
                                .formatted(metric)
                        + "\"instance\":\"%s\",\"job\":\"pods\"," + le + labels + "},\"values\":[";
        List<byte[]> pieces = new ArrayList<>();
        for (String piece : text.split("%s", -1)) {
            pieces.add(piece.getBytes(StandardCharsets.UTF_8));
        }
        series.add(new Series(metric, List.copyOf(pieces), column));
    }

    private static void draw(long[][] pod, Random random) {
        for (int scrape = 0; scrape < SCRAPES; scrape++) {
            for (int route = 0; route < MEANS.length; route++) {
                long upTo = 0;
                for (int bound = 0; bound < BOUNDS.length; bound++) {
                    upTo += poisson(MEANS[route] * SHARES[bound], random);
                    long[] sum = pod[route * BOUNDS.length + bound];
                    sum[scrape + 1] = sum[scrape] + upTo;
                }
            }
        }
    }

    private static long poisson(double mean, Random random) {
        double left = Math.exp(-mean);
        long events = -1;
        for (double product = 1; product > left; product *= random.nextDouble()) {
            events++;
        }
        return events;
    }
}
