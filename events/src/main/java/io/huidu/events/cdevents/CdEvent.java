package io.huidu.events.cdevents;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;

/**
 * A CDEvent in the JSON form of specification 0.3.
 *
 * @param customData what CDEvents has no words for
 */
@JsonPropertyOrder({"context", "subject", "customData", "customDataContentType"})
public record CdEvent(Context context, Subject subject, Map<String, Object> customData, String customDataContentType) {

    private static final String JSON = "application/json";

    CdEvent(Context context, Subject subject, Map<String, Object> customData) {
        this(context, subject, customData, JSON);
    }

    /**
     * What every CDEvent has.
     *
     * @param version of the specification
     * @param id the same for the same fact, however often it is told
     * @param source who says it
     * @param type which event, and in which version
     * @param timestamp when it happened, in ISO 8601
     */
    public record Context(String version, String id, String source, String type, String timestamp) {}

    /**
     * What it is about.
     *
     * @param type the kind of subject, which is a part of the event's type
     * @param content what is said of it
     */
    public record Subject(String id, String type, Map<String, Object> content) {}
}
