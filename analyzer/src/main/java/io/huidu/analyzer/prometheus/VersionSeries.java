package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.counting.Meaning;
import io.huidu.analyzer.counting.NativeHistogram;
import io.huidu.analyzer.counting.Part;
import io.huidu.analyzer.counting.Sample;
import io.huidu.analyzer.counting.Series;
import io.huidu.analyzer.counting.Target;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the labels of a version's series say. */
record VersionSeries(VersionSelectors version) {

    private static final String NO_VALUES = "(none)";

    /** What no bound has for bits: those of bounds are 0 or more. */
    private static final long REQUESTS = -1;

    private static final long START = -2;

    /** A counter of requests, told by its status. */
    Series requests(LabelledSamples found) {
        return series(requestsOf(found), found.samples(), found);
    }

    Series bucket(LabelledSamples found) {
        return series(new Meaning.Bucket(boundMillis(found)), found.samples(), found);
    }

    Series processStart(LabelledSamples found) {
        return series(new Meaning.ProcessStart(), found.samples(), found);
    }

    /** The counters in a native histogram: of its buckets, and of requests if there are no others. */
    List<Series> histogram(LabelledSamples found) {
        List<Series> series = new ArrayList<>();
        if (version.metrics().countsByHistogram()) {
            List<Sample> counts = found.histograms().stream()
                    .map(value -> new Sample(value.atMillis(), value.count()))
                    .toList();
            series.add(series(requestsOf(found), counts, found));
        }
        double millisPerUnit = version.metrics().millisPerUnit().doubleValue();
        for (var run : NativeHistogram.classic(found.histograms(), millisPerUnit)) {
            run.forEach((bucket, samples) -> series.add(series(bucket, samples, found)));
        }
        return series;
    }

    static Target target(LabelledSamples found) {
        return new Target(found.label("job"), found.label("instance"), found.label("pod"));
    }

    private Meaning requestsOf(LabelledSamples found) {
        PresetMetrics metrics = version.metrics();
        return new Meaning.Requests(metrics.isFailure(found.label(metrics.statusLabel())));
    }

    private double boundMillis(LabelledSamples found) {
        String bound = found.label("le");
        // Decimal, so that 0.57 s are 570 ms and not almost as many.
        return bound.equals("+Inf")
                ? Double.POSITIVE_INFINITY
                : new BigDecimal(bound)
                        .multiply(version.metrics().millisPerUnit())
                        .doubleValue();
    }

    private Series series(Meaning meaning, List<Sample> samples, LabelledSamples found) {
        UUID id = idOf(meaning, found);
        Target target = target(found);
        Part part = new Part(pod(target), stratum(found));
        return new Series(id, version.side(), part, target, meaning, samples);
    }

    /**
     * The same in every answer. Of 128 bits, since the ledger remembers each: the sum of the labels' digests, in whatever
     * order they come, and which counter it is; a bucket stays the same one when others come and go beside it.
     */
    private UUID idOf(Meaning meaning, LabelledSamples found) {
        long high = switch (meaning) {
            case Meaning.Requests requests -> REQUESTS;
            case Meaning.Bucket bucket -> Double.doubleToLongBits(bucket.upperBoundMillis());
            case Meaning.ProcessStart start -> START;
        };
        long low = switch (version.side()) {
            case BASELINE -> 1;
            case CANARY -> 2;
        };
        for (Label label : found.labels()) {
            high += label.digest().getMostSignificantBits();
            low += label.digest().getLeastSignificantBits();
        }
        return new UUID(high, low);
    }

    /** The values of its labels; a label that isn't there counts as empty. */
    private Optional<String> stratum(LabelledSamples found) {
        if (version.stratifyBy().isEmpty()) {
            return Optional.empty();
        }
        String values = version.stratifyBy().stream().map(found::label).collect(Collectors.joining(" "));
        return Optional.of(values.isBlank() ? NO_VALUES : values);
    }

    private Optional<String> pod(Target target) {
        return switch (version.metrics().targets()) {
            case ITS_PODS ->
                Stream.of(target.pod(), target.instance())
                        .filter(name -> !name.isEmpty())
                        .findFirst();
            case PROXIES -> Optional.empty();
        };
    }
}
