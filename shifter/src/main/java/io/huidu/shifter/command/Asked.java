package io.huidu.shifter.command;

import io.huidu.shifter.api.CanaryRelease;
import java.time.Instant;
import java.util.Optional;

/**
 * The asking of a command.
 *
 * @param id of the event that carried it
 * @param at when: a command is known by it
 * @param until it may be done; empty for always
 */
public record Asked(String id, Instant at, Optional<Instant> until) {

    /**
     * The value of {@link CanaryRelease#SPEC_COMMAND_ANNOTATION} for a write to the spec of exactly this resource, so
     * that what comes of the change can be traced to the command.
     */
    public String asAuthorOfNext(CanaryRelease release) {
        long generation =
                Optional.ofNullable(release.getMetadata().getGeneration()).orElse(0L);
        return generation + 1 + " " + id;
    }
}
