package io.huidu.e2e.bench.analyzer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A pod that is scraped at times of its own; what was scraped is seen a little later.
 *
 * @param number tells it from all others
 * @param startMillis when its process started
 * @param everyMillis how often it is scraped
 */
record RecordedPod(int number, String name, long startMillis, long everyMillis) {

    private static final long SLOWEST_SCRAPE_MILLIS = 150;

    /** The times of samples, as numbers of scrapes, the last inclusive. */
    private record Scrapes(long first, long last) {

        long count() {
            return Math.max(0, last - first + 1);
        }
    }

    /** Writes what Prometheus would answer of some metrics from one instant to another, both inclusive. */
    void write(
            Set<String> metrics, RecordedCounters counters, long fromMillis, long toMillis, ByteArrayOutputStream out) {
        Scrapes scrapes = scrapes(fromMillis, toMillis);
        if (scrapes.count() == 0) {
            return;
        }
        byte[] address = ascii("10.%d.%d.%d:8080".formatted(number >> 16 & 255, number >> 8 & 255, number & 255));
        byte[] pod = ascii(name);
        for (RecordedCounters.Series series : counters.series()) {
            if (metrics.contains(series.metric())) {
                out.writeBytes(series.labels().get(0));
                out.writeBytes(address);
                out.writeBytes(series.labels().get(1));
                out.writeBytes(pod);
                out.writeBytes(series.labels().get(2));
                values(series, counters, scrapes, out);
                out.writeBytes(END);
            }
        }
    }

    private static final byte[] END = ascii("]},");

    /** How many samples of some metrics there are in a time. */
    long samples(Set<String> metrics, RecordedCounters counters, long fromMillis, long toMillis) {
        return series(metrics, counters, fromMillis, toMillis)
                * scrapes(fromMillis, toMillis).count();
    }

    /** How many series of some metrics have samples in a time. */
    long series(Set<String> metrics, RecordedCounters counters, long fromMillis, long toMillis) {
        long found = counters.series().stream()
                .filter(series -> metrics.contains(series.metric()))
                .count();
        return scrapes(fromMillis, toMillis).count() == 0 ? 0 : found;
    }

    private void values(
            RecordedCounters.Series series, RecordedCounters counters, Scrapes scrapes, ByteArrayOutputStream out) {
        for (long scrape = scrapes.first(); scrape <= scrapes.last(); scrape++) {
            long at = phase() + scrape * everyMillis;
            String value = series.column() < 0
                    ? seconds(startMillis)
                    : Long.toString(counters.value(
                            series, number, scrape - scrapes(startMillis, at).first()));
            String comma = scrape == scrapes.first() ? "" : ",";
            out.writeBytes(ascii(comma + '[' + seconds(at) + ",\"" + value + "\"]"));
        }
    }

    private Scrapes scrapes(long fromMillis, long toMillis) {
        long seen = Math.min(toMillis, System.currentTimeMillis() - delay());
        long first = Math.ceilDiv(Math.max(fromMillis, startMillis) - phase(), everyMillis);
        return new Scrapes(first, Math.floorDiv(seen - phase(), everyMillis));
    }

    private long phase() {
        return Math.floorMod(number * 0x9E3779B97F4A7C15L, everyMillis);
    }

    private long delay() {
        return Math.floorMod(number * 0xC2B2AE3D27D4EB4FL, SLOWEST_SCRAPE_MILLIS);
    }

    private static String seconds(long millis) {
        long rest = millis % 1000;
        return millis / 1000 + (rest < 10 ? ".00" : rest < 100 ? ".0" : ".") + rest;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
