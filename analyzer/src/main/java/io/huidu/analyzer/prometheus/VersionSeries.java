package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.counting.Meaning;
import io.huidu.analyzer.counting.NativeHistogram;
import io.huidu.analyzer.counting.Part;
import io.huidu.analyzer.counting.Sample;
import io.huidu.analyzer.counting.Series;
import io.huidu.analyzer.counting.Target;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the labels of a version's series say. */
record VersionSeries(VersionSelectors version) {

    private static final String NO_VALUES = "(none)";
    private static final int LONG_NAME = 400;

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

    /** The same in every answer. A name has some 300 bytes, and the ledger remembers each: 16 tell a million apart. */
    private UUID idOf(Meaning meaning, LabelledSamples found) {
        StringBuilder name = new StringBuilder(LONG_NAME);
        name.append(version.side()).append(' ').append(counter(meaning));
        found.labels()
                .forEach((label, value) ->
                        name.append('\0').append(label).append('\0').append(value));
        return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Of which counter a series is; a bucket stays the same one when others come and go beside it. */
    private static String counter(Meaning meaning) {
        return switch (meaning) {
            case Meaning.Requests requests -> "requests";
            case Meaning.Bucket bucket -> "up to " + bucket.upperBoundMillis();
            case Meaning.ProcessStart start -> "start";
        };
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
