package io.huidu.shifter.operator;

import io.huidu.shifter.api.CanaryRelease;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/**
 * Passes updates of what people ask for: spec, annotations, deletion. Those of the status are this process's own, and
 * would make it run for ever.
 */
public final class AskedOtherwise implements OnUpdateFilter<CanaryRelease> {

    @Override
    public boolean accept(CanaryRelease now, CanaryRelease before) {
        var is = now.getMetadata();
        var was = before.getMetadata();
        return !Objects.equals(is.getGeneration(), was.getGeneration())
                || !Objects.equals(is.getAnnotations(), was.getAnnotations())
                || !Objects.equals(is.getFinalizers(), was.getFinalizers())
                || !Objects.equals(is.getDeletionTimestamp(), was.getDeletionTimestamp());
    }
}
