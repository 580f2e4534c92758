package io.huidu.shifter.console.access;

import io.huidu.shifter.api.CanaryRelease;

/**
 * What somebody may do with objects of a kind.
 *
 * @param namespace where; empty for everywhere
 */
public record Right(String verb, String group, String resource, String namespace) {

    private static final String RELEASES = "canaryreleases";

    /** To see which releases there are. */
    public static Right listReleases(String namespace) {
        return new Right("list", CanaryRelease.GROUP, RELEASES, namespace);
    }

    /** To see everything about a release. */
    public static Right getReleases(String namespace) {
        return new Right("get", CanaryRelease.GROUP, RELEASES, namespace);
    }

    /** To command a release, which annotates it or changes its spec. */
    public static Right patchReleases(String namespace) {
        return new Right("patch", CanaryRelease.GROUP, RELEASES, namespace);
    }

    /** To read other objects. */
    public static Right get(String group, String resource, String namespace) {
        return new Right("get", group, resource, namespace);
    }

    @Override
    public String toString() {
        return "%s %s%s in %s"
                .formatted(
                        verb,
                        resource,
                        group.isEmpty() ? "" : "." + group,
                        namespace.isEmpty() ? "all namespaces" : "the namespace " + namespace);
    }
}
