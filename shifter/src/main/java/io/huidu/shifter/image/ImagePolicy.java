package io.huidu.shifter.image;

import java.util.Optional;
import java.util.regex.Pattern;
import org.semver4j.Semver;
import org.semver4j.range.RangeList;
import org.semver4j.range.RangeListFactory;

/** Which tags may be released. */
public sealed interface ImagePolicy {

    /** Whether a tag may be released. */
    boolean allows(String tag);

    /** Whether one tag comes after another that it may take the place of by itself. */
    boolean isUpgrade(String from, String to);

    /** What is expected of a tag, in words. */
    String expected();

    /** What keeps an image from being released; empty when nothing does. */
    default Optional<String> refusal(ImageName image) {
        return image.tag().filter(this::allows).isPresent()
                ? Optional.empty()
                : Optional.of("tag: got %s, expected %s"
                        .formatted(image.tag().map(tag -> "'" + tag + "'").orElse("none"), expected()));
    }

    /** All tags, and none by itself: what a person names, a person means. */
    record Any() implements ImagePolicy {
        @Override
        public boolean allows(String tag) {
            return true;
        }

        @Override
        public boolean isUpgrade(String from, String to) {
            return false;
        }

        @Override
        public String expected() {
            return "any tag";
        }

        @Override
        public Optional<String> refusal(ImageName image) {
            return Optional.empty();
        }
    }

    /** Tags that are versions after semver.org within a range in the notation of npm; a leading v is left out. */
    record Versions(String range) implements ImagePolicy {

        private static final String PART = "([<>]=?|[=~^])?\\s*v?(\\d+|[xX*])(\\.(\\d+|[xX*])){0,2}(-[0-9A-Za-z.-]+)?";
        private static final String ALL = "(" + PART + "\\s+-\\s+" + PART + "|" + PART + "(\\s+" + PART + ")*)";

        /** The parser takes what it understands and leaves the rest out, so that what isn't a range is refused here. */
        private static final Pattern RANGE = Pattern.compile("\\s*" + ALL + "\\s*(\\|\\|\\s*" + ALL + "\\s*)*");

        public Versions {
            if (!RANGE.matcher(range).matches()) {
                throw new IllegalArgumentException("range: got '%s', expected one like '>=1.2.0 <2'".formatted(range));
            }
        }

        @Override
        public boolean allows(String tag) {
            RangeList allowed = RangeListFactory.create(range);
            return Semver.isValid(tag) && new Semver(tag).satisfies(allowed);
        }

        @Override
        public boolean isUpgrade(String from, String to) {
            return allows(to) && (!Semver.isValid(from) || new Semver(to).isGreaterThan(new Semver(from)));
        }

        @Override
        public String expected() {
            return "a version in the range " + range;
        }
    }

    /** Tags that match a regular expression as a whole. */
    record Matching(Pattern pattern) implements ImagePolicy {
        @Override
        public boolean allows(String tag) {
            return pattern.matcher(tag).matches();
        }

        @Override
        public boolean isUpgrade(String from, String to) {
            return allows(to) && !from.equals(to);
        }

        @Override
        public String expected() {
            return "one that matches " + pattern;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Matching(Pattern theirs) && theirs.pattern().equals(pattern.pattern());
        }

        @Override
        public int hashCode() {
            return pattern.pattern().hashCode();
        }
    }
}
