package io.huidu.events.codec;

import io.huidu.events.EventType;
import java.net.URI;

/**
 * The JSON Schemas (2020-12) of the data of each event type, as they lie in this module's resources under
 * {@code io/huidu/events/schemas}.
 */
public final class Schemas {

    private static final String BASE = "https://huidu.io/schemas/events/";
    private static final String PREFIX = "io.huidu.";

    private Schemas() {}

    /** The identity of a type's schema, which stands in the CloudEvents attribute {@code dataschema}. */
    public static URI uri(EventType type) {
        return URI.create(BASE + fileName(type));
    }

    /** {@code analysis.requested.v1.json} for {@code io.huidu.analysis.requested.v1}. */
    public static String fileName(EventType type) {
        return type.type().substring(PREFIX.length()) + ".json";
    }
}
