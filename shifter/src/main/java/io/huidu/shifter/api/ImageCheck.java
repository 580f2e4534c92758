package io.huidu.shifter.api;

import io.huidu.shifter.image.ImageName;
import io.huidu.shifter.image.ImagePolicy;
import io.huidu.shifter.rollout.ImageWish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads {@code spec.image} and what belongs to it. */
final class ImageCheck {

    private static final String ONE = "exactly one of semver and pattern";

    private final Problems problems;

    ImageCheck(Problems problems) {
        this.problems = problems;
    }

    /** The image, if one is asked for. */
    Optional<ImageWish> read(CanaryReleaseSpec spec) {
        ImagePolicy policy = policy(spec);
        Optional<String> container =
                Optional.ofNullable(spec.container).map(name -> problems.name("spec.container", name));
        boolean named = spec.image != null && ImageName.parse(spec.image).isPresent();
        problems.expect(spec.image == null || named, "spec.image", spec.image, ImageName.FORM);
        return Optional.ofNullable(spec.image)
                .filter(image -> named)
                .map(image -> new ImageWish(image, container, policy));
    }

    private ImagePolicy policy(CanaryReleaseSpec spec) {
        if (spec.imagePolicy == null) {
            return new ImagePolicy.Any();
        }
        CanaryReleaseSpec.ImagePolicy given = problems.known("spec.imagePolicy", spec.imagePolicy);
        List<ImagePolicy> policies = new ArrayList<>();
        if (given.semver != null) {
            policies.add(versions(given.semver));
        }
        if (given.pattern != null) {
            policies.add(matching(given.pattern));
        }
        problems.expect(policies.size() == 1, "spec.imagePolicy", policies.isEmpty() ? "none" : "both", ONE);
        return policies.isEmpty() ? new ImagePolicy.Any() : policies.getFirst();
    }

    private ImagePolicy versions(String range) {
        try {
            return new ImagePolicy.Versions(range);
        } catch (IllegalArgumentException e) {
            problems.expect(false, "spec.imagePolicy.semver", range, "a range of versions such as '>=1.2.0 <2'");
            return new ImagePolicy.Any();
        }
    }

    private ImagePolicy matching(String pattern) {
        try {
            return new ImagePolicy.Matching(Pattern.compile(pattern));
        } catch (PatternSyntaxException e) {
            problems.expect(false, "spec.imagePolicy.pattern", pattern, "a regular expression: " + e.getDescription());
            return new ImagePolicy.Any();
        }
    }
}
