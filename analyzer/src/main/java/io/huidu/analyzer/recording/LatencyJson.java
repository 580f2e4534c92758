package io.huidu.analyzer.recording;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.huidu.analyzer.statistics.LatencyHistogram;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The durations of one version's requests, while they are being read: each by itself, or counted between bounds.
 *
 * <p>Bounds are inclusive upper ones, and {@code hist} counts the requests between them, not cumulatively. By how many
 * counts there are, the first or the last bucket may be left open:
 *
 * <table>
 * <caption>Forms of {@code hist}</caption>
 * <tr><td>one count more than bounds</td><td>the last counts what was slower than every bound</td></tr>
 * <tr><td>as many counts as bounds</td><td>so does what is left of {@code n}; the last bound may be infinite</td></tr>
 * <tr><td>one count less than bounds</td><td>each count lies between two neighbouring bounds</td></tr>
 * </table>
 */
final class LatencyJson {

    private final String path;
    private @Nullable FineBounds durations;
    private long numberOfDurations;
    private double @Nullable [] bounds;
    private long @Nullable [] counts;

    LatencyJson(String path) {
        this.path = path;
    }

    void durations(JsonParser json) throws IOException, UnreadableLineException {
        String name = path + ".latency_ms";
        JsonField.expect(json, JsonToken.START_ARRAY, name, "a list of milliseconds");
        FineBounds read = new FineBounds();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            read.add(JsonField.millis(json, name));
            numberOfDurations++;
        }
        durations = read;
    }

    void counts(JsonParser json) throws IOException, UnreadableLineException {
        String name = path + ".hist";
        JsonField.expect(json, JsonToken.START_ARRAY, name, "a list of counts");
        long[] read = new long[32];
        int length = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            read = length < read.length ? read : Arrays.copyOf(read, 2 * length);
            read[length++] = JsonField.count(json, name);
        }
        counts = Arrays.copyOf(read, length);
    }

    void bounds(JsonParser json) throws IOException, UnreadableLineException {
        String name = path + ".hist_bounds_ms";
        JsonField.expect(json, JsonToken.START_ARRAY, name, "a list of milliseconds");
        double[] read = new double[32];
        int length = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            read = length < read.length ? read : Arrays.copyOf(read, 2 * length);
            read[length] = isInfinity(json) ? Double.POSITIVE_INFINITY : JsonField.number(json, name);
            if (length > 0 && !(read[length] > read[length - 1])) {
                throw UnreadableLineException.of(
                        name, "%s after %s".formatted(read[length], read[length - 1]), "bounds that increase");
            }
            length++;
        }
        bounds = Arrays.copyOf(read, length);
    }

    private static boolean isInfinity(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getText().equals("+Inf") || json.getText().equals("Infinity");
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue() == Double.POSITIVE_INFINITY;
            case VALUE_NULL -> true;
            case null, default -> false;
        };
    }

    boolean isGiven() {
        return durations != null || counts != null || bounds != null;
    }

    /** What was read; empty when there was nothing. */
    LatencyHistogram histogram(long requests) throws UnreadableLineException {
        if (durations == null && counts == null && bounds == null) {
            return LatencyHistogram.empty();
        }
        if (durations != null && counts == null && bounds == null) {
            if (numberOfDurations > requests) {
                throw UnreadableLineException.of(
                        path + ".latency_ms", numberOfDurations + " of them", "at most n (%d)".formatted(requests));
            }
            return new LatencyHistogram(durations.boundsMillis(), durations.counts());
        }
        if (durations != null || counts == null || bounds == null) {
            throw UnreadableLineException.of(path, members(), "either latency_ms, or hist and hist_bounds_ms");
        }
        return histogram(bounds, counts, requests);
    }

    private String members() {
        String all = (durations == null ? "" : " latency_ms")
                + (counts == null ? "" : " hist")
                + (bounds == null ? "" : " hist_bounds_ms");
        return all.strip().replace(" ", " and ");
    }

    private LatencyHistogram histogram(double[] upper, long[] between, long requests) throws UnreadableLineException {
        int more = between.length - upper.length;
        boolean isClosed = upper.length > 0 && upper[upper.length - 1] == Double.POSITIVE_INFINITY;
        if (Math.abs(more) > 1 || (more == 1 && isClosed)) {
            throw UnreadableLineException.of(
                    path + ".hist",
                    between.length + " counts",
                    "one for each of the %d bounds, or one more or less".formatted(upper.length));
        }
        double[] finite = isClosed ? Arrays.copyOf(upper, upper.length - 1) : upper;
        long[] all = new long[finite.length + 1];
        System.arraycopy(between, 0, all, more < 0 ? 1 : 0, between.length);
        if (more == 0 && !isClosed) {
            all[finite.length] = Math.max(0, requests - Arrays.stream(between).sum());
        }
        return new LatencyHistogram(finite, all);
    }
}
