package io.huidu.shifter.rollout;

import java.util.Optional;

/**
 * The status of a resource.
 *
 * @param memory what decisions rest on
 * @param face what is only shown; empty before the first decision
 */
public record Status(Memory memory, Optional<Face> face) {

    /** Of a resource that was never looked at. */
    public static final Status NONE = new Status(Memory.NONE, Optional.empty());
}
