package io.huidu.analyzer.prometheus;

import io.huidu.analyzer.counting.Meaning;
import io.huidu.analyzer.counting.Part;
import io.huidu.analyzer.counting.Series;
import io.huidu.analyzer.counting.Target;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the labels of a version's series say. */
record VersionSeries(VersionSelectors version) {

    /** A counter of requests, told by its status. */
    Series requests(LabelledSamples found) {
        PresetMetrics metrics = version.metrics();
        return requests(found, found.label(metrics.statusLabel()).matches(metrics.failed()));
    }

    /** A counter of requests of which the status is known already. */
    Series requests(LabelledSamples found, boolean failed) {
        return series(new Meaning.Requests(failed), found);
    }

    Series bucket(LabelledSamples found) {
        return series(new Meaning.Bucket(boundMillis(found)), found);
    }

    Series processStart(LabelledSamples found) {
        return series(new Meaning.ProcessStart(), found);
    }

    double boundMillis(LabelledSamples found) {
        String bound = found.label("le");
        // Decimal, so that 0.57 s are 570 ms and not almost as many.
        return bound.equals("+Inf")
                ? Double.POSITIVE_INFINITY
                : new BigDecimal(bound)
                        .multiply(version.metrics().millisPerUnit())
                        .doubleValue();
    }

    private Series series(Meaning meaning, LabelledSamples found) {
        Target target = new Target(found.label("job"), found.label("instance"), found.label("pod"));
        String id = "%s %s %s".formatted(version.side(), meaning, found.id());
        return new Series(id, version.side(), new Part(pod(target), stratum(found)), target, meaning, found.samples());
    }

    /** The values of its labels; a label that isn't there counts as empty. */
    Optional<String> stratum(LabelledSamples found) {
        return version.stratifyBy().isEmpty()
                ? Optional.empty()
                : Optional.of(version.stratifyBy().stream().map(found::label).collect(Collectors.joining(" ")));
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
