package io.huidu.shifter.rollout;

/**
 * Tells which version {@code spec.image} makes the desired one. To the rest of {@link Rollout} it is as if a person had
 * said so in {@code spec.desired}.
 *
 * <table>
 * <caption>The first row that fits</caption>
 * <tr><td>not known which version serves</td><td>as without an image</td></tr>
 * <tr><td>the serving version runs the image</td><td>that one</td></tr>
 * <tr><td>the image may not be released</td><td>the one that a release goes to, else the serving one</td></tr>
 * <tr><td>a release goes to a version that has another image</td><td>the serving one, so that it ends first</td></tr>
 * <tr><td>else</td><td>the idle one</td></tr>
 * </table>
 */
final class DesiredByImage {

    private DesiredByImage() {}

    /** The resource with the version that its image asks for as the desired one; without an image, as it is. */
    static Resource in(Resource resource, Observation seen) {
        return switch (resource.checked()) {
            case Checked.Valid(ReleaseSpec spec)
            when spec.image().isPresent() && resource.serving(spec).isPresent() ->
                resource.asking(spec.desiring(version(resource, spec.image().get(), seen)));
            case Checked.Valid asItIs -> resource;
            case Checked.Invalid asItIs -> resource;
        };
    }

    private static String version(Resource resource, ImageWish wish, Observation seen) {
        Scope scope = resource.scope().orElseThrow();
        boolean runs = resource.memory().release().isPresent();
        boolean allowed = wish.refusal().isEmpty();
        boolean toServing = wish.isRunBy(seen.stable()) || (allowed ? runs && wish.isMissedBy(seen.canary()) : !runs);
        return toServing ? scope.stable().name() : scope.canary().name();
    }
}
