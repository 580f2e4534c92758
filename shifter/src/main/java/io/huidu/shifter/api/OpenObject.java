package io.huidu.shifter.api;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.Map;
import java.util.TreeMap;

/**
 * An object of the spec that keeps the fields it doesn't know, so that {@link SpecCheck} can name them: a schema alone
 * would drop them silently, and with them what somebody meant.
 */
@PreserveUnknownFields
public abstract class OpenObject {

    /** Not a property of its own: that is what {@code transient} tells Jackson. */
    private final transient Map<String, Object> unknown = new TreeMap<>();

    @JsonAnySetter
    void keep(String name, Object value) {
        unknown.put(name, value);
    }

    @JsonAnyGetter
    Map<String, Object> unknown() {
        return unknown;
    }
}
