package io.huidu.shifter.rollout;

import io.huidu.events.ReleaseKey;
import io.huidu.events.Version;
import io.huidu.shifter.route.Routing;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code CanaryRelease} as it was read.
 *
 * @param key namespace and name
 * @param uid of the object
 * @param generation of the spec
 * @param changedBy id of the command that made this generation; empty when it was made otherwise
 * @param checked the spec
 * @param wishes what people ask for besides
 * @param status as it was last written and read back; {@link Status#NONE} before the first time
 */
public record Resource(
        ReleaseKey key,
        String uid,
        long generation,
        Optional<String> changedBy,
        Checked checked,
        Wishes wishes,
        Status status) {

    public Resource {
        Check.that(uid.length() >= 8, "metadata.uid", uid, "8 characters or more");
    }

    /**
     * What has to be looked at before {@link Rollout#decide}: the two ends and the route of the running release, else
     * those of the next one. Empty when the spec is invalid and nothing runs.
     */
    public Optional<Scope> scope() {
        return memory().release()
                .map(Release::run)
                .map(run -> new Scope(key.namespace(), run.traffic(), run.from(), run.to()))
                .or(this::nextScope);
    }

    /** The same, with these announcements known to have arrived. */
    public Resource told(Set<String> arrived) {
        return arrived.isEmpty()
                ? this
                : new Resource(key, uid, generation, changedBy, checked, wishes, status.told(arrived));
    }

    /** The running release's id. */
    public Optional<String> runningId() {
        return memory().release().map(release -> release.run().id());
    }

    /** The release that was promoted and can still go back at once; empty when there is none. */
    public Optional<Run> returnable(Instant now) {
        return switch (checked) {
            case Checked.Invalid invalid -> Optional.empty();
            case Checked.Valid(ReleaseSpec spec) ->
                memory().wayBack()
                        .filter(back -> memory().release().isEmpty() && back.isOpen(spec, now))
                        .map(WayBack::run);
        };
    }

    /** What the route has to show for a step of a release. */
    Routing routing(Run run, Stage stage) {
        return stage.routing()
                .keeping(run.traffic()
                        .sessionAffinity()
                        .map(affinity -> affinity.cookie(uid + "/" + run.id(), stage.weight())));
    }

    Memory memory() {
        return status.memory();
    }

    private Optional<Scope> nextScope() {
        return switch (checked) {
            case Checked.Invalid invalid -> Optional.empty();
            case Checked.Valid(ReleaseSpec spec) -> Optional.of(nextScope(spec));
        };
    }

    private Scope nextScope(ReleaseSpec spec) {
        Version stable = serving(spec).orElseGet(() -> spec.other(spec.desired()));
        return new Scope(key.namespace(), spec.traffic(), stable, spec.other(stable.name()));
    }

    Resource asking(ReleaseSpec spec) {
        return new Resource(key, uid, generation, changedBy, new Checked.Valid(spec), wishes, status);
    }

    /** The version known to serve; empty when none is, or when it is no longer one of the two. */
    Optional<Version> serving(ReleaseSpec spec) {
        return memory().serving().flatMap(spec::version);
    }
}
