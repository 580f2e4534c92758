package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Namespace and name of a {@code CanaryRelease}; the key of its records on Kafka, written {@code namespace/name}. */
public record ReleaseKey(String namespace, String name) {

    public ReleaseKey {
        Require.name("namespace", namespace);
        Require.name("name", name);
    }

    /** Reads {@code namespace/name}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ReleaseKey parse(String key) {
        int slash = key.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("release: got '%s', expected namespace/name".formatted(key));
        }
        return new ReleaseKey(key.substring(0, slash), key.substring(slash + 1));
    }

    @JsonValue
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
