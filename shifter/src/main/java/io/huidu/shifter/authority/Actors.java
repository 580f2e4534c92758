package io.huidu.shifter.authority;

import io.huidu.events.signing.SigningKeys;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All who may sign commands.
 *
 * @param byKey by the {@code kid} of their keys
 * @param keys these keys
 */
public record Actors(Map<String, Actor> byKey, SigningKeys keys) {

    /** Nobody. */
    public static final Actors NOBODY = new Actors(Map.of(), new SigningKeys(List.of()));

    public Actors {
        byKey = Map.copyOf(byKey);
    }

    /** Whose key that is, which is one of these. */
    Actor owner(String keyId) {
        return Objects.requireNonNull(byKey.get(keyId), keyId);
    }
}
