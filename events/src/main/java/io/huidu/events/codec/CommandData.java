package io.huidu.events.codec;

import io.huidu.events.Command;
import io.huidu.events.EventType;
import io.huidu.events.ReleaseKey;
import io.huidu.events.Weight;
import java.util.Optional;

/** The data of a command as they are read: a {@link Command} without its type, which stands in the headers. */
record CommandData(
        ReleaseKey release,
        String actor,
        String reason,
        Optional<String> desired,
        Optional<String> image,
        Optional<Weight> weight,
        Optional<Integer> step) {

    Command as(EventType type) {
        return new Command(type, release, actor, reason, desired, image, weight, step);
    }
}
