package io.huidu.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;

/** What the shifter says when something about a release changes. */
public record ReleaseChanged(EventType type, @JsonValue ReleaseState state) implements Event {

    public ReleaseChanged {
        Require.that(type.isRelease(), "type", type.type(), "a type of io.huidu.release");
    }

    @JsonIgnore
    @Override
    public EventType type() {
        return type;
    }

    @Override
    public ReleaseKey release() {
        return state.release();
    }
}
